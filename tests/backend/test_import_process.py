"""A long list is imported by another process, which can be ended at any moment."""

import os
import time
from pathlib import Path

import pytest

from kiosk.admin.list_import import import_list
from kiosk.backend.files_backend import LocalFiles
from kiosk.backend.import_process import import_apart, is_large
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.clock import SystemClock
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Outcome
from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportOptions
from kiosk.guestlist.import_watch import ImportRun
from kiosk.runtime.data_folder import DataFolder
from kiosk.settings import Settings
from kiosk.texts import load_words
from tests.festival import Row, festival

ROWS = 6_000
GUESTS = "Naam;Ticketnummer\n" + "".join(f"Gast {n};T-{n:05}\n" for n in range(ROWS))


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    folder = tmp_path_factory.mktemp("lange lijst") / "station"
    with festival(folder):
        pass
    return session_of(folder)


def session_of(folder: Path) -> DataFolder:
    """Return a folder that another process can open too."""
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


LONG_ROWS = 100_000
MOST_S = 1.0
"""Of processor time that others leave: from the key to the list as it was."""


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("heel lange lijst") / "webwinkel.csv"
    rows = "".join(f"Gast {n};W-{n:06}\n" for n in range(LONG_ROWS))
    path.write_text(f"Naam;Ticketnummer\n{rows}", encoding="utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("moment", [1, LONG_ROWS // 3, LONG_ROWS * 2 // 3, LONG_ROWS])
def test_a_long_import_is_cancelled_at_once_and_scans_go_on(
    tmp_path: Path, long_list: Path, moment: int
) -> None:
    with festival(tmp_path / "station", [Row("T-1"), Row("T-2")]) as store:
        session = session_of(tmp_path / "station")
        before = LocalFiles(session).lists()
        cancelled: list[float] = []

        def cancel(rows: int) -> None:
            if rows >= moment and not cancelled:
                verdicts.append(door.scan("C-T-1").verdict.outcome)
                cancelled.append(time.perf_counter())
                run.cancel()

        run, door, verdicts = ImportRun(cancel), Door(store, Gate(FESTIVAL, "Noord")), []
        with pytest.raises(UnusableInput) as refused:
            import_apart(session, long_list, ImportOptions(), run)
        took = time.perf_counter() - cancelled[0]
        verdicts.append(door.scan("C-T-2").verdict.outcome)

        assert refused.value.key == "error.import_cancelled"
        assert LocalFiles(session).lists() == before
        assert verdicts == [Outcome.ADMITTED, Outcome.ADMITTED]
        assert list(session.folder.glob("*-import-*")) == []
    assert took < MOST_S * max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def test_an_error_of_another_process_is_reported(session: DataFolder, tmp_path: Path) -> None:
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
