"""Presence: how laptops say that they are doing, signed, over a hub, and in no journal."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.sync.live_messages import current_state
from kiosk.sync.network.hub_client import HubClient
from kiosk.sync.network.hub_connection import HubFailed
from kiosk.sync.network.link_status import LinkState
from kiosk.sync.network.presence import Presence, PresenceBoard
from kiosk.sync.network.presence_messages import own_presence, read_presence, signed_presence
from tests.hub.hubs import CODES, a_door, an_admin, hub_on, wait_until
from tests.hub.test_live_link import linked
from tests.sync.laptops import Laptop


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return an_admin(tmp_path_factory.mktemp("presence"))


@pytest.fixture(scope="module")
def door(admin: Laptop, tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return a_door(admin, tmp_path_factory.mktemp("door"), "Zuid")


def reported(laptop: Laptop, unsent: int = 3) -> tuple[Presence, dict[str, str]]:
    with laptop.open_store() as store:
        presence = own_presence(store, lambda: (62, False), unsent, ["192.168.1.7", ""])
        return presence, signed_presence(store, presence)


def test_each_connected_laptop_hears_how_the_others_are_doing(
    admin: Laptop, door: Laptop, tmp_path: Path
) -> None:
    other = a_door(admin, tmp_path, "Noord 2")
    with admin.open_store() as store:
        before = current_state(store).have.logs
        versions = {one.source: one.version for one in store.events.lists(admin.event)}
        own = store.keys.station
    with door.open_store() as store:
        zuid = store.keys.station
    with (
        hub_on(admin) as hub,
        linked(door, hub.address),
        linked(other, hub.address) as board,
    ):
        wait_until(lambda: {own, zuid} <= board.presences.read().keys())
        wait_until(lambda: zuid in hub.presences)
        heard = board.presences.read()[zuid]
        assert heard == hub.presences[zuid]
        assert heard.lists == versions
        assert heard.unsent == 0
        assert len(heard.addresses) == 1
    with admin.open_store() as store:
        assert not set(current_state(store).have.logs) - set(before) - _logs_of(store, door, other)


def _logs_of(store: Any, *laptops: Laptop) -> set[str]:
    stations = set()
    for one in laptops:
        with one.open_store() as theirs:
            stations.add(theirs.keys.station)
    return {log for one in stations for log in store.stations.logs(one)}


def test_what_a_laptop_signed_is_read_and_nothing_else(admin: Laptop, door: Laptop) -> None:
    presence, value = reported(door)
    with admin.open_store() as store:

        def read(**changes: object) -> Presence | None:
            return read_presence(store, json.dumps({**value, **changes}))

        assert read() == presence
        assert presence.addresses == ("192.168.1.7",)
        assert read(body=value["body"].replace("62", "63")) is None
        assert read(certificate=store.keys.certificate) is None
        assert read(certificate=None) is None
        for line in ("7", "[]", "null", "{", '{"body": 1}'):
            assert read_presence(store, line) is None


@pytest.mark.parametrize(
    "change",
    [
        lambda one: {**one, "battery": {"percent": 101, "plugged": True}},
        lambda one: {**one, "battery": {"percent": True, "plugged": True}},
        lambda one: {**one, "battery": 50},
        lambda one: {**one, "unsent": -1},
        lambda one: {**one, "unsent": 2**60},
        lambda one: {**one, "at": "now"},
        lambda one: {**one, "lists": {"x" * 201: 1}},
        lambda one: {**one, "lists": {f"list {n}": 1 for n in range(201)}},
        lambda one: {**one, "lists": [1]},
        lambda one: {**one, "addresses": ["10.0.0.1"] * 9},
        lambda one: {**one, "station": "00" * 16},
        lambda one: {**one, "event": "00" * 16},
        lambda one: {key: one[key] for key in one if key != "at"},
        lambda one: [one],
    ],
)
def test_a_signed_presence_that_makes_no_sense_is_refused(
    admin: Laptop, door: Laptop, change: Callable[[dict[str, Any]], object]
) -> None:
    from kiosk.keys.signing import sign  # noqa: PLC0415
    from kiosk.sync.network import presence_messages  # noqa: PLC0415

    _, value = reported(door)
    body = json.dumps(change(json.loads(value["body"])))
    with door.open_store() as store:
        signature = sign(store.keys.station_key, presence_messages._signed_text(body)).hex()
    with admin.open_store() as store:
        line = json.dumps({**value, "body": body, "signature": signature})
        assert read_presence(store, line) is None


def test_a_hub_refuses_what_another_laptop_signed_and_what_is_too_long(
    admin: Laptop, door: Laptop
) -> None:
    _, of_admin = reported(admin)
    with hub_on(admin) as hub, door.open_store() as store, HubClient(hub.address) as client:
        client.begin(store)
        with pytest.raises(HubFailed):
            client.offer_presence(of_admin)
        with pytest.raises(HubFailed):
            client.offer_presence({"body": "x" * 40_000, "signature": "00"})
        assert store.keys.station not in hub.presences


def test_the_newest_presence_counts_in_whatever_order_they_come() -> None:
    board = PresenceBoard()
    for at in (2, 3, 1):
        board.learn(Presence("a", at))

    assert board.read() == {"a": Presence("a", 3)}


def test_a_laptop_goes_on_with_a_hub_that_knows_no_presence(
    admin: Laptop, door: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise HubFailed("error.hub_refused", address="")

    monkeypatch.setattr(HubClient, "offer_presence", refuse)
    with hub_on(admin) as hub, linked(door, hub.address) as board:
        door.scan(CODES[1])
        wait_until(lambda: board.read().sent > 0)
        assert board.read().state is LinkState.LIVE
