"""The verdict for a code that is on no list."""

from typing import Any

import pytest

from kiosk.domain.judge import CodeClaim, TicketFacts
from kiosk.domain.verdict import Direction, Outcome, Policy
from tests.domain.situations import SAMEN, TICKET, asked, attended, festival, policies, verdict


@pytest.mark.parametrize("direction", Direction)
@pytest.mark.parametrize(
    ("facts", "outcome"),
    [
        ({}, Outcome.UNKNOWN),
        ({"claim": CodeClaim.NOT_A_TICKET}, Outcome.NOT_A_TICKET),
        ({"claim": CodeClaim.FORGED}, Outcome.FORGED),
        ({"other_event": SAMEN}, Outcome.WRONG_EVENT),
        ({"claim": CodeClaim.FORGED, "other_event": SAMEN}, Outcome.FORGED),
        ({"claim": CodeClaim.NOT_A_TICKET, "other_event": SAMEN}, Outcome.WRONG_EVENT),
        ({"signed_ticket": TICKET, "other_event": SAMEN}, Outcome.WRONG_EVENT),
    ],
)
def test_reasons_about_an_unknown_code_have_this_order(
    facts: dict[str, Any], outcome: Outcome, direction: Direction
) -> None:
    answer = verdict(ask=asked(direction=direction), know=TicketFacts(None, **facts))
    assert answer.outcome is outcome


def test_wrong_event_names_the_other_event_and_its_day() -> None:
    answer = verdict(know=TicketFacts(None, other_event=SAMEN))
    assert (answer.note, answer.other_day) == (SAMEN.name, SAMEN.date)


@pytest.mark.parametrize(
    "facts",
    [{"claim": CodeClaim.FORGED}, {"claim": CodeClaim.NOT_A_TICKET}, {"other_event": SAMEN}],
)
def test_a_listed_code_is_a_ticket_whatever_it_looks_like(facts: dict[str, Any]) -> None:
    assert verdict(know=TicketFacts(TICKET, **facts)).outcome is Outcome.ADMITTED


@pytest.mark.parametrize(
    "facts",
    [{}, {"claim": CodeClaim.NOT_A_TICKET}, {"claim": CodeClaim.FORGED}, {"other_event": SAMEN}],
)
def test_a_refusal_of_an_unknown_code_cannot_be_lifted(facts: dict[str, Any]) -> None:
    ask = asked(lifted=frozenset(Outcome))
    answer = verdict(ask=ask, know=TicketFacts(None, **facts))
    assert answer.outcome is not Outcome.ADMITTED
    assert answer.policy is Policy.REFUSE


def test_a_signed_ticket_that_no_list_has_comes_in_where_the_event_says_so() -> None:
    event = festival(policies=policies(not_on_list="admit"))
    answer = verdict(event, know=TicketFacts(None, signed_ticket=TICKET))
    assert (answer.outcome, answer.ticket) == (Outcome.ADMITTED, TICKET)
    assert answer.warnings == ("not_on_list",)


def test_a_signed_ticket_that_no_list_has_goes_out_like_any_other() -> None:
    know = TicketFacts(None, signed_ticket=TICKET, attendance=attended(1))
    assert verdict(ask=asked(direction=Direction.OUT), know=know).outcome is Outcome.EXITED
