"""Verify names whatever was done to a file, and makes again what is only folded."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, Reason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.double_entries import Cause
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.verdict import Direction
from kiosk.paths import MIGRATIONS
from kiosk.store.integrity.verification import repair, verify_event, verify_file
from kiosk.store.sqlite.database import immediate
from kiosk.store.sqlite.problems import Problem, What
from kiosk.store.station_store import Books
from tests.festival import HandClock, Row, add_list, festival
from tests.neighbours import admitted_unaware, another_station

NORTH = Gate("festival", "Noord")
OUT = Gate("festival", "Zuid", Direction.OUT)
ROWS = [Row("A1", places=3), Row("A2", "Pers"), Row("A3", status="cancelled")]


@pytest.fixture
def books(tmp_path: Path) -> Iterator[Books]:
    """A day with everything in it: doubles, undos, refusals, a desk, a room, two laptops."""
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock, areas=["festival", "Zaal"]) as books:
        first = Door(books, NORTH).scan("C-A1").entry
        for code in ("C-A2", "C-A3", "stranger"):
            Door(books, NORTH).scan(code)
        clock.advance(60)
        Door(books, OUT).scan("C-A1", people=1)
        Door(books, Gate("Zaal", "Zaal")).scan("C-A2")
        other = another_station(books, "Zuid 1", clock)
        double = admitted_unaware(other, "A2")
        other.journal.close()
        desk = Desk(books)
        assert first is not None
        desk.undo(first, Reason.MISTAKE)
        desk.decide(double.hash, Cause.SHARED)
        desk.block("A1")
        desk.reissue("A2")
        desk.set("help_phone", "06 11223344")
        yield books


def found(books: Books) -> list[tuple[str, int | None, str | None]]:
    return [(problem.what.value, problem.seq, problem.about) for problem in verify_event(books)]


def kinds(problems: list[Problem]) -> set[What]:
    return {problem.what for problem in problems}


@contextmanager
def unguarded(books: Books) -> Iterator[Callable[..., object]]:
    """Take the guards of the journal away for a moment, as somebody with a shell can."""
    guards = books.database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in guards:
        books.database.execute(f"DROP TRIGGER {name}")
    yield books.database.execute
    for _, sql in guards:
        books.database.execute(sql)


def seq_of(books: Books, kind: Kind) -> int:
    (seq,) = books.database.execute(
        "SELECT seq FROM entry WHERE kind = ?", (kind.value,)
    ).fetchone()
    return int(seq)


def test_a_day_as_it_was_written_is_sound(books: Books) -> None:
    assert verify_file(books.database, MIGRATIONS) == []
    assert verify_event(books) == []


def test_a_changed_body_is_named_with_its_number(books: Books) -> None:
    seq = seq_of(books, Kind.OUT)
    with unguarded(books) as run:
        run(
            "UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), 'Zuid', 'Oost') AS BLOB)"
            " WHERE kind = 'out'"
        )
    assert found(books) == [("entry_changed", seq, None)]


def test_a_body_that_is_changed_with_its_hash_breaks_the_chain(books: Books) -> None:
    with unguarded(books) as run:
        run("UPDATE entry SET hash = zeroblob(32), body = CAST('{}' AS BLOB) WHERE kind = 'out'")
    assert {What.ENTRY_CHANGED, What.CHAIN} <= kinds(verify_event(books))


def test_a_changed_copy_is_named(books: Books) -> None:
    with unguarded(books) as run:
        run("UPDATE entry SET people = people + 1 WHERE kind = 'out'")
    assert found(books) == [("entry_copies", seq_of(books, Kind.OUT), None)]


def test_a_missing_entry_is_named(books: Books) -> None:
    seq = seq_of(books, Kind.OUT)
    with unguarded(books) as run:
        run("DELETE FROM entry WHERE kind = 'out'")
    assert ("entry_missing", seq, None) in found(books)


def test_a_tail_that_is_gone_is_noticed_by_the_head_that_signed_it(books: Books) -> None:
    books.journal.close()
    with unguarded(books) as run:
        run(
            "DELETE FROM entry WHERE n = (SELECT n FROM entry JOIN log USING (event, log)"
            " WHERE length > 5 ORDER BY length DESC, seq DESC LIMIT 1)"
        )
    assert {What.LOG_END, What.SIGNED_ELSE} <= kinds(verify_event(books))


def test_a_log_that_is_gone_is_noticed_by_the_next_one(books: Books) -> None:
    books.journal.close()
    (log,) = books.database.execute("SELECT log FROM entry WHERE kind = 'out'").fetchone()
    Door(books, NORTH).scan("stranger")
    with unguarded(books) as run:
        run("DELETE FROM entry WHERE log = ?", (log,))
        run("DELETE FROM signed_head WHERE log = ?", (log,))
        run("DELETE FROM log WHERE log = ?", (log,))
    missing = [one.log for one in verify_event(books) if one.what is What.LOG_MISSING]
    assert missing == [log.hex()]


def test_a_forged_signature_is_named(books: Books) -> None:
    books.journal.close()
    books.database.execute("UPDATE signed_head SET as_of = as_of + 1")
    assert kinds(verify_event(books)) == {What.SIGNATURE}


def test_a_station_that_the_organiser_did_not_sign_is_named(books: Books) -> None:
    books.database.execute(
        "UPDATE station SET certificate = replace(certificate, 'door', 'desk') WHERE this = 0"
    )
    assert ("station", None, "Zuid 1") in found(books)


def test_a_changed_annex_is_named_and_a_missing_one_too(books: Books) -> None:
    books.database.execute("UPDATE personal SET body = '{}' WHERE annex IS NOT NULL")
    assert kinds(verify_event(books)) == {What.ANNEX_CHANGED}
    books.database.execute("DELETE FROM personal WHERE annex IS NOT NULL")
    assert kinds(verify_event(books)) == {What.ANNEX_MISSING}


def test_after_a_purge_annexes_are_missing_by_right(books: Books) -> None:
    with immediate(books.database):
        books.journal.append(Draft(Kind.PURGE))
    books.database.execute("DELETE FROM personal WHERE annex IS NOT NULL")
    assert kinds(verify_event(books)) == {What.NAMES_UNCHECKED}


def test_a_guard_that_is_gone_is_named(books: Books) -> None:
    books.database.execute("DROP TRIGGER entry_stays")
    assert verify_file(books.database, MIGRATIONS) == [Problem(What.SCHEMA, about="entry_stays")]


def test_a_guard_that_was_made_harmless_is_named(books: Books) -> None:
    books.database.execute("DROP TRIGGER entry_stays")
    books.database.execute("CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT 1; END")
    assert kinds(verify_file(books.database, MIGRATIONS)) == {What.SCHEMA}


def test_entries_of_a_strange_event_are_named(books: Books) -> None:
    with unguarded(books) as run:
        run("UPDATE entry SET event = zeroblob(16) WHERE kind = 'out'")
    assert kinds(verify_file(books.database, MIGRATIONS)) == {What.EVENT}


TAMPERINGS = [
    ("UPDATE attendance SET inside = inside + 1", What.ATTENDANCE),
    ("UPDATE attendance SET first_entrance = 'Oost'", What.ATTENDANCE),
    ("UPDATE attendance SET doors = '{}'", What.ATTENDANCE),
    ("DELETE FROM attendance", What.ATTENDANCE),
    ("UPDATE attendance SET ticket = zeroblob(16) WHERE area = 'Zaal'", What.ATTENDANCE),
    ("UPDATE total_category SET maybe_extra_people = maybe_extra_people + 1", What.TOTALS),
    ("DELETE FROM total_category", What.TOTALS),
    ("INSERT INTO total_category SELECT event, 'Hal', 'x', 1, 1, 0, 0, 0 FROM event", What.TOTALS),
    ("UPDATE total_entrance SET people_out = people_out + 1", What.TOTALS),
    ("UPDATE total_refused SET entries = entries - 1", What.TOTALS),
    ("UPDATE list_total SET places = places + 5", What.TOTALS),
    ("UPDATE desk_action SET blocked = 0", What.DESK),
    ("DELETE FROM desk_action", What.DESK),
    ("UPDATE desk_action SET substitute_annex = zeroblob(32)", What.DESK),
    ("INSERT INTO desk_action SELECT event, zeroblob(16), 1, 0, 0, NULL FROM event", What.DESK),
    ("UPDATE setting SET value = '{\"value\": 7}' WHERE key = 'name'", What.SETTING),
    ("DELETE FROM setting WHERE key = 'entrances'", What.SETTING),
    ("INSERT INTO total_click SELECT event, 'festival', 9, 0 FROM event", What.BY_HAND),
]


@pytest.mark.parametrize(("sql", "what"), TAMPERINGS)
def test_what_is_folded_wrong_is_named_and_made_again(books: Books, sql: str, what: What) -> None:
    books.database.execute(sql)
    assert what in kinds(verify_event(books))
    repair(books)
    assert verify_event(books) == []


def test_making_everything_again_changes_nothing_that_was_sound(books: Books) -> None:
    tables = ("attendance", "desk_action", "setting", "total_entrance", "total_refused")
    before = [list(books.database.table(table).rows) for table in tables]
    entries = books.database.table("entry").count
    repair(books)
    assert [list(books.database.table(table).rows) for table in tables] == before
    assert books.database.table("entry").count == entries


def test_a_second_list_and_an_empty_event_are_sound(tmp_path: Path) -> None:
    with festival(tmp_path) as books:
        add_list(books, "pers", [Row("P1"), Row("P2", status="unpaid")])
        assert verify_event(books) == []
