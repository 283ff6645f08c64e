"""`kiosk demo`: a festival with visitors, in the window or, without a display, unseen."""

import tempfile
from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.backend.camera import CameraSelector, clip
from kiosk.checkin.answer import ScanResult
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate, standing
from kiosk.clock import FilmClock
from kiosk.demo.sample_event import UNSEEN_VISITORS, WINDOW_VISITORS, make_demo
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Outcome
from kiosk.reports.event_times import iso
from kiosk.runtime.data_folder import DataFolder
from kiosk.runtime.display import display_there
from kiosk.store.station_store import StationStore
from kiosk.texts import LANGUAGES, load_words

if TYPE_CHECKING:
    from kiosk.camera.frame import Frame
    from kiosk.demo.film import Visit

_SEARCHED = "van"  # typed at the desk in its picture
_SHOWN_S = 1.6  # into a visit: the ticket is held still
_SIZE = (1366, 768)  # pixels: the laptop that most doors have


@click.command()
@click.option("--fast", is_flag=True)
@click.option("--visitors", type=click.IntRange(min=1))
@click.pass_context
def demo(context: click.Context, fast: bool, visitors: int | None) -> int:
    """See `help.kiosk_demo` in the words."""
    given = context.find_root().params
    session: DataFolder = context.obj
    if given["data"] is not None:
        session.make_folder()
    folder = Path(tempfile.mkdtemp(prefix="kiosk-demo-", dir=given["data"]))
    session = replace(session, folder=folder)
    session.say("demo.folder", folder=folder)
    if display_there():
        windowed = bool(given["windowed"])
        return _in_the_window(session, visitors or WINDOW_VISITORS, windowed=windowed, fast=fast)
    return _unseen(session, visitors or UNSEEN_VISITORS, fast=fast)


def _in_the_window(session: DataFolder, visitors: int, *, windowed: bool, fast: bool) -> int:
    from kiosk.cli.window import show_window  # noqa: PLC0415  # Qt loads only for the window

    sight = CameraSelector("0", named=False, fast=fast)
    sight.show(make_demo(session, visitors))
    return show_window(session, sight, windowed=windowed)


def _unseen(session: DataFolder, visitors: int, *, fast: bool) -> int:
    from kiosk.camera.frame_reader import sightings  # noqa: PLC0415  # OpenCV loads slowly

    who = make_demo(session, visitors)
    film_of_them = clip(who, fast=fast, paced=False)
    film = FilmClock(session.clock)
    shown = replace(session, clock=film)
    first: dict[Outcome, tuple[ScanResult, Frame | None]] = {}
    with shown.own(), shown.open_store() as store:
        event = store.event()
        place = Gate(FESTIVAL, standing(store, event, FESTIVAL, None))
        door = Door(store, place, neighbours=shown.neighbours(store.database, event.id))
        for sighting in sightings(film_of_them):
            film.show(sighting.position or 0.0)
            answer = door.scan(sighting.text)
            first.setdefault(answer.verdict.outcome, (answer, sighting.frame))
            print(_told(store, answer), flush=True)
        for path in _pictures(shown, store, first, door.people_through(), who):
            print(path)
    return 0


def _told(store: StationStore, answer: ScanResult) -> str:
    ticket = answer.verdict.ticket
    about = (ticket.ref, ticket.name, ticket.category) if ticket else ()
    time = iso(answer.at, store.event().zone, precision="seconds")
    return "  ".join((time, f"{answer.verdict.outcome.value:<16}", *about)).rstrip()


def _pictures(
    session: DataFolder,
    store: StationStore,
    first: "Mapping[Outcome, tuple[ScanResult, Frame | None]]",
    people: int,
    who: "list[Visit]",
) -> list[Path]:
    """Make a picture of each page as the window shows it after the film; return their paths.

    `first` is the first answer of each outcome, with the frame that its ticket was read in.
    """
    from PySide6.QtCore import QSize  # noqa: PLC0415  # Qt loads only for pictures

    from kiosk.backend.laptops_backend import seen_laptops  # noqa: PLC0415
    from kiosk.checkin.guest_search import GuestSearch  # noqa: PLC0415
    from kiosk.checkin.station_context import StationContext  # noqa: PLC0415
    from kiosk.reports.double_report import double_entries  # noqa: PLC0415
    from kiosk.reports.headcount_report import headcount_report  # noqa: PLC0415
    from kiosk.ui.application import start_app  # noqa: PLC0415
    from kiosk.ui.screenshots import Answered, Scene, render_pages  # noqa: PLC0415
    from kiosk.ui.style.theme import WindowOptions  # noqa: PLC0415

    look = WindowOptions(language=session.words.language)
    event = store.event()
    scene = Scene(
        StationContext(event, standing(store, event, FESTIVAL, None), role=store.certificate.role),
        session.clock.wall(),
        people,
        [Answered(answer, frame) for answer, frame in first.values()],
        _frame(who),
        searched=_SEARCHED,
        found=GuestSearch(store).find(_SEARCHED),
        headcount=headcount_report(store, FESTIVAL, session.clock.wall()),
        doubles=double_entries(store),
        laptops=seen_laptops(store, session.clock.wall()),
    )
    folder = session.folder / "pictures"
    folder.mkdir()
    words = {language: load_words(language) for language in LANGUAGES}
    app = start_app(look.theme, offscreen=True)
    return render_pages(app, folder, scene, words, options=look, size=QSize(*_SIZE))


def _frame(who: "list[Visit]") -> "Frame":
    from kiosk.camera.frame import Frame  # noqa: PLC0415
    from kiosk.demo.film import FPS, frames  # noqa: PLC0415  # OpenCV loads slowly

    shown = islice(frames(who[:1]), round(_SHOWN_S * FPS), None)
    return Frame(next(shown), _SHOWN_S)
