"""Repair keeps all that can be proved, puts the rest aside, and another laptop fills the gaps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.entry import Draft, Kind, read_entry
from kiosk.paths import MIGRATIONS
from kiosk.store.integrity.ingest import JournalIngest
from kiosk.store.integrity.verification import (
    real_problems,
    repair,
    repair_file,
    verify_event,
    verify_file,
)
from kiosk.store.journal.entry_rows import insert_entry
from kiosk.store.sqlite.database import immediate, open_database
from kiosk.store.sqlite.problems import ProblemKind
from kiosk.store.station_store import StationStore, open_station_store
from kiosk.sync.bundle_file import read_bundle, write_bundle
from tests.festival import NOON, HandClock, Row, festival
from tests.neighbours import admitted_unaware, another_station

NORTH = Gate("festival", "Noord")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StationStore]:
    """A day of two laptops, and a stick that has all of it."""
    clock = HandClock()
    with festival(tmp_path, [Row(f"T{n}") for n in range(20)], clock=clock) as store:
        for n in range(12):
            Door(store, NORTH).scan(f"C-T{n}")
            clock.advance(20)
        south = another_station(store, "Zuid 1", clock)
        for n in range(8, 14):
            admitted_unaware(south, f"T{n}")
        south.journal.close()
        store.journal.close()
        write_bundle(store, tmp_path / "stick.kiosk")
        yield store


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick.kiosk"


def broken(store: StationStore, sql: str) -> None:
    for trigger in ("entry_as_written", "entry_stays"):
        store.database.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    store.database.execute(sql)
    repair_file(store.database, MIGRATIONS)
    assert {one.kind for one in verify_file(store.database, MIGRATIONS)} <= {ProblemKind.EVENT}


def found(store: StationStore) -> list[tuple[ProblemKind, int | None]]:
    return [(one.kind, one.seq) for one in real_problems(verify_event(store))]


def hashes(store: StationStore) -> set[bytes]:
    return {digest for (digest,) in store.database.execute("SELECT hash FROM entry").fetchall()}


def state(store: StationStore) -> list[object]:
    tables = ("attendance", "total_category", "total_entrance", "log", "log_gap")
    return [sorted(map(str, store.database.table(name).rows)) for name in tables]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE entry SET people = 7 WHERE kind = 'in' AND seq IN (4, 5, 9)",
        "UPDATE entry SET seq = seq + 500 WHERE kind = 'in' AND seq IN (4, 5, 9)",
        "UPDATE entry SET log = randomblob(16) WHERE kind = 'in' AND seq IN (4, 5, 9)",
        "UPDATE entry SET event = randomblob(16) WHERE kind = 'in' AND seq IN (4, 5, 9)",
        "UPDATE entry SET hash = randomblob(32) WHERE kind = 'in' AND seq IN (4, 5, 9)",
        "UPDATE log SET length = length - 2, last_hash = randomblob(32)",
        "UPDATE signed_head SET signature = zeroblob(64)",
        "UPDATE station SET certificate = '{}', role = 'door'",
        "INSERT INTO log_branch SELECT event, log, 1, randomblob(32) FROM log",
    ],
)
def test_tables_beside_the_entries_are_made_again_from_them(store: StationStore, sql: str) -> None:
    before, entries = state(store), hashes(store)
    broken(store, sql)
    assert found(store) or real_problems(verify_file(store.database, MIGRATIONS))
    repair(store)
    # Signatures that are lost come back with an exchange: until then the last contact is unknown.
    left = [(ProblemKind.SIGNATURE_MISSING, None)] if "signature" in sql else []
    assert (found(store), hashes(store)) == (left, entries)
    assert verify_file(store.database, MIGRATIONS) == []
    assert state(store) == before


LOST = [
    "UPDATE entry SET body = CAST('{}' AS BLOB)",
    "UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), 'Noord', 'Oost!') AS BLOB)",
    "UPDATE entry SET body = randomblob(100), hash = randomblob(32)",
    "DELETE FROM entry",
]


@pytest.mark.parametrize("sql", LOST)
@pytest.mark.parametrize("seq", [1, 5, 13])
def test_an_entry_that_is_lost_is_a_gap_that_a_stick_fills(
    store: StationStore, stick: Path, sql: str, seq: int
) -> None:
    before, entries = state(store), hashes(store)
    north = "(SELECT log FROM entry WHERE kind = 'in' AND entrance = 'Noord' LIMIT 1)"
    broken(store, f"{sql} WHERE seq = {seq} AND log = {north}")
    if hashes(store) == entries and not found(store):
        return  # an entry without that word in it
    repair(store)
    assert found(store) == [(ProblemKind.GAP, seq)]
    assert len(hashes(store)) == len(entries) - 1
    assert not read_bundle(store, stick).rejected
    assert (found(store), hashes(store)) == ([], entries)
    assert state(store) == before


def test_a_last_entry_without_a_signature_is_believed_before_a_damaged_end(
    store: StationStore,
) -> None:
    Door(store, NORTH).scan("C-T15")
    before, entries = state(store), hashes(store)
    broken(store, "UPDATE log SET last_hash = randomblob(32)")
    assert found(store)
    repair(store)
    assert (found(store), hashes(store), state(store)) == ([], entries, before)


def test_what_was_damaged_is_kept_aside(store: StationStore) -> None:
    broken(store, "UPDATE entry SET body = CAST('odd' AS BLOB) WHERE kind = 'in' AND seq = 5")
    repair(store)
    kept = store.database.execute(
        "SELECT body FROM set_aside_entry WHERE why = 'damaged'"
    ).fetchall()
    assert set(kept) == {(b"odd",)}


def test_a_run_of_lost_entries_comes_back_with_a_stick(store: StationStore, stick: Path) -> None:
    entries, before = hashes(store), state(store)
    broken(store, "DELETE FROM entry WHERE kind = 'in' AND seq BETWEEN 4 AND 7")
    repair(store)
    assert found(store)
    assert read_bundle(store, stick).rejected == ()
    assert (found(store), hashes(store)) == ([], entries)
    assert state(store) == before


def test_another_laptop_sends_no_more_than_the_ranges_with_gaps(
    store: StationStore, tmp_path: Path
) -> None:
    store.database.execute("VACUUM INTO ?", [str(tmp_path / "whole.db")])
    broken(store, "DELETE FROM entry WHERE kind = 'in' AND seq BETWEEN 4 AND 7")
    repair(store)
    theirs = store.inventory.have()
    whole = open_database(tmp_path / "whole.db")
    there = open_station_store(whole, store.keys, clock=HandClock(), opening={})
    ranges = list(there.inventory.missing_ranges(theirs))
    assert {one.log for one in ranges} == set(theirs.gaps)
    for one in ranges:
        JournalIngest(store).ingest(one)
    assert found(store) == []
    whole.close()


def test_the_rest_still_travels_around_a_gap(store: StationStore, tmp_path: Path) -> None:
    broken(store, "UPDATE entry SET body = CAST('odd' AS BLOB) WHERE kind = 'in' AND seq = 5")
    repair(store)
    write_bundle(store, tmp_path / "around.kiosk")
    taken = read_bundle(store, tmp_path / "around.kiosk")
    assert taken.rejected == ()


@pytest.mark.parametrize("signed", [True, False])
def test_a_log_that_lost_its_beginning_and_its_row_finds_its_author_or_comes_back_whole(
    store: StationStore, stick: Path, signed: bool
) -> None:
    before, entries = state(store), hashes(store)
    broken(store, "DELETE FROM log")
    broken(store, "DELETE FROM entry WHERE seq = 1")
    if not signed:
        broken(store, "DELETE FROM signed_head")
    repair(store)
    logs = store.database.table("log").count
    assert (logs > 0) == signed
    assert {what for what, _ in found(store)} == {
        ProblemKind.GAP if signed else ProblemKind.LOG_MISSING
    }
    assert read_bundle(store, stick).rejected == ()
    repair(store)
    assert (found(store), hashes(store)) == ([], entries)
    assert state(store)[:3] == before[:3]


def test_what_a_role_does_not_allow_is_put_aside_and_only_noted(store: StationStore) -> None:
    south = another_station(store, "Oost 1")
    with immediate(store.database):
        south.journal.append(Draft(Kind.RECOUNT, area="festival", people=900))
    south.journal.close()
    assert (ProblemKind.NOT_ALLOWED, 2) in found(store)
    repair(store)
    assert found(store) == []
    assert [one.kind for one in verify_event(store)] == [ProblemKind.PUT_ASIDE]
    assert store.database.execute("SELECT why FROM set_aside_entry").fetchall() == [("role",)]


def test_what_was_put_aside_wrongly_counts_again(store: StationStore) -> None:
    before, entries = state(store), hashes(store)
    broken(
        store,
        "INSERT INTO set_aside_entry SELECT event, log, seq, hash, 'role', body FROM entry"
        " WHERE kind = 'in' AND seq = 5",
    )
    store.database.execute("DELETE FROM entry WHERE kind = 'in' AND seq = 5")
    assert (ProblemKind.ASIDE, 5) in found(store)
    repair(store)
    assert (found(store), hashes(store), state(store)) == ([], entries, before)


def test_a_changed_annex_is_asked_for_again_and_comes_with_a_stick(
    store: StationStore, tmp_path: Path
) -> None:
    Desk(store).rename("T1", "Dirkje Bos")
    write_bundle(store, tmp_path / "later.kiosk")
    store.database.execute("UPDATE personal SET body = '{}' WHERE annex IS NOT NULL")
    assert [what for what, _ in found(store)] == [ProblemKind.ANNEX_CHANGED]
    repair(store)
    assert [one.kind for one in verify_event(store)] == [ProblemKind.ANNEX_AWAITED]
    read_bundle(store, tmp_path / "later.kiosk")
    assert verify_event(store) == []
    assert store.tickets.by_reference("T1").name == "Dirkje Bos"


def test_a_repair_of_what_is_sound_changes_nothing(store: StationStore) -> None:
    before, entries = state(store), hashes(store)
    repair(store)
    assert (state(store), hashes(store)) == (before, entries)


def test_a_forged_entry_gives_way_to_the_one_that_was_vouched_for(
    store: StationStore, stick: Path
) -> None:
    entries = hashes(store)
    (log,) = store.database.execute("SELECT log FROM entry WHERE kind = 'in' LIMIT 1").fetchone()
    (real,) = store.database.execute(
        "SELECT body FROM entry WHERE log = ? AND seq = 5", (log,)
    ).fetchone()
    forged = real.replace(b'"people":1', b'"people":9')
    broken(store, f"DELETE FROM entry WHERE seq = 5 AND log = x'{log.hex()}'")  # noqa: S608  # a hex id
    with immediate(store.database):
        insert_entry(store.database, read_entry(forged), forged)
    repair(store)
    assert found(store) == [(ProblemKind.GAP, 5)]
    read_bundle(store, stick)
    assert (found(store), hashes(store)) == ([], entries)


def test_a_log_that_two_machines_went_on_with_is_noted_and_kept_whole(
    store: StationStore, tmp_path: Path
) -> None:
    Door(store, NORTH).scan("C-T15")
    store.database.execute("VACUUM INTO ?", [str(tmp_path / "snapshot.db")])
    resumed = open_database(tmp_path / "snapshot.db")
    twin = open_station_store(resumed, store.keys, clock=HandClock(NOON + 3_600_000), opening={})
    twin.journal._log = store.journal._log  # a machine that was copied while it ran
    Door(store, NORTH).scan("C-T16")
    for number in (17, 18):
        Door(twin, NORTH).scan(f"C-T{number}")
    write_bundle(twin, tmp_path / "twin.kiosk")
    resumed.close()
    store.journal.close()
    assert read_bundle(store, tmp_path / "twin.kiosk").rejected == ()
    assert [one.kind for one in verify_event(store)] == [ProblemKind.TWO_VERSIONS]
    before, entries = state(store), hashes(store)
    repair(store)
    assert (state(store), hashes(store)) == (before, entries)
    assert [one.kind for one in verify_event(store)] == [ProblemKind.TWO_VERSIONS]
    broken(store, "UPDATE log SET forked = 0")
    broken(store, "DELETE FROM log_branch")
    assert [what for what, _ in found(store)] == [ProblemKind.BRANCH]
    repair(store)
    assert (state(store), found(store)) == (before, [])
