"""A folder of an earlier version is upgraded when it is opened, with all that follows from it."""

from pathlib import Path

from kiosk.admin.backup import read_backup, restore
from kiosk.domain.event_settings import FESTIVAL
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.integrity.verification import verify_event
from kiosk.store.sqlite.connection import BASE
from tests.festival import NOON, session_on

# Made by version 101: G1 came in with 2, one left after 5 minutes and came back 5 minutes later
# with a third person, and then 5 people were counted by hand.
BACKUP = Path(__file__).parents[1] / "data" / "version_101" / "noord-1.kiosk-backup"
PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of a test
MINUTE = 60_000


def older_folder(folder: Path) -> DataFolder:
    folder.mkdir()
    restore(read_backup(BACKUP, PASSPHRASE), folder)
    return session_on(folder)


def test_a_folder_without_a_series_gets_it_from_its_entries(tmp_path: Path) -> None:
    folder = tmp_path / "station"
    with older_folder(folder).open_store() as store:
        spans = [
            (
                (one.start - NOON) // MINUTE,
                one.entrance,
                one.counts.admitted,
                one.counts.people_in,
                one.counts.people_out,
            )
            for one in store.counts.series(FESTIVAL)
        ]
        assert verify_event(store) == []
    assert spans == [
        (0, "Noord", 2, 2, 0),
        (5, "Zuid", 0, 0, 1),
        (10, "Noord", 0, 5, 0),
        (10, "Noord", 2, 3, 0),
    ]
    assert len(list(folder.glob(f"before-migration-{BASE + 1}-*.db"))) == 1
