"""Names of laptops that join one after another from one stick, without hearing of each other."""

from pathlib import Path

import pytest

from kiosk.admin.enrolment import write_enrolment_file
from kiosk.admin.joined_names import names_joined_with, note_joined
from kiosk.admin.requests import EnrolmentRequest
from kiosk.domain.roles import Role
from tests.festival import NOON, HandClock, session_on
from tests.opened import backend_on
from tests.sync.laptops import first_laptop

pytestmark = pytest.mark.usefixtures("quick_seal")

PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of a file of this test


def joins(folder: Path, file: Path) -> str:
    """Join as the window proposes; return the proposed name."""
    backend = backend_on(session_on(folder, HandClock()))
    offer = backend.setup.open_event_file(file, PASSPHRASE)
    backend.setup.join(offer.name, offer.entrances[0], lambda _: None)
    backend.close()
    return offer.name


def test_each_laptop_from_one_stick_is_offered_the_next_planned_name(tmp_path: Path) -> None:
    admin = first_laptop(tmp_path / "kantoor")
    stick = tmp_path / "stick met spatie"
    stick.mkdir()
    file = stick / "deuren.kiosk-event"
    names = ("Noord 1", "Zuid 1", "Noord 2")
    request = EnrolmentRequest(PASSPHRASE, 3, Role.DOOR, names=names)
    with admin.open_store() as store:
        write_enrolment_file(store, file, request, NOON)

    offered = [joins(tmp_path / f"laptop {n}", file) for n in range(4)]

    assert offered == ["Noord 1", "Zuid 1", "Noord 2", "Noord 3"]
    assert names_joined_with(file) == ("Noord 1", "Zuid 1", "Noord 2", "Noord 3")


def test_a_stick_that_cannot_be_written_or_has_nonsense_is_no_trouble(tmp_path: Path) -> None:
    note_joined(tmp_path / "nergens" / "deuren.kiosk-event", "Noord 1")
    file = tmp_path / "deuren.kiosk-event"
    assert names_joined_with(file) == ()
    beside = file.with_name("deuren.kiosk-event.joined.txt")
    beside.write_bytes(b"Noord 1\n\n\xff\x00\n" + b"x" * 999)
    assert names_joined_with(file)[0] == "Noord 1"
