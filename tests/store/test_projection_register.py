"""One row of the register is all that a projection takes: applied, checked, repaired, salvaged."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.entry import Draft, Entry, Kind
from kiosk.store import projections
from kiosk.store.integrity import rebuild
from kiosk.store.integrity.salvage import READ
from kiosk.store.integrity.verification import repair, verify_event
from kiosk.store.projection_register import BY_KIND, PROJECTED_TABLES, PROJECTIONS, Projection
from kiosk.store.projection_tables import ATTENDANCE_KINDS, ProjectionTables
from kiosk.store.recording import record
from kiosk.store.sqlite.database import immediate
from kiosk.store.sqlite.problems import Problem, ProblemKind
from tests.festival import Row, festival

WITHOUT_EFFECT = {Kind.CLOSED, Kind.PURGE, Kind.FOREIGN}
"""Read where they are asked for, or done by the program as a whole."""


def test_every_kind_changes_something_or_is_known_to_change_nothing() -> None:
    changing = ATTENDANCE_KINDS | {kind for kind, rows in BY_KIND.items() if rows}
    assert changing | WITHOUT_EFFECT == set(Kind)
    assert not changing & WITHOUT_EFFECT


def test_a_table_is_of_one_projection_or_read_from_a_broken_file() -> None:
    tables = Counter(table for one in PROJECTIONS for table in one.tables)
    assert set(tables.values()) == {1}
    assert not PROJECTED_TABLES & READ


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
    monkeypatch.setattr(rebuild, "PROJECTIONS", (*PROJECTIONS, row))
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
