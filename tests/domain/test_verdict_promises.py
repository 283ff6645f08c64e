"""Properties of any code at any door, against the oracle's second reading of the rules."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.attendance import Attendance
from kiosk.domain.event_settings import Event
from kiosk.domain.judge import CodeClaim, LastScan, ScanRequest, TicketFacts, judge
from kiosk.domain.ticket import DeskOverrides, Reentry, Status
from kiosk.domain.verdict import DEFAULT_POLICIES, Direction, Outcome, Policy, Verdict
from tests.domain import oracle
from tests.domain.journals import DEEP, QUICK
from tests.domain.situations import NOON, SAMEN, TICKET, festival

Case = dict[str, Any]
"""A situation as the oracle reads it, with the policies and what a person lifted."""

OFTEN_FALSE = st.sampled_from([False, False, False, True])
SAID = ["cancelled", "withdrawn", "replaced", "blocked", "unpaid", "paid"]
NEAR_NOON = st.sampled_from([-900_001, -900_000, -1, 0, 1, 900_000, 900_001]).map(NOON.__add__)
LONG_AGO, LATE = st.just(NOON - 36_000_000), st.just(NOON + 36_000_000)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any situation at Noord, at noon; most reasons to refuse are usually absent."""
    used = draw(st.integers(0, 4))
    return {
        "listed": not draw(OFTEN_FALSE),
        "claims": draw(st.sets(st.sampled_from(["forged", "wrong_event", "not_a_ticket"])))
        if draw(OFTEN_FALSE)
        else set(),
        "signed": draw(st.booleans()),
        "direction": draw(st.sampled_from(["in", "in", "out"])),
        "said": draw(st.just(set()) | st.sets(st.sampled_from(SAID), min_size=1, max_size=3)),
        "doors_open": draw(OFTEN_FALSE),
        "now": NOON,
        "grace": draw(st.sampled_from([0, 900_000])),
        "opens": draw(NEAR_NOON | LONG_AGO),
        "closes": draw(NEAR_NOON | LATE),
        "entrance": "Noord",
        "right": draw(st.sets(st.sampled_from(["Noord", "Zuid"]))),
        "ticket": TICKET.id,
        "area": "festival",
        "mercy": 10_000,
        "newest": draw(st.none() | newest()),
        "policy": draw(st.sampled_from(["never", "after-exit", "free"])),
        "places": draw(st.integers(1, 4)),
        "used": used,
        "inside": draw(st.integers(0, used)),
        "people": draw(st.none() | st.integers(1, 5)),
        "capacity": draw(st.none() | st.just(10)),
        "headcount": draw(st.integers(5, 11)),
        "policies": {o.value: draw(st.sampled_from(Policy)).value for o in DEFAULT_POLICIES},
        "lifted": draw(st.sets(st.sampled_from([o.value for o in DEFAULT_POLICIES]))),
    }


def newest() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["in", "in", "out", "refused"]),
            "ticket": st.sampled_from([TICKET.id, TICKET.id, "t2"]),
            "area": st.sampled_from(["festival", "festival", "Zaal"]),
            "time": st.sampled_from([0, 9_999, 10_000, 10_001]).map(lambda age: NOON - age),
        }
    )


def read(case: Case) -> tuple[Event, ScanRequest, TicketFacts]:
    """The same situation as the program is asked it."""
    event = festival(
        capacity=case["capacity"],
        reentry=Reentry(case["policy"]),
        early_grace_min=case["grace"] // 60_000,
        policies={Outcome(name): Policy(text) for name, text in case["policies"].items()},
    )
    asked = ScanRequest(
        Direction(case["direction"]),
        event.areas[0],
        case["entrance"],
        case["now"],
        people=case["people"],
        lifted=frozenset(Outcome(name) for name in case["lifted"]),
        doors_open=case["doors_open"],
    )
    return event, asked, known(case)


def known(case: Case) -> TicketFacts:
    said, claims = case["said"], case["claims"]
    ticket = replace(
        TICKET,
        places=case["places"],
        valid_from=case["opens"],
        valid_until=case["closes"],
        entrances=tuple(sorted(case["right"])),
        listed=Status.WITHDRAWN
        if "withdrawn" in said
        else Status.UNPAID
        if "unpaid" in said
        else Status.VALID,
        desk_overrides=DeskOverrides("cancelled" in said, "blocked" in said, "paid" in said),
    )
    last = case["newest"]
    directions = {"in": Direction.IN, "out": Direction.OUT}
    return TicketFacts(
        ticket if case["listed"] else None,
        signed_ticket=ticket if "not_on_list" in claims else None,
        claim=claim(claims),
        other_event=SAMEN if "wrong_event" in claims else None,
        replaced="replaced" in said,
        attendance=Attendance(inside=case["inside"], admitted=case["used"]),
        last_scan=last
        and LastScan("n", directions.get(last["kind"]), last["ticket"], last["area"], last["time"]),
        inside=case["headcount"],
    )


def claim(claims: set[str]) -> CodeClaim:
    if "forged" in claims:
        return CodeClaim.FORGED
    return CodeClaim.NOT_A_TICKET if "not_a_ticket" in claims else CodeClaim.UNKNOWN


def with_a_list(case: Case) -> Case:
    """The case with a signature that speaks of a ticket, which a forged code cannot have."""
    signed = case["signed"] and "forged" not in case["claims"]
    return case | {"claims": case["claims"] | ({"not_on_list"} if signed else set())}


def answer(case: Case) -> Verdict:
    return judge(*read(case))


@QUICK
@given(cases().map(with_a_list))
def test_the_outcome_is_the_oracles(case: Case) -> None:
    assert answer(case).outcome.value == oracle.judged(case, case["policies"], case["lifted"])


@QUICK
@given(cases().map(with_a_list))
def test_the_people_admitted_are_the_oracles(case: Case) -> None:
    verdict = answer(case)
    if verdict.outcome is Outcome.ADMITTED and oracle.free_places(case) > 0:
        assert verdict.people == oracle.admitted_people(case)
        cut = case["people"] is not None and case["people"] > oracle.free_places(case)
        assert ("people_cut" in verdict.warnings) is cut


@QUICK
@given(cases().map(with_a_list))
def test_who_is_admitted_passed_only_what_was_lifted_or_is_admitted_with_a_warning(
    case: Case,
) -> None:
    verdict = answer(case)
    if verdict.outcome is Outcome.ADMITTED:
        passed = {outcome.value for outcome in verdict.lifted} | set(verdict.warnings)
        assert passed - {"people_cut"} == set(oracle.reasons_against(case))
        assert set(verdict.lifted) <= {Outcome(name) for name in case["lifted"]}


@QUICK
@given(cases().map(with_a_list))
def test_a_way_out_is_never_refused(case: Case) -> None:
    listed = case | {"listed": True, "direction": "out"}
    verdict = answer(listed)
    assert verdict.outcome in (Outcome.EXITED, Outcome.NOT_INSIDE, Outcome.JUST_SCANNED)
    assert verdict.people > 0 or verdict.outcome is Outcome.JUST_SCANNED


@QUICK
@given(cases().map(with_a_list))
def test_what_a_ticket_says_about_people_does_not_change_the_verdict(case: Case) -> None:
    event, asked, know = read(case)
    words: dict[str, Any] = dict.fromkeys(("name", "organisation", "booked_by", "note"), "Jansen")
    named = replace(
        know,
        ticket=know.ticket and replace(know.ticket, **words),
        signed_ticket=know.signed_ticket and replace(know.signed_ticket, **words),
    )
    assert replace(judge(event, asked, named), ticket=None) == replace(answer(case), ticket=None)


@QUICK
@given(cases().map(with_a_list))
def test_judging_twice_gives_the_same_and_changes_nothing(case: Case) -> None:
    event, asked, know = read(case)
    assert judge(event, asked, know) == judge(event, asked, know)
    assert (event, asked, know) == read(case)


@pytest.fixture(scope="module", params=["Pacific/Kiritimati", "America/St_Johns"])
def laptop_abroad(request: pytest.FixtureRequest) -> Iterator[None]:
    """A laptop that thinks it is somewhere else."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = request.param
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


@pytest.mark.usefixtures("laptop_abroad")
@pytest.mark.parametrize(
    ("minutes", "outcome"),
    [(-12 * 60 - 16, Outcome.TOO_EARLY), (0, Outcome.ADMITTED), (18 * 60 + 1, Outcome.TOO_LATE)],
)
def test_the_laptops_own_zone_does_not_matter(minutes: int, outcome: Outcome) -> None:
    asked = ScanRequest(Direction.IN, SAMEN.areas[0], "Noord", NOON + minutes * 60_000)
    assert judge(SAMEN, asked, TicketFacts(TICKET)).outcome is outcome


@pytest.mark.slow
def test_the_outcome_is_the_oracles_in_many_more_situations() -> None:
    inner = test_the_outcome_is_the_oracles.hypothesis.inner_test  # type: ignore[attr-defined]  # set by given
    DEEP(given(cases().map(with_a_list))(inner))()
