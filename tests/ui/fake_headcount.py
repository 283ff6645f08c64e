"""The headcount and the double entries of a made-up festival."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.domain.attendance import Double
from kiosk.domain.double_entries import Cause, ExplainedDouble
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.roles import HOLD
from kiosk.errors import KioskError
from kiosk.reports.day_report.day_report import DayReport
from kiosk.reports.double_report import DoubleEntry, Side
from kiosk.reports.headcount_report import HeadcountReport
from kiosk.texts import Texts
from tests.ui.guests import LONG_NAME, NOW
from tests.ui.report_days import day

MINUTE = 60_000


def side(minutes_ago: float, entrance: str, station: str, operator: str = "") -> Side:
    """An admission of one person."""
    return Side(NOW - round(minutes_ago * MINUTE), 1, entrance, station, operator)


def double(
    number: int,
    name: str,
    *sides: Side,
    cause: Cause = Cause.SHARED,
    decided: bool = False,
    people: int = 1,
) -> DoubleEntry:
    """A double with these sides; the last is the one beyond the places."""
    entries = tuple(
        Entry("e", "l", place, "", f"{number:062x}{place:02x}", Kind.IN, one.at)
        for place, one in enumerate(sides)
    )
    gap_s = (sides[-1].at - sides[-2].at) / 1000 if len(sides) > 1 else 0.0
    finding = ExplainedDouble(Double(entries[-1], people, entries, False), cause, decided, gap_s)
    return DoubleEntry(f"WDHS-{number:04}", name, "festival", finding, sides)


def decided(one: DoubleEntry, cause: Cause) -> DoubleEntry:
    """The same double, decided."""
    return replace(one, finding=replace(one.finding, cause=cause, decided=True))


SHARED = double(
    77,
    "Jan de Vries",
    side(34, "Hoofdingang", "Laptop 1", "Fatima"),
    side(30, "Tuinzijde", "Laptop 2"),
)
TWICE = double(
    12,
    "",
    side(20.3, "Hoofdingang", "Laptop 1"),
    side(20, "Hoofdingang", "Laptop 1"),
    cause=Cause.SAME_PERSON,
)
LONGEST = double(
    412,
    LONG_NAME.name,
    side(190, "Hoofdingang Prodentfabriek, links", "Geleende laptop van de bibliotheek 1"),
    side(90, "Tuinzijde", "Geleende laptop van de bibliotheek 2", "Anouk van den Heuvel"),
    side(61, "Tuinzijde", "Geleende laptop van de bibliotheek 3", "Mohammed El Amrani"),
    side(1, "Hoofdingang Prodentfabriek, links", "Geleende laptop van de bibliotheek 1"),
    people=3,
)
SETTLED = decided(
    double(5, "Kim de Boer", side(80, "Tuinzijde", "Laptop 2"), side(20, "Tuinzijde", "Laptop 3")),
    Cause.CLOCK,
)
DOUBLES = [SETTLED, SHARED, TWICE]


@dataclass
class FakeHeadcount:
    """Returns the headcounts and doubles of the test; doubles once for each change.

    Each call returns the next of `counts`, or raises it if it is an error; without any, `count`.
    """

    doubles: Sequence[DoubleEntry] = ()
    count: HeadcountReport | None = None
    counts: list[HeadcountReport | OSError] = field(default_factory=list)
    fails: KioskError | OSError | None = None
    asked: list[tuple[str, Cause]] = field(default_factory=list)
    counted: int = 0
    looks: int = 0
    changed: bool = True
    came_from: Mapping[str, int] = field(default_factory=dict)
    report: DayReport = field(default_factory=day)
    written: list[tuple[Path, str]] = field(default_factory=list)

    def day_report(self) -> DayReport:
        return self.report

    def write_report(
        self, path: Path, words: Texts, draw: Callable[[DayReport, Texts, str], bytes]
    ) -> DayReport:
        if self.fails is not None:
            raise self.fails
        if path.suffix != ".csv":
            assert draw(self.report, words, path.suffix)
        self.written.append((path, words.language))
        return self.report

    def poll_headcount(self) -> HeadcountReport | None:
        self.counted += 1
        count = self.counts.pop(0) if self.counts else self.count
        if isinstance(count, OSError):
            raise count
        return count

    def organisations(self) -> Mapping[str, int]:
        return self.came_from

    def poll_doubles(self) -> Sequence[DoubleEntry] | None:
        self.looks += 1
        found, self.changed = (self.doubles if self.changed else None), False
        return found

    def decide(self, entry: str, cause: Cause) -> None:
        if self.fails is not None:
            raise self.fails
        self.asked.append((entry, cause))
        self.changed = True
        self.doubles = [decided(one, cause) if one.entry == entry else one for one in self.doubles]

    def order_doors(self, setting: str, on: bool) -> None:
        if self.fails is not None:
            raise self.fails
        assert self.count is not None
        event = self.count.event
        rules = (
            replace(event.rules, hold=on)
            if setting == HOLD
            else replace(event.rules, all_doors_open=on)
        )
        self.count = replace(self.count, event=replace(event, rules=rules))

    def close(self) -> None:
        return None
