"""A long list is imported by another process, which can be ended at any moment."""

from pathlib import Path

import pytest

from kiosk.admin.list_import import import_list
from kiosk.backend.files_backend import LocalFiles
from kiosk.backend.import_process import import_apart, is_large
from kiosk.clock import SystemClock
from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportOptions
from kiosk.guestlist.import_watch import ImportRun
from kiosk.runtime.data_folder import DataFolder
from kiosk.settings import Settings
from kiosk.texts import load_words
from tests.festival import festival

ROWS = 6_000
GUESTS = "Naam;Ticketnummer\n" + "".join(f"Gast {n};T-{n:05}\n" for n in range(ROWS))


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = tmp_path_factory.mktemp("lange lijst") / "station"
    with festival(folder):
        pass
    return DataFolder(folder, load_words("nl"), Settings(), SystemClock())


@pytest.fixture
def guests(tmp_path: Path) -> Path:
    path = tmp_path / "gasten.csv"
    path.write_text(GUESTS, encoding="utf-8")
    return path


def test_another_process_reports_what_this_one_would(session: DataFolder, guests: Path) -> None:
    counts: list[int] = []
    looked = import_apart(session, guests, ImportOptions(dry_run=True), ImportRun(counts.append))

    assert counts[-3:] == [4_000, 5_000, 6_000]
    assert looked == import_list(session, guests, ImportOptions(dry_run=True))


def test_a_cancelled_import_is_whole_or_leaves_nothing(session: DataFolder, guests: Path) -> None:
    run, taken = ImportRun(lambda _: run.cancel()), ["gasten"]
    try:
        import_apart(session, guests, ImportOptions(), run)
    except UnusableInput:  # nearly always: the first rows were just read
        taken = []

    assert [one.source for one in LocalFiles(session).lists()] == taken
    assert list(session.folder.glob("*-import-*")) == []


def test_an_error_of_another_process_is_told(session: DataFolder, tmp_path: Path) -> None:
    with pytest.raises(UnusableInput) as refused:
        import_apart(session, tmp_path / "weg.csv", ImportOptions(), ImportRun())

    assert refused.value.key == "error.list_missing"


def test_a_short_list_is_cancelled_before_it_counts(session: DataFolder, tmp_path: Path) -> None:
    path, run = tmp_path / "kort.csv", ImportRun()
    path.write_text(GUESTS[:50], encoding="utf-8")
    run.cancel()
    with pytest.raises(UnusableInput):
        LocalFiles(session).import_list(path, ImportOptions(), run)

    assert "kort" not in [one.source for one in LocalFiles(session).lists()]


def test_a_list_of_many_rows_is_large(guests: Path, tmp_path: Path) -> None:
    short = tmp_path / "kort.csv"
    short.write_text(GUESTS[:50], encoding="utf-8")

    assert [is_large(one) for one in (guests, short, tmp_path / "weg.csv")] == [True, False, False]
