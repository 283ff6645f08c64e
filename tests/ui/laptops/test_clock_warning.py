from dataclasses import replace

import pytest

from kiosk.reports.clock_texts import clock_offset_text
from kiosk.texts import Texts
from kiosk.ui.laptops.laptop_rows import laptop_rows
from kiosk.ui.laptops.silence_texts import clock_warning
from tests.ui.fake_laptops import HERE, NEAR, laptops
from tests.ui.guests import NOW, POST

MINUTE = 60_000


@pytest.mark.parametrize(
    ("off", "said"),
    [
        (7 * MINUTE, "loopt 7 minuten achter"),
        (-3 * MINUTE, "loopt 3 minuten voor"),
        (61 * MINUTE, "loopt 1 uur achter"),
        (-150 * MINUTE, "loopt 2 uur voor"),
        (24 * 60 * MINUTE, "loopt 1 dag achter"),
        (-72 * 60 * MINUTE, "loopt 3 dagen voor"),
    ],
)
def test_a_wrong_clock_is_shown_in_words(words: dict[str, Texts], off: int, said: str) -> None:
    assert clock_offset_text(off, words["nl"]) == said


def test_the_warning_says_what_time_it_is_and_what_to_do(words: dict[str, Texts]) -> None:
    assert clock_warning(7 * MINUTE, NOW, POST, words["nl"]) == (
        "De klok van deze laptop loopt 7 minuten achter: het is 10:49. Zet de klok goed in de"
        " instellingen van de laptop. Scannen gaat gewoon door."
    )
    assert "zondag 12 april 10:42" in clock_warning(-1440 * MINUTE, NOW, POST, words["nl"])


def test_a_laptop_with_a_wrong_clock_is_named_among_the_laptops(words: dict[str, Texts]) -> None:
    slow = replace(NEAR, clock_off_ms=7 * MINUTE)
    row = laptop_rows(laptops(HERE, slow), NOW, words["nl"])[0]

    assert (row.name, row.todo) == ("Laptop 2", "zet de klok goed, die loopt 7 minuten achter")
