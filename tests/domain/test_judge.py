"""The verdict for a ticket on a list: every reason, which one wins, and for how many people."""

from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

import pytest

from kiosk.domain.judge import TicketFacts
from kiosk.domain.ticket import DeskOverrides, Reentry, Status
from kiosk.domain.verdict import Colour, Direction, Outcome, Policy, colour
from tests.domain.situations import (
    NOON,
    ROOM,
    TICKET,
    asked,
    attended,
    festival,
    known,
    policies,
    scanned,
    verdict,
)


@dataclass(frozen=True)
class Trouble:
    """The changes that make one reason true: to the ticket, the request and the known facts."""

    outcome: Outcome
    ticket: dict[str, Any] = field(default_factory=dict)
    ask: dict[str, Any] = field(default_factory=dict)
    know: dict[str, Any] = field(default_factory=dict)


IN_ORDER = [
    Trouble(Outcome.CANCELLED, know={"replaced": True}),
    Trouble(Outcome.BLOCKED, ticket={"desk_overrides": DeskOverrides(blocked=True)}),
    Trouble(Outcome.UNPAID, ticket={"listed": Status.UNPAID}),
    Trouble(Outcome.TOO_EARLY, ticket={"valid_from": NOON + 900_001}),
    Trouble(Outcome.TOO_LATE, ticket={"valid_until": NOON - 1}),
    Trouble(Outcome.WRONG_ENTRANCE, ticket={"entrances": ("Zuid",)}),
    Trouble(Outcome.JUST_SCANNED, know={"last_scan": scanned(3)}),
    Trouble(Outcome.ALREADY_INSIDE, know={"attendance": attended(1)}),
    Trouble(Outcome.FULL, know={"inside": 100}),
]
CAPPED = festival(capacity=100, policies=policies(full="refuse"))


def facing(*troubles: Trouble) -> Outcome:
    ticket, ask, know = TICKET, asked(CAPPED), known()
    for trouble in troubles:
        ticket = replace(ticket, **trouble.ticket)
        ask, know = replace(ask, **trouble.ask), replace(know, **trouble.know)
    return verdict(CAPPED, ask, replace(know, ticket=ticket)).outcome


def test_a_ticket_without_any_trouble_is_admitted() -> None:
    answer = verdict()
    assert (answer.outcome, answer.ticket, answer.people) == (Outcome.ADMITTED, TICKET, 1)
    assert (answer.warnings, answer.lifted, answer.seen_before, answer.note) == (
        (),
        (),
        False,
        None,
    )


@pytest.mark.parametrize("trouble", IN_ORDER, ids=lambda trouble: trouble.outcome)
def test_each_reason_alone_is_given(trouble: Trouble) -> None:
    assert facing(trouble) is trouble.outcome


@pytest.mark.parametrize(
    ("first", "second"),
    list(combinations(IN_ORDER, 2)),
    ids=lambda trouble: trouble.outcome,
)
def test_of_two_reasons_the_weightier_is_given(first: Trouble, second: Trouble) -> None:
    assert facing(first, second) is first.outcome


@pytest.mark.parametrize("trouble", IN_ORDER, ids=lambda trouble: trouble.outcome)
def test_a_signed_ticket_on_no_list_is_first_of_all_not_on_the_list(trouble: Trouble) -> None:
    know = TicketFacts(None, signed_ticket=replace(TICKET, **trouble.ticket))
    answer = verdict(CAPPED, replace(asked(CAPPED), **trouble.ask), replace(know, **trouble.know))
    assert (answer.outcome, answer.policy) == (Outcome.NOT_ON_LIST, Policy.PIN)


@pytest.mark.parametrize("trouble", IN_ORDER, ids=lambda trouble: trouble.outcome)
def test_no_guest_is_held_inside_by_a_rule_for_entry(trouble: Trouble) -> None:
    ticket = replace(TICKET, **trouble.ticket)
    know = known(ticket, attendance=attended(1), inside=200)
    if "newest" not in trouble.know:
        know = replace(know, **trouble.know | {"attendance": attended(1)})
    ask = asked(CAPPED, direction=Direction.OUT)
    assert verdict(CAPPED, ask, know).outcome is Outcome.EXITED


@pytest.mark.parametrize(
    "hand", [DeskOverrides(), DeskOverrides(cancelled=True), DeskOverrides(blocked=True)]
)
@pytest.mark.parametrize("listed", Status)
@pytest.mark.parametrize(("inside", "outcome"), [(1, Outcome.EXITED), (0, Outcome.NOT_INSIDE)])
def test_a_ticket_of_any_status_goes_out(
    listed: Status, hand: DeskOverrides, inside: int, outcome: Outcome
) -> None:
    know = known(replace(TICKET, listed=listed, desk_overrides=hand), attendance=attended(inside))
    answer = verdict(ask=asked(direction=Direction.OUT), know=know)
    assert (answer.outcome, answer.people) == (outcome, 1)


@pytest.mark.parametrize(
    ("changes", "replaced", "note"),
    [
        ({"listed": Status.CANCELLED}, False, "cancelled"),
        ({"desk_overrides": DeskOverrides(cancelled=True)}, False, "cancelled"),
        ({"listed": Status.WITHDRAWN}, False, "withdrawn"),
        ({}, True, "replaced"),
    ],
)
def test_cancelled_says_which_it_is(changes: dict[str, Any], replaced: bool, note: str) -> None:
    answer = verdict(know=known(replace(TICKET, **changes), replaced=replaced))
    assert (answer.outcome, answer.note) == (Outcome.CANCELLED, note)


def test_the_door_opened_now_lifts_too_early_and_nothing_else() -> None:
    early = known(replace(TICKET, valid_from=NOON + 3_600_000))
    assert verdict(ask=asked(doors_open=True), know=early).outcome is Outcome.ADMITTED
    late = known(replace(TICKET, valid_until=NOON - 1))
    assert verdict(ask=asked(doors_open=True), know=late).outcome is Outcome.TOO_LATE


# Entrances


@pytest.mark.parametrize(
    ("entrances", "outcome", "note"),
    [
        ((), Outcome.ADMITTED, None),
        (("Noord",), Outcome.ADMITTED, None),
        (("Zuid", "Noord"), Outcome.ADMITTED, None),
        (("Zuid",), Outcome.WRONG_ENTRANCE, "Zuid"),
        (("Zuid", "Zaaldeur"), Outcome.WRONG_ENTRANCE, "Zuid"),
        (("Zaaldeur",), Outcome.ADMITTED, None),
    ],
)
def test_at_the_festival_its_own_entrances_count(
    entrances: tuple[str, ...], outcome: Outcome, note: str | None
) -> None:
    answer = verdict(know=known(replace(TICKET, entrances=entrances)))
    assert (answer.outcome, answer.note) == (outcome, note)


@pytest.mark.parametrize(
    ("entrances", "outcome", "note"),
    [
        (("Noord",), Outcome.ADMITTED, None),
        (("Noord", "Zaaldeur"), Outcome.ADMITTED, None),
        (("Noord", "Balkon"), Outcome.WRONG_ENTRANCE, "Balkon"),
    ],
)
def test_in_a_room_only_its_own_entrances_count(
    entrances: tuple[str, ...], outcome: Outcome, note: str | None
) -> None:
    ask = asked(area=ROOM, entrance="Zaaldeur")
    answer = verdict(ask=ask, know=known(replace(TICKET, entrances=entrances)))
    assert (answer.outcome, answer.note) == (outcome, note)


# Just scanned


@pytest.mark.parametrize(
    ("seconds", "outcome"),
    [
        (0, Outcome.JUST_SCANNED),
        (9.999, Outcome.JUST_SCANNED),
        (10, Outcome.JUST_SCANNED),
        (10.001, Outcome.ALREADY_INSIDE),
    ],
)
def test_mercy_lasts_ten_seconds(seconds: float, outcome: Outcome) -> None:
    know = known(attendance=attended(1), last_scan=scanned(seconds))
    assert verdict(know=know).outcome is outcome


def test_mercy_lasts_as_long_as_the_event_says() -> None:
    event, know = festival(mercy_s=2), known(attendance=attended(1), last_scan=scanned(2.001))
    assert verdict(event, know=know).outcome is Outcome.ALREADY_INSIDE
    know = known(attendance=attended(1), last_scan=scanned(2))
    assert verdict(event, know=know).outcome is Outcome.JUST_SCANNED


@pytest.mark.parametrize(
    "changes",
    [
        {"direction": None},
        {"direction": Direction.OUT},
        {"ticket": "t2"},
        {"ticket": None},
        {"area": "Zaal"},
    ],
    ids=["a refusal or an undo", "an exit", "another ticket", "a click", "another area"],
)
def test_mercy_needs_the_same_ticket_area_and_direction(changes: dict[str, Any]) -> None:
    know = known(attendance=attended(1), last_scan=scanned(3, **changes))
    assert verdict(know=know).outcome is Outcome.ALREADY_INSIDE


def test_without_a_newest_entry_there_is_no_mercy() -> None:
    assert verdict(know=known(attendance=attended(1))).outcome is Outcome.ALREADY_INSIDE


def test_just_scanned_names_the_entry_that_it_repeats() -> None:
    answer = verdict(know=known(attendance=attended(1), last_scan=scanned(3)))
    assert (answer.repeats, answer.people, answer.seen_before) == ("newest", 0, True)


def test_mercy_holds_with_free_re_entry_too() -> None:
    know = known(attendance=attended(1), last_scan=scanned(3))
    assert verdict(festival(reentry=Reentry.FREE), know=know).outcome is Outcome.JUST_SCANNED


def test_mercy_holds_on_the_way_out() -> None:
    ask = asked(direction=Direction.OUT)
    know = known(attendance=attended(1), last_scan=scanned(3, direction=Direction.OUT))
    assert verdict(ask=ask, know=know).outcome is Outcome.JUST_SCANNED


def test_who_came_in_just_now_may_go_out_at_once() -> None:
    know = known(attendance=attended(1), last_scan=scanned(1))
    assert verdict(ask=asked(direction=Direction.OUT), know=know).outcome is Outcome.EXITED


def test_who_went_out_just_now_may_come_in_at_once() -> None:
    know = known(attendance=attended(0, used=1), last_scan=scanned(1, direction=Direction.OUT))
    assert verdict(know=know).outcome is Outcome.ADMITTED


# People


@pytest.mark.parametrize(
    ("inside", "people", "coming", "warnings"),
    [
        (0, None, 4, ()),
        (1, None, 3, ()),
        (0, 2, 2, ()),
        (0, 4, 4, ()),
        (2, 2, 2, ()),
        (0, 5, 4, ("people_cut",)),
        (3, 2, 1, ("people_cut",)),
    ],
)
def test_a_group_comes_in_on_the_places_still_free(
    inside: int, people: int | None, coming: int, warnings: tuple[str, ...]
) -> None:
    know = known(replace(TICKET, places=4), attendance=attended(inside))
    answer = verdict(ask=asked(people=people), know=know)
    assert (answer.outcome, answer.people) == (Outcome.ADMITTED, coming)
    assert answer.warnings == warnings


def test_a_group_with_no_place_free_is_already_inside() -> None:
    know = known(replace(TICKET, places=4), attendance=attended(4))
    assert verdict(ask=asked(people=1), know=know).outcome is Outcome.ALREADY_INSIDE


@pytest.mark.parametrize(
    ("inside", "people", "leaving", "warnings"),
    [(4, None, 4, ()), (4, 1, 1, ()), (2, 3, 2, ("people_cut",))],
)
def test_all_inside_go_out_unless_a_number_is_said(
    inside: int, people: int | None, leaving: int, warnings: tuple[str, ...]
) -> None:
    know = known(replace(TICKET, places=4), attendance=attended(inside))
    answer = verdict(ask=asked(direction=Direction.OUT, people=people), know=know)
    assert (answer.outcome, answer.people) == (Outcome.EXITED, leaving)
    assert answer.warnings == warnings


@pytest.mark.parametrize(
    ("people", "leaving", "warnings"),
    [(None, 4, ()), (2, 2, ()), (10**30, 4, ("people_cut",))],
)
def test_who_is_not_known_to_be_inside_is_written_down_as_leaving(
    people: int | None, leaving: int, warnings: tuple[str, ...]
) -> None:
    ask = asked(direction=Direction.OUT, people=people)
    answer = verdict(ask=ask, know=known(replace(TICKET, places=4)))
    assert (answer.outcome, answer.people) == (Outcome.NOT_INSIDE, leaving)
    assert answer.warnings == warnings


@pytest.mark.parametrize("used", [0, 1])
def test_who_left_already_was_let_in_before(used: int) -> None:
    answer = verdict(ask=asked(direction=Direction.OUT), know=known(attendance=attended(0, used)))
    assert (answer.outcome, answer.seen_before) == (Outcome.NOT_INSIDE, used > 0)


# Re-entry


@pytest.mark.parametrize(
    ("reentry", "inside", "used", "outcome"),
    [
        (Reentry.AFTER_EXIT, 0, 1, Outcome.ADMITTED),
        (Reentry.AFTER_EXIT, 1, 1, Outcome.ALREADY_INSIDE),
        (Reentry.NEVER, 0, 0, Outcome.ADMITTED),
        (Reentry.NEVER, 0, 1, Outcome.ALREADY_INSIDE),
        (Reentry.NEVER, 1, 1, Outcome.ALREADY_INSIDE),
        (Reentry.FREE, 0, 1, Outcome.ADMITTED),
        (Reentry.FREE, 1, 1, Outcome.ADMITTED),
    ],
)
def test_re_entry_is_as_the_event_says(
    reentry: Reentry, inside: int, used: int, outcome: Outcome
) -> None:
    know = known(attendance=attended(inside, used))
    answer = verdict(festival(reentry=reentry), know=know)
    assert (answer.outcome, answer.seen_before) == (outcome, used > 0)


@pytest.mark.parametrize(
    ("reentry", "coming"), [(Reentry.NEVER, 1), (Reentry.AFTER_EXIT, 3), (Reentry.FREE, 3)]
)
def test_places_once_used_stay_used_only_where_re_entry_is_never(
    reentry: Reentry, coming: int
) -> None:
    know = known(replace(TICKET, places=4), attendance=attended(1, used=3))
    assert verdict(festival(reentry=reentry), know=know).people == coming


# Full


@pytest.mark.parametrize(
    ("inside", "places", "outcome"),
    [
        (99, 1, Outcome.ADMITTED),
        (100, 1, Outcome.FULL),
        (96, 4, Outcome.ADMITTED),
        (97, 4, Outcome.FULL),
    ],
)
def test_full_is_when_those_coming_in_pass_the_capacity(
    inside: int, places: int, outcome: Outcome
) -> None:
    know = known(replace(TICKET, places=places), inside=inside)
    assert verdict(CAPPED, asked(CAPPED), know).outcome is outcome


def test_without_a_capacity_it_is_never_full() -> None:
    assert verdict(know=known(inside=10**6)).outcome is Outcome.ADMITTED


def test_full_admits_with_a_warning_by_default() -> None:
    answer = verdict(festival(capacity=100), know=known(inside=100))
    assert (answer.outcome, answer.warnings) == (Outcome.ADMITTED, ("full",))


def test_who_is_inside_with_free_re_entry_is_welcome_back_in_a_full_house() -> None:
    event = festival(capacity=100, reentry=Reentry.FREE, policies=policies(full="refuse"))
    know = known(attendance=attended(1), inside=100)
    answer = verdict(event, asked(event), know)
    assert (answer.outcome, answer.seen_before, answer.warnings) == (Outcome.ADMITTED, True, ())


def test_a_room_is_full_by_its_own_capacity() -> None:
    room = replace(ROOM, capacity=10)
    event = festival(policies=policies(full="refuse"))
    ask = asked(event, area=room, entrance="Zaaldeur")
    assert verdict(event, ask, known(inside=10)).outcome is Outcome.FULL


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome.ADMITTED, Colour.GREEN),
        *[
            (outcome, Colour.BLUE)
            for outcome in (Outcome.JUST_SCANNED, Outcome.EXITED, Outcome.NOT_INSIDE)
        ],
        (Outcome.NOT_A_TICKET, Colour.GREY),
        *[
            (Outcome(name), Colour.ORANGE)
            for name in (
                "already_inside",
                "too_early",
                "wrong_entrance",
                "unpaid",
                "not_on_list",
                "full",
            )
        ],
        *[
            (Outcome(name), Colour.RED)
            for name in (
                "unknown",
                "forged",
                "wrong_event",
                "too_late",
                "cancelled",
                "blocked",
                "cannot_record",
            )
        ],
    ],
)
def test_each_outcome_has_its_colour(outcome: Outcome, expected: Colour) -> None:
    assert colour(outcome) is expected


def test_on_hold_no_guest_comes_in_and_all_may_leave() -> None:
    event = festival(hold=True)
    answer = verdict(event)
    inside = known(attendance=attended(1), inside=1)
    leaving = asked(event, direction=Direction.OUT)
    assert (answer.outcome, answer.policy) == (Outcome.ON_HOLD, Policy.PIN)
    assert verdict(event, know=inside).outcome is Outcome.ALREADY_INSIDE
    assert verdict(event, leaving, inside).outcome is Outcome.EXITED
