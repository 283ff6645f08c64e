"""From when until when a ticket is valid, in the event's zone, also when the clocks change."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kiosk.domain.judge import validity
from kiosk.domain.verdict import Outcome
from tests.domain.situations import SAMEN, TICKET, asked, festival, known, ms, verdict

HOUR = 3_600_000


def utc(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("wall_clock", "outcome"),
    [
        ("2024-04-12T23:44:59.999", Outcome.TOO_EARLY),
        ("2024-04-12T23:45", Outcome.ADMITTED),
        ("2024-04-13T00:00", Outcome.ADMITTED),
        ("2024-04-13T23:59:59", Outcome.ADMITTED),
        ("2024-04-14T06:00", Outcome.ADMITTED),
        ("2024-04-14T06:00:00.001", Outcome.TOO_LATE),
    ],
)
def test_without_dates_a_ticket_is_valid_on_the_day_and_the_night_after(
    wall_clock: str, outcome: Outcome
) -> None:
    assert verdict(ask=asked(now=ms(wall_clock))).outcome is outcome


@pytest.mark.parametrize(
    ("zone", "day", "opens", "closes"),
    [
        ("Europe/Amsterdam", "2024-04-13", "2024-04-12T22:00", "2024-04-14T04:00"),
        ("Europe/Amsterdam", "2024-01-13", "2024-01-12T23:00", "2024-01-14T05:00"),
        # The clocks go forward, and back, in the night before the day and in the night after it.
        ("Europe/Amsterdam", "2024-03-31", "2024-03-30T23:00", "2024-04-01T04:00"),
        ("Europe/Amsterdam", "2024-03-30", "2024-03-29T23:00", "2024-03-31T04:00"),
        ("Europe/Amsterdam", "2024-10-27", "2024-10-26T22:00", "2024-10-28T05:00"),
        ("Europe/Amsterdam", "2024-10-26", "2024-10-25T22:00", "2024-10-27T05:00"),
        # Midnight does not exist in Cairo on this day: it begins at one.
        ("Africa/Cairo", "2024-04-26", "2024-04-25T22:00", "2024-04-27T03:00"),
        ("Pacific/Kiritimati", "2024-04-13", "2024-04-12T10:00", "2024-04-13T16:00"),
        ("UTC", "2024-12-31", "2024-12-31T00:00", "2025-01-01T06:00"),
        ("UTC", "2024-02-29", "2024-02-29T00:00", "2024-03-01T06:00"),
    ],
)
def test_the_day_is_the_day_in_the_events_zone(
    zone: str, day: str, opens: str, closes: str
) -> None:
    event = replace(SAMEN, timezone=zone, date=date.fromisoformat(day))
    assert validity(event, TICKET) == (utc(opens), utc(closes))


def test_a_ticket_with_both_dates_has_those() -> None:
    ticket = replace(TICKET, valid_from=1_000, valid_until=2_000)
    assert validity(SAMEN, ticket) == (1_000, 2_000)


def test_a_ticket_with_only_an_end_is_valid_from_the_beginning_of_the_day() -> None:
    ticket = replace(TICKET, valid_until=ms("2024-04-13T20:00"))
    assert validity(SAMEN, ticket) == (ms("2024-04-13T00:00"), ms("2024-04-13T20:00"))


def test_a_ticket_with_only_a_beginning_is_valid_until_the_morning_after_that() -> None:
    ticket = replace(TICKET, valid_from=ms("2024-04-14T15:00"))
    assert validity(SAMEN, ticket)[1] == ms("2024-04-15T06:00")


@pytest.mark.parametrize(
    ("minutes_early", "grace", "outcome"),
    [
        (15, 15, Outcome.ADMITTED),
        (16, 15, Outcome.TOO_EARLY),
        (30, 30, Outcome.ADMITTED),
        (1, 0, Outcome.TOO_EARLY),
    ],
)
def test_a_little_early_is_forgiven_as_far_as_the_event_says(
    minutes_early: int, grace: int, outcome: Outcome
) -> None:
    event = festival(early_grace_min=grace)
    ticket = replace(TICKET, valid_from=asked(event).now + minutes_early * 60_000)
    assert verdict(event, know=known(ticket)).outcome is outcome


def test_late_is_not_forgiven() -> None:
    ticket = replace(TICKET, valid_until=asked().now - 1)
    assert verdict(know=known(ticket)).outcome is Outcome.TOO_LATE


def test_too_early_says_from_when_and_too_late_until_when() -> None:
    now = asked().now
    early = verdict(know=known(replace(TICKET, valid_from=now + HOUR)))
    late = verdict(know=known(replace(TICKET, valid_until=now - HOUR)))
    assert (early.note, late.note) == (now + HOUR, now - HOUR)
