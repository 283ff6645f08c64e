"""Finds columns that count people: totals that are the sum of others, and unused ones that may."""

import re

from kiosk.guestlist.columns.column_samples import Sample
from kiosk.guestlist.columns.column_search import Search
from kiosk.guestlist.columns.column_words import column_words, plain, spaced
from kiosk.guestlist.columns.guest_counts import people
from kiosk.guestlist.columns.list_columns import Columns
from kiosk.guestlist.columns.status_words import status_words

_COUNTS = re.compile(
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

PART_OF_NAME = re.compile(
    r"voornaam|achternaam|tussenvoeg|first|last|given|family|surname|middle|vorname|nachname|prenom"
)
"""Headings of parts of a name."""

_OTHER_NUMBER = re.compile(
    r"\b(leeftijd|age|alter|jaar|year|jahr|annee|klas\w*|class\w*|groep|group|gruppe|groupe|team|ploeg"
    r"|nummer|nr|number|num|no|id|index|rang|rank|rating|score|level|niveau|ronde|round|dag|day|tag|jour"
    r"|week|maand|month|kamer|room|box|veld|wijk|prio\w*|versie|version|volgorde|punten|points|stem\w*"
    r"|keer|times|maat|size|uur|uren|hours?|verdieping|etage|blok|block|vak|lijst|list|rol|role|code)\b"
)
"""Words of a heading whose small numbers are no people."""

_MOST_TOGETHER = 12
_MOST_PEOPLE = 200
_HALF = 0.5
_DECIMAL = re.compile(r"\d+[.,]\d+")


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
    return (
        is_count(search.headings[position])
        and bool(values)
        and all(people(value) is not None for value in values)
    )


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


def may_count_people(columns: Columns, position: int, sample: Sample) -> bool:
    """Return whether an unused column may count people."""
    if position in columns.counted:
        return False
    heading = columns.headings[position]
    return _may_be_places(columns, heading, sample) or _are_small_numbers(columns, position, sample)


def is_count(heading: str) -> bool:
    """Return whether a heading counts people."""
    return _COUNTS.search(spaced(heading)) is not None


def _may_be_places(columns: Columns, heading: str, sample: Sample) -> bool:
    """Return whether a column counts people: by its name, or by cells such as `2 pers.`."""
    numbers = [people(value) for value in sample.kinds]
    if PART_OF_NAME.search(plain(heading)):
        return False
    if is_count(heading) and sample.has_few_kinds and None in numbers:
        named = column_words().besides.matches(heading)  # these are already counted as places
        return not named and not any(map(status_words().is_answer, sample.kinds))
    too_many = any(number is None or number > _MOST_PEOPLE for number in numbers)
    if too_many or all(number == 1 for number in numbers):
        return False
    written = sample.share(not value.isdigit() for value in sample.values)
    if is_count(heading):
        return not columns.is_complete or written > 0
    return written > _HALF and not all(map(_DECIMAL.fullmatch, sample.kinds))


def _are_small_numbers(columns: Columns, position: int, sample: Sample) -> bool:
    """Return whether a column may count people, because nothing else does and no name says more."""
    heading = columns.headings[position]
    known = columns.layout is not None or columns.besides or columns.counts
    if known or "places" in columns.positions or position in columns.aside:
        return False
    if not sample.is_full or len(sample.kinds) == 1 or _OTHER_NUMBER.search(spaced(heading)):
        return False
    numbers = [int(value) for value in sample.values if value.isdecimal()]
    if len(numbers) < len(sample.values) or max(numbers) == 1 or max(numbers) > _MOST_TOGETHER:
        return False
    return sum(map(numbers.count, (0, 1, 2))) > len(numbers) * _HALF
