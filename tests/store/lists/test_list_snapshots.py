"""Snapshots of lists: made beside the door, hashed the same anywhere, current by one commit."""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from kiosk.errors import WorldFailed
from kiosk.paths import MIGRATIONS
from kiosk.store.lists.list_snapshots import Lists, Snapshot
from kiosk.store.lists.list_staging import StagedRow, staging
from kiosk.store.sqlite.database import Database, immediate, migrate, open_database
from kiosk.store.sqlite.write_batches import relaxed_transaction

EVENT = "ee" * 16


def row(number: int) -> StagedRow:
    ticket = bytes([number]) * 16
    return StagedRow(
        row=number,
        ticket=ticket,
        code=ticket if number % 2 else None,
        shown="",
        ref=f"T-{number}",
        has_generated_ref=False,
        category="Bewoner",
        places=number,
        status="valid",
        valid_from=None,
        valid_until=1_000,
        entrances='["Noord"]',
        name=f'Zoë "{number}" \\ Bos',
        organisation="",
        booked_by="",
        email="zoe@example.org",
        note="",
    )


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "kiosk.db")
    migrate(opened, MIGRATIONS)
    yield opened
    opened.close()


def adopt(database: Database, *numbers: int, previous: Snapshot | None = None) -> Snapshot:
    lists = Lists(database, EVENT, pause=lambda: None)
    with staging(database) as staged:
        staged.load(map(row, numbers))
        list(staged.repeated_codes())
        list(staged.repeated_refs())
        staged.settle_all()
        return lists.make_current(
            "winkel",
            staged,
            previous,
            at=1,
            record=lambda *_: None,
            refresh=lambda: None,
        )


def test_the_content_hash_is_that_of_a_json_array_of_the_rows_by_ticket(
    database: Database,
) -> None:
    expected = []
    for number in (1, 2, 3):
        one = row(number)
        rules = [one.valid_from, one.valid_until, one.entrances]
        codes = [one.ticket.hex(), one.code.hex() if one.code else ""]
        listed = [one.ref, one.category, one.places, one.status, *rules]
        expected.append([*codes, *listed, one.name, one.organisation, one.booked_by, one.note])
    text = json.dumps(expected, ensure_ascii=False, separators=(",", ":"))
    assert adopt(database, 3, 1, 2).hash == sha256(text.encode()).hexdigest()


def test_a_snapshot_holds_rows_codes_references_totals_and_persons(database: Database) -> None:
    snapshot = adopt(database, 1, 2, 3)
    tables = ("list_row", "list_code", "list_ref", "personal")
    counts = [database[table].count_where("list = ?", [snapshot.list]) for table in tables]
    assert counts == [3, 2, 3, 3]
    assert database.execute("SELECT tickets, places FROM list_total").fetchall() == [(3, 6)]
    (person,) = database.execute(
        "SELECT p.ref FROM list_row r JOIN personal p ON p.n = r.person WHERE r.ref = 'T-2'"
    ).fetchone()
    assert person == "T-2"


def test_a_list_renewed_meanwhile_is_not_overwritten(database: Database) -> None:
    first = adopt(database, 1)
    second = adopt(database, 1, 2, previous=first)
    with pytest.raises(WorldFailed, match="list_changed_meanwhile"):
        adopt(database, 1, 3, previous=first)
    assert Lists(database, EVENT, pause=lambda: None).current("winkel") == second


def test_the_door_can_write_while_a_file_is_read(database: Database, tmp_path: Path) -> None:
    door = open_database(tmp_path / "kiosk.db")
    door.execute("PRAGMA busy_timeout=0")
    written = 0

    def rows() -> Iterator[StagedRow]:
        nonlocal written
        for number in (1, 2, 3):
            with immediate(door):
                door.execute("INSERT INTO event(event) VALUES (?)", (bytes([number]),))
            written += 1
            yield row(number)

    with staging(database) as staged:
        staged.load(rows())
    assert written == 3
    door.close()


def test_the_door_can_write_between_all_steps(database: Database, tmp_path: Path) -> None:
    door = open_database(tmp_path / "kiosk.db")
    door.execute("PRAGMA busy_timeout=0")
    turns = []

    def turn() -> None:
        with immediate(door):
            turns.append(door.execute("SELECT count(*) FROM list_row").fetchone()[0])

    lists = Lists(database, EVENT, pause=turn)
    with staging(database) as staged:
        staged.load(map(row, range(1, 6)))
        list(staged.repeated_codes())
        list(staged.repeated_refs())
        staged.settle_all()
        done = {"at": 1, "record": lambda *_: None, "refresh": lambda: None}
        lists.make_current("winkel", staged, None, **done)  # type: ignore[arg-type]  # three of a kind
    assert turns == [5, 5, 5]
    door.close()


def test_after_a_step_every_commit_is_durable_again(database: Database) -> None:
    with relaxed_transaction(database):
        assert database.execute("PRAGMA synchronous").fetchone() == (1,)
    assert database.execute("PRAGMA synchronous").fetchone() == (2,)
    with pytest.raises(ZeroDivisionError), relaxed_transaction(database):
        raise ZeroDivisionError
    assert database.execute("PRAGMA synchronous").fetchone() == (2,)
