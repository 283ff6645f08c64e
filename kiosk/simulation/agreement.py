"""The check at the end of a simulated day: all laptops agree, also with the simulator's count."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from kiosk.simulation.own_count import OwnCount
from kiosk.simulation.processes import run

_PER_SCAN = "at,outcome,ticket,people,direction,entrance,area,station,stated,undone,kind,entry"
_MOST_NAMED = 5
_SILENT = timedelta(seconds=60)  # as the contract of the headcount says


@dataclass(frozen=True)
class LaptopResult:
    """The results of the commands on one laptop at the end of the day."""

    name: str
    scans: bytes
    attendance: bytes
    inside: int
    doubles: int

    def rows(self) -> list[dict[str, str]]:
        """Return the rows of the attendance file."""
        return list(csv.DictReader(self.attendance.decode("utf-8-sig").splitlines(), delimiter=";"))

    def entries(self) -> frozenset[str]:
        """Return the entries of the file per scan."""
        text = self.scans.decode("utf-8-sig").splitlines()
        return frozenset(row["entry"] for row in csv.DictReader(text, delimiter=";"))


def laptop_result(name: str, folder: Path, place: Path) -> LaptopResult:
    """Ask a laptop by its commands; its exports are written to `place`."""
    scans, attendance = place / f"{name} scans.csv", place / f"{name}.csv"
    options = ("--separator", ";")
    run(folder, "attendance", "export", str(scans), "--per-scan", "--fields", _PER_SCAN, *options)
    run(folder, "attendance", "export", str(attendance), *options)
    counted = headcount(folder)
    result = LaptopResult(
        name,
        scans.read_bytes(),
        attendance.read_bytes(),
        int(counted["inside"]),
        int(counted["double_entries"]),
    )
    scans.unlink()
    attendance.unlink()
    return result


def headcount(folder: Path) -> dict[str, Any]:
    """Return the headcount of a laptop, as its command prints it."""
    return dict(json.loads(run(folder, "headcount", "--json")))


def too_low(counted: Mapping[str, Any], own: OwnCount) -> str:
    """Return the error in the upper bound of a headcount, or an empty text.

    The bound must hold for the time up to which all laptops are known, and later for silent ones.
    """
    heard = [_time(one["heard_up_to"]) for one in counted["stations"] if not one["this"]]
    as_of = datetime.fromisoformat(counted["as_of"])
    oldest = min(heard, default=as_of)
    known_until = oldest if as_of - oldest < _SILENT else as_of
    fewest, most = own.fewest_inside(known_until), counted["inside_at_most"]
    return "" if fewest <= most else f"the hub said {most} inside at most, and it was {fewest}"


def _time(heard_up_to: str | None) -> datetime:
    return datetime.fromisoformat(heard_up_to) if heard_up_to else datetime.min.replace(tzinfo=UTC)


def problems(results: Sequence[LaptopResult], own: OwnCount) -> Iterator[str]:
    """Yield a sentence for each difference."""
    first = results[0]
    for other in results[1:]:
        for what in ("scans", "attendance", "inside", "doubles"):
            if getattr(other, what) != getattr(first, what):
                yield f"{other.name} and {first.name} differ: {what}"
    for one in results:
        lost = own.entries - one.entries()
        if lost:
            yield f"{one.name} lacks {len(lost)} acknowledged entries"
    yield from _differences(first, own)


def _differences(result: LaptopResult, own: OwnCount) -> Iterator[str]:
    rows = {row["ticket"]: row for row in result.rows()}
    wrong = []
    for one in own.plan.tickets:
        row = rows.get(one.ref)
        if row is None:
            wrong.append(f"{one.ref}: not in the attendance file")
        elif one.ref not in own.unsure:
            found = tuple(
                int(row[name]) for name in ("people_admitted", "people_inside", "double_entries")
            )
            expected = own.people(one.ref, one.places)
            if found != expected:
                wrong.append(f"{one.ref}: {found} instead of {expected}")
    if wrong:
        yield f"{len(wrong)} tickets differ from the own count: {'; '.join(wrong[:_MOST_NAMED])}"
    if not own.unsure and result.inside != own.inside:
        yield f"headcount says {result.inside} inside, the own count {own.inside}"
    for figure, column in (("inside", "people_inside"), ("doubles", "double_entries")):
        total = sum(int(row[column]) for row in rows.values())
        if total != getattr(result, figure):
            yield f"headcount says {getattr(result, figure)} {figure}, its tickets {total}"
