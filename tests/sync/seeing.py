"""All that people see of an event on one laptop, as one text: equal where laptops agree."""

import json
from dataclasses import asdict
from typing import Any

from kiosk.admin.attendance_export import write_attendance
from kiosk.admin.requests import ExportKind, ExportOptions
from kiosk.domain.event_settings import FESTIVAL
from kiosk.reports.double_report import double_entries
from kiosk.store.integrity.verification import verify_event, wrong
from kiosk.store.sqlite.problems import What
from kiosk.store.station_store import Books
from tests.sync.laptops import Laptop


def export(laptop: Laptop, kind: ExportKind = ExportKind.TICKETS) -> bytes:
    """The attendance file as the command line writes it."""
    file = laptop.folder.parent / f"{laptop.folder.name}.csv"
    write_attendance(laptop.session, file, ExportOptions(kind=kind))
    return file.read_bytes()


def sees(laptop: Laptop) -> str:
    """ExportOptions, headcount, doubles, settings and lists."""
    told = {
        "export": export(laptop).decode("utf-8-sig"),
        "scans": export(laptop, ExportKind.SCANS).decode("utf-8-sig"),
    }
    with laptop.books() as books:
        told.update(_shown(books))
    return json.dumps(told, default=str, sort_keys=True, indent=1, ensure_ascii=False)


def _shown(books: Books) -> dict[str, Any]:
    event = books.event()
    return {
        "tally": asdict(books.counts.tally(event, FESTIVAL, 0)),
        "doubles": [asdict(one) for one in double_entries(books)],
        "settings": dict(books.events.settings(event.id)),
        "lists": [asdict(one) for one in books.events.lists(event.id)],
        "awaited": sorted(books.held.have().awaited),
        "aside": books.database.execute(
            "SELECT lower(hex(hash)), why FROM set_aside_entry ORDER BY 1"
        ).fetchall(),
        "offsets": books.database.execute(
            "SELECT lower(hex(log)), offset_ms FROM log ORDER BY 1"
        ).fetchall(),
        "codes": books.database.execute(
            "SELECT lower(hex(code)) FROM issued_code WHERE replaced = 0 ORDER BY 1"
        ).fetchall(),
    }


def sound(laptop: Laptop, *, but: frozenset[What] = frozenset()) -> None:
    """Hold a laptop's tables against its own journal; what is only to be known is passed over."""
    with laptop.books() as books:
        found = [one for one in wrong(verify_event(books)) if one.what not in but]
        assert not found, found
