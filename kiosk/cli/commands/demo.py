"""`kiosk demo`: a sample festival with visitors, in the window or, without a display, as text."""

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
from kiosk.checkin.gate import Gate, chosen_entrance
from kiosk.clock import FilmClock
from kiosk.demo.sample_event import TEXT_VISITORS, WINDOW_VISITORS, make_demo
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Outcome
from kiosk.reports.day_report.inside_over_day import CurveReader
from kiosk.reports.event_times import iso
from kiosk.reports.headcount_report import HeadcountReport, headcount_report
from kiosk.runtime.data_folder import DataFolder
from kiosk.runtime.display import has_display
from kiosk.store.station_store import StationStore
from kiosk.texts import LANGUAGES, load_words

if TYPE_CHECKING:
    from kiosk.camera.frame import Frame
    from kiosk.demo.film import Visit

_SEARCHED = "van"  # typed text in the picture of the desk
_SHOWN_S = 1.6  # seconds after the start of a visit: the ticket is still
_SIZE = (1366, 768)  # pixels: the usual screen of a laptop


@click.command()
@click.option("--fast", is_flag=True)
@click.option("--visitors", type=click.IntRange(min=1))
@click.pass_context
def demo(context: click.Context, fast: bool, visitors: int | None) -> int:
    """See `help.kiosk_demo` in `resources/words`."""
    root_options = context.find_root().params
    session: DataFolder = context.obj
    if root_options["data"] is not None:
        session.make_folder()
    folder = Path(tempfile.mkdtemp(prefix="kiosk-demo-", dir=root_options["data"]))
    session = replace(session, folder=folder)
    session.print_text("demo.folder", folder=folder)
    if has_display():
        windowed = bool(root_options["windowed"])
        return _in_window(session, visitors or WINDOW_VISITORS, windowed=windowed, fast=fast)
    return _without_display(session, visitors or TEXT_VISITORS, fast=fast)


def _in_window(session: DataFolder, visitors: int, *, windowed: bool, fast: bool) -> int:
    from kiosk.cli.window import show_window  # noqa: PLC0415  # Qt loads only for the window

    selector = CameraSelector("0", named=False, fast=fast)
    selector.show(make_demo(session, visitors))
    return show_window(session, selector, windowed=windowed)


def _without_display(session: DataFolder, visitors: int, *, fast: bool) -> int:
    from kiosk.camera.frame_reader import scanned_codes  # noqa: PLC0415  # OpenCV loads slowly

    visits = make_demo(session, visitors)
    clip_source = clip(visits, fast=fast, paced=False)
    film = FilmClock(session.clock)
    session_at_film_time = replace(session, clock=film)
    first: dict[Outcome, tuple[ScanResult, Frame | None]] = {}
    with session_at_film_time.lock(), session_at_film_time.open_store() as store:
        event = store.event()
        gate = Gate(FESTIVAL, chosen_entrance(store, event, FESTIVAL, None))
        door = Door(
            store, gate, other_events=session_at_film_time.neighbours(store.database, event.id)
        )
        for sighting in scanned_codes(clip_source):
            film.show(sighting.position or 0.0)
            answer = door.scan(sighting.text)
            first.setdefault(answer.verdict.outcome, (answer, sighting.frame))
            print(_line(store, answer), flush=True)
        for path in _pictures(session_at_film_time, store, first, door.count_admitted(), visits):
            print(path)
    return 0


def _line(store: StationStore, answer: ScanResult) -> str:
    ticket = answer.verdict.ticket
    about = (ticket.ref, ticket.name, ticket.category) if ticket else ()
    time = iso(answer.at, store.event().zone, precision="seconds")
    return "  ".join((time, f"{answer.verdict.outcome.value:<16}", *about)).rstrip()


def _pictures(
    session: DataFolder,
    store: StationStore,
    first: "Mapping[Outcome, tuple[ScanResult, Frame | None]]",
    people: int,
    visits: "list[Visit]",
) -> list[Path]:
    """Save a picture of each page as the window shows it after the film; return their paths.

    `first` is the first result of each outcome, with the frame in which its ticket was read.
    """
    from PySide6.QtCore import QSize  # noqa: PLC0415  # Qt loads only for pictures

    from kiosk.backend.laptops_backend import laptops_with_people  # noqa: PLC0415
    from kiosk.checkin.guest_search import GuestSearch  # noqa: PLC0415
    from kiosk.checkin.station_context import StationContext  # noqa: PLC0415
    from kiosk.reports.double_report import double_entries  # noqa: PLC0415
    from kiosk.ui.application import start_app  # noqa: PLC0415
    from kiosk.ui.screenshots import Answered, Scene, render_pages  # noqa: PLC0415
    from kiosk.ui.style.theme import WindowOptions  # noqa: PLC0415

    options = WindowOptions(language=session.words.language)
    event = store.event()
    scene = Scene(
        StationContext(
            event, chosen_entrance(store, event, FESTIVAL, None), role=store.certificate.role
        ),
        session.clock.wall(),
        people,
        [Answered(answer, frame) for answer, frame in first.values()],
        _preview_frame(visits),
        searched=_SEARCHED,
        found=GuestSearch(store).find(_SEARCHED),
        headcount=_headcount(store, session.clock.wall()),
        doubles=double_entries(store),
        laptops=laptops_with_people(store, session.clock.wall()),
    )
    folder = session.folder / "pictures"
    folder.mkdir()
    words = {language: load_words(language) for language in LANGUAGES}
    app = start_app(options.theme, offscreen=True)
    return render_pages(app, folder, scene, words, options=options, size=QSize(*_SIZE))


def _headcount(store: StationStore, now: int) -> HeadcountReport:
    count = headcount_report(store, FESTIVAL, now)
    return replace(count, curve=CurveReader(rest=0).read(store, count, version=0))


def _preview_frame(visits: "list[Visit]") -> "Frame":
    from kiosk.camera.frame import Frame  # noqa: PLC0415
    from kiosk.demo.film import FPS, frames  # noqa: PLC0415  # OpenCV loads slowly

    shown = islice(frames(visits[:1]), round(_SHOWN_S * FPS), None)
    return Frame(next(shown), _SHOWN_S)
