"""The policy of an event for a refusal, and the next refusal after one that was lifted."""

from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.event_settings import Event
from kiosk.domain.judge import ScanRequest, TicketFacts
from kiosk.domain.ticket import DeskOverrides, Status, Ticket
from kiosk.domain.verdict import DEFAULT_POLICIES, Outcome, Policy
from tests.domain.situations import (
    NOON,
    TICKET,
    asked,
    attended,
    festival,
    known,
    policies,
    verdict,
)

DECIDABLE = list(DEFAULT_POLICIES)


def refused_for(outcome: Outcome, event: Event) -> tuple[ScanRequest, TicketFacts]:
    """A guest whom this outcome alone keeps out."""
    here = asked(event)
    match outcome:
        case Outcome.BLOCKED:
            return here, known(replace(TICKET, listed=Status.BLOCKED))
        case Outcome.UNPAID:
            return here, known(replace(TICKET, listed=Status.UNPAID))
        case Outcome.TOO_EARLY:
            return here, known(replace(TICKET, valid_from=NOON + 3_600_000))
        case Outcome.TOO_LATE:
            return here, known(replace(TICKET, valid_until=NOON - 1))
        case Outcome.WRONG_ENTRANCE:
            return here, known(replace(TICKET, entrances=("Zuid",)))
        case Outcome.ALREADY_INSIDE:
            return here, known(attendance=attended(1), inside=1)
        case Outcome.ON_HOLD:
            return here, known()
        case Outcome.FULL:
            return here, known(inside=100)
        case Outcome.NOT_ON_LIST:
            return here, TicketFacts(None, signed_ticket=TICKET)
    raise AssertionError(outcome)


def capped(**chosen: str) -> Event:
    return festival(capacity=100, policies=policies(**chosen), hold="on_hold" in chosen)


@pytest.mark.parametrize("outcome", DECIDABLE)
def test_refuse_holds_whatever_a_person_lifts(outcome: Outcome) -> None:
    event = capped(**{outcome.value: "refuse"})
    ask, know = refused_for(outcome, event)
    answer = verdict(event, replace(ask, lifted=frozenset(Outcome)), know)
    assert (answer.outcome, answer.policy) == (outcome, Policy.REFUSE)


@pytest.mark.parametrize("outcome", DECIDABLE)
@pytest.mark.parametrize("policy", ["pin", "volunteer"])
def test_a_refusal_that_a_person_may_lift_says_who(outcome: Outcome, policy: str) -> None:
    event = capped(**{outcome.value: policy})
    answer = verdict(event, *refused_for(outcome, event))
    assert (answer.outcome, answer.policy) == (outcome, Policy(policy))


@pytest.mark.parametrize("outcome", DECIDABLE)
@pytest.mark.parametrize("policy", ["pin", "volunteer"])
def test_a_lifted_refusal_admits_and_is_recorded(outcome: Outcome, policy: str) -> None:
    event = capped(**{outcome.value: policy})
    ask, know = refused_for(outcome, event)
    answer = verdict(event, replace(ask, lifted=frozenset({outcome})), know)
    assert (answer.outcome, answer.lifted, answer.warnings) == (Outcome.ADMITTED, (outcome,), ())


@pytest.mark.parametrize("outcome", DECIDABLE)
def test_admit_lets_in_with_the_outcomes_name_as_warning(outcome: Outcome) -> None:
    event = capped(**{outcome.value: "admit"})
    answer = verdict(event, *refused_for(outcome, event))
    assert (answer.outcome, answer.lifted) == (Outcome.ADMITTED, ())
    assert answer.warnings == (outcome.value,)


@pytest.mark.parametrize("outcome", DECIDABLE)
def test_lifting_one_refusal_lifts_no_other(outcome: Outcome) -> None:
    event = capped(**{outcome.value: "volunteer"})
    ask, know = refused_for(outcome, event)
    answer = verdict(event, replace(ask, lifted=frozenset(Outcome) - {outcome}), know)
    assert answer.outcome is outcome


@pytest.mark.parametrize(
    ("outcome", "policy"),
    [
        (Outcome.FULL, Policy.ADMIT),
        (Outcome.WRONG_ENTRANCE, Policy.VOLUNTEER),
        (Outcome.ALREADY_INSIDE, Policy.VOLUNTEER),
        (Outcome.UNPAID, Policy.PIN),
        (Outcome.TOO_EARLY, Policy.PIN),
        (Outcome.NOT_ON_LIST, Policy.PIN),
        (Outcome.TOO_LATE, Policy.REFUSE),
        (Outcome.BLOCKED, Policy.REFUSE),
        (Outcome.JUST_SCANNED, Policy.REFUSE),
    ],
)
def test_each_outcome_has_its_default_policy(outcome: Outcome, policy: Policy) -> None:
    assert festival().rules.policy(outcome) is policy


@pytest.mark.parametrize("outcome", ["unknown", "forged", "wrong_event", "cancelled"])
def test_some_outcomes_are_nobodys_to_decide(outcome: str) -> None:
    assert festival().rules.policy(Outcome(outcome)) is Policy.REFUSE


@pytest.mark.parametrize(
    ("ticket", "next_outcome"),
    [
        (Ticket("t1", "r", "s", "c", listed=Status.UNPAID), Outcome.UNPAID),
        (Ticket("t1", "r", "s", "c", valid_until=NOON - 1), Outcome.TOO_LATE),
        (Ticket("t1", "r", "s", "c", entrances=("Zuid",)), Outcome.WRONG_ENTRANCE),
    ],
)
def test_after_a_lifted_block_judging_goes_on_with_the_next(
    ticket: Ticket, next_outcome: Outcome
) -> None:
    event = capped(blocked="volunteer")
    blocked = replace(ticket, desk_overrides=DeskOverrides(blocked=True))
    answer = verdict(event, asked(event, lifted=frozenset({Outcome.BLOCKED})), known(blocked))
    assert answer.outcome is next_outcome


def test_several_lifted_and_admitted_refusals_are_recorded_in_their_order() -> None:
    event = capped(blocked="pin", too_late="admit")
    ticket = replace(
        TICKET, listed=Status.BLOCKED, valid_until=NOON - 1, entrances=("Zuid",), places=3
    )
    lifted = frozenset({Outcome.WRONG_ENTRANCE, Outcome.BLOCKED})
    answer = verdict(event, asked(event, lifted=lifted), known(ticket, inside=98))
    assert answer.outcome is Outcome.ADMITTED
    assert answer.lifted == (Outcome.BLOCKED, Outcome.WRONG_ENTRANCE)
    assert answer.warnings == ("too_late", "full")


def test_what_was_lifted_without_need_is_not_recorded() -> None:
    answer = verdict(ask=asked(lifted=frozenset(Outcome)))
    assert (answer.outcome, answer.lifted) == (Outcome.ADMITTED, ())


@pytest.mark.parametrize(
    ("listed", "hand", "status"),
    [
        (Status.VALID, DeskOverrides(), Status.VALID),
        (Status.VALID, DeskOverrides(cancelled=True), Status.CANCELLED),
        (Status.VALID, DeskOverrides(blocked=True), Status.BLOCKED),
        (Status.VALID, DeskOverrides(paid=True), Status.VALID),
        (Status.UNPAID, DeskOverrides(), Status.UNPAID),
        (Status.UNPAID, DeskOverrides(paid=True), Status.VALID),
        (Status.UNPAID, DeskOverrides(blocked=True), Status.BLOCKED),
        (Status.BLOCKED, DeskOverrides(paid=True), Status.BLOCKED),
        (Status.BLOCKED, DeskOverrides(cancelled=True), Status.CANCELLED),
        (Status.CANCELLED, DeskOverrides(paid=True), Status.CANCELLED),
        (Status.CANCELLED, DeskOverrides(blocked=True), Status.CANCELLED),
        (Status.WITHDRAWN, DeskOverrides(paid=True), Status.WITHDRAWN),
        (Status.DOOR_SALE, DeskOverrides(), Status.DOOR_SALE),
        (Status.DOOR_SALE, DeskOverrides(paid=True), Status.VALID),
        (Status.DOOR_SALE, DeskOverrides(blocked=True), Status.BLOCKED),
        (Status.WITHDRAWN, DeskOverrides(cancelled=True), Status.WITHDRAWN),
    ],
)
def test_list_and_desk_both_may_refuse_and_either_may_say_paid(
    listed: Status, hand: DeskOverrides, status: Status
) -> None:
    assert replace(TICKET, listed=listed, desk_overrides=hand).status is status


@pytest.mark.parametrize(
    ("changes", "before", "after"),
    [
        ({}, 4, 4),
        ({"listed": Status.UNPAID}, 4, 4),
        ({"walk_in": True}, 4, 4),
        ({"listed": Status.BLOCKED}, 0, 0),
        ({"listed": Status.CANCELLED}, 0, 0),
        ({"listed": Status.WITHDRAWN}, 0, 0),
        ({"desk_overrides": DeskOverrides(cancelled=True)}, 0, 0),
        ({"listed": Status.DOOR_SALE}, 0, 4),
        ({"listed": Status.DOOR_SALE, "desk_overrides": DeskOverrides(paid=True)}, 4, 4),
        ({"listed": Status.DOOR_SALE, "desk_overrides": DeskOverrides(cancelled=True)}, 0, 0),
    ],
)
def test_refused_and_unsold_tickets_are_not_expected(
    changes: dict[str, Any], before: int, after: int
) -> None:
    ticket = replace(TICKET, places=4, **changes)
    assert (ticket.expected(came=False), ticket.expected(came=True)) == (before, after)
