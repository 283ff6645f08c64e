"""Finds the status columns, and the kind of their words."""

import re
from collections.abc import Mapping, Sequence

from kiosk.guestlist.columns.column_samples import Sample, Samples
from kiosk.guestlist.columns.column_words import column_words, plain
from kiosk.guestlist.columns.list_columns import NO_COLUMN, StatusColumn
from kiosk.guestlist.columns.shop_layouts import STATUS_KINDS, Layout
from kiosk.guestlist.columns.status_words import status_words

_HALF = 0.5
_STATE = "state"
_SETS = frozenset({"paid", "waiting", "blocked", "cancelled"})
_COMING = "coming"
_TYPES = "types"
_RETURNED = "returned"
_ASKED = "asked"  # yes or no in it has no clear meaning
_ROW_COLOUR = frozenset({"Kleur van de rij", "Row colour"})
_ENDS_IN_STATUS = re.compile(r"stat(us|ut)\W*$", re.IGNORECASE)
_IN_BRACKETS = re.compile(r" \(\d+\)$")
_ALSO_PLACES = frozenset({"state", "toestand"})  # the state of an address


def find_statuses(
    headings: Sequence[str],
    samples: Samples,
    layout: Layout | None,
    taken: frozenset[int],
    wanted: Mapping[str, str],
) -> tuple[StatusColumn, ...]:
    """Return the status columns: those of the shop's export, else by name and cells.

    If a person mapped the status, that column is used, and others only for words that are known: a
    cancelled ticket stays cancelled.
    """
    found = {
        position: kind
        for kind in STATUS_KINDS
        for position in (layout.positions(kind, headings) if layout else ())
        if position not in taken
    }
    for position, heading in enumerate(headings):
        if heading and position not in taken and position not in found:
            kind = _kind(heading, samples[position], layout)
            if kind is not None:
                found[position] = kind
    chosen = wanted.get("status")
    columns = [
        StatusColumn(
            position,
            headings[position],
            kind,
            known_only=chosen is not None and not is_row_colour(headings[position]),
        )
        for position, kind in found.items()
    ]
    if chosen is not None and chosen != NO_COLUMN:
        columns = [column for column in columns if plain(column.heading) != plain(chosen)]
        position = _position(chosen, headings)
        heading = headings[position]
        kind = _named_kind(heading) or _described_kind(heading) or _kind_of_chosen(heading)
        columns.insert(0, StatusColumn(position, heading, kind))
    return tuple(columns)


def is_row_colour(heading: str) -> bool:
    """Return whether a column is the one that is added for the colours of a workbook's rows."""
    return _IN_BRACKETS.sub("", heading) in _ROW_COLOUR


def _kind_of_chosen(heading: str) -> str:
    """Return the kind of a column without a known status name, if the user chose it."""
    if column_words().days.describes(heading):
        return _COMING
    return _TYPES if says_type(heading) else _ASKED


def needs_an_answer(heading: str) -> bool:
    """Return whether a column says of each guest whether they come or have paid."""
    return _named_kind(heading) in ("coming", "paid", "approved")


def says_type(heading: str) -> bool:
    """Return whether a column is called the kind of ticket."""
    return column_words().fields["category"].matches(heading)


def _position(chosen: str, headings: Sequence[str]) -> int:
    same = [position for position, heading in enumerate(headings) if heading == chosen]
    alike = [one for one, heading in enumerate(headings) if plain(heading) == plain(chosen)]
    return (same or alike)[0]


def _kind(heading: str, sample: Sample, layout: Layout | None) -> str | None:
    """Return the kind of a status column; None if it is no status column."""
    if layout is not None and plain(heading) in layout.aside:
        return None
    named = _named_kind(heading)
    if named == _RETURNED:
        return None  # in part or in whole: the user decides
    if named is not None:
        if named == _STATE and plain(heading) not in _ALSO_PLACES:
            return named  # a column named "Status" is always one
        if sample.is_empty:
            return None
        is_set = named in _SETS and sample.has_few_kinds
        return named if _share_known(named, sample) >= _HALF or is_set else None
    described = _described_kind(heading)
    if described is None or sample.is_empty:
        return None
    may_be = described == _STATE and (sample.has_few_kinds or _ENDS_IN_STATUS.search(heading))
    return described if may_be or _share_known(described, sample) >= _HALF else None


def _share_known(kind: str, sample: Sample) -> float:
    words = status_words()
    return sample.share(words.meaning(kind, value) is not None for value in sample.values)


def _named_kind(heading: str) -> str | None:
    words = column_words().statuses
    return next((kind for kind in words if words[kind].rank(heading) is not None), None)


def _described_kind(heading: str) -> str | None:
    words = column_words()
    if words.activity.describes(heading):
        return None
    kinds = words.statuses
    return next((kind for kind in kinds if kinds[kind].describes(heading)), None)
