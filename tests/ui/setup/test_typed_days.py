"""Dates as people type them."""

from datetime import date

import pytest

from kiosk.domain.setting_values import added_names, read_clock
from kiosk.ui.setup.typed_days import TypedDay, read_typed_day

TODAY = date(2026, 4, 20)
DAY = date(2026, 6, 13)


@pytest.mark.parametrize(
    "text",
    [
        "13-6-2026",
        "13-06-26",
        "13/6/2026",
        "13.6.2026",
        "13 6 2026",
        "2026-06-13",
        "2026/6/13",
        "6/13/2026",
        "13 juni 2026",
        "13 JUNI",
        "13 jun '26",
        "za 13 juni 2026",
        "zaterdag, 13 juni",
        "za. 13 juni",
        "13/6",
        "13-6",
        " 13  juni ",
        "June 13, 2026",
        "Saturday 13th of June 2026",
        "13e juni",
        "op zaterdag 13 juni",
    ],
)
def test_a_date_is_read_in_any_dutch_or_english_form(text: str) -> None:
    assert read_typed_day(text, TODAY) == TypedDay(DAY)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("za 13 april 2024", date(2024, 4, 13)),
        ("20 april", date(2026, 4, 20)),
        ("19-4", date(2027, 4, 19)),
        ("29 februari", date(2028, 2, 29)),
        ("1 mrt", date(2027, 3, 1)),
        ("5/6/2026", date(2026, 6, 5)),
    ],
)
def test_a_day_without_a_year_is_the_next_one(text: str, day: date) -> None:
    assert read_typed_day(text, TODAY) == TypedDay(day)


def test_a_weekday_that_is_not_that_of_the_date_is_reported() -> None:
    assert read_typed_day("zondag 13 juni 2026", TODAY) == TypedDay(DAY, other_weekday=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "morgen",
        "13",
        "juni",
        "31-6-2026",
        "32 juni",
        "13-13-2026",
        "0-6-2026",
        "13 juni 20266",
        "1 2 3 4",
        "²-6-2026",
        "13-6-1026",
        "30 februari",
        "zaterdag",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - there is no sentence
        read_typed_day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("9", "09:00"),
        ("9:30", "09:30"),
        ("09.30", "09:30"),
        ("930", "09:30"),
        ("0930", "09:30"),
        ("9 uur", "09:00"),
        ("9u30", "09:30"),
        ("", ""),
    ],
)
def test_a_time_is_read_as_people_type_it(text: str, clock: str) -> None:
    assert read_clock(text) == clock


@pytest.mark.parametrize("text", ["24:00", "9:60", "half tien", "9:3:0", "12345"])
def test_anything_else_is_no_time(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - there is no sentence
        read_clock(text)


@pytest.mark.parametrize(
    ("names", "typed", "after"),
    [
        ((), "Noord, Zuid", ("Noord", "Zuid")),
        (("Noord",), "noord; Zuid ,", ("Noord", "Zuid")),
        ((), "  Deur   Tuinzijde\n", ("Deur Tuinzijde",)),
        (("Noord",), " , ;", ("Noord",)),
    ],
)
def test_commas_part_names_and_doubles_are_left_out(
    names: tuple[str, ...], typed: str, after: tuple[str, ...]
) -> None:
    assert added_names(names, typed) == after
