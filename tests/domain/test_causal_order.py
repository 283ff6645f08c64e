"""The one order of a ticket's entries: causes first, then corrected time, log, number, hash."""

from collections.abc import Mapping

import pytest

from kiosk.domain.causal_order import causal_order, corrected_time, head_hashes
from kiosk.domain.entry import Entry, Kind
from tests.domain.journals import offsets_of
from tests.domain.situations import entry


def names(entries: list[Entry], offsets: Mapping[str, int] | None = None) -> str:
    return "".join(found.hash for found in causal_order(entries, offsets or {}))


def clock(name: str, offset: object, error: object, log: str = "a") -> Entry:
    detail = {"offset_ms": offset, "error_ms": error}
    return entry(name, Kind.CLOCK, log=log, ticket=None, detail=detail)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (entry("B", at=1, log="z", seq=9), entry("A", at=2, log="a", seq=1)),
        (entry("B", at=1, log="a", seq=9), entry("A", at=1, log="z", seq=1)),
        (entry("B", at=1, log="a", seq=9), entry("A", at=1, log="a", seq=10)),
        (entry("A", at=1, log="a", seq=1), entry("B", at=1, log="a", seq=1)),
    ],
    ids=["time", "then log", "then number, not as text", "then hash"],
)
def test_what_nothing_orders_is_ordered_by(first: Entry, second: Entry) -> None:
    assert causal_order([second, first], {}) == [first, second]
    assert causal_order([first, second], {}) == [first, second]


def test_a_cause_comes_first_whatever_the_clocks_say() -> None:
    late, early = entry("A", at=500), entry("B", at=1, parents=("A",))
    assert names([early, late]) == "AB"


def test_of_those_whose_causes_are_placed_the_smallest_is_next() -> None:
    chain = [entry("A", at=9), entry("B", at=1, parents=("A",)), entry("C", at=5)]
    assert names(chain) == "CAB"


def test_all_causes_must_be_placed() -> None:
    chain = [entry("A", at=1), entry("B", at=9), entry("C", at=0, parents=("A", "B"))]
    assert names(chain) == "ABC"


def test_a_cause_that_is_not_here_counts_as_placed() -> None:
    assert names([entry("B", at=2), entry("A", at=1, parents=("lost",))]) == "AB"


def test_a_cause_named_twice_holds_nothing_up() -> None:
    assert names([entry("A", at=2), entry("B", at=1, parents=("A", "A"))]) == "AB"


def test_an_entry_that_arrived_twice_is_one() -> None:
    assert names([entry("A", at=2), entry("B", at=1), entry("A", at=2)]) == "BA"


def test_a_logs_offset_corrects_its_times() -> None:
    entries = [entry("A", at=10_000, log="a"), entry("B", at=9_000, log="b")]
    assert names(entries) == "BA"
    assert names(entries, {"b": 2_000}) == "AB"
    assert names(entries, {"a": -2_000}) == "AB"


def test_a_stated_time_counts_whatever_the_laptops_clock() -> None:
    assert corrected_time(entry("A", at=10, stated=True), {"a": 500}) == 10
    assert corrected_time(entry("A", at=10), {"a": 500}) == 510


@pytest.mark.parametrize(
    ("clocks", "offsets"),
    [
        ([], {}),
        ([clock("A", 70, 5)], {"a": 70}),
        ([clock("A", 70, 5), clock("B", 60, 4)], {"a": 60}),
        ([clock("B", 70, 5), clock("A", 60, 5)], {"a": 60}),
        ([clock("A", -70, 5), clock("B", 9, 5, log="b")], {"a": -70, "b": 9}),
        ([clock("A", "70", 5), clock("B", 60, None), clock("C", 1.5, 2)], {}),
        ([entry("A", Kind.IN, detail={"offset_ms": 1, "error_ms": 1})], {}),
    ],
    ids=[
        "none",
        "the only one",
        "the smallest error",
        "then the smallest hash",
        "per log",
        "nonsense",
        "no clock",
    ],
)
def test_a_logs_offset_is(clocks: list[Entry], offsets: dict[str, int]) -> None:
    assert offsets_of(clocks) == offsets
    assert offsets_of(reversed(clocks)) == offsets


def test_heads_are_what_no_other_names_as_a_cause() -> None:
    entries = [entry("C"), entry("A"), entry("B", parents=("A", "lost"))]
    assert head_hashes(entries) == ("B", "C")
    assert head_hashes([]) == ()
