"""The window's exchange over real folders: two laptops, a stick, and a stick that is pulled."""

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.admin.empty_laptop import events_here
from kiosk.backend.laptops_backend import LocalLaptops
from kiosk.domain.verdict import Outcome
from kiosk.errors import WorldFailed
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.sync.shared_folder import SharedFolder, StickFolder
from tests.opened import opened_laptops
from tests.sync.laptops import Laptop, another_laptop, first_laptop

LIST = "code;ticket;naam\n" + "".join(f"CODE-{n:012};A{n};Gast {n}\n" for n in range(1, 5))


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Laptop, Laptop]:
    office = first_laptop(tmp_path / "kantoor")
    office.take_list(tmp_path / "shop.csv", LIST)
    return office, another_laptop(office, tmp_path / "zuid", "Zuid 1")


def opened(laptop: Laptop) -> LocalLaptops:
    return opened_laptops(laptop.session, laptop.keys.event)


def swap(laptop: Laptop, folder: Path) -> ExchangeSummary:
    exchange = opened(laptop)
    try:
        return exchange.exchange(SharedFolder(folder))
    finally:
        exchange.close()


def test_two_laptops_agree_after_a_stick_went_round(
    pair: tuple[Laptop, Laptop], stick: Path
) -> None:
    office, south = pair
    first = swap(office, stick)
    second = swap(south, stick)
    south.scan("CODE-000000000001")
    third, fourth = swap(south, stick), swap(office, stick)

    assert first == ExchangeSummary(0, 0)
    assert (second.laptops, second.new > 0) == (1, True)
    assert third.new == 0
    assert (fourth.laptops, fourth.new > 0, fourth.refused) == (1, True, 0)


def test_the_laptop_whose_stick_was_pulled_half_way_is_named(
    pair: tuple[Laptop, Laptop], stick: Path
) -> None:
    office, south = pair
    swap(office, stick)
    swap(south, stick)
    (half,) = stick.glob("*-Zuid-1-*")
    half.write_bytes(half.read_bytes()[:900])

    assert swap(office, stick) == ExchangeSummary(0, 0, damaged=("Zuid-1",))


def scans(laptop: Laptop) -> int:
    """How many scans a laptop knows of."""
    with laptop.open_store() as store:
        (many,) = store.database.execute(
            "SELECT count(*) FROM entry WHERE kind IN ('in', 'refused')"
        ).fetchone()
    return int(many)


@pytest.mark.parametrize("machine", ["", "another"], ids=["put back", "copied"])
def test_what_this_laptops_own_file_has_more_is_read_before_it_is_written_over(
    pair: tuple[Laptop, Laptop], stick: Path, tmp_path: Path, machine: str
) -> None:
    office, south = pair
    swap(south, stick)
    swap(office, stick)
    swap(south, stick)
    shutil.copytree(south.folder, tmp_path / "earlier")
    earlier = replace(south, folder=tmp_path / "earlier", machine=machine)
    south.scan("CODE-000000000001")
    swap(south, stick)
    brought = swap(earlier, stick)
    assert (brought.new > 0, brought.refused) == (True, 0)
    shutil.rmtree(south.folder)

    assert swap(office, stick).new > 0
    assert scans(office) == scans(earlier) == 1


def test_handing_in_loses_nothing_that_this_laptops_own_file_has_more(
    pair: tuple[Laptop, Laptop], stick: Path, tmp_path: Path
) -> None:
    office, south = pair
    swap(office, stick)
    swap(south, stick)
    shutil.copytree(south.folder, tmp_path / "earlier")
    south.scan("CODE-000000000001")
    swap(south, stick)
    earlier = opened(replace(south, folder=tmp_path / "earlier"))
    earlier.hand_in(SharedFolder(stick))
    earlier.close()

    assert scans(replace(south, folder=tmp_path / "earlier")) == 1


def test_a_copy_is_due_once_another_program_wrote(pair: tuple[Laptop, Laptop], stick: Path) -> None:
    office, _ = pair
    exchange = opened(office)
    before = exchange.is_due(SharedFolder(stick))
    exchange.exchange(SharedFolder(stick))
    after = exchange.is_due(SharedFolder(stick))
    office.scan("CODE-000000000001")
    written = exchange.is_due(SharedFolder(stick))
    exchange.exchange(SharedFolder(stick))
    again = exchange.is_due(SharedFolder(stick))
    exchange.close()

    assert (before, after, written, again) == (True, False, True, False)


def test_a_copy_is_due_again_after_what_came_or_went_by_another_folder_or_was_removed(
    pair: tuple[Laptop, Laptop], stick: Path, tmp_path: Path
) -> None:
    office, south = pair
    shared = tmp_path / "gedeeld"
    shared.mkdir()
    swap(office, shared)
    swap(south, shared)
    exchange = opened(office)
    exchange.exchange(SharedFolder(stick))
    done = exchange.is_due(SharedFolder(stick))
    exchange.exchange(SharedFolder(shared))
    brought = exchange.is_due(SharedFolder(stick))
    exchange.exchange(SharedFolder(stick))
    office.scan("CODE-000000000001")
    exchange.exchange(SharedFolder(shared))
    scanned = exchange.is_due(SharedFolder(stick))
    exchange.exchange(SharedFolder(stick))
    kept = exchange.is_due(SharedFolder(stick))
    for file in stick.glob("*-Kantoor-*"):
        file.unlink()
    removed = exchange.is_due(SharedFolder(stick))
    exchange.close()

    assert (done, brought, scanned, kept, removed) == (False, True, True, False, True)


def test_folders_are_remembered_as_long_as_they_are_there(
    pair: tuple[Laptop, Laptop], stick: Path, tmp_path: Path
) -> None:
    office, _ = pair
    shared = tmp_path / "gedeeld"
    shared.mkdir()
    for folder in (stick, shared, stick):
        swap(office, folder)
    both = opened(office).known_folders()
    for file in stick.iterdir():
        file.unlink()
    stick.rmdir()

    assert both == [stick, shared]
    assert opened(office).known_folders() == [shared]


def test_a_folder_that_is_not_there_says_so(pair: tuple[Laptop, Laptop], tmp_path: Path) -> None:
    with pytest.raises(WorldFailed) as missing:
        swap(pair[0], tmp_path / "weg")

    assert missing.value.key == "error.folder_not_read"


def test_what_a_stick_was_mounted_on_is_not_the_stick(
    pair: tuple[Laptop, Laptop], stick: Path
) -> None:
    exchange = opened(pair[0])
    for work in (exchange.exchange, exchange.hand_in):
        with pytest.raises(WorldFailed) as pulled:
            work(StickFolder(stick, stick))
        assert pulled.value.key == "error.stick_gone"
    exchange.close()

    assert list(stick.iterdir()) == []


def test_a_stick_that_is_pulled_meanwhile_is_gone_whatever_came_of_it(
    pair: tuple[Laptop, Laptop], stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for fails in (False, True):
        mounted = iter((True, False))
        monkeypatch.setattr(Path, "is_mount", lambda _, still=mounted: next(still))
        exchange = opened(pair[0])
        with pytest.raises(WorldFailed) as pulled:
            exchange.exchange(StickFolder(stick / "weg" if fails else stick, stick))
        exchange.close()
        assert pulled.value.key == "error.stick_gone"
    assert any(one.missing for one in events_here(pair[0].session))


def test_a_stick_that_takes_no_more_says_so_without_a_path(
    pair: tuple[Laptop, Laptop], stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "is_mount", lambda _: True)
    exchange = opened(pair[0])
    with pytest.raises(WorldFailed) as full:
        exchange.exchange(StickFolder(stick / "weg", stick))
    exchange.close()

    assert full.value.key == "error.stick_failed"


def test_the_page_hears_of_the_laptops_once_for_each_change(
    pair: tuple[Laptop, Laptop], stick: Path
) -> None:
    office, south = pair
    finder = opened(office)
    first, nothing = finder.poll_laptops(), finder.poll_laptops()
    swap(office, stick)
    swap(south, stick)
    south.scan("CODE-000000000001")
    swap(south, stick)
    swap(office, stick)
    second = finder.poll_laptops()
    finder.close()

    assert first is not None and second is not None  # noqa: PT018
    assert nothing is None
    assert [one.status.name for one in first.laptops] == ["Kantoor"]
    assert [one.status.name for one in second.laptops] == ["Kantoor", "Zuid 1"]
    assert second.known_lists == {"shop": 1}
    assert [(one.source, one.version) for one in second.lists] == [("shop", 1)]


def test_scans_go_on_while_a_stick_is_written_and_read(
    pair: tuple[Laptop, Laptop], stick: Path
) -> None:
    office, south = pair
    swap(south, stick)
    done: list[ExchangeSummary] = []

    def exchange() -> None:
        with_stick = opened(office)
        done.extend(with_stick.exchange(SharedFolder(stick)) for _ in range(5))
        with_stick.close()

    beside = threading.Thread(target=exchange)
    beside.start()
    answers = office.scan(*(f"CODE-{n:012}" for n in range(1, 5)), *(f"x-{n}" for n in range(40)))
    beside.join()

    assert len(done) == 5
    assert {one.verdict.outcome for one in answers} == {Outcome.ADMITTED, Outcome.UNKNOWN}
    assert all(one.entry for one in answers)
