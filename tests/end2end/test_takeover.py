"""Laptops as processes whose hub dies, or that sleep: connected again within the promised time."""

from pathlib import Path

import pytest

from tests.bench.bench_takeover import silent_addresses, sleep_once, take_over

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def test_all_laptops_are_back_within_a_minute_after_another_one_took_over(tmp_path: Path) -> None:
    with silent_addresses(8) as gone:
        took = take_over(tmp_path, doors=2, gone=gone, pause_s=12)
    assert max(took.from_key) < 60


def test_after_sleep_a_laptop_has_the_news_within_seconds(tmp_path: Path) -> None:
    assert min(sleep_once(tmp_path, rounds=2, asleep_s=8)) < 5
