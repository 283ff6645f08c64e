"""`kiosk` without a command: the app on this station's folder."""

from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING

from kiosk.cli.log import log_to
from kiosk.cli.scan import standing
from kiosk.cli.station import Session
from kiosk.domain.rules import FESTIVAL
from kiosk.door import Answer, Door, Place
from kiosk.ui.app import run, start_app
from kiosk.ui.lens import Watch, Watching
from kiosk.ui.post import Post
from kiosk.ui.theme import DARK, LIGHT, Look
from kiosk.words import LANGUAGES, load_words

if TYPE_CHECKING:
    from kiosk.camera.frame import FrameSource
    from kiosk.camera.watch import Listener


class OpenDoor:
    """The door over a file of its own, opened and closed on the thread that uses it."""

    def __init__(self, session: Session, post: Post) -> None:
        self._open = ExitStack()
        books = self._open.enter_context(session.books(post.event.id))
        neighbours = session.neighbours(books.database, post.event.id)
        place = Place(post.area, post.entrance, post.direction)
        self._door = Door(books, place, neighbours=neighbours)

    def scan(self, code: str) -> Answer:
        """Judge a scanned code."""
        return self._door.scan(code)

    def scan_reference(self, text: str) -> Answer:
        """Judge what a person typed."""
        return self._door.scan_reference(text)

    def people_through(self) -> int:
        """Count the people that this station let in through this entrance."""
        return self._door.people_through()

    def close(self) -> None:
        """Sign what was written and close the file."""
        self._open.close()


def run_app(session: Session, *, camera: str | None, windowed: bool) -> int:
    """Open the window on the current event; return its exit code."""
    source = camera if camera is not None else session.settings.camera or "0"
    return show_window(session, partial(watch_source, source), windowed=windowed)


def show_window(session: Session, watch: Watch, *, windowed: bool) -> int:
    """Show the door's window with a camera until it is closed; owns the folder meanwhile."""
    with session.own():
        log_to(session.folder / "log")
        post = _post(session)
        look = Look(
            theme=DARK if session.settings.theme == "dark" else LIGHT,
            language=session.words.language,
            mirrored=session.settings.mirror,
            windowed=windowed,
            moving=not session.settings.reduced_motion,
        )
        return run(
            start_app(look.theme),
            post,
            lambda: OpenDoor(session, post),
            watch,
            {language: load_words(language) for language in LANGUAGES},
            look=look,
        )


def _post(session: Session) -> Post:
    with session.books() as books:
        event = books.event()
        return Post(event, standing(books, event, FESTIVAL, None))


def watch_source(name: str, listener: "Listener") -> Watching:
    """Watch the camera or video file that a person named."""
    from kiosk.camera.source import open_source  # noqa: PLC0415  # OpenCV loads after the window

    return watching(open_source(name, loop=True), listener)


def watching(source: "FrameSource", listener: "Listener") -> Watching:
    """Watch a source, with the second decoder beside it."""
    from kiosk.camera.watch import Watcher  # noqa: PLC0415  # OpenCV loads after the window
    from kiosk.camera.zbar import zbar_decoder  # noqa: PLC0415

    return Watcher(source, listener, zbar_decoder())
