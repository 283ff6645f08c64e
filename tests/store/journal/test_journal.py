"""The journal on a real file: chained, append-only, signed, a log for each process."""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.entry import Draft, Entry, Kind, read_entry
from kiosk.runtime.data_folder import DATABASE
from kiosk.store.journal.journal import NO_HASH
from kiosk.store.journal.signed_heads import SIGN_EVERY, Head
from kiosk.store.sqlite.database import DatabaseError, immediate, open_database
from kiosk.store.station_store import StationStore
from tests.festival import HandClock, Row, festival, session_on


def written(store: StationStore, count: int = 1) -> list[Entry]:
    with immediate(store.database):
        return [store.journal.append(Draft(Kind.SHIFT)) for _ in range(count)]


def taken_back(store: StationStore) -> None:
    """Append an entry and think better of it."""
    with suppress(ZeroDivisionError), immediate(store.database):
        store.journal.append(Draft(Kind.SHIFT))
        raise ZeroDivisionError


def bodies(store: StationStore, log: str) -> list[bytes]:
    rows = store.database.execute(
        "SELECT body FROM entry WHERE log = ? ORDER BY seq", (bytes.fromhex(log),)
    ).fetchall()
    return [body for (body,) in rows]


def test_each_entry_names_the_hash_of_the_one_before(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        log = written(store, 3)[0].log
        held = bodies(store, log)
        entries = [read_entry(body) for body in held]
        assert [entry.kind for entry in entries[:2]] == [Kind.OPEN, Kind.SHIFT]
        assert [entry.seq for entry in entries] == [1, 2, 3, 4]
        before = [NO_HASH, *(sha256(body).hexdigest() for body in held)]
        assert [entry.prev for entry in entries] == before[:-1]


def test_a_log_is_opened_by_its_first_entry_and_never_reopened(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        event = store.keys.event
    with session_on(tmp_path).open_store(event) as again:
        before = again.database.execute("SELECT count(*) FROM log").fetchone()
        first = written(again)[0].log
        after = again.database.execute("SELECT count(*) FROM log").fetchone()
        assert (before, after) == ((1,), (2,))
    with session_on(tmp_path).open_store(event) as third:
        assert written(third)[0].log != first


def test_the_opening_entry_names_the_station_and_its_earlier_logs(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        event = store.keys.event
    with session_on(tmp_path).open_store(event) as again:
        opening = read_entry(bodies(again, written(again)[0].log)[0])
        assert opening.detail["name"] == "Noord 1"
        assert opening.detail["station"] == again.keys.station
        assert opening.detail["certificate"] == again.keys.certificate
        ((length, tip),) = opening.detail["logs"].values()
        assert (length > 1, len(tip)) == (True, 64)


def test_what_is_rolled_back_leaves_no_trace_and_the_chain_goes_on(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        log = written(store)[0].log
        taken_back(store)
        assert [entry.seq for entry in written(store, 2)] == [3, 4]
        assert len(bodies(store, log)) == 4


def test_a_log_whose_opening_is_rolled_back_opens_with_the_next_entry(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        taken_back(store)
        assert written(store)[0].seq == 2


def test_a_wall_clock_that_is_set_closes_the_log_and_opens_another(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, clock=clock) as store:
        first = written(store)[0]
        clock.now += 1_900
        assert written(store)[0].log == first.log
        clock.now -= 3_600_000
        second = written(store)[0]
        assert second.log != first.log
        assert second.at == clock.now
        closed = store.database.execute(
            "SELECT closed FROM signed_head WHERE log = ?", (bytes.fromhex(first.log),)
        ).fetchall()
        assert closed == [(1,)]


def test_within_a_log_time_follows_what_passed_and_not_the_wall(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, clock=clock) as store:
        first = written(store)[0]
        clock.advance(60)
        clock.now += 1_500
        assert written(store)[0].at == first.at + 60_000


def test_heads_are_signed_by_the_station_on_the_way_and_at_the_end(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        log = written(store, SIGN_EVERY)[0].log
        store.journal.close()
        heads = store.database.execute(
            "SELECT seq, hash, as_of, closed, signature FROM signed_head WHERE log = ?"
            " ORDER BY seq",
            (bytes.fromhex(log),),
        ).fetchall()
        assert [(seq, closed) for seq, _, _, closed, _ in heads] == [(500, 0), (501, 1)]
        for seq, digest, as_of, closed, signature in heads:
            head = Head(log, seq, digest.hex(), as_of, bool(closed), signature)
            assert head.verifies(store.keys.event, store.certificate.public)


@pytest.mark.parametrize("harm", ["DELETE FROM entry", "UPDATE entry SET at = 0"])
def test_entries_can_be_neither_changed_nor_deleted(tmp_path: Path, harm: str) -> None:
    with festival(tmp_path) as store:
        written(store)
        with pytest.raises(DatabaseError, match="append-only"):
            store.database.execute(harm)


def test_the_journal_holds_no_name_and_no_code(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", name="Zoë van den Berg")]) as store:
        Door(store, Gate("festival", "Noord")).scan("C-A1")
        Door(store, Gate("festival", "Noord")).scan("C-NOBODY")
    database = open_database(tmp_path / DATABASE)
    held = b"".join(body for (body,) in database.execute("SELECT body FROM entry"))
    database.close()
    assert "Zoë".encode() not in held
    assert b"C-A1" not in held
    assert b"C-NOBODY" not in held
