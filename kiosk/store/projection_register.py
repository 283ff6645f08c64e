"""The register of projections: each part of the file that follows from entries is one row here.

A row says which tables it is, which entries change them and how, how they are rebuilt from all
entries, and what differs. The journal, `verify`, `--repair` and the salvage of a broken file go by
these rows. Attendance, walk-ins and desk actions are also folded ticket by ticket, many at once:
`Projector` and `ProjectionCheck` do that.
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
    """Rebuild nothing: it is folded with its ticket, or kept as it is."""


def _no_problems(_: ProjectionTables) -> Iterator[Problem]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Projection:
    """A part of the file that follows from entries; a salvage leaves its `tables` to `rebuild`.

    `apply` takes up a new entry of one of the `kinds`, and returns the logs whose times it moved;
    `take_annex` an annex that came after its entry. With `by_time` it is rebuilt when times moved;
    `after_tickets` says that it is rebuilt once all tickets are folded.
    """

    name: str
    kinds: frozenset[Kind] = frozenset()
    tables: tuple[str, ...] = ()
    apply: Callable[[ProjectionTables, Entry], Collection[str] | None] | None = None
    take_annex: Callable[[ProjectionTables, Entry], None] | None = None
    rebuild: Callable[[ProjectionTables], object] = _nothing
    problems: Callable[[ProjectionTables], Iterator[Problem]] = _no_problems
    by_time: bool = False
    after_tickets: bool = False


def _settle_clocks(tables: ProjectionTables, _: Entry) -> Collection[str]:
    return _rebuild_clocks(tables)


def _rebuild_clocks(tables: ProjectionTables) -> Collection[str]:
    tables.history.refresh()
    return tables.clocks.settle()


def _settle_list(tables: ProjectionTables, entry: Entry) -> None:
    tables.manifests.settle(str(entry.detail.get("source")))


def _refold_walk_in(tables: ProjectionTables, entry: Entry) -> None:
    if entry.ticket is not None:
        tables.walk_ins.refold(entry.ticket, tables.history.of(entry.ticket))


def _fold_desk_action(tables: ProjectionTables, entry: Entry) -> None:
    if entry.ticket is not None:
        tables.tickets.refold_hand(entry.ticket, tables.history.of(entry.ticket), entry)
        introduce_substitute(tables, entry)


def introduce_substitute(tables: ProjectionTables, entry: Entry) -> None:
    """Let the person be found whom a `status` entry names instead of the guest."""
    if entry.ticket is not None:
        tables.persons.introduce(entry.ticket, tables.tickets.reference(entry.ticket), entry.annex)


def _count_refusal(tables: ProjectionTables, entry: Entry) -> None:
    tables.attendance.totals.count_refusal(entry.area or FESTIVAL, outcome_of(entry))


def _total_problems(tables: ProjectionTables) -> Iterator[Problem]:
    return tables.totals.problems()


def _count_by_hand(tables: ProjectionTables, entry: Entry) -> None:
    counts = tables.hand_counts
    match entry.kind:
        case Kind.CLICKER:
            _click(tables, entry, counts.counts_click(entry))
        case Kind.UNDO if click := counts.undone_click(entry):
            people = click_flow(click)
            _click(tables, click, Flow(-people.people_in, -people.people_out))
        case Kind.UNDO if recount := counts.undone_recount(entry):
            counts.fold_recount(recount.area or FESTIVAL)
        case Kind.RECOUNT:
            counts.fold_recount(entry.area or FESTIVAL)
        case _:
            pass


def _click(tables: ProjectionTables, click: Entry, people: Flow) -> None:
    tables.hand_counts.add_click(click, people)
    if click.entrance is not None:
        area = click.area or FESTIVAL
        totals = tables.attendance.totals
        totals.pass_through(area, click.entrance, people.people_in, people.people_out)


def _manual_problems(tables: ProjectionTables) -> Iterator[Problem]:
    return (Problem(ProblemKind.BY_HAND, about=area) for area in tables.hand_counts.problems())


def _fold_shift(tables: ProjectionTables, entry: Entry) -> None:
    tables.operators.fold(entry)


def _shift_problems(tables: ProjectionTables) -> Iterator[Problem]:
    yield from (
        Problem(ProblemKind.SHIFT, about=station) for station in tables.operators.problems()
    )
    yield from (
        Problem(ProblemKind.OPERATOR, about=operator) for operator in tables.operators.misnamed()
    )


def _keep_setting(tables: ProjectionTables, entry: Entry) -> None:
    tables.events.keep_setting(entry)


def _setting_problems(tables: ProjectionTables) -> Iterator[Problem]:
    keys = tables.events.settings_differ(tables.event)
    return (Problem(ProblemKind.SETTING, about=key) for key in keys)


PROJECTIONS = (
    Projection(
        "clock offsets",
        frozenset({Kind.OPEN, Kind.CLOCK}),
        apply=_settle_clocks,
        rebuild=_rebuild_clocks,
    ),
    Projection(
        "lists",
        frozenset({Kind.LIST}),
        ("list_code", "list_ref"),
        apply=_settle_list,
        rebuild=lambda tables: tables.manifests.settle_all(),
        by_time=True,
    ),
    Projection("walk-ins", frozenset({Kind.WALK_IN}), take_annex=_refold_walk_in),
    Projection(
        "desk actions",
        frozenset({Kind.STATUS}),
        ("desk_action",),
        apply=_fold_desk_action,
        take_annex=introduce_substitute,
    ),
    Projection("attendance", tables=("attendance",)),
    Projection(
        "totals",
        frozenset({Kind.REFUSED}),
        ("total_category", "total_entrance", "total_refused", "list_total"),
        apply=_count_refusal,
        rebuild=lambda tables: tables.totals.remake(),
        problems=_total_problems,
        after_tickets=True,
    ),
    Projection(
        "manual counts",
        frozenset({Kind.CLICKER, Kind.UNDO, Kind.RECOUNT}),
        ("total_click", "recount"),
        apply=_count_by_hand,
        rebuild=lambda tables: tables.hand_counts.remake(),
        problems=_manual_problems,
        by_time=True,
        after_tickets=True,
    ),
    Projection(
        "shifts",
        frozenset({Kind.SHIFT}),
        ("operator", "shift"),
        apply=_fold_shift,
        rebuild=lambda tables: tables.operators.remake(),
        problems=_shift_problems,
        by_time=True,
        after_tickets=True,
    ),
    Projection(
        "settings",
        frozenset({Kind.SETTING}),
        ("setting",),
        apply=_keep_setting,
        take_annex=_keep_setting,
        rebuild=lambda tables: tables.events.remake_settings(tables.event),
        problems=_setting_problems,
        by_time=True,
    ),
)
"""All projections, in the order in which they are rebuilt and checked."""

PROJECTED_TABLES = frozenset(table for one in PROJECTIONS for table in one.tables)
"""The tables that are rebuilt from the others."""

BY_KIND: Mapping[Kind, tuple[Projection, ...]] = {
    kind: tuple(one for one in PROJECTIONS if kind in one.kinds) for kind in Kind
}
"""The projections that an entry of each kind changes."""
