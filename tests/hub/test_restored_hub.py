"""A hub that knows less than it did, or gets messages in any state, loses nothing acknowledged."""

import random
import shutil
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest

from kiosk.admin.attendance_export import write_attendance
from kiosk.admin.backup import read_backup, restore, write_backup
from kiosk.admin.requests import ExportKind, ExportOptions
from kiosk.hub.hub_storage import Batch, BatchReceipt
from kiosk.hub.sqlite_storage import SqliteStorage, open_storage
from kiosk.store.journal.have_vector import HaveVector
from kiosk.sync.network.hub_batches import packed_batches
from kiosk.sync.sender import outgoing_messages, sign_pending
from tests.hub.hubs import CODES, RealClock, a_door, an_admin, entries, exchange, hub_on
from tests.passphrases import quick_passphrases
from tests.sync.laptops import Laptop

PASSPHRASE = "vier woorden op een rij"  # noqa: S105  # of a test


@pytest.fixture
def admin(tmp_path: Path) -> Laptop:
    return an_admin(tmp_path)


def exported(laptop: Laptop) -> bytes:
    path = laptop.folder.with_name(f"{laptop.folder.name}.csv")
    write_attendance(laptop.session, path, ExportOptions(kind=ExportKind.TICKETS))
    content = path.read_bytes()
    path.unlink()
    return content


def test_a_hub_restored_from_a_backup_is_given_what_it_lacks(admin: Laptop, tmp_path: Path) -> None:
    north, south = (a_door(admin, tmp_path, name) for name in ("Noord 2", "Zuid"))
    with hub_on(admin) as hub:
        for door, codes in ((north, CODES[:3]), (south, CODES[3:5])):
            exchange(door, hub.address)
            door.scan(*codes)
            exchange(door, hub.address)
    with quick_passphrases(), admin.open_store() as store:
        write_backup(store.database, tmp_path / "night.age", PASSPHRASE, store.clocks.wall())
    with hub_on(admin, hub.address.port):
        admin.scan(CODES[5])
        admin.take_list(tmp_path / "list.csv", "code,name\nNIEUW-000000000001,Nieuw\n", source="na")
        for door, code in ((north, CODES[6]), (south, CODES[7]), (north, CODES[0])):
            exchange(door, hub.address)
            door.scan(code)
            exchange(door, hub.address)
    known = entries(admin)
    shutil.rmtree(admin.folder)
    restored = Laptop(tmp_path / "restored", RealClock())
    restored.folder.mkdir()
    with quick_passphrases():
        restore(read_backup(tmp_path / "night.age", PASSPHRASE), restored.folder)
    assert entries(restored) < known
    with hub_on(restored, hub.address.port) as again:
        assert again.address == hub.address  # with its certificate, or no laptop would trust it
        for door in (north, south, north, south):
            exchange(door, hub.address)
        restored.scan("NIEUW-000000000001")
        for door in (north, south):
            exchange(door, hub.address)
    assert entries(restored) >= known
    assert exported(restored) == exported(north) == exported(south)
    assert b"Nieuw" in exported(south)


def small_batches(laptop: Laptop) -> Iterator[bytes]:
    """Yield all that a laptop knows, one message a batch, as it might be sent after many cuts."""
    with laptop.open_store() as store:
        sign_pending(store)
        hello, *content, _ = outgoing_messages(store)
        for line in content:
            for batch in packed_batches(hello, [line]):
                batch.content.seek(0)
                yield batch.content.read(batch.size)


def covers(have: HaveVector, promised: HaveVector) -> bool:
    ends = {log: max(seq for seq, _ in found) for log, found in have.logs.items()}
    return all(ends.get(log, 0) >= seq for log, found in promised.logs.items() for seq, _ in found)


@pytest.mark.parametrize("seed", range(2))
def test_batches_that_are_cut_repeated_and_in_any_order_lose_nothing(
    admin: Laptop, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # no secret
    doors = [a_door(admin, tmp_path, name) for name in ("Noord 2", "Zuid")]
    with hub_on(admin) as hub:
        for door in doors:
            exchange(door, hub.address)
    shutil.copytree(admin.folder, tmp_path / "other")
    for number, code in enumerate(chance.choices(CODES, k=12)):
        doors[number % 2].scan(code)
    batches = [one for door in doors for one in small_batches(door)]
    written = entries(doors[0]) | entries(doors[1])
    hub_folder = Laptop(tmp_path / "other", RealClock())
    acknowledged: list[HaveVector] = []

    def deliver(storage: SqliteStorage, batch: bytes) -> Future[BatchReceipt]:
        return storage.receive(Batch(BytesIO(batch), len(batch)))

    storage, _ = open_storage(hub_folder.session)
    for _ in range(60):
        batch = chance.choice(batches)
        cut = chance.randrange(len(batch)) if chance.random() < 0.5 else len(batch)
        with suppress(ValueError, OSError):
            acknowledged.append(deliver(storage, batch[:cut]).result(60).have)
    storage.close()  # the hub ends here, and begins again
    storage, _ = open_storage(hub_folder.session)
    assert all(covers(storage.have(), promised) for promised in acknowledged)
    chance.shuffle(batches)
    for _ in range(len(batches)):
        taken = [deliver(storage, one).result(60).result.new_entries for one in batches]
        if not any(taken):
            break
    storage.close()
    with hub_on(admin) as hub:
        for door in (*doors, *doors):
            exchange(door, hub.address)
    assert entries(hub_folder) >= written
    assert exported(hub_folder) == exported(admin) == exported(doors[0]) == exported(doors[1])


def test_a_request_that_ends_early_stops_neither_its_batch_nor_the_next(admin: Laptop) -> None:
    storage, _ = open_storage(admin.session)
    batches = list(small_batches(admin))[:2]
    first, second = (storage.receive(Batch(BytesIO(one), len(one))) for one in batches)
    assert not first.cancel()
    assert first.result(60).result.usable
    assert second.result(60).result.usable
    storage.close()
