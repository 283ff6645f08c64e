"""The check of a simulated day finds what does not agree."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from kiosk.simulation.agreement import LaptopResult, problems, too_low
from kiosk.simulation.day_plan import DayPlan, Showing, SimulatedTicket
from kiosk.simulation.own_count import OwnCount

TICKETS = [SimulatedTicket("A", "SIM-0", 1), SimulatedTicket("B", "SIM-1", 3)]
COPIED = [Showing(0, 0, 0), Showing(1, 0, 1), Showing(2, 1, 0), Showing(3, 1, 2, leaves=True)]
HEADER = "ticket;people_admitted;people_inside;double_entries"
RIGHT = LaptopResult(
    "Sim 1",
    b"entry\ne1\ne2\ne3\ne4\n",
    f"{HEADER}\nSIM-0;1;1;1\nSIM-1;3;1;0\n".encode(),
    inside=2,
    doubles=1,
)


def counted() -> OwnCount:
    own = OwnCount(DayPlan(TICKETS, COPIED, [], 4))
    people = [("admitted", 1), ("admitted", 1), ("admitted", 3), ("exited", 2)]
    for number, (showing, (outcome, number_of)) in enumerate(
        zip(COPIED, people, strict=True), start=1
    ):
        line = {"outcome": outcome, "entry": f"e{number}", "people": number_of}
        own.note(showing, line, again=False)
    return own


def test_a_day_that_agrees_has_no_problems() -> None:
    own = counted()
    assert (own.inside, own.doubles()) == (2, 1)
    assert list(problems([RIGHT, replace(RIGHT, name="Sim 2")], own)) == []


def test_an_entry_that_a_laptop_lacks_is_lost() -> None:
    poorer = replace(RIGHT, name="Sim 2", scans=b"entry\ne1\ne2\ne3\n")
    assert list(problems([RIGHT, poorer], counted())) == [
        "Sim 2 and Sim 1 differ: scans",
        "Sim 2 lacks 1 acknowledged entries",
    ]


def test_a_ticket_that_counts_otherwise_is_named() -> None:
    other = f"{HEADER}\nSIM-0;1;1;0\nSIM-1;3;1;0\n".encode()
    found = list(problems([replace(RIGHT, attendance=other)], counted()))
    assert found == [
        "1 tickets differ from the own count: SIM-0: (1, 1, 0) instead of (1, 1, 1)",
        "headcount says 1 doubles, its tickets 0",
    ]


def test_a_guest_who_was_let_in_by_a_door_that_died_counts_once() -> None:
    own = OwnCount(DayPlan(TICKETS[1:], [Showing(0, 0, 0)], [], 1))
    line = {"outcome": "just_scanned", "entry": "e1", "people": 0}
    own.note(Showing(0, 0, 0), line, again=True)
    assert own.inside == 3
    assert own.entries == {"e1"}


def test_a_headcount_that_says_too_few_at_most_is_a_problem() -> None:
    own, now = counted(), datetime.now(UTC)

    def said(most: int, heard: datetime | None) -> str:
        station = {"heard_up_to": heard and heard.isoformat(), "this": False}
        figures = {"as_of": now.isoformat(), "inside_at_most": most, "stations": [station]}
        return too_low(figures, own)

    assert said(2, now) == ""
    assert said(1, now) == "the hub said 1 inside at most, and it was 2"
    assert said(1, None) != "", "all that may come in is in it while a laptop is silent"
    assert said(0, now - timedelta(seconds=30)) == "", "no guest was inside half a minute ago"
