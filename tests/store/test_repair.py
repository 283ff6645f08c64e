"""Repair keeps all that can be proved, puts the rest aside, and another laptop fills the gaps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.entry import Draft, Kind, read_entry
from kiosk.paths import MIGRATIONS
from kiosk.store.integrity.ingest import Arrivals
from kiosk.store.integrity.verification import repair, repair_file, verify_event, verify_file, wrong
from kiosk.store.journal.journal import insert_entry
from kiosk.store.sqlite.database import immediate, open_database
from kiosk.store.sqlite.problems import What
from kiosk.store.station_store import Books, open_books
from kiosk.sync.bundle_file import read_bundle, write_bundle
from tests.festival import NOON, HandClock, Row, festival
from tests.neighbours import admitted_unaware, another_station

NORTH = Gate("festival", "Noord")


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    """A day of two laptops, and a stick that has all of it."""
    clock = HandClock()
    with festival(tmp_path, [Row(f"T{n}") for n in range(20)], clock=clock) as books:
        for n in range(12):
            Door(books, NORTH).scan(f"C-T{n}")
            clock.advance(20)
        south = another_station(books, "Zuid 1", clock)
        for n in range(8, 14):
            admitted_unaware(south, f"T{n}")
        south.journal.close()
        books.journal.close()
        write_bundle(books, tmp_path / "stick.kiosk")
        yield books


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick.kiosk"


def broken(books: Books, sql: str) -> None:
    for trigger in ("entry_as_written", "entry_stays"):
        books.database.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    books.database.execute(sql)
    repair_file(books.database, MIGRATIONS)
    assert {one.what for one in verify_file(books.database, MIGRATIONS)} <= {What.EVENT}


def found(books: Books) -> list[tuple[What, int | None]]:
    return [(one.what, one.seq) for one in wrong(verify_event(books))]


def hashes(books: Books) -> set[bytes]:
    return {digest for (digest,) in books.database.execute("SELECT hash FROM entry").fetchall()}


def state(books: Books) -> list[object]:
    tables = ("attendance", "total_category", "total_entrance", "log", "log_gap")
    return [sorted(map(str, books.database.table(name).rows)) for name in tables]


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
def test_what_stands_beside_the_entries_is_made_again_from_them(books: Books, sql: str) -> None:
    before, entries = state(books), hashes(books)
    broken(books, sql)
    assert found(books) or wrong(verify_file(books.database, MIGRATIONS))
    repair(books)
    # Signatures that are lost come back with an exchange: until then nobody knows who was heard.
    left = [(What.SIGNATURE_MISSING, None)] if "signature" in sql else []
    assert (found(books), hashes(books)) == (left, entries)
    assert verify_file(books.database, MIGRATIONS) == []
    assert state(books) == before


LOST = [
    "UPDATE entry SET body = CAST('{}' AS BLOB)",
    "UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), 'Noord', 'Oost!') AS BLOB)",
    "UPDATE entry SET body = randomblob(100), hash = randomblob(32)",
    "DELETE FROM entry",
]


@pytest.mark.parametrize("sql", LOST)
@pytest.mark.parametrize("seq", [1, 5, 13])
def test_an_entry_that_is_lost_is_a_gap_that_a_stick_fills(
    books: Books, stick: Path, sql: str, seq: int
) -> None:
    before, entries = state(books), hashes(books)
    north = "(SELECT log FROM entry WHERE kind = 'in' AND entrance = 'Noord' LIMIT 1)"
    broken(books, f"{sql} WHERE seq = {seq} AND log = {north}")
    if hashes(books) == entries and not found(books):
        return  # an entry without that word in it
    repair(books)
    assert found(books) == [(What.GAP, seq)]
    assert len(hashes(books)) == len(entries) - 1
    assert not read_bundle(books, stick).refused
    assert (found(books), hashes(books)) == ([], entries)
    assert state(books) == before


def test_a_last_entry_that_nobody_signed_yet_is_believed_before_a_damaged_end(
    books: Books,
) -> None:
    Door(books, NORTH).scan("C-T15")
    before, entries = state(books), hashes(books)
    broken(books, "UPDATE log SET last_hash = randomblob(32)")
    assert found(books)
    repair(books)
    assert (found(books), hashes(books), state(books)) == ([], entries, before)


def test_what_was_damaged_is_kept_aside(books: Books) -> None:
    broken(books, "UPDATE entry SET body = CAST('odd' AS BLOB) WHERE kind = 'in' AND seq = 5")
    repair(books)
    kept = books.database.execute(
        "SELECT body FROM set_aside_entry WHERE why = 'damaged'"
    ).fetchall()
    assert set(kept) == {(b"odd",)}


def test_a_run_of_lost_entries_comes_back_with_a_stick(books: Books, stick: Path) -> None:
    entries, before = hashes(books), state(books)
    broken(books, "DELETE FROM entry WHERE kind = 'in' AND seq BETWEEN 4 AND 7")
    repair(books)
    assert found(books)
    assert read_bundle(books, stick).refused == ()
    assert (found(books), hashes(books)) == ([], entries)
    assert state(books) == before


def test_another_laptop_sends_no_more_than_the_ranges_with_gaps(
    books: Books, tmp_path: Path
) -> None:
    books.database.execute("VACUUM INTO ?", [str(tmp_path / "whole.db")])
    broken(books, "DELETE FROM entry WHERE kind = 'in' AND seq BETWEEN 4 AND 7")
    repair(books)
    theirs = books.held.have()
    whole = open_database(tmp_path / "whole.db")
    there = open_books(whole, books.keys, clock=HandClock(), opening={})
    ranges = list(there.held.missing(theirs))
    assert {one.log for one in ranges} == set(theirs.gaps)
    for one in ranges:
        Arrivals(books).take(one)
    assert found(books) == []
    whole.close()


def test_the_rest_still_travels_around_a_gap(books: Books, tmp_path: Path) -> None:
    broken(books, "UPDATE entry SET body = CAST('odd' AS BLOB) WHERE kind = 'in' AND seq = 5")
    repair(books)
    write_bundle(books, tmp_path / "around.kiosk")
    taken = read_bundle(books, tmp_path / "around.kiosk")
    assert taken.refused == ()


@pytest.mark.parametrize("signed", [True, False])
def test_a_log_that_lost_its_beginning_and_its_row_finds_its_author_or_comes_back_whole(
    books: Books, stick: Path, signed: bool
) -> None:
    before, entries = state(books), hashes(books)
    broken(books, "DELETE FROM log")
    broken(books, "DELETE FROM entry WHERE seq = 1")
    if not signed:
        broken(books, "DELETE FROM signed_head")
    repair(books)
    logs = books.database.table("log").count
    assert (logs > 0) == signed
    assert {what for what, _ in found(books)} == {What.GAP if signed else What.LOG_MISSING}
    assert read_bundle(books, stick).refused == ()
    repair(books)
    assert (found(books), hashes(books)) == ([], entries)
    assert state(books)[:3] == before[:3]


def test_what_a_role_does_not_allow_is_put_aside_and_only_noted(books: Books) -> None:
    south = another_station(books, "Oost 1")
    with immediate(books.database):
        south.journal.append(Draft(Kind.RECOUNT, area="festival", people=900))
    south.journal.close()
    assert (What.NOT_ALLOWED, 2) in found(books)
    repair(books)
    assert found(books) == []
    assert [one.what for one in verify_event(books)] == [What.PUT_ASIDE]
    assert books.database.execute("SELECT why FROM set_aside_entry").fetchall() == [("role",)]


def test_what_was_put_aside_wrongly_counts_again(books: Books) -> None:
    before, entries = state(books), hashes(books)
    broken(
        books,
        "INSERT INTO set_aside_entry SELECT event, log, seq, hash, 'role', body FROM entry"
        " WHERE kind = 'in' AND seq = 5",
    )
    books.database.execute("DELETE FROM entry WHERE kind = 'in' AND seq = 5")
    assert (What.ASIDE, 5) in found(books)
    repair(books)
    assert (found(books), hashes(books), state(books)) == ([], entries, before)


def test_a_changed_annex_is_asked_for_again_and_comes_with_a_stick(
    books: Books, tmp_path: Path
) -> None:
    Desk(books).rename("T1", "Dirkje Bos")
    write_bundle(books, tmp_path / "later.kiosk")
    books.database.execute("UPDATE personal SET body = '{}' WHERE annex IS NOT NULL")
    assert [what for what, _ in found(books)] == [What.ANNEX_CHANGED]
    repair(books)
    assert [one.what for one in verify_event(books)] == [What.ANNEX_AWAITED]
    read_bundle(books, tmp_path / "later.kiosk")
    assert verify_event(books) == []
    assert books.tickets.by_reference("T1").name == "Dirkje Bos"


def test_a_repair_of_what_is_sound_changes_nothing(books: Books) -> None:
    before, entries = state(books), hashes(books)
    repair(books)
    assert (state(books), hashes(books)) == (before, entries)


def test_a_forged_entry_gives_way_to_the_one_that_was_vouched_for(
    books: Books, stick: Path
) -> None:
    entries = hashes(books)
    (log,) = books.database.execute("SELECT log FROM entry WHERE kind = 'in' LIMIT 1").fetchone()
    (real,) = books.database.execute(
        "SELECT body FROM entry WHERE log = ? AND seq = 5", (log,)
    ).fetchone()
    forged = real.replace(b'"people":1', b'"people":9')
    broken(books, f"DELETE FROM entry WHERE seq = 5 AND log = x'{log.hex()}'")  # noqa: S608  # a hex id
    with immediate(books.database):
        insert_entry(books.database, read_entry(forged), forged)
    repair(books)
    assert found(books) == [(What.GAP, 5)]
    read_bundle(books, stick)
    assert (found(books), hashes(books)) == ([], entries)


def test_a_log_that_two_machines_went_on_with_is_noted_and_kept_whole(
    books: Books, tmp_path: Path
) -> None:
    Door(books, NORTH).scan("C-T15")
    books.database.execute("VACUUM INTO ?", [str(tmp_path / "snapshot.db")])
    resumed = open_database(tmp_path / "snapshot.db")
    twin = open_books(resumed, books.keys, clock=HandClock(NOON + 3_600_000), opening={})
    twin.journal._log = books.journal._log  # a machine that was copied while it ran
    Door(books, NORTH).scan("C-T16")
    for number in (17, 18):
        Door(twin, NORTH).scan(f"C-T{number}")
    write_bundle(twin, tmp_path / "twin.kiosk")
    resumed.close()
    books.journal.close()
    assert read_bundle(books, tmp_path / "twin.kiosk").refused == ()
    assert [one.what for one in verify_event(books)] == [What.TWO_VERSIONS]
    before, entries = state(books), hashes(books)
    repair(books)
    assert (state(books), hashes(books)) == (before, entries)
    assert [one.what for one in verify_event(books)] == [What.TWO_VERSIONS]
    broken(books, "UPDATE log SET forked = 0")
    broken(books, "DELETE FROM log_branch")
    assert [what for what, _ in found(books)] == [What.BRANCH]
    repair(books)
    assert (state(books), found(books)) == (before, [])
