"""The window's station: it joins by an event file, sets others up, and names a copied folder."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.admin.requests import EnrolmentRequest
from kiosk.backend.local_backend import LocalBackend
from kiosk.backend.setup_backend import event_files_on
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.runtime.data_folder import DataFolder
from tests.festival import NOON, HandClock, Row, festival, session_on
from tests.opened import backend_on

PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of files that the test makes

pytestmark = pytest.mark.usefixtures("quick_seal")


def station(session: DataFolder) -> LocalBackend:
    return backend_on(session)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return an event file that the window of an admin made."""
    path = tmp_path / "feest.kiosk-event"
    with festival(tmp_path / "admin", [Row("A1")]):
        pass
    admin = station(session_on(tmp_path / "admin"))
    assert admin.station.may_enrol()
    admin.station.write_event_file(path, EnrolmentRequest(PASSPHRASE, stations=3, role=Role.DESK))
    admin.close()
    return path


def test_the_window_joins_and_stands_where_it_was_told(tmp_path: Path, file: Path) -> None:
    joining = station(session_on(tmp_path / "b", HandClock(NOON + 60_000)))
    assert joining.station.context() is None
    offer = joining.setup.open_event_file(file, PASSPHRASE)
    assert (offer.event, offer.role, offer.entrances) == (
        "We Doen Het Samen!",
        Role.DESK,
        ("Noord", "Zuid"),
    )
    heard: list[float] = []
    post = joining.setup.join("Zuid 1", "Zuid", heard.append)
    assert (post.entrance, post.role, heard[-1]) == ("Zuid", Role.DESK, 1.0)
    assert not joining.station.may_enrol()
    joining.close()
    again = station(session_on(tmp_path / "b", HandClock(NOON + 120_000)))
    assert again.station.context() == post
    again.close()


def test_a_wrong_passphrase_leaves_the_laptop_as_it_was(tmp_path: Path, file: Path) -> None:
    joining = station(session_on(tmp_path / "b"))
    with pytest.raises(UnusableInput, match="event_file_closed"):
        joining.setup.open_event_file(file, "vier andere woorden")
    joining.setup.open_event_file(file, PASSPHRASE)
    with pytest.raises(UnusableInput, match="setting_value"):
        joining.setup.join("", "Zuid", lambda _: None)
    assert not (tmp_path / "b").exists()
    joining.close()


def test_a_copied_folder_is_noticed_until_it_has_a_name(tmp_path: Path, file: Path) -> None:
    shutil.copytree(tmp_path / "admin", tmp_path / "copy")
    assert file.exists()
    here = station(session_on(tmp_path / "admin"))
    assert here.station.unnamed_copy() == ""
    here.close()
    session = replace(
        session_on(tmp_path / "copy", HandClock(NOON + 1000)), machine=lambda _: "another"
    )
    copy = station(session)
    assert copy.station.unnamed_copy() == "Noord 1"
    with pytest.raises(UnusableInput, match="name_taken"):
        copy.station.name_copy("noord 1")
    copy.station.name_copy("Noord 3")
    assert copy.station.unnamed_copy() == ""
    copy.close()


def test_event_files_are_found_in_folders_that_may_be_gone(tmp_path: Path, file: Path) -> None:
    (tmp_path / "list.csv").touch()
    assert event_files_on([tmp_path, tmp_path / "gone"]) == [file]
