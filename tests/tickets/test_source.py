"""The same list keeps its source, whatever is behind its name this time."""

from pathlib import Path

import pytest

from kiosk.tickets.source import source_name


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
