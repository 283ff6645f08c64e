"""Every kind of guest list comes in by the keys alone, as by the command.

The guests of each file are seen before anything is written. `test_shop_lists` says what is right.
"""

import shlex

import pytest

from tests.guestlist.test_shop_lists import NAMES, expected, file_of
from tests.ui.list_desk import ListDesk

FEW = ("eventbrite_rounded", "google_forms_nl", "handmade_nl")
MOST_KEYS = 60


def options_of(name: str) -> list[str]:
    """Return the options that answer a file's questions, as the window writes them."""
    words = expected(name).get("options", [])
    pairs = zip(words[::2], words[1::2], strict=True)
    return [f"{option} {shlex.quote(value)}" for option, value in pairs]


def outcome(desk: ListDesk) -> dict[str, int]:
    with desk.session.open_store() as store:
        tickets = list(store.tickets.all())
    statuses = [ticket.status.value for ticket in tickets]
    return {
        "rows": len(tickets),
        "places": sum(ticket.places for ticket in tickets),
        **{one: statuses.count(one) for one in ("unpaid", "cancelled", "blocked")},
        "notes": sum(bool(ticket.note) for ticket in tickets),
    }


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in FEW else pytest.mark.slow)
        for name in NAMES
        if "refused" not in expected(name)
    ],
)
def test_a_list_comes_in_by_the_keys_alone(desk: ListDesk, name: str) -> None:
    right = expected(name)
    desk.open(file_of(name))
    before = desk.statuses()
    desk.go_on(options_of(name))

    assert before == {}
    assert desk.page.message.startswith("Ingelezen: ")
    found = outcome(desk)
    assert found == {one: right.get(one, found[one]) for one in found}
    assert desk.keys <= MOST_KEYS
