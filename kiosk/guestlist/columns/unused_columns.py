"""Finds unused columns that look as if they decide on admission or numbers of people."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.ticket import Status
from kiosk.guestlist.columns.column_samples import Sample, Samples
from kiosk.guestlist.columns.column_words import column_words, plain
from kiosk.guestlist.columns.count_columns import PART_OF_NAME, is_count, may_count_people
from kiosk.guestlist.columns.guest_counts import people
from kiosk.guestlist.columns.list_columns import ADDON, Columns
from kiosk.guestlist.columns.status_words import status_words

_NO_CODE = re.compile(
    r"order|bestel|reserv|booking|boeking|transac|betal|payment|pay|invoice|factuur|klant|customer|user"
    r"|gebruiker|event|evenement|product|voucher|coupon|korting|iban|rekening|phone|telef|mobiel|url|link"
    r"|pseud|session|device|kvk|btw|vat|member|lid|wachtwoord|password|hash|name|naam|mail"
)
_OF_TICKETS = re.compile(r"ticket|qr|code|checkin|kaart|billet|eintritt")
_NOT = re.compile(r"\b(nee|niet|geen|not|no|nein|nicht|kein|non|pas)\b", re.I)
"""One of a few words with "not" may mean that the guest does not come."""

_NUMBER_BEHIND = re.compile(r"\s*\d{1,2}$")
_MOST_DAYS = 12
_HALF = 0.5
_FEW = 8


@dataclass(frozen=True, slots=True)
class Suspect:
    """An unused column, and its likely meaning: status, code, places or add-ons.

    `is_total`: its numbers may be all people of a ticket, as they are never 0.
    """

    heading: str
    about: str
    values: tuple[str, ...] = ()
    is_total: bool = True


def suspects(columns: Columns, samples: Samples, *, ask_codes: bool) -> list[Suspect]:
    """Return the unused columns that may matter, in their order."""
    used = columns.used
    found = (
        _suspect(columns, position, samples, ask_codes=ask_codes)
        for position, heading in enumerate(columns.headings)
        if heading and position not in used and position not in columns.ignored
    )
    return [suspect for suspect in found if suspect]


def day_columns(columns: Columns) -> list[str]:
    """Return the headings of unused columns that are days, if there are several."""
    used = columns.used | columns.ignored
    days = [
        heading
        for position, heading in enumerate(columns.headings)
        if position not in used and column_words().days.describes(heading)
    ]
    return days if len(days) > 1 else []


def types_without_ticket(columns: Columns, samples: Samples) -> tuple[str, ...]:
    """Return the kinds of tickets that say they are none: "Cancelled - Regular"."""
    if columns.is_complete:
        return ()
    position = columns.positions.get("category")
    kinds = samples[position].kinds if position is not None else {}
    return tuple(one for one in kinds if status_words().worst_part(one))[:_FEW]


def likely_codes(columns: Columns, samples: Samples) -> list[str]:
    """Return the headings of columns that may contain ticket codes, used or not."""
    found = [
        heading
        for position, heading in enumerate(columns.headings)
        if heading
        and position not in columns.ignored
        and _may_be_code(columns, heading, samples[position])
    ]
    stems = {_stem(heading) for heading in found if _stem(heading) != heading}
    return [
        heading
        for position, heading in enumerate(columns.headings)
        if heading in found or (_stem(heading) in stems and samples[position].has_codes)
    ]


def are_numbered(headings: Sequence[str]) -> bool:
    """Return whether headings differ in a number only: "Ticket 1 code", "Ticket 2 code"."""
    return len(headings) > 1 and len(set(map(_stem, headings))) == 1


def _stem(heading: str) -> str:
    return re.sub(r"\d+", "#", heading)


def likely_names(columns: Columns, samples: Samples) -> list[str]:
    """Return the headings of unused columns that may contain names of guests."""
    used = columns.used - set(columns.of("booked_by"))  # the buyer may be the only known person
    return [
        heading
        for position, heading in enumerate(columns.headings)
        if heading and position not in used and samples[position].looks_like_names
    ]


def more_names(columns: Columns, samples: Samples) -> list[str]:
    """Return the headings of unused columns with names of people, if there are several.

    They are numbered ("Ouder 1", "Ouder 2"), or each is called a name ("Naam ouder").
    """
    if columns.is_complete:
        return []
    free = [
        heading
        for position, heading in enumerate(columns.headings)
        if heading
        and position not in columns.used | columns.ignored | columns.aside
        and samples[position].holds_words
    ]
    named = [
        one
        for one in free
        if column_words().fields["name"].describes(one) and not PART_OF_NAME.search(plain(one))
    ]
    stems = [_NUMBER_BEHIND.sub("", one) for one in free]
    numbered = [one for one, stem in zip(free, stems, strict=True) if stems.count(stem) > 1]
    found = [one for one in free if one in (*named, *numbered)]
    names = [one for one in found if samples[columns.headings.index(one)].looks_like_names]
    return found if len(found) > 1 and names else []


def rival_codes(columns: Columns, samples: Samples) -> list[str]:
    """Return the column with the codes, and columns named like it that contain other codes."""
    if not columns.has("code") or columns.is_complete:
        return []
    taken = columns.positions["code"]
    if not samples[taken].looks_like_codes:
        return []
    names = column_words().fields["code"]
    rivals = [
        position
        for position, heading in enumerate(columns.headings)
        if position != taken
        and position not in columns.ignored
        and names.matches(heading)
        and (
            _may_be_code(columns, heading, samples[position])
            or (samples[position].has_codes and _NO_CODE.search(plain(heading)) is None)
        )
        and not set(samples[position].values) <= set(samples[taken].values)
    ]
    return [columns.headings[one] for one in (taken, *rivals)] if rivals else []


def _suspect(
    columns: Columns, position: int, samples: Samples, *, ask_codes: bool
) -> Suspect | None:
    heading, sample = columns.headings[position], samples[position]
    if sample.is_empty or _is_of_shop(columns, heading):
        return None
    if _may_be_status(columns, position, sample):
        return Suspect(heading, "status", tuple(sample.kinds)[:_FEW])
    if ask_codes and _may_be_code(columns, heading, sample):
        return Suspect(heading, "code")
    if _may_be_addon(columns, position, sample, samples):
        return Suspect(heading, ADDON)
    if may_count_people(columns, position, sample):
        is_total = all(map(people, sample.kinds))
        return Suspect(heading, "places", tuple(sample.kinds)[:_FEW], is_total)
    return None


def _may_be_addon(columns: Columns, position: int, sample: Sample, samples: Samples) -> bool:
    """Return whether some rows name another row's ticket here: extras, or tickets of a group."""
    if "ticket" not in columns.positions or sample.is_full:
        return False
    tickets = set(samples[columns.positions["ticket"]].values)
    pairs = samples.rows(columns.positions["ticket"], position)
    own = sum(bool(other) and own == other for own, other in pairs)
    return not own and tickets.issuperset(sample.values)


def _is_of_shop(columns: Columns, heading: str) -> bool:
    return columns.layout is not None and plain(heading) in columns.layout.aside


def _may_be_status(columns: Columns, position: int, sample: Sample) -> bool:
    """Return whether a column keeps guests out by its words, its name, or yes and no."""
    words = status_words()
    heading = columns.headings[position]
    if any(words.worst_part(value) for value in sample.kinds) and _has_few_parts(sample):
        return True
    if column_words().statuses["returned"].rank(heading) is not None:
        return any(words.meaning("returned", value) is not Status.VALID for value in sample.kinds)
    if _names_days(heading, sample, aside=position in columns.aside):
        return True
    if position in columns.aside or not sample.has_few_kinds:
        return False
    if _names_its_values(heading, sample) or _is_named_status(heading):
        return True
    if any(map(_NOT.search, sample.kinds)):
        return True
    return not columns.is_complete and _are_answers(sample) and not is_count(heading)


def _names_days(heading: str, sample: Sample, *, aside: bool) -> bool:
    """Return whether a column has the day of each guest, and not the same one of all."""
    days = column_words().days
    if not 1 < len(sample.kinds) <= _MOST_DAYS:
        return False
    if days.rank(heading) is not None:
        return True
    written = (days.describes(one) and any(map(str.isalpha, one)) for one in sample.values)
    return not aside and sample.has_few_kinds and sample.share(written) > _HALF


def _has_few_parts(sample: Sample) -> bool:
    """Return whether a column has few kinds of words, or of tags with commas between them."""
    parts = Sample(part for value in sample.values for part in value.split(","))
    return sample.has_few_kinds or parts.has_few_kinds


def _names_its_values(heading: str, sample: Sample) -> bool:
    """Return whether a heading lists the answers below it: "A/N", "wel/niet"."""
    choices = {plain(part) for part in heading.split("/")}
    return len(choices) > 1 and len(sample.kinds) > 1 and choices >= set(map(plain, sample.kinds))


def _are_answers(sample: Sample) -> bool:
    """Return whether some rows are yes or no, and others are not."""
    answers = all(map(status_words().is_answer, sample.kinds))
    return answers and (len(sample.kinds) > 1 or len(sample.values) < sample.rows)


def _is_named_status(heading: str) -> bool:
    names = column_words()
    named = any(kind.matches(heading) for kind in names.statuses.values())
    return named and not names.activity.describes(heading)


def _may_be_code(columns: Columns, heading: str, sample: Sample) -> bool:
    if _is_of_shop(columns, heading):
        return False
    if sample.looks_like_addresses:
        return _OF_TICKETS.search(plain(heading)) is not None
    if not sample.looks_like_codes or _NO_CODE.search(plain(heading)) is not None:
        return False
    return column_words().fields["booked_by"].rank(heading) is None
