"""The window's station: it joins by an event file, sets others up, and names a copied folder."""

import shutil
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.admin.requests import CategoryRule, EnrolmentRequest, LostEntries, NewEvent
from kiosk.backend.local_backend import LocalBackend
from kiosk.backend.setup_backend import event_files_on
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportOptions
from kiosk.runtime.data_folder import DataFolder
from kiosk.sync.bundle_file import read_bundle, write_bundle
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


def test_the_window_joins_and_begins_at_the_chosen_entrance(tmp_path: Path, file: Path) -> None:
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


def test_a_laptop_that_lost_its_database_is_offered_its_name_and_its_entrance(
    tmp_path: Path, file: Path
) -> None:
    joining = station(session_on(tmp_path / "b", HandClock(NOON + 60_000)))
    assert joining.setup.open_event_file(file, PASSPHRASE).entrance == "Noord"
    joining.setup.join("Bij de hekken", "Zuid", lambda _: None)
    joining.close()
    bundle, admin = tmp_path / "b.kiosk", station(session_on(tmp_path / "admin"))
    with session_on(tmp_path / "b", HandClock(NOON + 90_000)).open_store() as store:
        write_bundle(store, bundle)
    with session_on(tmp_path / "admin", HandClock(NOON + 90_000)).open_store() as store:
        read_bundle(store, bundle)
    again = tmp_path / "again.kiosk-event"
    admin.station.write_event_file(again, EnrolmentRequest(PASSPHRASE))
    admin.close()
    for part in (tmp_path / "b").glob("kiosk.db*"):
        part.unlink()

    lost = station(session_on(tmp_path / "b", HandClock(NOON + 120_000)))
    offer = lost.setup.open_event_file(again, PASSPHRASE)
    before = lost.setup.open_event_file(file, PASSPHRASE)
    lost.setup.join(offer.name, offer.entrance, lambda _: None)
    lost.close()

    assert (offer.name, offer.entrance) == ("Bij de hekken", "Zuid")
    assert offer.lost == LostEntries(NOON + 90_000, ZoneInfo("Europe/Amsterdam"))
    assert before.lost == LostEntries(None, ZoneInfo("Europe/Amsterdam"))


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


SETTINGS = {"name": "Zomerfeest", "date": "2026-06-13", "entrances": "Noord;Zuid"}
SETTINGS |= {"capacity": "", "policy.full": "", "opens": ""}
GUESTS = "ticket,code,naam,ingang\nB-1,SSIHIW5Z7XMWVIDKTERZU3FCVY,Bo Li,{entrance}\n"
READ = {"entrances": "ingang"}


@pytest.fixture
def guests(tmp_path: Path) -> Path:
    path = tmp_path / "gasten.csv"
    path.write_text(GUESTS.format(entrance="Zuid"), encoding="utf-8")
    return path


def test_nothing_is_there_before_the_event_is_made_with_all_that_was_planned(
    tmp_path: Path, guests: Path
) -> None:
    folder, recovery = tmp_path / "new", tmp_path / "herstel.kiosk-event"
    beginner = station(session_on(folder))
    options = ImportOptions(mapping=READ)
    files = beginner.setup.draft_files(SETTINGS)
    assert files.import_list(guests, replace(options, dry_run=True)).added == 1
    report = files.import_list(guests, options)
    files.set_categories({"Bewoner": CategoryRule("bewoner", "keycord")})
    guests.unlink()  # its stick was taken out
    assert report.applied
    assert beginner.station.context() is None
    assert not (folder / "kiosk.db").exists()

    renamed = SETTINGS | {"name": "Winterfeest", "opens": "9.30"}
    files = beginner.setup.draft_files(renamed)
    assert [one.source for one in files.lists()] == ["gasten"]
    made = beginner.setup.make_event(NewEvent(renamed, "246810", recovery, PASSPHRASE))

    assert made.failures == ()
    assert made.context == beginner.station.context()
    assert (made.context.event.name, made.context.event.rules.opens) == ("Winterfeest", "09:30")
    assert made.context.event.rules.handouts == {"Bewoner": "keycord"}
    assert [one.tickets for one in beginner.files.lists()] == [1]
    assert beginner.pins.event_without_pin() is None
    assert recovery.exists()
    assert not (folder / "draft").exists()
    beginner.close()


@pytest.mark.parametrize("found", [True, False])
def test_a_ticket_that_was_tried_in_the_draft_was_tried_in_the_event(
    tmp_path: Path, guests: Path, found: bool
) -> None:
    beginner = station(session_on(tmp_path / "new"))
    files = beginner.setup.draft_files(SETTINGS)
    files.import_list(guests, ImportOptions(mapping=READ))
    if found:
        files.try_ticket(["SSIHIW5Z7XMWVIDKTERZU3FCVY"], typed=False)
    beginner.setup.make_event(NewEvent(SETTINGS))

    assert beginner.station.event_overview().done.untried == (() if found else ("gasten",))
    beginner.close()


def test_a_setting_that_is_not_valid_leaves_no_event(tmp_path: Path) -> None:
    beginner = station(session_on(tmp_path / "new"))
    with pytest.raises(UnusableInput, match="setting_value"):
        beginner.setup.make_event(NewEvent(SETTINGS | {"date": "morgen"}))
    assert beginner.station.context() is None
    assert beginner.setup.make_event(NewEvent(SETTINGS)).context.event.name == "Zomerfeest"
    beginner.close()


def test_a_list_that_no_longer_fits_is_reported_and_the_event_stays(
    tmp_path: Path, guests: Path
) -> None:
    beginner = station(session_on(tmp_path / "new"))
    files = beginner.setup.draft_files(SETTINGS)
    assert files.import_list(guests, ImportOptions(mapping=READ)).applied
    moved = SETTINGS | {"entrances": "Noord"}
    made = beginner.setup.make_event(NewEvent(moved))

    assert [one.key for one in made.failures] == ["error.list_not_taken"]
    assert made.context.event.areas[0].entrances == ("Noord",)
    beginner.close()


def test_the_draft_of_an_earlier_start_is_removed_with_its_names(
    tmp_path: Path, guests: Path
) -> None:
    earlier = station(session_on(tmp_path / "new"))
    earlier.setup.draft_files(SETTINGS).import_list(guests, ImportOptions(mapping=READ))
    earlier.close()
    assert (tmp_path / "new" / "draft").exists()
    later = station(session_on(tmp_path / "new"))
    later.setup.forget_draft()
    assert not (tmp_path / "new" / "draft").exists()
    later.close()
