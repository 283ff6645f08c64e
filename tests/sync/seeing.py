"""All that people see of an event on one laptop, as one text: equal where laptops agree."""

import json
from dataclasses import asdict
from typing import Any

from kiosk.admin.attendance_export import write_attendance
from kiosk.admin.requests import ExportKind, ExportOptions
from kiosk.domain.event_settings import FESTIVAL
from kiosk.reports.double_report import double_entries
from kiosk.store.integrity.verification import real_problems, verify_event
from kiosk.store.sqlite.problems import ProblemKind
from kiosk.store.station_store import StationStore
from tests.sync.laptops import Laptop


def export(laptop: Laptop, kind: ExportKind = ExportKind.TICKETS) -> bytes:
    """The attendance file as the command line writes it."""
    file = laptop.folder.parent / f"{laptop.folder.name}.csv"
    write_attendance(laptop.session, file, ExportOptions(kind=kind))
    return file.read_bytes()


def sees(laptop: Laptop) -> str:
    """ExportOptions, headcount, doubles, settings and lists."""
    seen = {
        "export": export(laptop).decode("utf-8-sig"),
        "scans": export(laptop, ExportKind.SCANS).decode("utf-8-sig"),
    }
    with laptop.open_store() as store:
        seen.update(_shown(store))
    return json.dumps(seen, default=str, sort_keys=True, indent=1, ensure_ascii=False)


def _shown(store: StationStore) -> dict[str, Any]:
    event = store.event()
    return {
        "tally": asdict(store.counts.area_totals(event, FESTIVAL, 0)),
        "doubles": [asdict(one) for one in double_entries(store)],
        "settings": dict(store.events.settings(event.id)),
        "lists": [asdict(one) for one in store.events.lists(event.id)],
        "awaited": sorted(store.inventory.have().awaited),
        "aside": store.database.execute(
            "SELECT lower(hex(hash)), why FROM set_aside_entry ORDER BY 1"
        ).fetchall(),
        "offsets": store.database.execute(
            "SELECT lower(hex(log)), offset_ms FROM log ORDER BY 1"
        ).fetchall(),
        "codes": store.database.execute(
            "SELECT lower(hex(code)) FROM issued_code WHERE replaced = 0 ORDER BY 1"
        ).fetchall(),
    }


def sound(laptop: Laptop, *, but: frozenset[ProblemKind] = frozenset()) -> None:
    """Hold a laptop's tables against its own journal; what is only to be known is passed over."""
    with laptop.open_store() as store:
        found = [one for one in real_problems(verify_event(store)) if one.kind not in but]
        assert not found, found
