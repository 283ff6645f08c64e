"""Finds totals of people that are the sum of other columns: adults, children, total."""

import re

from kiosk.guestlist.columns.column_search import Search
from kiosk.guestlist.columns.column_words import spaced
from kiosk.guestlist.columns.guest_counts import people

COUNTS = re.compile(
    r"\b(\w*aantal|hoeveel|quantity|qty|how many|number of|\w*anzahl"
    r"|(personen|teilnehmer|gaste)zahl|headcount|guestcount|wie ?viele?|nombre|nbre?|combien"
    r"|begleit\w*|accompagn\w*|participants"
    r"|pers|personen|people|persons|guests?|gasten|introduc\w*|plaatsen|places|tickets|kaarten|pax"
    r"|volwassenen?|volw|kind|kinderen|adults?|child|children|kids|erwachsene[nr]?|kinder|adultes?|enfants?|extra|plus"
    r"|senioren|seniors?|jongeren|jugendliche|studenten|baby s|peuters)\b"
)
"""Words of a heading that counts people."""

_TOTAL = re.compile(r"\b(totaal|total|totals|totale|gesamt\w*|insgesamt|samen|ensemble|tezamen)\b")
_LEAST_COUNTED = 2


def counted_columns(search: Search) -> frozenset[int]:
    """Return the columns whose people the places already include: each total is their sum.

    If no other column gives the places of a ticket, a column with the total is used.
    """
    if "places" in search.wanted:
        return frozenset()
    parts = [position for position in search.free if _counts(search, position)]
    known = "places" in search.positions
    totals = [search.positions["places"]] if known else _totals(search)
    for total in totals:
        others = [position for position in parts if position != total]
        if len(others) >= _LEAST_COUNTED and _is_sum(search, total, others):
            if not known:
                search.take("places", total)
            return frozenset(others)
    return frozenset()


def _counts(search: Search, position: int) -> bool:
    values = search.samples[position].values
    named = COUNTS.search(spaced(search.headings[position])) is not None
    return named and bool(values) and all(people(value) is not None for value in values)


def _totals(search: Search) -> list[int]:
    return [
        position
        for position in search.free
        if _TOTAL.search(spaced(search.headings[position]))
        and not search.samples[position].is_empty
    ]


def _is_sum(search: Search, total: int, parts: list[int]) -> bool:
    rows = search.samples.rows(total, *parts)
    return all(people(whole) == sum(map(_number, others)) for whole, *others in rows if whole)


def _number(cell: str) -> int:
    return (people(cell) or 0) if cell.strip() else 0
