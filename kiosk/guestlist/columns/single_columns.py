"""Finds fields with one column: by the user, its shop, its name, and its cells."""

from kiosk.guestlist.columns.column_samples import Sample
from kiosk.guestlist.columns.column_search import Search, chosen_columns, is_letter
from kiosk.guestlist.columns.column_words import column_words, plain
from kiosk.guestlist.columns.guest_counts import people
from kiosk.guestlist.columns.list_columns import BESIDES, FIELDS, NO_COLUMN
from kiosk.guestlist.columns.status_columns import says_type
from kiosk.guestlist.columns.status_words import may_mail, status_words

_SEVERAL = ("status", "note")
_SINGLE = tuple(name for name in FIELDS if name not in _SEVERAL)
_NEVER_IN_DOUBT = ("booked_by", "email")  # a buyer's name in addition to the guest's own
_MAY_BE_ORDERS = frozenset({"referentie", "reference"})
_MAY_BE_TYPES = frozenset({"ticket", "kaart", "billet"})
_OF_A_GUEST = frozenset({"code", "ticket", "name", "first_name", "last_name"})
_HALF = 0.5


def take_wanted(search: Search) -> None:
    """Use the columns that the user named."""
    for name, heading in search.wanted.items():
        if heading != NO_COLUMN:
            position, *more = chosen_columns(name, heading, search.headings)
            if name != "status" or not says_type(search.headings[position]):
                search.taken.update((position, *more))
            if name not in (*_SEVERAL, BESIDES):
                search.counts += tuple(more)
                search.positions[name] = position


def take_of_layout(search: Search) -> None:
    """Use the columns of a known export; of several, the first that is not empty."""
    for name in _SINGLE:
        free = [position for position in search.of_shop(name) if position not in search.taken]
        if free and name not in search.wanted:
            filled = [position for position in free if not search.samples[position].is_empty]
            search.take(name, (filled or free)[0])


def take_by_name(search: Search) -> None:
    """Use the columns with a usual name: of two the likelier, unless empty or of another kind."""
    words = column_words()
    for name in _open(search):
        ranked = {
            position: words.fields[name].rank(search.headings[position])
            for position in search.named
        }
        found = sorted(
            (position for position, rank in ranked.items() if rank is not None),
            key=lambda position: (ranked[position], position),
        )
        samples = search.samples
        likely = [one for one in found if samples.none or _may_be(name, samples[one])]
        found = [one for one in found if not _cannot_be(name, search.samples[one])]
        for position in (likely or found)[:1]:
            search.take(name, position)
            search.doubtful += [
                (name, search.headings[position], search.headings[other])
                for other in likely[1:]
                if name not in _NEVER_IN_DOUBT
            ]


def take_unnamed(search: Search) -> None:
    """Use the first column if it has names and no heading, and no other column names the guests."""
    if _OF_A_GUEST.isdisjoint(search.positions) and _OF_A_GUEST.isdisjoint(search.wanted):
        sample = search.samples[0]
        if 0 in search.free and is_letter(search.headings[0]) and sample.looks_like_names:
            search.take("name", 0)


def take_by_phrase(search: Search) -> None:
    """Use columns whose heading is a sentence about the field, if none has its name."""
    words = column_words()
    for name in _open(search, replace_empty=True):
        for position in search.named:
            heading, sample = search.headings[position], search.samples[position]
            aside = name != "mail_ok" and words.activity.describes(heading)
            about = words.fields[name].describes(heading) and not aside
            if about and not sample.is_empty and _may_be(name, sample):
                search.take(name, position)
                break


def separate_orders_from_tickets(search: Search) -> None:
    """Take a column "Reference" that several rows share for their order, which is no ticket."""
    position = search.positions.get("ticket")
    if position is None or "ticket" in search.wanted or search.of_shop("ticket"):
        return
    if plain(search.headings[position]) in _MAY_BE_ORDERS:
        sample = search.samples[position]
        if not sample.all_differ and "booked_by" not in search.positions:
            search.positions["booked_by"] = search.positions.pop("ticket")


def separate_types_from_tickets(search: Search) -> None:
    """Use a column "Ticket" as the category if many guests have the same value."""
    position = search.positions.get("ticket")
    if position is None or "ticket" in search.wanted or "category" in search.positions:
        return
    sample = search.samples[position]
    says_types = len(sample.kinds) < len(sample.values) * _HALF or not _share_of_digits(sample)
    if plain(search.headings[position]) in _MAY_BE_TYPES:
        blanks = sample.share(" " in value for value in sample.values)
        says_types = says_types or blanks >= _HALF
    if sample.values and says_types:
        del search.positions["ticket"]
        search.positions["category"] = position


def _open(search: Search, *, replace_empty: bool = False) -> list[str]:
    """Return the fields that have no column yet, or one without a single value."""
    layout = search.layout
    never_codes = layout is not None and layout.complete and not layout.codes
    whole = layout is not None and layout.complete and "name" not in search.positions
    parts = {"name"} if whole and "first_name" in search.positions else set()
    return [
        name
        for name in _SINGLE
        if name not in search.wanted
        and name not in parts
        and not (name == "code" and never_codes)
        and (
            name not in search.positions
            or (replace_empty and search.samples[search.positions[name]].is_empty)
        )
    ]


def _may_be(name: str, sample: Sample) -> bool:
    """Return whether a column's cells may be this field; an empty column may be any field."""
    if sample.is_empty:
        return False
    match name:
        case "email":
            return sample.is_email
        case "name" | "first_name" | "last_name":
            return not sample.is_email and max(_share_of_digits(sample), _answers(sample)) < _HALF
        case "category":
            return not sample.is_amount
        case "mail_ok":
            return sample.share(may_mail(value) is not None for value in sample.values) >= _HALF
        case "places":
            return sample.share(people(value) is not None for value in sample.values) >= _HALF
        case "organisation":
            return not sample.is_email and _answers(sample) < _HALF
        case _:
            return True


def _cannot_be(name: str, sample: Sample) -> bool:
    """Return whether a column's cells are of another kind, despite its name."""
    match name:
        case "email":
            return not sample.is_empty and not sample.is_email
        case "name" | "first_name" | "last_name":
            return _answers(sample) >= _HALF
        case "category":
            return sample.is_amount
        case "mail_ok":
            return not sample.is_empty and not _may_be(name, sample)
    return False


def _share_of_digits(sample: Sample) -> float:
    return sample.share(any(map(str.isdigit, value)) for value in sample.values)


def _answers(sample: Sample) -> float:
    """Return the share of the values that are a yes or a no."""
    return sample.share(map(status_words().is_answer, sample.values))
