"""Battery, lists and entries that are only there, as laptops said themselves."""

from dataclasses import replace

import pytest

from kiosk.sync.network.presence import Presence
from kiosk.texts import load_words
from kiosk.ui.laptops.laptop_row import LaptopRow, Urgency
from kiosk.ui.laptops.laptop_rows import laptop_rows
from tests.ui.fake_laptops import DONE, HERE, MINUTE, laptop, laptops
from tests.ui.guests import NOW

DUTCH = load_words("nl")
ZUID = laptop("Zuid 1", 0.5)
NEWEST = {"pers": 2, "webwinkel": 12}


def row(presence: Presence, name: str = "Zuid 1") -> LaptopRow:
    seen = laptops(HERE, ZUID, DONE)
    rows = laptop_rows(seen, NOW, DUTCH, live=True, presences={presence.station: presence})
    return next(one for one in rows if one.name == name)


@pytest.mark.parametrize(
    ("presence", "battery", "urgency"),
    [
        (Presence("Zuid 1", NOW, 62, lists=NEWEST), "62\u00a0%", Urgency.FINE),
        (Presence("Zuid 1", NOW, 62, True, NEWEST), "62\u00a0%, laadt", Urgency.FINE),
        (Presence("Zuid 1", NOW, 20, lists=NEWEST), "20\u00a0%", Urgency.WRONG),
        (Presence("Zuid 1", NOW, 5, True, NEWEST), "5\u00a0%, laadt", Urgency.FINE),
        (Presence("Zuid 1", NOW, None, lists=NEWEST), "", Urgency.FINE),
        (
            Presence("Zuid 1", NOW - 12 * MINUTE, 5, lists=NEWEST),
            "5\u00a0% om\u00a010:30",
            Urgency.FINE,
        ),
    ],
)
def test_a_battery_is_shown_with_its_age_and_asks_for_a_plug(
    presence: Presence, battery: str, urgency: Urgency
) -> None:
    shown = row(presence)

    assert (shown.battery, shown.urgency) == (battery, urgency)
    assert (shown.todo == "steek de stekker erin") is (urgency is Urgency.WRONG)


def test_a_battery_is_unknown_only_beside_one_that_is_known() -> None:
    known = {
        "Zuid 1": Presence("Zuid 1", NOW, None, lists=NEWEST),
        "Laptop 1": Presence("Laptop 1", NOW, 90, lists=NEWEST),
    }
    rows = laptop_rows(laptops(HERE, ZUID), NOW, DUTCH, live=True, presences=known)

    assert {one.name: one.battery for one in rows} == {
        "Laptop 1": "90\u00a0%",
        "Zuid 1": "onbekend",
    }


def test_lists_and_unsent_entries_are_those_that_the_laptop_named() -> None:
    newest = row(Presence("Zuid 1", NOW, 62, lists=NEWEST, unsent=1_204))
    old = row(Presence("Zuid 1", NOW, 62, lists={**NEWEST, "pers": 1}, unsent=0))

    assert (newest.lists, newest.unsent) == ("actueel", "1.204")
    assert (old.lists, old.unsent, old.urgency) == ("oud", "", Urgency.WRONG)


def test_a_laptop_that_handed_in_needs_no_plug() -> None:
    assert row(replace(Presence("Laptop 5", NOW, 3)), "Laptop 5").battery == ""
