"""One row of the register is all that a projection takes: applied, checked, repaired, salvaged."""

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.entry import Draft, Entry, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.paths import MIGRATIONS
from kiosk.store import projections
from kiosk.store.integrity import salvage
from kiosk.store.integrity.verification import repair, verify_event
from kiosk.store.projection_register import (
    BY_KIND,
    PROJECTED_TABLES,
    PROJECTIONS,
    TICKET_PROJECTIONS,
    TICKET_PROJECTIONS_BY_KIND,
    Projection,
)
from kiosk.store.sqlite.database import immediate, migrate, open_database
from kiosk.store.sqlite.problems import Problem, ProblemKind
from kiosk.store.station_store import record
from kiosk.store.ticket_projections import (
    ProjectionTables,
    TicketCheck,
    TicketEntries,
    TicketProjection,
)
from tests.festival import Row, festival

WITHOUT_EFFECT = {Kind.CLOSED, Kind.PURGE, Kind.FOREIGN}
"""Read where they are asked for, or done by the program as a whole."""


def test_every_kind_changes_something_or_is_known_to_change_nothing() -> None:
    changing = {kind for kind, rows in BY_KIND.items() if rows}
    assert changing | WITHOUT_EFFECT == set(Kind)
    assert not changing & WITHOUT_EFFECT


def test_a_table_is_of_one_projection_or_read_from_a_broken_file(tmp_path: Path) -> None:
    tables = Counter(table for one in PROJECTIONS for table in one.tables)
    assert set(tables.values()) == {1}
    with closing(open_database(tmp_path / "kiosk.db")) as database:
        migrate(database, MIGRATIONS)
        names = {row[0] for row in database.execute("SELECT name FROM sqlite_master").fetchall()}
        assert names >= PROJECTED_TABLES
        assert {"entry", "list_row", "personal"} <= set(salvage.tables_to_read(database)) <= names
        assert not PROJECTED_TABLES & set(salvage.tables_to_read(database))


def test_a_row_is_all_that_a_new_projection_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[str] = []

    def apply(_: ProjectionTables, entry: Entry) -> None:
        kept.append(entry.hash)

    def recount(tables: ProjectionTables) -> list[str]:
        return [entry.hash for entry in tables.history.without_ticket([Kind.CLOSED])]

    def rebuild_all(tables: ProjectionTables) -> None:
        kept[:] = recount(tables)

    def problems(tables: ProjectionTables) -> Iterator[Problem]:
        if kept != recount(tables):
            yield Problem(ProblemKind.TOTALS, about="days closed")

    row = Projection(
        "days closed",
        frozenset({Kind.CLOSED}),
        apply=apply,
        rebuild=rebuild_all,
        problems=problems,
        after_tickets=True,
    )
    monkeypatch.setattr(projections, "BY_KIND", {**BY_KIND, Kind.CLOSED: (row,)})
    monkeypatch.setattr(projections, "PROJECTIONS", (*PROJECTIONS, row))
    with festival(tmp_path, [Row("T1")]) as store:
        with immediate(store.database):
            closed = record(store, Draft(Kind.CLOSED))
        assert kept == [closed.hash]
        assert verify_event(store) == []
        kept.clear()
        assert [one.about for one in verify_event(store)] == ["days closed"]
        repair(store)
        assert kept == [closed.hash]
        assert verify_event(store) == []


def test_a_row_is_all_that_a_projection_of_tickets_takes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: dict[str, int] = {}

    def fold(_: ProjectionTables, one: TicketEntries) -> None:
        kept[one.ticket] = len(one.ordered)

    def check(_: ProjectionTables) -> TicketCheck:
        def differs(ticket: str, entries: list[Entry]) -> Iterator[Problem]:
            if kept.get(ticket) != len(entries):
                yield Problem(ProblemKind.TOTALS, about="entries of a ticket")

        return differs

    by_ticket = TicketProjection(fold, check)
    row = Projection(
        "entries of a ticket",
        frozenset({Kind.IN}),
        by_ticket=by_ticket,
        clear=lambda _: kept.clear(),
    )
    monkeypatch.setattr(
        projections,
        "TICKET_PROJECTIONS_BY_KIND",
        {**TICKET_PROJECTIONS_BY_KIND, Kind.IN: (*TICKET_PROJECTIONS_BY_KIND[Kind.IN], by_ticket)},
    )
    monkeypatch.setattr(projections, "PROJECTIONS", (*PROJECTIONS, row))
    monkeypatch.setattr(projections, "TICKET_PROJECTIONS", (*TICKET_PROJECTIONS, by_ticket))
    with festival(tmp_path, [Row("T1")]) as store:
        Door(store, Gate(FESTIVAL, "Noord")).scan("C-T1")
        assert list(kept.values()) == [1]
        kept["ee" * 16] = kept.popitem()[1]
        assert [one.about for one in verify_event(store)] == ["entries of a ticket"]
        repair(store)
        assert list(kept.values()) == [1]
        assert "ee" * 16 not in kept
        assert verify_event(store) == []


def test_a_salvage_reads_a_new_table_and_makes_that_of_a_projection(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(MIGRATIONS, steps := tmp_path / "db")
    number = len(list(steps.glob("*.sql"))) + 1
    (steps / f"{number:04}_more.sql").write_text(
        "CREATE TABLE cloakroom(event BLOB, peg INTEGER, PRIMARY KEY(event, peg)) WITHOUT ROWID;\n"
        "CREATE TABLE cloakroom_total(event BLOB PRIMARY KEY, pegs INTEGER);\n",
        encoding="utf-8",
    )
    made = "INSERT INTO cloakroom_total SELECT event, count(*) FROM cloakroom GROUP BY event"
    row = Projection("cloakroom", tables=("cloakroom_total",), salvage=(made,))
    monkeypatch.setattr(salvage, "PROJECTIONS", (*PROJECTIONS, row))
    monkeypatch.setattr(salvage, "PROJECTED_TABLES", {*PROJECTED_TABLES, "cloakroom_total"})
    path = tmp_path / "kiosk.db"
    with closing(open_database(path)) as database:
        migrate(database, steps)
        database.execute("INSERT INTO cloakroom VALUES (x'01', 7), (x'01', 8)")
        database.execute("INSERT INTO cloakroom_total VALUES (x'01', 99)")
    salvage.salvage(path, steps, [])
    with closing(open_database(path)) as database:
        rows = database.execute("SELECT peg FROM cloakroom ORDER BY peg").fetchall()
        assert rows == [(7,), (8,)]
        assert database.execute("SELECT pegs FROM cloakroom_total").fetchall() == [(2,)]
