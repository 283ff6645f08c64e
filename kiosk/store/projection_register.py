"""The register of projections: one row for each part of the file that follows from entries.

A row names the entries that change it and how, how it is rebuilt and checked, and its tables. The
journal, `verify`, `--repair` and the salvage of a broken file use these rows, and know no table of
a projection themselves.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kiosk.domain.attendance import Flow
from kiosk.domain.causal_order import corrected_time
from kiosk.domain.counting.pace import PACE_KINDS
from kiosk.domain.counting.series import span_start
from kiosk.domain.entry import Entry, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.manual_counts import click_flow
from kiosk.store.attendance.running_totals import outcome_of
from kiosk.store.lists.replaced_codes import ReplacedCodes
from kiosk.store.sqlite.problems import Problem, ProblemKind
from kiosk.store.ticket_projections import (
    ATTENDANCE_KINDS,
    ATTENDANCE_PROJECTION,
    DESK_ACTION_PROJECTION,
    WALK_IN_PROJECTION,
    ProjectionTables,
    TicketProjection,
    actions_without_entries,
    attendance_without_entries,
)


def _nothing(_: ProjectionTables) -> None:
    """Change nothing: it is projected with its ticket, or needs no such step."""


def _no_problems(_: ProjectionTables) -> Iterator[Problem]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Projection:
    """A part of the file that follows from the entries of some `kinds`, stored in `tables`.

    A new entry is projected by `by_ticket` if it is about a ticket, and by `apply`, which returns
    the logs whose times changed; if `has_annexes`, again when its annex arrives later. `apply_many`
    takes new entries together, after their tickets, and whether this process just made them.

    To rebuild all: `clear`, then each ticket, and `rebuild`, which runs before the tickets or
    `after_tickets`, and when times changed if `depends_on_time`. `problems` yields the differences
    that `by_ticket` does not find. A salvage does not read the `tables`; it runs the statements of
    `salvage`, and the repair after it rebuilds the rest.
    """

    name: str
    kinds: frozenset[Kind] = frozenset()
    tables: tuple[str, ...] = ()
    by_ticket: TicketProjection | None = None
    apply: Callable[[ProjectionTables, Entry], Collection[str] | None] | None = None
    apply_many: Callable[[ProjectionTables, Sequence[Entry], bool], None] | None = None
    has_annexes: bool = False
    clear: Callable[[ProjectionTables], object] = _nothing
    rebuild: Callable[[ProjectionTables], object] = _nothing
    problems: Callable[[ProjectionTables], Iterator[Problem]] = _no_problems
    salvage: tuple[str, ...] = ()
    depends_on_time: bool = False
    after_tickets: bool = False


def _rebuild_clocks(tables: ProjectionTables) -> Collection[str]:
    tables.history.refresh()
    return tables.clocks.apply_offsets()


def _apply_list(tables: ProjectionTables, entry: Entry) -> None:
    tables.manifests.apply(str(entry.detail.get("source")))


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
    at = corrected_time(click, tables.history.offsets([click.log]))
    tables.attendance.totals.add_clicks(
        click.area or FESTIVAL, (span_start(at), click.entrance or ""), people
    )
    if click.entrance is not None:
        area = click.area or FESTIVAL
        totals = tables.attendance.totals
        totals.add_flow(area, click.entrance, people.people_in, people.people_out)


def _rebuild_manual_counts(tables: ProjectionTables) -> None:
    tables.manual_counts.rebuild()
    tables.totals.rebuild_click_series()


def _clear_desk_actions(tables: ProjectionTables) -> None:
    tables.delete_all("desk_action")
    tables.tickets.clear_desk_codes()
    tables.persons.clear_annex_persons()


def _mend_codes(tables: ProjectionTables) -> None:
    codes = ReplacedCodes(tables.database, bytes.fromhex(tables.event))
    codes.repair()
    codes.mark_lost()


def _each(what: ProblemKind, found: Iterable[str]) -> Iterator[Problem]:
    return (Problem(what, about=about) for about in found)


def _shift_problems(tables: ProjectionTables) -> Iterator[Problem]:
    yield from _each(ProblemKind.SHIFT, tables.operators.problems())
    yield from _each(ProblemKind.OPERATOR, tables.operators.misnamed())


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
        salvage=(
            "INSERT OR IGNORE INTO list_ref SELECT list, ref, ticket FROM list_row",
            "INSERT OR IGNORE INTO list_code SELECT list, code, ticket FROM list_row"
            " WHERE code IS NOT NULL",
            "UPDATE list_snapshot SET indexed = 0 WHERE source <> ''",
            # An incomplete list is requested again.
            "UPDATE list_snapshot SET hash = NULL WHERE source <> '' AND rows <>"
            " (SELECT count(*) FROM list_row r JOIN personal p ON p.n = r.person"
            " WHERE r.list = list_snapshot.list)",
        ),
        depends_on_time=True,
    ),
    Projection(
        "walk-ins",
        frozenset({Kind.WALK_IN, Kind.UNDO}),
        by_ticket=WALK_IN_PROJECTION,
        has_annexes=True,
        clear=lambda tables: tables.walk_ins.remove_uncounted(),
    ),
    Projection(
        "desk actions",
        frozenset({Kind.STATUS}),
        ("desk_action",),
        by_ticket=DESK_ACTION_PROJECTION,
        has_annexes=True,
        clear=_clear_desk_actions,
        rebuild=_mend_codes,
        problems=actions_without_entries,
        after_tickets=True,
    ),
    Projection(
        "attendance",
        ATTENDANCE_KINDS,
        ("attendance",),
        by_ticket=ATTENDANCE_PROJECTION,
        clear=lambda tables: tables.delete_all("attendance"),
        problems=attendance_without_entries,
    ),
    Projection(
        "totals",
        frozenset({Kind.REFUSED}),
        (
            *("total_category", "total_entrance", "total_series", "total_refused"),
            *("total_expected", "list_total", "pace_slot", "pace_refused"),
        ),
        apply=_count_refusal,
        rebuild=lambda tables: tables.totals.rebuild(),
        problems=lambda tables: tables.totals.problems(),
        salvage=(
            "INSERT INTO list_total SELECT list, category, status, count(*), sum(places)"
            " FROM list_row GROUP BY list, category, status",
        ),
        after_tickets=True,
    ),
    Projection(
        "pace",
        PACE_KINDS,
        ("busiest_quarter",),
        apply_many=lambda tables, entries, just_made: tables.pace.count(
            entries, just_made=just_made
        ),
        rebuild=lambda tables: tables.pace.rebuild(),
        problems=lambda tables: _each(ProblemKind.TOTALS, tables.pace.problems()),
        after_tickets=True,
    ),
    Projection(
        "manual counts",
        frozenset({Kind.CLICKER, Kind.UNDO, Kind.RECOUNT}),
        ("total_click", "recount"),
        apply=_apply_manual_count,
        # While tickets are projected, a removed recount must not count.
        clear=lambda tables: tables.delete_all("recount"),
        rebuild=_rebuild_manual_counts,
        problems=lambda tables: _each(ProblemKind.BY_HAND, tables.manual_counts.problems()),
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
        apply=lambda tables, entry: tables.events.apply_setting(entry),
        has_annexes=True,
        rebuild=lambda tables: tables.events.rebuild_settings(tables.event),
        problems=lambda tables: _each(
            ProblemKind.SETTING, tables.events.mismatched_settings(tables.event)
        ),
        depends_on_time=True,
    ),
)
"""All projections, in the order in which they are rebuilt, checked and salvaged."""

PROJECTED_TABLES = frozenset(table for one in PROJECTIONS for table in one.tables)
"""The tables that are rebuilt from the others."""

TICKET_PROJECTIONS = tuple(one.by_ticket for one in PROJECTIONS if one.by_ticket is not None)
"""The projections of a ticket, in order."""

BY_KIND: Mapping[Kind, tuple[Projection, ...]] = {
    kind: tuple(one for one in PROJECTIONS if kind in one.kinds) for kind in Kind
}
"""The projections that an entry of each kind changes."""

PROJECTIONS_OF_MANY = tuple(one for one in PROJECTIONS if one.apply_many is not None)
"""The projections that take new entries together."""

TICKET_PROJECTIONS_BY_KIND: Mapping[Kind, tuple[TicketProjection, ...]] = {
    kind: tuple(one.by_ticket for one in some if one.by_ticket is not None)
    for kind, some in BY_KIND.items()
}
"""The projections of the ticket that an entry of each kind changes."""
