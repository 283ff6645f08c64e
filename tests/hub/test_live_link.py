"""The live link: entries go both ways as they happen, over hubs that come and go."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.backend.live_hub import live_hub
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction, Outcome
from kiosk.errors import UnusableInput
from kiosk.store.stations.sync_targets import Targets
from kiosk.sync.live_messages import current_state, is_own_echo, news_since
from kiosk.sync.network.hub_address import HubAddress, read_hub_address
from kiosk.sync.network.known_hubs import hub_candidates, remember_hub
from kiosk.sync.network.link_status import LinkState, LinkStatusBoard
from kiosk.sync.network.live_link import Backoff
from kiosk.sync.sender import sign_pending
from tests.hub.hubs import (
    CODES,
    CutWire,
    a_door,
    an_admin,
    entries,
    exchange,
    hub_on,
    wait_until,
)
from tests.sync.laptops import Laptop


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return an_admin(tmp_path_factory.mktemp("live"))


@contextmanager
def linked(laptop: Laptop, address: HubAddress) -> Iterator[LinkStatusBoard]:
    with live_hub(laptop.session, laptop.event, address) as board:
        wait_until(lambda: board.read().state is LinkState.LIVE)
        yield board


@contextmanager
def door_of(laptop: Laptop) -> Iterator[Door]:
    with laptop.open_store() as store:
        yield Door(store, Gate(FESTIVAL, laptop.entrance, Direction.IN))


def outcome(door: Door, code: str) -> Outcome:
    return door.scan(code).verdict.outcome


def knows(laptop: Laptop, entry: str | None) -> bool:
    assert entry is not None
    with laptop.open_store() as store:
        return store.history.by_hash(entry) is not None


def test_a_green_on_one_laptop_is_already_inside_on_the_other(
    admin: Laptop, tmp_path: Path
) -> None:
    north, south = a_door(admin, tmp_path, "Noord 2"), a_door(admin, tmp_path, "Zuid")
    with (
        hub_on(admin) as hub,
        linked(north, hub.address) as board,
        linked(south, hub.address),
        door_of(north) as door,
    ):
        first = door.scan(CODES[0])
        assert first.verdict.outcome is Outcome.ADMITTED
        wait_until(lambda: knows(south, first.entry))
        with door_of(south) as other:
            assert outcome(other, CODES[0]) is Outcome.ALREADY_INSIDE
        wait_until(lambda: board.read().unsent == 0)
        assert board.read().hub == "Kantoor"
    assert board.read().sent > 0


def test_the_laptop_that_is_the_hub_takes_part_too(admin: Laptop, tmp_path: Path) -> None:
    south = a_door(admin, tmp_path, "Zuid 2")
    with hub_on(admin) as hub, linked(south, hub.address), door_of(admin) as door:
        first = door.scan(CODES[1])
        wait_until(lambda: knows(south, first.entry))


def test_a_hub_that_comes_back_gets_all_that_was_scanned_meanwhile(
    admin: Laptop, tmp_path: Path
) -> None:
    south = a_door(admin, tmp_path, "Zuid 3")
    with hub_on(admin) as hub:
        address = hub.address
        exchange(south, address)
    with live_hub(south.session, south.event, address) as board:
        wait_until(lambda: board.read().failure is not None)
        assert board.read().failure is not None
        with door_of(south) as door:
            first = door.scan(CODES[2])
        with hub_on(admin, address.port):
            wait_until(lambda: board.read().state is LinkState.LIVE)
            wait_until(lambda: knows(admin, first.entry))
        wait_until(lambda: board.read().state is LinkState.LOST)
        with hub_on(admin, address.port):
            wait_until(lambda: board.read().state is LinkState.LIVE)


def test_a_wire_that_breaks_again_and_again_loses_nothing(admin: Laptop, tmp_path: Path) -> None:
    south = a_door(admin, tmp_path, "Zuid 4")
    with hub_on(admin) as hub:
        wire = CutWire(hub.address)
        exchange(south, hub.address)
        with live_hub(south.session, south.event, wire.address) as board, door_of(south) as door:
            wait_until(lambda: board.read().state is LinkState.LIVE)
            for number, cut in enumerate((700, 90, 1500, 4000)):
                wire.bytes_left = cut
                door.scan(CODES[3 + number])
                wait_until(lambda: wire.bytes_left == 0)
                wire.bytes_left = None
                wait_until(lambda: board.read().state is LinkState.LIVE)
            last = door.scan(CODES[7])
            wait_until(lambda: knows(admin, last.entry))
        wire.close()
    assert entries(south) <= entries(admin)


def test_the_last_hub_comes_first_and_each_comes_once(admin: Laptop, tmp_path: Path) -> None:
    door = a_door(admin, tmp_path, "Zuid 5")
    print_ = "ab" * 32
    remember_hub(
        door.folder, door.event, read_hub_address(f"https://10.0.0.9:8417#sha256:{print_}")
    )
    with door.open_store() as store:
        targets = Targets(store.database, store.keys.event)
        for one in ("/a/folder", "https://10.0.0.9:8417", "https://10.0.0.8:8417"):
            targets.add(one)
        found = [one.text for one in hub_candidates(store, door.folder)]
    assert found == [f"https://10.0.0.9:8417#sha256:{print_}", "https://10.0.0.8:8417"]


def test_the_pauses_double_up_to_ten_seconds() -> None:
    backoff = Backoff(lambda: 1.0)
    assert [backoff.next() for _ in range(7)] == [0.5, 1, 2, 4, 8, 10, 10]
    backoff.reset()
    assert backoff.next() == 0.5
    assert Backoff(lambda: 0.0).next() == 0.25


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("192.168.1.20", "https://192.168.1.20:8417"),
        ("192.168.1.20:9000", "https://192.168.1.20:9000"),
        (" https://hub.example.org ", "https://hub.example.org:443"),
        (f"https://h:1/#sha256:{'AB' * 32}", f"https://h:1#sha256:{'ab' * 32}"),
        ("https://[fe80::1]:8417", "https://[fe80::1]:8417"),
    ],
)
def test_an_address_is_read_as_people_type_it(text: str, read: str) -> None:
    assert read_hub_address(text).text == read


@pytest.mark.parametrize(
    "text",
    ["", "https://", "http://h", "https://h/path", "https://h#sha256:12", "https://h:99999", "a b"],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(UnusableInput, match="hub_address"):
        read_hub_address(text)


def test_a_laptop_leaves_out_its_own_news_and_not_that_of_its_copy(
    admin: Laptop, tmp_path: Path
) -> None:
    door = a_door(admin, tmp_path, "Zuid 6")
    door.read(admin.write(tmp_path / "stick.kiosk"))
    door.scan(CODES[20])
    copy = shutil.copytree(door.folder, tmp_path / "copy")
    with door.open_store() as store:
        sign_pending(store)
        known = current_state(store)
    replace(door, folder=copy, machine="another").scan(CODES[21])
    with replace(door, folder=copy, machine="another").open_store() as store:
        _, theirs = news_since(store, known)
    door.scan(CODES[22])
    with door.open_store() as store:
        _, own = news_since(store, known)
        assert is_own_echo(store, own)
        assert not is_own_echo(store, theirs)
    with admin.open_store() as store:
        assert not is_own_echo(store, own)
