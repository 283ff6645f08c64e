"""Verify names whatever was done to a file, and makes again what is only folded."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.double_entries import Cause
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.verdict import Direction
from kiosk.paths import MIGRATIONS
from kiosk.store.integrity.verification import (
    damage_tolerated,
    finish_repair,
    repair,
    verify_event,
    verify_file,
)
from kiosk.store.lists.guest_finder import GuestFinder
from kiosk.store.lists.name_index import clear_index
from kiosk.store.sqlite.database import immediate
from kiosk.store.sqlite.problems import Problem, ProblemKind
from kiosk.store.station_store import StationStore
from tests.festival import HandClock, Row, add_list, festival
from tests.neighbours import admitted_unaware, another_station

NORTH = Gate("festival", "Noord")
OUT = Gate("festival", "Zuid", Direction.OUT)
ROWS = [Row("A1", places=3), Row("A2", "Pers"), Row("A3", status="cancelled")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StationStore]:
    """A day with everything in it: doubles, undos, refusals, a desk, a room, two laptops."""
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock, areas=["festival", "Zaal"]) as store:
        first = Door(store, NORTH).scan("C-A1").entry
        for code in ("C-A2", "C-A3", "stranger"):
            Door(store, NORTH).scan(code)
        clock.advance(60)
        Door(store, OUT).scan("C-A1", people=1)
        Door(store, Gate("Zaal", "Zaal")).scan("C-A2")
        other = another_station(store, "Zuid 1", clock)
        double = admitted_unaware(other, "A2")
        other.journal.close()
        desk = Desk(store)
        assert first is not None
        desk.undo(first, UndoReason.MISTAKE)
        desk.decide(double.hash, Cause.SHARED)
        desk.change_status("A1", TicketAction.BLOCK)
        desk.reissue("A2")
        desk.change_setting("help_phone", "06 11223344")
        yield store


def found(store: StationStore) -> list[tuple[str, int | None, str | None]]:
    return [(problem.kind.value, problem.seq, problem.about) for problem in verify_event(store)]


def kinds(problems: list[Problem]) -> set[ProblemKind]:
    return {problem.kind for problem in problems}


@contextmanager
def unguarded(store: StationStore) -> Iterator[Callable[..., object]]:
    """Remove the guards of the journal for a moment, as a person with a shell can."""
    guards = store.database.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _ in guards:
        store.database.execute(f"DROP TRIGGER {name}")
    yield store.database.execute
    for _, sql in guards:
        store.database.execute(sql)


def seq_of(store: StationStore, kind: Kind) -> int:
    (seq,) = store.database.execute(
        "SELECT seq FROM entry WHERE kind = ?", (kind.value,)
    ).fetchone()
    return int(seq)


def test_a_day_as_it_was_written_is_sound(store: StationStore) -> None:
    assert verify_file(store.database, MIGRATIONS) == []
    assert verify_event(store) == []


def test_a_changed_body_is_named_with_its_number(store: StationStore) -> None:
    seq = seq_of(store, Kind.OUT)
    with unguarded(store) as run:
        run(
            "UPDATE entry SET body = CAST(replace(CAST(body AS TEXT), 'Zuid', 'Oost') AS BLOB)"
            " WHERE kind = 'out'"
        )
    assert found(store) == [("entry_changed", seq, None)]


def test_a_body_that_is_changed_with_its_hash_breaks_the_chain(store: StationStore) -> None:
    with unguarded(store) as run:
        run("UPDATE entry SET hash = zeroblob(32), body = CAST('{}' AS BLOB) WHERE kind = 'out'")
    assert {ProblemKind.ENTRY_CHANGED, ProblemKind.CHAIN} <= kinds(verify_event(store))


def test_a_changed_copy_is_named(store: StationStore) -> None:
    with unguarded(store) as run:
        run("UPDATE entry SET people = people + 1 WHERE kind = 'out'")
    assert found(store) == [("entry_copies", seq_of(store, Kind.OUT), None)]


def test_a_missing_entry_is_named(store: StationStore) -> None:
    seq = seq_of(store, Kind.OUT)
    with unguarded(store) as run:
        run("DELETE FROM entry WHERE kind = 'out'")
    assert ("entry_missing", seq, None) in found(store)


def test_a_tail_that_is_gone_is_noticed_by_the_head_that_signed_it(store: StationStore) -> None:
    store.journal.close()
    with unguarded(store) as run:
        run(
            "DELETE FROM entry WHERE n = (SELECT n FROM entry JOIN log USING (event, log)"
            " WHERE length > 5 ORDER BY length DESC, seq DESC LIMIT 1)"
        )
    assert {ProblemKind.LOG_END, ProblemKind.SIGNED_ELSE} <= kinds(verify_event(store))


def test_a_log_that_is_gone_is_noticed_by_the_next_one(store: StationStore) -> None:
    store.journal.close()
    (log,) = store.database.execute("SELECT log FROM entry WHERE kind = 'out'").fetchone()
    Door(store, NORTH).scan("stranger")
    with unguarded(store) as run:
        run("DELETE FROM entry WHERE log = ?", (log,))
        run("DELETE FROM signed_head WHERE log = ?", (log,))
        run("DELETE FROM log WHERE log = ?", (log,))
    missing = [one.log for one in verify_event(store) if one.kind is ProblemKind.LOG_MISSING]
    assert missing == [log.hex()]


def test_a_forged_signature_is_named(store: StationStore) -> None:
    store.journal.close()
    store.database.execute("UPDATE signed_head SET as_of = as_of + 1")
    assert kinds(verify_event(store)) == {ProblemKind.SIGNATURE}


def test_a_station_that_the_organiser_did_not_sign_is_named(store: StationStore) -> None:
    store.database.execute(
        "UPDATE station SET certificate = replace(certificate, 'door', 'desk') WHERE this = 0"
    )
    assert ("station", None, "Zuid 1") in found(store)


def test_a_changed_annex_is_named_and_a_missing_one_too(store: StationStore) -> None:
    store.database.execute("UPDATE personal SET body = '{}' WHERE annex IS NOT NULL")
    assert kinds(verify_event(store)) == {ProblemKind.ANNEX_CHANGED}
    store.database.execute("DELETE FROM personal WHERE annex IS NOT NULL")
    assert kinds(verify_event(store)) == {ProblemKind.ANNEX_MISSING}


def test_after_a_purge_annexes_are_missing_by_right(store: StationStore) -> None:
    with immediate(store.database):
        store.journal.append(Draft(Kind.PURGE))
    store.database.execute("DELETE FROM personal WHERE annex IS NOT NULL")
    assert kinds(verify_event(store)) == {ProblemKind.NAMES_UNCHECKED}


def test_a_guard_that_is_gone_is_named(store: StationStore) -> None:
    store.database.execute("DROP TRIGGER entry_stays")
    assert verify_file(store.database, MIGRATIONS) == [
        Problem(ProblemKind.SCHEMA, about="entry_stays")
    ]


def test_a_guard_that_was_made_harmless_is_named(store: StationStore) -> None:
    store.database.execute("DROP TRIGGER entry_stays")
    store.database.execute("CREATE TRIGGER entry_stays BEFORE DELETE ON entry BEGIN SELECT 1; END")
    assert kinds(verify_file(store.database, MIGRATIONS)) == {ProblemKind.SCHEMA}


def test_entries_of_a_strange_event_are_named(store: StationStore) -> None:
    with unguarded(store) as run:
        run("UPDATE entry SET event = zeroblob(16) WHERE kind = 'out'")
    assert kinds(verify_file(store.database, MIGRATIONS)) == {ProblemKind.EVENT}


TAMPERINGS = [
    ("UPDATE attendance SET inside = inside + 1", ProblemKind.ATTENDANCE),
    ("UPDATE attendance SET first_entrance = 'Oost'", ProblemKind.ATTENDANCE),
    ("UPDATE attendance SET doors = '{}'", ProblemKind.ATTENDANCE),
    ("DELETE FROM attendance", ProblemKind.ATTENDANCE),
    ("UPDATE attendance SET ticket = zeroblob(16) WHERE area = 'Zaal'", ProblemKind.ATTENDANCE),
    ("UPDATE total_category SET maybe_extra_people = maybe_extra_people + 1", ProblemKind.TOTALS),
    ("DELETE FROM total_category", ProblemKind.TOTALS),
    (
        "INSERT INTO total_category SELECT event, 'Hal', 'x', 1, 1, 0, 0, 0, 0, 0 FROM event",
        ProblemKind.TOTALS,
    ),
    ("UPDATE total_entrance SET people_out = people_out + 1", ProblemKind.TOTALS),
    ("UPDATE total_series SET people_admitted = people_admitted + 1", ProblemKind.TOTALS),
    ("UPDATE attendance SET series = '[]' WHERE area = 'Zaal'", ProblemKind.ATTENDANCE),
    ("UPDATE total_refused SET entries = entries - 1", ProblemKind.TOTALS),
    ("UPDATE list_total SET places = places + 5", ProblemKind.TOTALS),
    ("UPDATE desk_action SET blocked = 0", ProblemKind.DESK),
    ("DELETE FROM desk_action", ProblemKind.DESK),
    ("UPDATE desk_action SET substitute_annex = zeroblob(32)", ProblemKind.DESK),
    (
        "INSERT INTO desk_action SELECT event, zeroblob(16), 1, 0, 0, NULL FROM event",
        ProblemKind.DESK,
    ),
    ("UPDATE setting SET value = '{\"value\": 7}' WHERE key = 'name'", ProblemKind.SETTING),
    ("DELETE FROM setting WHERE key = 'entrances'", ProblemKind.SETTING),
    ("INSERT INTO total_click SELECT event, 'festival', 9, 0 FROM event", ProblemKind.BY_HAND),
]


@pytest.mark.parametrize(("sql", "what"), TAMPERINGS)
def test_what_is_folded_wrong_is_named_and_made_again(
    store: StationStore, sql: str, what: ProblemKind
) -> None:
    store.database.execute(sql)
    assert what in kinds(verify_event(store))
    repair(store)
    assert verify_event(store) == []


def test_making_everything_again_changes_nothing_that_was_sound(store: StationStore) -> None:
    tables = ("attendance", "desk_action", "setting", "total_entrance", "total_refused")
    before = [list(store.database.table(table).rows) for table in tables]
    entries = store.database.table("entry").count
    repair(store)
    assert [list(store.database.table(table).rows) for table in tables] == before
    assert store.database.table("entry").count == entries


def test_a_repair_indexes_the_names_of_each_list(store: StationStore) -> None:
    with immediate(store.database):
        clear_index(store.database)
    finder = GuestFinder(store.database, store.keys.event)
    assert not finder.find("A1")
    finish_repair(store.database)
    assert len(finder.find("A1")) == 1


def test_a_check_is_stopped_by_a_strange_value_in_a_damaged_file_alone() -> None:
    with damage_tolerated([Problem(ProblemKind.FILE)]):
        int("x")
    with pytest.raises(ValueError, match="x"), damage_tolerated([Problem(ProblemKind.SETTING)]):
        int("x")


def test_a_second_list_and_an_empty_event_are_sound(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        add_list(store, "pers", [Row("P1"), Row("P2", status="unpaid")])
        assert verify_event(store) == []
