"""Every hard Dutch name is found among 100,000 tickets; the slow form also shows how quickly."""

import pytest

from tests.bench.bench_search import TICKETS, main


@pytest.mark.slow
def test_every_hard_name_is_found_among_a_hundred_thousand() -> None:
    assert main(TICKETS) == []


def test_every_hard_name_is_found_among_two_thousand() -> None:
    assert main(2_000) == []
