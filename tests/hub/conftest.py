"""The admin's laptop, its hub and a door, made once for a module of tests."""

from collections.abc import Iterator

import pytest

from kiosk.hub.hub_runner import RunningHub
from tests.hub.hubs import a_door, an_admin, hub_on
from tests.sync.laptops import Laptop


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return an_admin(tmp_path_factory.mktemp("admin"))


@pytest.fixture(scope="module")
def hub(admin: Laptop) -> Iterator[RunningHub]:
    with hub_on(admin) as running:
        yield running


@pytest.fixture(scope="module")
def door(admin: Laptop, tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return a_door(admin, tmp_path_factory.mktemp("door"), "Zuid")
