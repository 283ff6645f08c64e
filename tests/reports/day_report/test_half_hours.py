"""The lines of the log: their times, and how many people are inside at most."""

from dataclasses import replace
from datetime import UTC, date, datetime

from kiosk.domain.counting.series import InsideCurve
from kiosk.domain.event_settings import Event
from kiosk.reports.day_report.half_hours import PastArea, UnknownEntries, half_hours

EVENT = Event("e", "Feest", date(2026, 5, 30), "Europe/Amsterdam")
LATE = 2**45
ALL_KNOWN = UnknownEntries(expected=10, others=0, since=None)


def at(clock: str, day: int = 30) -> int:
    hour, minute = map(int, clock.split(":"))
    return int(datetime(2026, 5, day, hour - 2, minute, tzinfo=UTC).timestamp() * 1000)


def curve(*points: tuple[int, int]) -> InsideCurve:
    return InsideCurve(points)


def lines(
    area: PastArea, unknown: UnknownEntries = ALL_KNOWN, as_of: int = LATE
) -> dict[int, list[int]]:
    found = half_hours(EVENT, [area], unknown, as_of)
    return {line.at: [line.counts[0].inside, line.counts[0].at_most] for line in found}


def test_lines_go_from_before_the_first_to_after_the_last_passage() -> None:
    inside = curve((at("10:05"), 3), (at("11:20"), 5))
    assert lines(PastArea(inside, inside)) == {
        at("10:00"): [0, 0],
        at("10:30"): [3, 3],
        at("11:00"): [3, 3],
        at("11:30"): [5, 5],
    }


def test_the_last_line_is_not_after_the_last_entry() -> None:
    inside = curve((at("10:05"), 3), (at("10:12"), 4))
    assert [*lines(PastArea(inside, inside), as_of=at("10:12"))] == [at("10:00"), at("10:12")]


def test_a_passage_by_a_wrong_clock_gets_a_line_of_its_own() -> None:
    inside = curve((at("10:05", day=3), 1), (at("10:05"), 3))
    assert [*lines(PastArea(inside, inside))] == [at("10:30", day=3), at("10:00"), at("10:30")]


def test_half_hours_are_those_of_the_clock_in_the_zone_of_the_event() -> None:
    event = replace(EVENT, timezone="Asia/Kathmandu")
    inside = curve((at("10:05"), 3))
    found = half_hours(event, [PastArea(inside, inside)], ALL_KNOWN, LATE)
    clocks = [datetime.fromtimestamp(one.at / 1000, event.zone) for one in found]
    assert [f"{one:%H:%M}" for one in clocks] == ["13:30", "14:00"]


def test_at_most_adds_doubles_and_who_was_still_expected_once_a_laptop_is_unknown() -> None:
    inside, used = curve((at("10:05"), 13), (at("10:35"), 15)), curve((at("10:05"), 3))
    area = PastArea(inside, used, extra=[(at("10:40"), 2)])
    known_until = UnknownEntries(expected=10, others=1, since=at("10:30"))
    assert lines(area, known_until) == {
        at("10:00"): [0, 0],
        at("10:30"): [13, 13],
        at("11:00"): [15, 15 + 2 + 8],
    }
    assert lines(area, replace(known_until, since=0))[at("10:00")] == [0, 10]
