"""`kiosk scan`: scans without a window; prints one JSON line per code, when it is on disk."""

import codecs
import json
import queue
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import click

from kiosk.checkin.answer import EarlierEntry, ScanResult
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate, chosen_entrance
from kiosk.cli.end_signals import on_end_signal
from kiosk.clock import FilmClock, running
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.scanned_text import MAX_CODE_LENGTH, is_not_a_ticket
from kiosk.domain.verdict import Direction
from kiosk.errors import KioskError, UnusableInput
from kiosk.reports.event_times import iso, parse_time
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.station_store import StationStore
from kiosk.sync.network.known_hubs import hub_candidates

_CANNOT_RECORD = 3


@dataclass(frozen=True, slots=True)
class ShownCode:
    """A code that was shown: its source, and how long decoding took in ms."""

    code: str
    source: str
    decode_ms: float = 0.0


@click.command()
@click.option("--codes", type=click.Choice(["-"]))
@click.option("--images", type=click.Path(path_type=Path))
@click.option("--video", type=click.Path(path_type=Path))
@click.option("--camera", metavar="N|NAME")
@click.option("--entrance")
@click.option("--area", default=FESTIVAL)
@click.option("--out", "outward", is_flag=True)
@click.option("--people", type=click.IntRange(min=1))
@click.option("--at", "at", metavar="TIME")
@click.pass_obj
def scan(  # noqa: PLR0913  # one argument for each option
    session: DataFolder,
    *,
    codes: str | None,
    images: Path | None,
    video: Path | None,
    camera: str | None,
    entrance: str | None,
    area: str,
    outward: bool,
    people: int | None,
    at: str | None,
) -> int:
    """See `help.kiosk_scan` in `resources/words`."""
    if sum(source is not None for source in (codes, images, video, camera)) != 1:
        raise UnusableInput("error.scan_source")
    film = FilmClock(session.clock)
    if video is not None:
        session = replace(session, clock=film)
    recorded = True
    try:
        with session.lock(), session.open_store() as store, _connected(session, store):
            event = store.event()
            area = event.area(area).name
            entrance = chosen_entrance(store, event, area, entrance)
            gate = Gate(area, entrance, Direction.OUT if outward else Direction.IN)
            stated = running(session.clock, parse_time(at, event.zone)) if at is not None else None
            neighbours = session.neighbours(store.database, event.id)
            door = Door(store, gate, other_events=neighbours, stated_clock=stated)
            _print_lost_lists(session, store)
            shown_codes = _shown_codes(
                session, film, door, codes=codes, images=images, video=video, camera=camera
            )
            recorded = _judge_each(session, door, event, shown_codes, people)
    except KioskError:
        if recorded:
            raise
        # The error that was already printed is raised again when the log is signed at exit.
    return 0 if recorded else _CANNOT_RECORD


def _print_lost_lists(session: DataFolder, store: StationStore) -> None:
    """Print each lost or damaged guest list and what to do about it."""
    in_use = {one.source for one in store.events.lists(store.keys.event)}
    for lost in store.manifests.missing():
        damaged = lost.source in in_use
        key = "problem.list_damaged" if damaged else "problem.list_missing"
        session.print_text(key, about=lost.source, count=lost.rows)


@contextmanager
def _connected(session: DataFolder, store: StationStore) -> Iterator[None]:
    """Keep this laptop connected to a hub while the block runs, if it knows one."""
    if not hub_candidates(store, session.folder):
        yield
        return
    from kiosk.backend.live_hub import live_hub  # noqa: PLC0415  # with its libraries
    from kiosk.hub.hub_port import succession  # noqa: PLC0415

    with live_hub(session, store.keys.event, own=succession(session, store)):
        try:
            yield
        finally:
            store.journal.close()  # signs its last entries, which the hub gets with its signature


def _judge_each(
    session: DataFolder, door: Door, event: Event, shown: Iterable[ShownCode], people: int | None
) -> bool:
    """Print each verdict, and why one could not be recorded; return whether all were recorded."""
    recorded = True
    for shown_code in shown:
        result = door.scan(shown_code.code, people=people)
        print(line(result, event, shown_code), flush=True)
        failed = result.failed
        if failed is not None:
            recorded = False
            session.print_text(failed.key, **failed.params)
    return recorded


def line(result: ScanResult, event: Event, shown: ShownCode) -> str:
    """Return a scan result as a JSON line; it never contains the code."""
    verdict = result.verdict
    ticket, note = verdict.ticket, verdict.note
    fields = {
        "at": iso(result.at, event.zone),
        "outcome": verdict.outcome.value,
        "entry": result.entry,
        "ticket": ticket.ref if ticket else None,
        "name": ticket.name if ticket else None,
        "category": ticket.category if ticket else None,
        "people": verdict.people,
        "places": ticket.places if ticket else 0,
        "entrance": result.entrance,
        "area": result.area,
        "direction": result.direction.value,
        "station": result.station,
        "first": _earlier_entry(result.first, event),
        "again": verdict.seen_before,
        "warnings": list(verdict.warnings),
        "note": iso(note, event.zone) if isinstance(note, int) else note,
        "stated_time": result.stated,
        "source": shown.source,
        "ms": {"decode": round(shown.decode_ms, 1), "verdict": round(result.verdict_ms, 2)},
    }
    return json.dumps(fields, ensure_ascii=False)


def _earlier_entry(earlier: EarlierEntry | None, event: Event) -> dict[str, str] | None:
    if earlier is None:
        return None
    return {
        "at": iso(earlier.at, event.zone),
        "entrance": earlier.entrance,
        "station": earlier.station,
    }


def _shown_codes(
    session: DataFolder,
    film: FilmClock,
    door: Door,
    *,
    codes: str | None,
    images: Path | None,
    video: Path | None,
    camera: str | None,
) -> Iterator[ShownCode]:
    if codes is not None:
        return read_codes(sys.stdin.buffer) if sys.stdin else iter(())  # None if it is closed
    if images is not None:
        return _codes_in_pictures(session, images)
    if video is not None:
        return _codes_in_video(video, film, door)
    assert camera is not None  # noqa: S101  # one source was given
    return _codes_at_camera(session, camera, door)


def read_codes(stream: BinaryIO) -> Iterator[ShownCode]:
    """Yield the codes of a stream, one on each line; only the start of a line that is too long."""
    number, encoding = 0, ""
    while chunk := stream.readline(MAX_CODE_LENGTH * 4):
        number += 1
        encoding = _UTF_16.get(chunk[:2], "") if number == 1 else encoding
        rest = chunk
        while rest and not rest.endswith(b"\n"):
            rest = stream.readline(MAX_CODE_LENGTH * 4)
        code = (
            _decode_utf_16(chunk, encoding) if encoding else chunk.decode(errors="surrogateescape")
        )
        if code.strip():
            yield ShownCode(code, f"codes:{number}")


_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
"""The byte order marks with which Windows redirects output to a file."""


def _decode_utf_16(chunk: bytes, encoding: str) -> str:
    """Decode a line of UTF-16, which was split at the byte of its line feed."""
    if encoding == "utf-16-le":
        chunk = chunk.removeprefix(b"\0").removesuffix(b"\n")
    return chunk.decode(encoding, errors="replace").removeprefix("\ufeff")


def _codes_in_pictures(session: DataFolder, folder: Path) -> Iterator[ShownCode]:
    from kiosk.camera.picture_files import read_pictures  # noqa: PLC0415  # OpenCV loads slowly

    without = 0
    for picture in read_pictures(folder):
        if not picture.readable:
            session.print_text(_unread_text_key(picture.kind), file=picture.name, kind=picture.kind)
        if picture.barcode:
            session.print_text("camera.only_barcode", file=picture.name)
        without += picture.readable and not picture.codes and not picture.barcode
        for code in picture.codes:
            yield ShownCode(code.text, f"image:{picture.name}", picture.decode_ms)
    if without:
        session.print_text("camera.without_code", count=without)


def _unread_text_key(kind: str) -> str:
    from kiosk.camera.picture_formats import HEIC  # noqa: PLC0415  # with OpenCV

    if kind == HEIC:
        return "camera.heic_picture"
    return "camera.other_picture" if kind else "camera.unread_picture"


def _codes_in_video(path: Path, film: FilmClock, door: Door) -> Iterator[ShownCode]:
    from kiosk.camera.decoding.zbar_decoder import zbar_decoder  # noqa: PLC0415
    from kiosk.camera.frame_reader import scanned_codes  # noqa: PLC0415  # OpenCV loads slowly
    from kiosk.camera.video_file import VideoFile  # noqa: PLC0415

    def no_ticket(text: str) -> bool:
        return is_not_a_ticket(text) and door.is_no_ticket(text)

    for sighting in scanned_codes(VideoFile(path, paced=False), zbar_decoder(), no_ticket):
        position = sighting.position or 0.0
        film.show(position)
        yield ShownCode(sighting.text, f"video:{position:.2f}", sighting.decode_ms)


def _codes_at_camera(session: DataFolder, name: str, door: Door) -> Iterator[ShownCode]:
    from kiosk.camera.decoding.zbar_decoder import zbar_decoder  # noqa: PLC0415
    from kiosk.camera.frame_reader import ScannedCode  # noqa: PLC0415  # OpenCV loads slowly
    from kiosk.camera.frame_source import open_source  # noqa: PLC0415
    from kiosk.camera.watcher import Listener, Watcher  # noqa: PLC0415

    events: queue.SimpleQueue[ScannedCode | str | None] = (
        queue.SimpleQueue()
    )  # str: a code that may be no ticket
    listener = Listener(
        on_frame=lambda: None,
        on_code=events.put,
        on_sight=lambda _: None,
        on_state=lambda state: session.print_text(state.value, camera=name),
        on_advice=lambda advice: session.print_text(advice.value) if advice else None,
        on_doubt=events.put,
        on_fault=lambda: session.print_text("camera.begun_again"),
    )
    watcher = Watcher(open_source(name), listener, zbar_decoder())
    with on_end_signal(lambda: events.put(None)):
        watcher.start()
        try:
            while (one := events.get()) is not None:
                if isinstance(one, str):
                    watcher.settle(one, no_ticket=door.is_no_ticket(one))
                else:
                    yield ShownCode(one.text, f"camera:{name}", one.decode_ms)
        finally:
            watcher.stop()
