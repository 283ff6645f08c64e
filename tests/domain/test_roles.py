"""The entries that each role may write."""

import pytest

from kiosk.domain.entry import Kind
from kiosk.domain.roles import LAPTOP_ROLES, Role, may_write
from tests.domain import oracle

WRITTEN = {
    Role.DOOR: oracle.DOOR,
    Role.DESK: oracle.DESK,
    Role.ADMIN: oracle.ADMIN,
    Role.HUB: {"open", "clock", "closed"},
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.FOREIGN}))
def test_a_role_may_write_its_own_kinds_and_no_other(role: Role, kind: Kind) -> None:
    assert may_write(role, kind) is (kind.value in WRITTEN[role])


@pytest.mark.parametrize("role", LAPTOP_ROLES)
def test_every_laptop_may_set_things_about_itself(role: Role) -> None:
    assert may_write(role, Kind.SETTING, about_itself=True)


@pytest.mark.parametrize("setting", ["hold", "all_doors_open"])
def test_the_desk_may_hold_and_open_all_doors_and_a_door_may_not(setting: str) -> None:
    assert may_write(Role.DESK, Kind.SETTING, setting=setting)
    assert not may_write(Role.DOOR, Kind.SETTING, setting=setting)
    assert not may_write(Role.DESK, Kind.SETTING, setting="capacity")
    assert not may_write(Role.DOOR, Kind.LIST, setting=setting)


@pytest.mark.parametrize("role", [Role.DOOR, Role.DESK])
@pytest.mark.parametrize("kind", [Kind.LIST, Kind.PURGE])
def test_only_settings_can_be_about_a_station_itself(role: Role, kind: Kind) -> None:
    assert not may_write(role, kind, about_itself=True)


@pytest.mark.parametrize("role", [Role.DOOR, Role.DESK])
def test_an_unknown_kind_is_allowed_to_the_admin_alone(role: Role) -> None:
    assert not may_write(role, Kind.FOREIGN)


def test_a_hub_is_outside_of_the_order_of_roles() -> None:
    assert not may_write(Role.HUB, Kind.SETTING, about_itself=True)
    assert Role.HUB.covers(Role.HUB)
    assert not any(Role.HUB.covers(one) or one.covers(Role.HUB) for one in LAPTOP_ROLES)
