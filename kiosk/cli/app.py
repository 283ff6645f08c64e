"""`kiosk` without a command: the app on this station's folder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kiosk.cli.log import log_to
from kiosk.cli.station import Session
from kiosk.ui.app import run, start_app
from kiosk.ui.theme import DARK, LIGHT, Look
from kiosk.words import LANGUAGES, load_words

if TYPE_CHECKING:  # SQLite and OpenCV load after the window
    from kiosk.camera.frame import FrameSource
    from kiosk.camera.watch import Listener
    from kiosk.cli.open_station import OpenStation
    from kiosk.ui.lens import Watch, Watching


def run_app(session: Session, *, camera: str | None, windowed: bool) -> int:
    """Open the window on the current event; return its exit code."""
    source = camera if camera is not None else session.settings.camera or "0"
    return show_window(session, partial(watch_source, source), windowed=windowed)


def show_window(session: Session, watch: Watch, *, windowed: bool) -> int:
    """Show the station's window with a camera until it is closed; owns the folder meanwhile."""
    with session.own():
        log_to(session.folder / "log")
        look = Look(
            theme=DARK if session.settings.theme == "dark" else LIGHT,
            language=session.words.language,
            mirrored=session.settings.mirror,
            windowed=windowed,
            moving=not session.settings.reduced_motion,
        )
        return run(
            start_app(look.theme),
            partial(_opened, session),
            watch,
            {language: load_words(language) for language in LANGUAGES},
            look=look,
        )


def _opened(session: Session) -> OpenStation:
    from kiosk.cli.open_station import OpenStation  # noqa: PLC0415

    return OpenStation(session)


def watch_source(name: str, listener: Listener) -> Watching:
    """Watch the camera or video file that a person named."""
    from kiosk.camera.source import open_source  # noqa: PLC0415

    return watching(open_source(name, loop=True), listener)


def watching(source: FrameSource, listener: Listener) -> Watching:
    """Watch a source, with the second decoder beside it."""
    from kiosk.camera.watch import Watcher  # noqa: PLC0415
    from kiosk.camera.zbar import zbar_decoder  # noqa: PLC0415

    return Watcher(source, listener, zbar_decoder())
