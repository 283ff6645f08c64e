"""Recognises unused columns that may count people."""

import re

from kiosk.guestlist.columns.column_samples import Sample
from kiosk.guestlist.columns.column_words import column_words, plain, spaced
from kiosk.guestlist.columns.count_columns import COUNTS
from kiosk.guestlist.columns.guest_counts import people
from kiosk.guestlist.columns.list_columns import Columns
from kiosk.guestlist.columns.status_words import status_words

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


def may_count_people(columns: Columns, position: int, sample: Sample) -> bool:
    """Return whether an unused column may count people."""
    if position in columns.counted:
        return False
    heading = columns.headings[position]
    return _may_be_places(columns, heading, sample) or _are_small_numbers(columns, position, sample)


def is_count(heading: str) -> bool:
    """Return whether a heading counts people."""
    return COUNTS.search(spaced(heading)) is not None


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
