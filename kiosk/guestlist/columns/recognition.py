"""Recognises the columns of a list: by the user, its shop, its name, and its cells."""

from collections.abc import Mapping, Sequence

from kiosk.errors import UnusableInput
from kiosk.guestlist.columns.column_samples import Sample, Samples
from kiosk.guestlist.columns.column_search import Search, chosen_column, shown_headings
from kiosk.guestlist.columns.column_words import column_words, plain
from kiosk.guestlist.columns.count_columns import counted_columns
from kiosk.guestlist.columns.joined_columns import (
    aside_columns,
    find_addon,
    find_besides,
    find_notes,
    is_flag,
    is_for_the_desk,
)
from kiosk.guestlist.columns.list_columns import ADDON, BESIDES, FIELDS, Columns
from kiosk.guestlist.columns.person_columns import take_persons
from kiosk.guestlist.columns.shop_layouts import known_layout, shop_headings
from kiosk.guestlist.columns.single_columns import (
    separate_orders_from_tickets,
    separate_types_from_tickets,
    take_by_name,
    take_by_phrase,
    take_of_layout,
    take_unnamed,
    take_wanted,
)
from kiosk.guestlist.columns.status_columns import find_statuses

_OF_A_GUEST = ("code", "ticket", "name", "first_name", "last_name")
_LONGEST_SENTENCE = 80


def is_heading(text: str) -> bool:
    """Return whether a cell is a usual column name, or one of a known shop."""
    name = plain(text)
    return bool(name) and (name in shop_headings() or _is_usual(name) or _describes(text))


def names_a_guest(text: str) -> bool:
    """Return whether a heading is a usual one of the guest itself: a name, a code, an address."""
    fields = column_words().fields
    return any(fields[name].rank(text) is not None for name in (*_OF_A_GUEST, "email"))


def read_columns(
    headings: Sequence[str],
    wanted: Mapping[str, str],
    file: str,
    rows: Sequence[Sequence[str]] = (),
    ignore: Sequence[str] = (),
) -> Columns:
    """Find each field's column; `rows` are the first rows of the file.

    `wanted` is the user's mapping, field to heading or "-"; `ignore` are headings of columns to
    ignore.
    """
    for name in wanted:
        if name not in (*FIELDS, ADDON, BESIDES):
            raise UnusableInput("error.map_unknown_field", field=name, known=", ".join(FIELDS))
    if any(Sample([heading]).is_email for heading in headings):  # the first row is a guest
        raise UnusableInput("error.list_without_columns", file=file, found=shown_headings(headings))
    ignored = frozenset(chosen_column(heading, headings) for heading in ignore)
    layout = known_layout(headings)
    search = Search(headings, Samples(headings, rows), layout, wanted, set(ignored))
    columns = _found(search, ignored)
    if not columns.has(*_OF_A_GUEST):
        raise UnusableInput("error.list_without_columns", file=file, found=shown_headings(headings))
    return columns


def _found(search: Search, ignored: frozenset[int]) -> Columns:
    """Search in the order of certainty; each column is used once."""
    take_wanted(search)
    take_of_layout(search)
    take_by_name(search)
    take_persons(search)
    take_by_name(search)  # an order number, if the buyer's name is used for the guest
    notes = find_notes(search)
    taken = frozenset(search.taken)
    statuses = find_statuses(search.headings, search.samples, search.layout, taken, search.wanted)
    search.taken.update(column.position for column in statuses)
    besides = find_besides(search)
    addon = find_addon(search)
    take_by_phrase(search)
    separate_types_from_tickets(search)
    separate_orders_from_tickets(search)
    take_unnamed(search)
    counted = counted_columns(search)
    return Columns(
        headings=tuple(search.headings),
        positions=search.positions,
        statuses=statuses,
        notes=notes,
        flags=frozenset(position for position in notes if is_flag(search.samples[position])),
        labelled=frozenset(one for one in notes if is_for_the_desk(search.headings[one])),
        besides=besides,
        counts=search.counts,
        counted=counted,
        addon=addon,
        layout=search.layout,
        aside=aside_columns(search),
        ignored=ignored,
        doubtful=tuple(search.doubtful),
    )


def _is_usual(name: str) -> bool:
    words = column_words()
    every = (*words.fields.values(), *words.statuses.values(), words.besides, words.addon)
    return any(name in names.exact for names in every)


def _describes(text: str) -> bool:
    """Return whether a cell is a question of a form; a guest's own text is no heading."""
    if (
        len(text) > _LONGEST_SENTENCE
        or "@" in text
        or "\n" in text
        or not text.endswith(("?", ")", ":"))
    ):
        return False
    return any(names.describes(text) for names in column_words().fields.values())
