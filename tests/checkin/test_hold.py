"""Stop letting in, and all doors open: settings of the desk that each door follows."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.roles import ALL_DOORS_OPEN, HOLD, Role
from kiosk.domain.verdict import Outcome
from kiosk.errors import UnusableInput
from kiosk.keys.signing import read_certificate
from kiosk.store.journal.trust import CertifiedAuthor, _allowed
from tests.festival import NOON, Row, festival
from tests.neighbours import another_station

NORTH = Gate(FESTIVAL, "Noord")


def test_a_door_admits_no_guest_until_the_hold_ends(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        desk = another_station(store, "Balie", role=Role.DESK)
        Desk(desk).change_setting(HOLD, True)
        held = Door(store, NORTH).scan("C-A1")
        with pytest.raises(UnusableInput) as refused:
            WalkInRegistration(store, area=FESTIVAL, entrance="Noord").walk_in(WalkInGuest(1))
        Desk(desk).change_setting(HOLD, False)
        after = Door(store, NORTH).scan("C-A1")
        totals = store.counts.area_totals(store.event(), FESTIVAL, NOON)
    assert held.verdict.outcome is Outcome.ON_HOLD
    assert refused.value.key == "error.on_hold_now"
    assert after.verdict.outcome is Outcome.ADMITTED
    assert totals.refused == {"on_hold": 1}


def test_all_doors_let_guests_in_before_their_time(tmp_path: Path) -> None:
    early = Row("A1", valid_from=NOON + 7_200_000)
    with festival(tmp_path, [early]) as store:
        before = Door(store, NORTH).scan("C-A1").verdict.outcome
        Desk(another_station(store, "Balie", role=Role.DESK)).change_setting(ALL_DOORS_OPEN, True)
        after = Door(store, NORTH).scan("C-A1").verdict.outcome
    assert (before, after) == (Outcome.TOO_EARLY, Outcome.ADMITTED)


@pytest.mark.parametrize(
    ("role", "key", "may"),
    [
        (Role.DESK, HOLD, True),
        (Role.DESK, "capacity", False),
        (Role.DOOR, HOLD, False),
        (Role.ADMIN, "capacity", True),
    ],
)
def test_a_laptop_only_writes_and_believes_what_its_role_may(
    tmp_path: Path, role: Role, key: str, may: bool
) -> None:
    value = 5 if key == "capacity" else True
    with festival(tmp_path, [Row("A1")]) as store:
        other = another_station(store, "Zuid 1", role=role)
        entry = Desk(store).change_setting(key, value)
        certificate = read_certificate(other.keys.certificate, other.keys.organiser_public)
        author = CertifiedAuthor(certificate, other.keys.certificate)
        assert _allowed(replace(entry, log="other"), author) is may
        if may:
            Desk(other).change_setting(key, value)
        else:
            with pytest.raises(UnusableInput):
                Desk(other).change_setting(key, value)
