"""The window's station: it joins by an event file, sets others up, and names a copied folder."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.admin.requests import EnrolmentRequest
from kiosk.backend.camera import CameraSelector
from kiosk.backend.event_files import event_files_on
from kiosk.backend.exit_plan import ExitPlan
from kiosk.backend.station_backend import OpenStation
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.runtime.data_folder import Session
from kiosk.ui.laptops.stick_watcher import MountedVolumes
from tests.festival import NOON, HandClock, Row, festival, session_on
from tests.sync import conftest

PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of files that the test makes

quick_seal = conftest.quick_seal
pytestmark = pytest.mark.usefixtures("quick_seal")


def station(session: Session) -> OpenStation:
    return OpenStation(session, CameraSelector("0", named=False), ExitPlan(), MountedVolumes())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return an event file that the window of an admin made."""
    path = tmp_path / "feest.kiosk-event"
    with festival(tmp_path / "admin", [Row("A1")]):
        pass
    admin = station(session_on(tmp_path / "admin"))
    packer = admin.packer()
    assert packer is not None
    packer.pack(path, EnrolmentRequest(PASSPHRASE, stations=3, role=Role.DESK))
    admin.close()
    return path


def test_the_window_joins_and_stands_where_it_was_told(tmp_path: Path, file: Path) -> None:
    joining = station(session_on(tmp_path / "b", HandClock(NOON + 60_000)))
    assert joining.post() is None
    offer = joining.open_event_file(file, PASSPHRASE)
    assert (offer.event, offer.role, offer.entrances) == (
        "We Doen Het Samen!",
        Role.DESK,
        ("Noord", "Zuid"),
    )
    heard: list[float] = []
    post = joining.join("Zuid 1", "Zuid", heard.append)
    assert (post.entrance, post.role, heard[-1]) == ("Zuid", Role.DESK, 1.0)
    assert joining.packer() is None
    joining.close()
    again = station(session_on(tmp_path / "b", HandClock(NOON + 120_000)))
    assert again.post() == post
    again.close()


def test_a_wrong_passphrase_leaves_the_laptop_as_it_was(tmp_path: Path, file: Path) -> None:
    joining = station(session_on(tmp_path / "b"))
    with pytest.raises(UnusableInput, match="event_file_closed"):
        joining.open_event_file(file, "vier andere woorden")
    joining.open_event_file(file, PASSPHRASE)
    with pytest.raises(UnusableInput, match="setting_value"):
        joining.join("", "Zuid", lambda _: None)
    assert not (tmp_path / "b").exists()
    joining.close()


def test_a_copied_folder_is_noticed_until_it_has_a_name(tmp_path: Path, file: Path) -> None:
    shutil.copytree(tmp_path / "admin", tmp_path / "copy")
    assert file.exists()
    here = station(session_on(tmp_path / "admin"))
    assert here.unnamed_copy() == ""
    here.close()
    session = replace(
        session_on(tmp_path / "copy", HandClock(NOON + 1000)), machine=lambda _: "another"
    )
    copy = station(session)
    assert copy.unnamed_copy() == "Noord 1"
    with pytest.raises(UnusableInput, match="name_taken"):
        copy.name_copy("noord 1")
    copy.name_copy("Noord 3")
    assert copy.unnamed_copy() == ""
    copy.close()


def test_event_files_are_found_in_folders_that_may_be_gone(tmp_path: Path, file: Path) -> None:
    (tmp_path / "list.csv").touch()
    assert event_files_on([tmp_path, tmp_path / "gone"]) == [file]
