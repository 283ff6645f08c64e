"""The same list keeps its source, whatever is behind its name this time."""

from pathlib import Path

import pytest

from kiosk.errors import UnusableInput
from kiosk.guestlist.source_name import checked_source, source_name


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("webwinkel.csv", "webwinkel"),
        ("webwinkel 2026-06-13.csv", "webwinkel"),
        ("webwinkel_20260613.csv", "webwinkel"),
        ("webwinkel-13-06-2026.csv", "webwinkel"),
        ("webwinkel 2026-06-13 14.05.csv", "webwinkel"),
        ("webwinkel (2).csv", "webwinkel"),
        ("webwinkel(2).csv", "webwinkel"),
        ("webwinkel v2.csv", "webwinkel"),
        ("webwinkel_v12 (3).csv", "webwinkel"),
        ("Katalys gasten 2026-06-13 v2 (2).csv", "Katalys gasten"),
        ("tv2.csv", "tv2"),
        ("pers.2026.csv", "pers.2026"),
        ("2026-06-13.csv", "2026-06-13"),
        ("v2.csv", "v2"),
    ],
)
def test_a_trailing_date_or_version_is_no_part_of_the_source(file: str, source: str) -> None:
    assert source_name(Path(file)) == source


def test_the_name_of_a_source_is_cleaned() -> None:
    assert checked_source(" pers\n 2026 v2 ") == "pers 2026 v2"


@pytest.mark.parametrize("name", ["", " \t", "a\x1b[2J", "a" * 201])
def test_a_source_that_no_line_can_show_is_refused(name: str) -> None:
    with pytest.raises(UnusableInput) as error:
        checked_source(name)
    assert error.value.key == "error.source_name"
