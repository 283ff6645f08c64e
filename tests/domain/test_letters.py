"""Texts that look alike are one; invisible characters are in none of them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.event_settings import event_from, read_setting
from kiosk.domain.letters import bare_code, composed, name_key, one_line, plain_number
from kiosk.domain.scanned_text import possible_codes
from kiosk.domain.setting_values import Value


@given(st.text(max_size=40))
def test_a_code_that_was_cleaned_is_clean(text: str) -> None:
    clean = one_line(text)
    assert one_line(clean) == clean
    assert clean.isprintable()


@given(st.text(alphabet="AB12é\u0301\x1f\u200b\u00ad \ufeff-", min_size=1, max_size=20))
def test_what_a_list_keeps_of_a_code_is_looked_up_at_the_door(text: str) -> None:
    kept = bare_code(text)
    if kept:
        assert kept in possible_codes(text)
        assert kept in possible_codes(kept)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("'12", "12"),
        ("\u201912", "12"),
        ("12.0", "12"),
        ("'t Hart", "'t Hart"),
        ("", ""),
        ("'", "'"),
    ],
)
def test_a_number_has_no_marks_of_a_spreadsheet(text: str, number: str) -> None:
    assert plain_number(text) == number


def test_a_dash_or_a_mark_in_a_name_stays() -> None:
    assert (
        one_line("'s-Gravenhage \u2013 Jan\u00a0d\u2019Or") == "'s-Gravenhage \u2013 Jan d\u2019Or"
    )


def test_names_in_one_piece_or_two_are_alike() -> None:
    apart = unicodedata.normalize("NFD", "Café")
    assert name_key(apart) == name_key("CAFÉ")
    assert composed(apart) == "Café"


def test_an_event_knows_its_entrances_and_areas_in_either_form() -> None:
    apart = unicodedata.normalize("NFD", "Café")
    entrances = read_setting("entrances", f"{apart};Noord")
    assert entrances == ["Café", "Noord"]
    values: dict[str, Value] = {"name": "Feest", "date": "2026-06-13", "entrances": entrances}
    assert event_from("", values).entrance(apart) == "Café"
    older = event_from("", {**values, "entrances": [apart]})
    assert older.entrance("Café") == apart
