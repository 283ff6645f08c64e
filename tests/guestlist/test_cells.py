"""Cells mean what people and spreadsheets mean by them; what is unclear is refused, not guessed."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.formula_guard import guarded
from kiosk.guestlist.cells import (
    CellError,
    clean,
    entrances_reader,
    moment_reader,
    read_code,
    read_places,
    shortened,
)
from kiosk.guestlist.import_report import RejectionReason

ZONE = ZoneInfo("Europe/Amsterdam")


def moment(text: str, field: str = "valid_from") -> str:
    read = moment_reader(field, ZONE)(text)
    assert read is not None
    return datetime.fromtimestamp(read / 1000, ZONE).isoformat(timespec="minutes")


def test_the_end_of_a_day_is_the_start_of_the_next() -> None:
    assert moment("13-06-2026 24:00") == "2026-06-14T00:00+02:00"
    assert moment("2026-12-31T24:00:00", "valid_until") == "2027-01-01T00:00+01:00"


@pytest.mark.parametrize("text", ["13-06-2026 24:01", "13-06-2026 25:00", "13-06-2026 48:00"])
def test_a_time_beyond_the_end_of_a_day_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        moment(text)


@pytest.mark.parametrize("text", ["=1+1", "a;=1+1", "＝1", "x, -y"])
def test_text_of_our_own_exports_is_read_as_it_was(text: str) -> None:
    assert clean(guarded(text)) == clean(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-13 10:00",
        "2026-06-13T10:00:00",
        "2026-06-13T08:00:00Z",
        "2026-06-13T04:00-04:00",
        "13-06-2026 10:00",
        "13/6/2026 10.00 uur",
        "13.06.26 10:00",
        "13 juni 2026 10:00",
        "za 13 jun. 2026 om 10u00",
        "Jun 13, 2026, 10:00 AM",
        "Saturday, June 13, 2026 10:00",
        "46186.4166667",
        "46186,4166667",
    ],
)
def test_a_moment_is_read_however_it_is_written(text: str) -> None:
    assert moment(text) == "2026-06-13T10:00+02:00"


def test_a_date_alone_is_its_start_and_as_an_end_its_end() -> None:
    assert moment("13-06-2026") == "2026-06-13T00:00+02:00"
    assert moment("13-06-2026", "valid_until") == "2026-06-14T00:00+02:00"


@pytest.mark.parametrize(
    "text",
    ["morgen", "32-01-2026", "2026-13-01", "13-06-2026 25:00", "13 foo 2026", "2026", "12:00"],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(CellError) as error:
        moment_reader("valid_from", ZONE)(text)
    assert error.value.why is RejectionReason.UNREADABLE_DATE


@pytest.mark.parametrize("text", ["0001-01-01", "1-1-1969", "9999-12-31"])
def test_a_beginning_that_no_clock_knows_is_refused(text: str) -> None:
    with pytest.raises(CellError) as error:
        moment_reader("valid_from", ZONE)(text)
    assert error.value.why is RejectionReason.UNREADABLE_DATE


@pytest.mark.parametrize("text", ["9999-12-31", "31-12-9999 23:59", "9999-12-31T23:59:59-11:00"])
def test_the_last_day_that_programs_know_means_no_end(text: str) -> None:
    assert moment(text, "valid_until") == "9998-12-31T00:00+01:00"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", 1),
        ("4", 4),
        ("'3", 3),
        ("3.0", 3),
        ("4\u200b", 4),
        ("2 personen", 2),
        ("3x", 3),
        ("2,0", 2),
        ("10000", 10000),
    ],
)
def test_places_are_a_number_of_people(text: str, places: int) -> None:
    assert read_places(text) == places


@pytest.mark.parametrize("text", ["0", "-1", "veel", "10001", "1.5", "0612345678"])
def test_what_is_no_number_of_people_is_refused(text: str) -> None:
    with pytest.raises(CellError):
        read_places(text)


@pytest.mark.parametrize(
    "code", ["1,2E+15", "1.23457E+15", "1E+10", "########", "#N/A", "1e15", "12E+10"]
)
def test_a_code_that_a_spreadsheet_spoilt_is_refused(code: str) -> None:
    with pytest.raises(CellError) as error:
        read_code(code)
    assert (error.value.why, error.value.value) == (RejectionReason.DAMAGED_CODE, code)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (" ABC \n", "ABC"),
        ('="00123"', "00123"),
        ("'-12", "-12"),
        ("'t", "'t"),
        ("'012345678901234567890", "012345678901234567890"),
        ("\u2019KQ7PX2MZT4A1", "KQ7PX2MZT4A1"),
        ("'ABCDEFGH", "ABCDEFGH"),
        ("123456.0", "123456"),
        ("12345.00", "12345"),
        ("1.5", "1.5"),
        ("\x1f00012345678901234567", "00012345678901234567"),
        ("AB\x1dCD\u200b12\u00ad\u202e\ufeff", "ABCD12"),
        ("AB\u00a012", "AB 12"),
        ("12e4567890", "12e4567890"),
        ("1234567890e12345", "1234567890e12345"),
        ("12345678e5", "12345678e5"),
        ("Zoe\u0308-1", "Zo\u00eb-1"),
    ],
)
def test_what_a_spreadsheet_puts_around_a_code_is_taken_off(cell: str, code: str) -> None:
    assert read_code(cell) == code


def test_a_text_is_one_line_without_invisible_characters() -> None:
    assert clean("  Jan\n de\tVries\u200b \x1b[31m") == "Jan de Vries [31m"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'Jan", "Jan"),
        ("'Jan de Vries", "Jan de Vries"),
        ("'t Hart", "'t Hart"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("'Hallo' Amersfoort", "'Hallo' Amersfoort"),
        ("'40-'45", "'40-'45"),
    ],
)
def test_an_apostrophe_that_made_a_cell_text_goes_and_one_of_a_name_stays(
    cell: str, text: str
) -> None:
    assert clean(cell) == text


def test_of_a_code_too_little_is_shown_to_use_it() -> None:
    assert shortened("SSIHIW5Z7XMWVIDKTERZU3FCVY") == "SSIH…"
    assert shortened("ABC") == "…"


def test_entrances_are_known_ones_in_any_case_with_either_separator() -> None:
    read = entrances_reader(("Noord", "Zuid"))
    assert read("noord; ZUID|Noord") == '["Noord", "Zuid"]'
    assert read(" ") is None
    with pytest.raises(CellError) as error:
        read("Noord|West")
    assert (error.value.why, error.value.value) == (RejectionReason.UNKNOWN_ENTRANCE, "West")
