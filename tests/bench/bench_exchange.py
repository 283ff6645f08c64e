"""The cost of an exchange between laptops, against the bare work in the same run.

    .venv/bin/python -m tests.bench.bench_exchange [--merge N [N ...]] [--list N]
        [--held N [N ...]] [--folder DIR]

Merge: entries of another station are hashed, their signed heads verified, kept and folded, against
bare hashing, verifying and inserting of the same rows into the same table: once with one commit
for each signed head, once giving way to a door just as the merge does. And how long a transaction
like the door's waits meanwhile. The file holds what a real one does: three events, a list of as
many tickets (or `--list`) that the entries are about, and the day of this laptop's own door. Held:
ten new entries go from one laptop to another that both hold so many already, in bytes and ms.
"""

import argparse
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from kiosk.clock import SystemClock
from kiosk.domain.entry import Draft, Kind, LogPosition, encode_entry, read_entry
from kiosk.domain.roles import Role
from kiosk.domain.ticket import Reentry
from kiosk.keys.key_ring import KeyRing, new_key_ring
from kiosk.keys.signing import (
    Certificate,
    new_signing_key,
    public_key,
    read_certificate,
    sign,
    station_id,
)
from kiosk.paths import MIGRATIONS
from kiosk.runtime.data_folder import DataFolder
from kiosk.settings import Settings
from kiosk.store.integrity.ingest import JournalIngest
from kiosk.store.journal.entry_rows import insert_entry
from kiosk.store.journal.have_vector import HaveVector, Range
from kiosk.store.journal.journal import NO_HASH, new_log_id
from kiosk.store.journal.signed_heads import SIGN_EVERY, Head
from kiosk.store.sqlite.database import Database, immediate, migrate, open_database
from kiosk.store.sqlite.write_batches import BatchSizer, YieldToScans, relaxed_transaction
from kiosk.store.station_store import StationStore, open_station_store
from kiosk.store.stations.events import Events
from kiosk.sync.messages import decode_message
from kiosk.sync.receiver import receive
from kiosk.sync.sender import outgoing_messages, sign_pending
from kiosk.texts import load_words
from tests.bench.bench_import import queued_s

START = 1_780_135_200_000
_DOOR_EVERY_S = 0.02
_TIMES = 9
_OWN_DAY = 5_000
"""Entries of this laptop's own door."""


SOUTH = new_signing_key()
LOG = new_log_id(station_id(public_key(SOUTH)))


def ranges(ring: KeyRing, entries: int) -> Iterator[Range]:
    """Make the log of a door that let in one guest after another, in ranges as they travel."""
    public = public_key(SOUTH)
    certificate = Certificate(
        ring.event, station_id(public), "Zuid", Role.DOOR, public, START
    ).text(ring.organiser or b"")
    before, bodies = NO_HASH, []
    for seq in range(1, entries + 1):
        draft = _draft(seq) if seq > 1 else Draft(Kind.OPEN, detail={"certificate": certificate})
        body, entry = encode_entry(
            draft, LogPosition(ring.event, LOG, seq, before, START + seq * 100)
        )
        bodies.append(body)
        before = entry.hash
        if seq % SIGN_EVERY == 0 or seq == entries:
            end = Head(LOG, seq, before, entry.at, closed=False)
            head = replace(end, signature=sign(SOUTH, end.message(ring.event)))
            yield Range(LOG, tuple(bodies), head)
            bodies = []


def _draft(seq: int) -> Draft:
    return Draft(
        Kind.IN,
        area="festival",
        entrance="Zuid",
        ticket=_ticket(seq),
        people=1,
        places=1,
        reentry=Reentry.AFTER_EXIT,
    )


def _ticket(seq: int) -> str:
    return sha256(str(seq).encode()).hexdigest()[:32]


@contextmanager
def station(folder: Path, ring: KeyRing, tickets: int = 0) -> Iterator[StationStore]:
    """Open a fresh file of a station of the event, with a list of so many tickets."""
    folder.mkdir()
    database = open_database(folder / "kiosk.db")
    migrate(database, MIGRATIONS)
    rings = (ring, *(new_key_ring("Kantoor", START) for _ in range(2))) if tickets else (ring,)
    with immediate(database):
        events = Events(database)
        for one in rings:
            certificate = read_certificate(one.certificate, one.organiser_public)
            events.add(certificate, one.certificate)
        events.use(ring.event)
    store = open_station_store(database, ring, clock=SystemClock(), opening={})
    if tickets:
        _put_list(store, tickets)
        _spend_day(store, tickets)
    yield store
    database.close()


def _put_list(store: StationStore, tickets: int) -> None:
    ids = [bytes.fromhex(_ticket(number)) for number in range(2, tickets + _OWN_DAY + 2)]
    with immediate(store.database):
        execute = store.database.conn.executemany
        store.database.execute(
            "INSERT INTO list_snapshot(list, event, source, version, rows, at, state)"
            " VALUES (1, ?, 'shop', 1, ?, 0, 'current')",
            (bytes.fromhex(store.keys.event), len(ids)),
        )
        execute(
            "INSERT INTO list_row(list, ticket, code, ref, category, places, status)"
            " VALUES (1, ?1, ?1, lower(hex(?1)), 'Actieve bewoner', 1, 'valid')",
            ((one,) for one in ids),
        )
        execute("INSERT INTO list_code VALUES (1, ?1, ?1)", ((one,) for one in ids))
        execute("INSERT INTO list_ref VALUES (1, lower(hex(?1)), ?1)", ((one,) for one in ids))


def _spend_day(store: StationStore, tickets: int) -> None:
    with immediate(store.database):
        for number in range(tickets + 2, tickets + _OWN_DAY + 2):
            store.journal.append(replace(_draft(number), entrance="Noord"))


def bare(
    database: Database, ring: KeyRing, arriving: Sequence[Range], public: bytes, *, polite: bool
) -> float:
    """Hash, verify and insert the same entries and nothing else; return the seconds of CPU.

    Politely they give way to a door; else all entries up to a signed head are one transaction.
    """
    pace = BatchSizer()
    give_way: Callable[[], None] = YieldToScans(database) if polite else lambda: None
    started = time.process_time()
    for one in arriving:
        assert one.head.verifies(ring.event, public)  # the baseline verifies too
        bodies = iter(one.items)
        while some := list(islice(bodies, pace.size if polite else len(one.items))):
            with pace.measured(len(some)), (relaxed_transaction if polite else immediate)(database):
                for body in some:
                    assert isinstance(body, bytes)  # there are no gaps here
                    sha256(body).digest()
                    insert_entry(database, read_entry(body), body)
            give_way()
    return time.process_time() - started


def merge(folder: Path, ring: KeyRing, entries: int, tickets: int) -> None:
    """Say what merging costs, and how long the door waits for it."""
    arriving = list(ranges(ring, entries))
    opening = read_entry(bytes(arriving[0].items[0]))  # type: ignore[arg-type]  # no gap
    text = str(opening.detail["certificate"])
    public = read_certificate(text, ring.organiser_public).public
    with station(folder / "bare", ring) as store:
        least = bare(store.database, ring, arriving, public, polite=False)
    with station(folder / "polite", ring) as store:
        polite = bare(store.database, ring, arriving, public, polite=True)
    with station(folder / "merge", ring, tickets) as store:
        arrivals = JournalIngest(store)
        worked, queued = time.process_time(), queued_s()
        started = time.perf_counter()
        for one in arriving:
            arrivals.ingest(one)
        took, cpu = time.perf_counter() - started, time.process_time() - worked
        queued = queued_s() - queued
    each = cpu / entries * 1e6
    print(f"merge of {entries:,} into a list of {tickets:,}: {cpu:.1f} s CPU, {each:.0f} us each,")
    print(f"  {cpu / least:.2f}x of bare ({least:.1f} s);")
    print(f"  {cpu / polite:.2f}x of bare that gives way as much ({polite:.1f} s);")
    print(f"  {took:.1f} s by the clock without a door, {queued:.1f} s of it for other programs")
    with station(folder / "door", ring, tickets) as store:
        waits = door_beside(store, arriving, folder / "door")
    cuts = quantiles(waits, n=100)
    print(f"  the door waits p50 {cuts[49]:.1f}, p99 {cuts[98]:.1f}, most {max(waits):.1f} ms")


def door_beside(store: StationStore, arriving: Sequence[Range], folder: Path) -> list[float]:
    """Return how long immediate transactions beside the merge took (ms)."""
    done = threading.Event()
    merging = threading.Thread(target=_merge_until, args=(store, arriving, done))
    door = open_database(folder / "kiosk.db")
    waits = []
    with DataFolder(folder, load_words("nl"), Settings(), SystemClock()).lock():
        merging.start()
        while not done.is_set():
            started = time.perf_counter()
            with immediate(door):
                door.execute("UPDATE event SET announced = announced + 1")
            waits.append((time.perf_counter() - started) * 1000)
            time.sleep(_DOOR_EVERY_S)
        merging.join()
    door.close()
    return waits


def _merge_until(store: StationStore, arriving: Sequence[Range], done: threading.Event) -> None:
    arrivals = JournalIngest(store)
    for one in arriving:
        arrivals.ingest(one)
    done.set()


def ten_more(folder: Path, ring: KeyRing, held: int) -> None:
    """Say what an exchange of ten new entries costs where both hold so many."""
    with station(folder / f"a{held}", ring) as one, station(folder / f"b{held}", ring) as other:
        for store in (one, other):
            _fill(store, ranges(ring, held))
        sign_pending(other)
        receive(other, outgoing_messages(one, other.inventory.have()))
        measured = [_ten_more(one, other) for _ in range(_TIMES)]
    entries, size, _ = measured[-1]
    took = sorted(ms for _, _, ms in measured)
    print(
        f"ten more to {held:,}: {entries} new, {size:,} bytes,"
        f" {median(took):.0f} ms ({took[0]:.0f} to {took[-1]:.0f})"
    )


def _ten_more(one: StationStore, other: StationStore) -> tuple[int, int, float]:
    """Exchange ten new entries; return how many came, in how many bytes and ms."""
    with immediate(one.database):
        for _ in range(10):
            one.journal.append(Draft(Kind.CLICKER, people=1, detail={"direction": "in"}))
    sign_pending(one)
    have = other.inventory.have()
    started = time.perf_counter()
    lines = [
        line
        for line in outgoing_messages(one, have)
        if not isinstance(decode_message(line), HaveVector)
    ]
    taken = receive(other, lines)
    took = (time.perf_counter() - started) * 1000
    return taken.new_entries, sum(map(len, lines)), took


def _fill(store: StationStore, arriving: Iterator[Range]) -> None:
    """Put a log in as a merge does, without folding it: the journal is what is exchanged."""
    first = next(arriving)
    JournalIngest(store).ingest(first)
    database, event = store.database, bytes.fromhex(store.keys.event)
    while some := list(islice(arriving, 20)):
        with immediate(database):
            for one in some:
                for body in one.items:
                    insert_entry(database, read_entry(bytes(body)), bytes(body))  # type: ignore[arg-type]  # no gap
                database.execute(
                    "UPDATE log SET length = ?, last_hash = ? WHERE event = ? AND log = ?",
                    (one.head.seq, bytes.fromhex(one.head.hash), event, bytes.fromhex(LOG)),
                )
                store.heads.keep(one.head)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--merge", type=int, nargs="*", default=[5_000, 20_000, 100_000])
    parser.add_argument("--list", type=int)
    parser.add_argument("--held", type=int, nargs="*", default=[10_000, 1_000_000])
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    ring = new_key_ring("Kantoor", START)
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        for entries in asked.merge:
            apart = Path(folder) / f"merge{entries}"
            apart.mkdir()
            merge(apart, ring, entries, asked.list or entries)
        for held in asked.held:
            ten_more(Path(folder), ring, held)


if __name__ == "__main__":
    main()
