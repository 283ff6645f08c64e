"""The pages of the list on paper: parts for entrances, headings, and empty lines."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from kiosk.domain.event_settings import FESTIVAL, Area, Event
from kiosk.domain.ticket import DeskOverrides, Status, Ticket
from kiosk.reports.fallback_pages import FEWEST_BLANKS, LineKind, PaperPage, pages_of
from kiosk.reports.fallback_rows import (
    Change,
    FallbackList,
    guest_of,
    is_listed,
    number_key,
    parts_of,
)

EVENT = Event(
    "e", "Feest", date(2026, 5, 30), "Europe/Amsterdam", areas=(Area(FESTIVAL, ("Noord", "Zuid")),)
)
MOST = 36


def ticket(name: str, number: int = 0, **about: object) -> Ticket:
    made = Ticket(id=f"{number:032x}", ref=f"T-{number}", source="shop", category="Bewoner")
    return replace(made, name=name, **about)  # type: ignore[arg-type]  # fields of a ticket


def pages(tickets: Sequence[Ticket], most: int = MOST, since: int | None = None) -> list[PaperPage]:
    change = Change.NEW if since is not None else None
    guests = [guest_of(one, one.ref, 0, change) for one in tickets]
    return pages_of(FallbackList(EVENT, 0, parts_of(guests, EVENT), since), most)


def shown(page: PaperPage) -> list[str]:
    return [
        row.guest.ticket.name or row.guest.ref if row.guest else row.letter or row.kind.value
        for row in page.rows
        if row.kind is not LineKind.BLANK
    ]


def test_guests_are_under_their_letter_ij_under_y_and_the_nameless_by_number() -> None:
    names = ("Ida Zwart", "", "Jan IJzer", "Bo 李", "Ria 't Hart", "Kim de Haan", "李 小龍", "")
    numbers = (1, 10, 3, 4, 5, 6, 7, 9)
    (page,) = pages([ticket(*one) for one in zip(names, numbers, strict=True)])
    assert shown(page) == [
        *(
            "B",
            "Bo 李",
            "H",
            "Kim de Haan",
            "Ria 't Hart",
            "see_y",
            "Y",
            "Jan IJzer",
            "Z",
            "Ida Zwart",
        ),
        *("…", "李 小龍", "nameless", "T-9", "T-10", "walk_ins"),
    ]


@pytest.mark.parametrize("guests", [0, 20, 22, 23, 24, 33, 34, 35, 36, 70, 71, 200])
def test_every_guest_is_on_one_line_and_no_heading_ends_a_page(guests: int) -> None:
    made = pages([ticket(f"Jan {'ABC'[one % 3]}{one:03}", one) for one in range(guests)])
    lines = [row.guest.ref for page in made for row in page.rows if row.guest]
    headings = (LineKind.LETTER, LineKind.WALK_INS)
    last = made[-1].rows
    assert sorted(lines) == sorted(f"T-{one}" for one in range(guests))
    assert all(len(page.rows) <= MOST for page in made)
    assert not any(page.rows[-1].kind in headings for page in made)
    assert len(last) == MOST
    assert sum(row.kind is LineKind.BLANK for row in last) >= FEWEST_BLANKS
    assert [(page.number, page.pages) for page in made] == [
        (number, len(made)) for number in range(1, len(made) + 1)
    ]


def test_each_entrance_has_its_own_pages_with_the_guests_that_may_enter_there() -> None:
    guests = [
        ticket("A B", 1, entrances=("Noord",)),
        ticket("A C", 2, entrances=("Zuid", "Zaal")),
        ticket("A D", 3, entrances=("Zaal",)),  # the entrance of a room: no limit at the festival
        ticket("A E", 4),
    ]
    both = {
        page.entrance: [row.guest.ref for row in page.rows if row.guest] for page in pages(guests)
    }
    assert both == {"Noord": ["T-1", "T-3", "T-4"], "Zuid": ["T-2", "T-3", "T-4"]}
    assert [page.entrance for page in pages(guests[2:])] == [""]


def test_additions_have_no_letters_or_empty_lines_and_end_with_whom_to_strike() -> None:
    gone = guest_of(ticket("Bo Aa", 1), "T-1", 0, Change.STRUCK)
    new = guest_of(ticket("Kim Zee", 2), "T-2", 0, Change.NEW)
    made = FallbackList(EVENT, 5, parts_of([gone, new], EVENT), since=3)
    (page,) = pages_of(made, MOST)
    assert shown(page) == ["Kim Zee", "struck", "Bo Aa"]
    assert (made.guests, made.struck, len(page.rows)) == (1, 1, 3)


def test_names_of_a_page_are_its_first_and_last_surname() -> None:
    first, second = pages([ticket(f"Jan van S{one:02}", one) for one in range(40)])
    assert (first.names, second.names) == (("S00", "S34"), ("S35", "S39"))


@pytest.mark.parametrize(
    ("about", "listed", "to_desk"),
    [
        ({}, True, False),
        ({"listed": Status.UNPAID}, True, True),
        ({"listed": Status.BLOCKED}, True, True),
        ({"desk_overrides": DeskOverrides(blocked=True)}, True, True),
        ({"listed": Status.DOOR_SALE}, True, False),
        ({"listed": Status.CANCELLED}, False, False),
        ({"listed": Status.WITHDRAWN}, False, False),
        ({"walk_in": True}, True, False),
        ({"walk_in": True, "name": ""}, False, False),
    ],
)
def test_a_ticket_that_gives_no_entry_is_left_out_or_sent_to_the_desk(
    about: dict[str, object], listed: bool, to_desk: bool
) -> None:
    one = replace(ticket("Bo Li"), **about)  # type: ignore[arg-type]  # fields of a ticket
    assert (is_listed(one), guest_of(one, one.ref, 0).to_desk) == (listed, to_desk)


def test_ticket_numbers_are_in_the_order_of_their_numbers() -> None:
    ordered = ["2", "10", "A", "A-9", "a-10", "B", "²"]
    keys = [number_key(one) for one in ordered]
    assert all(one <= other for one, other in pairwise(keys))
