"""The register of projections: one row for each part of the file that follows from entries.

A row names its tables, the entries that change them and how, how they are rebuilt from all entries,
and what differs. The journal, `verify`, `--repair` and the salvage of a broken file use these rows.
Attendance, walk-ins and desk actions are also projected ticket by ticket, many at once, by
`Projector` and `ProjectionCheck`.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from kiosk.domain.attendance import Flow
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.manual_counts import click_flow
from kiosk.store.attendance.running_totals import outcome_of
from kiosk.store.projection_tables import ProjectionTables
from kiosk.store.sqlite.problems import Problem, ProblemKind


def _nothing(_: ProjectionTables) -> None:
    """Rebuild nothing: it is projected with its ticket, or needs no rebuild."""


def _no_problems(_: ProjectionTables) -> Iterator[Problem]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Projection:
    """A part of the file that follows from entries; a salvage leaves its `tables` to `rebuild`.

    `apply` projects a new entry of one of the `kinds`, and returns the logs whose times changed;
    `apply_annex` projects an annex that arrived after its entry. `depends_on_time`: rebuilt when
    times changed; `after_tickets`: rebuilt after all tickets.
    """

    name: str
    kinds: frozenset[Kind] = frozenset()
    tables: tuple[str, ...] = ()
    apply: Callable[[ProjectionTables, Entry], Collection[str] | None] | None = None
    apply_annex: Callable[[ProjectionTables, Entry], None] | None = None
    rebuild: Callable[[ProjectionTables], object] = _nothing
    problems: Callable[[ProjectionTables], Iterator[Problem]] = _no_problems
    depends_on_time: bool = False
    after_tickets: bool = False


def _rebuild_clocks(tables: ProjectionTables) -> Collection[str]:
    tables.history.refresh()
    return tables.clocks.apply_offsets()


def _apply_list(tables: ProjectionTables, entry: Entry) -> None:
    tables.manifests.apply(str(entry.detail.get("source")))


def _refold_walk_in(tables: ProjectionTables, entry: Entry) -> None:
    if entry.ticket is not None:
        tables.walk_ins.refold(entry.ticket, tables.history.entries_of(entry.ticket))


def _apply_desk_action(tables: ProjectionTables, entry: Entry) -> None:
    if entry.ticket is not None:
        tables.tickets.apply_desk_actions(
            entry.ticket, tables.history.entries_of(entry.ticket), entry
        )
        index_substitute(tables, entry)


def index_substitute(tables: ProjectionTables, entry: Entry) -> None:
    """Make the person searchable whom a `status` entry names as the substitute."""
    if entry.ticket is not None:
        tables.persons.index_person(
            entry.ticket, tables.tickets.reference(entry.ticket), entry.annex
        )


def _count_refusal(tables: ProjectionTables, entry: Entry) -> None:
    tables.attendance.totals.count_refusal(entry.area or FESTIVAL, outcome_of(entry))


def _apply_manual_count(tables: ProjectionTables, entry: Entry) -> None:
    counts = tables.manual_counts
    match entry.kind:
        case Kind.CLICKER:
            _click(tables, entry, counts.counted_click(entry))
        case Kind.UNDO if click := counts.undone_click(entry):
            people = click_flow(click)
            _click(tables, click, Flow(-people.people_in, -people.people_out))
        case Kind.UNDO if recount := counts.undone_recount(entry):
            counts.apply_recount(recount.area or FESTIVAL)
        case Kind.RECOUNT:
            counts.apply_recount(entry.area or FESTIVAL)
        case _:
            pass


def _click(tables: ProjectionTables, click: Entry, people: Flow) -> None:
    tables.manual_counts.add_click(click, people)
    if click.entrance is not None:
        area = click.area or FESTIVAL
        totals = tables.attendance.totals
        totals.add_flow(area, click.entrance, people.people_in, people.people_out)


def _manual_problems(tables: ProjectionTables) -> Iterator[Problem]:
    return (Problem(ProblemKind.BY_HAND, about=area) for area in tables.manual_counts.problems())


def _shift_problems(tables: ProjectionTables) -> Iterator[Problem]:
    yield from (
        Problem(ProblemKind.SHIFT, about=station) for station in tables.operators.problems()
    )
    yield from (
        Problem(ProblemKind.OPERATOR, about=operator) for operator in tables.operators.misnamed()
    )


def _apply_setting(tables: ProjectionTables, entry: Entry) -> None:
    tables.events.apply_setting(entry)


def _setting_problems(tables: ProjectionTables) -> Iterator[Problem]:
    keys = tables.events.mismatched_settings(tables.event)
    return (Problem(ProblemKind.SETTING, about=key) for key in keys)


PROJECTIONS = (
    Projection(
        "clock offsets",
        frozenset({Kind.OPEN, Kind.CLOCK}),
        apply=lambda tables, _: _rebuild_clocks(tables),
        rebuild=_rebuild_clocks,
    ),
    Projection(
        "lists",
        frozenset({Kind.LIST}),
        ("list_code", "list_ref"),
        apply=_apply_list,
        rebuild=lambda tables: tables.manifests.apply_all(),
        depends_on_time=True,
    ),
    Projection("walk-ins", frozenset({Kind.WALK_IN}), apply_annex=_refold_walk_in),
    Projection(
        "desk actions",
        frozenset({Kind.STATUS}),
        ("desk_action",),
        apply=_apply_desk_action,
        apply_annex=index_substitute,
    ),
    Projection("attendance", tables=("attendance",)),
    Projection(
        "totals",
        frozenset({Kind.REFUSED}),
        ("total_category", "total_entrance", "total_refused", "list_total"),
        apply=_count_refusal,
        rebuild=lambda tables: tables.totals.rebuild(),
        problems=lambda tables: tables.totals.problems(),
        after_tickets=True,
    ),
    Projection(
        "manual counts",
        frozenset({Kind.CLICKER, Kind.UNDO, Kind.RECOUNT}),
        ("total_click", "recount"),
        apply=_apply_manual_count,
        rebuild=lambda tables: tables.manual_counts.rebuild(),
        problems=_manual_problems,
        depends_on_time=True,
        after_tickets=True,
    ),
    Projection(
        "shifts",
        frozenset({Kind.SHIFT}),
        ("operator", "shift"),
        apply=lambda tables, entry: tables.operators.apply(entry),
        rebuild=lambda tables: tables.operators.rebuild(),
        problems=_shift_problems,
        depends_on_time=True,
        after_tickets=True,
    ),
    Projection(
        "settings",
        frozenset({Kind.SETTING}),
        ("setting",),
        apply=_apply_setting,
        apply_annex=_apply_setting,
        rebuild=lambda tables: tables.events.rebuild_settings(tables.event),
        problems=_setting_problems,
        depends_on_time=True,
    ),
)
"""All projections, in the order in which they are rebuilt and checked."""

PROJECTED_TABLES = frozenset(table for one in PROJECTIONS for table in one.tables)
"""The tables that are rebuilt from the others."""

BY_KIND: Mapping[Kind, tuple[Projection, ...]] = {
    kind: tuple(one for one in PROJECTIONS if kind in one.kinds) for kind in Kind
}
"""The projections that an entry of each kind changes."""
