"""Thousands of histories of laptops that meet by stick and by wire, held against all promises."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from kiosk.store.sqlite import write_batches as bulk
from tests.domain import test_revocation as test_revoking
from tests.store import test_history_beside
from tests.sync.exchange_mutants import (
    MUTANTS,
    Mutant,
    clocks_of_beside_unseen,
    last_word_on_a_laptop,
)
from tests.sync.machine import LONG, SHORT, Festival, memory, new_template


@pytest.fixture(scope="module", autouse=True)
def made() -> Iterator[None]:
    folder = Path(tempfile.mkdtemp(prefix="kiosk-template-", dir=memory()))
    Festival.made = new_template(folder)
    yield
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def none_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "_MAX_REST_S", 0.0)
    for bound in ("_FEWEST", "_MOST"):  # few at once, so that what belongs together is cut
        monkeypatch.setattr(bulk, bound, 6)


def test_after_any_short_history_all_laptops_agree() -> None:
    run_state_machine_as_test(Festival, settings=SHORT)


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_after_any_history_all_laptops_agree() -> None:
    run_state_machine_as_test(Festival, settings=LONG)


HUNT = settings(SHORT, max_examples=800, stateful_step_count=40, phases=[Phase.generate])


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.__name__)
def test_histories_notice_an_exchange_that_is_wrong(
    mutant: Mutant, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutant(monkeypatch)
    with pytest.raises(Exception):  # noqa: B017, PT011  # whatever way it shows
        run_state_machine_as_test(Festival, settings=HUNT)


def test_clocks_that_hardly_any_history_is_wrong_about_are_tested_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clocks_of_beside_unseen(monkeypatch)
    with pytest.raises(AssertionError):
        test_history_beside.test_an_open_door_goes_by_clocks_that_an_exchange_beside_it_set_right(
            tmp_path
        )


def test_words_of_equals_that_hardly_any_history_holds_are_tested_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    last_word_on_a_laptop(monkeypatch)
    with pytest.raises(AssertionError):
        test_revoking.test_of_what_equals_say_the_strictest_counts()
