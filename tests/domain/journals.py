"""Random days at the door: journals as the oracle reads them, and the same as the program does."""

from collections.abc import Iterable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from kiosk.domain.attendance import Attendance, fold
from kiosk.domain.causal_order import causal_order, clock_claims, corrected_time
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.ticket import Reentry
from tests.domain import oracle

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
DEEP = settings(QUICK, max_examples=400)

TICKETS = ("t1", "t2")
AREAS = ("festival", "Zaal")
LOGS = ("a", "b", "c")
KINDS = (
    *("in", "in", "in", "in", "out", "out", "undo", "undo"),
    *("walk_in", "refused", "clicker", "clock", "clock", "recount", "status"),
)
TICKETLESS = ("clicker", "clock", "recount")
POLICIES = ("never", "after-exit", "free")
OVERRIDES = (None, None, "lifted", "warnings")
"""The override for a guest who was inside already: none, by a person, or by the event itself."""

SECONDS = st.integers(0, 12).map(lambda seconds: seconds * 1000)
"""Few different times, so that many entries share one."""


@st.composite
def journals(draw: st.DrawFn, policies: tuple[str, ...] = POLICIES) -> list[oracle.Entry]:
    """Up to nine entries with causes, stated times, wrong clocks, forks and undos of anything."""
    names = draw(st.permutations([f"{number:02}" for number in range(9)]))
    journal: list[oracle.Entry] = []
    for name in names[: draw(st.integers(1, 9))]:
        journal.append(draw(_entries(name, journal, policies)))
    for entry in journal:
        if entry["kind"] == "undo":
            _aim(entry, draw(st.sampled_from([*journal, None])))
    return journal


@st.composite
def _entries(
    draw: st.DrawFn, name: str, before: list[oracle.Entry], policies: tuple[str, ...]
) -> oracle.Entry:
    kind = draw(st.sampled_from(KINDS))
    ticket = None if kind in TICKETLESS else draw(st.sampled_from(TICKETS))
    causes = [e["id"] for e in before if ticket and e["ticket"] == ticket]
    counts = kind in ("in", "walk_in", "out", "clicker", "recount")
    admits, clock = kind in ("in", "walk_in"), kind == "clock"
    return {
        "id": name,
        "log": draw(st.sampled_from(LOGS)),
        "seq": draw(st.integers(1, 3)),
        "kind": kind,
        "time": draw(SECONDS),
        "stated": draw(st.sampled_from([False, False, False, True])),
        "parents": draw(st.lists(st.sampled_from([*causes, "lost"]), max_size=2)),
        "ticket": ticket,
        "area": draw(st.sampled_from([*AREAS, "festival"])),
        "entrance": draw(st.sampled_from(["Noord", "Zuid"])) if counts else "Noord",
        "people": draw(st.integers(1, 3)) if counts else 0,
        "places": draw(st.integers(1, 4)) if admits else 0,
        "policy": draw(st.sampled_from(policies)) if admits else policies[0],
        "override": draw(st.sampled_from(OVERRIDES)) if admits else None,
        "keycord": kind == "in" and draw(st.sampled_from([False, False, True])),
        "direction": draw(st.sampled_from(["in", "out"])) if kind == "clicker" else "in",
        "offset": draw(st.integers(-5, 5)) * 1000 if clock else 0,
        "error": draw(st.integers(0, 2)) if clock else 0,
        "undoes": "lost",
    }


def _aim(undo: oracle.Entry, target: oracle.Entry | None) -> None:
    if target is not None and target is not undo:
        undo.update(undoes=target["id"], ticket=target["ticket"], area=target["area"])


def _detail(fields: oracle.Entry) -> dict[str, Any]:
    match fields["kind"]:
        case "undo":
            return {"target": fields["undoes"]}
        case "clock":
            return {"offset_ms": fields["offset"], "error_ms": fields["error"]}
        case "in" | "walk_in" if fields["override"] or fields["keycord"]:
            lifted = {fields["override"] or "lifted": ["already_inside"]}
            why = [{"outcome": "already_inside", "why": "wristband", "by": "volunteer"}]
            return lifted | ({"allowed": why} if fields["keycord"] else {})
    return {}


def read(fields: oracle.Entry) -> Entry:
    """The same entry as the program holds it."""
    return Entry(
        event="samen",
        log=fields["log"],
        seq=fields["seq"],
        prev="",
        hash=fields["id"],
        kind=Kind(fields["kind"]),
        at=fields["time"],
        area=fields["area"],
        entrance=fields["entrance"],
        ticket=fields["ticket"],
        people=fields["people"],
        places=fields["places"],
        reentry=Reentry(fields["policy"]),
        parents=tuple(fields["parents"]),
        stated=fields["stated"],
        detail=_detail(fields),
    )


def attendance(
    journal: list[oracle.Entry], ticket: str, area: str, until: int | None = None
) -> Attendance:
    """The program's fold of a ticket in an area, of all entries or those up to a time (ms)."""
    entries = [read(fields) for fields in journal]
    offsets = offsets_of(entries)
    ordered = causal_order([entry for entry in entries if entry.ticket == ticket], offsets)
    return fold(
        [
            entry
            for entry in ordered
            if entry.area == area
            and (
                until is None or entry.kind is Kind.UNDO or corrected_time(entry, offsets) <= until
            )
        ]
    )


def offsets_of(clock_entries: Iterable[Entry]) -> dict[str, int]:
    """Return the offset of each log (ms) by its `clock` entries."""
    return {log: claim.offset_ms for log, claim in clock_claims(clock_entries).items()}
