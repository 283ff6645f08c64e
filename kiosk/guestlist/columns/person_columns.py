"""Finds names by headings that name the person: "Attendee first name", "Nom payeur"."""

from kiosk.guestlist.columns.column_search import Search
from kiosk.guestlist.columns.column_words import column_words, spaced

_PARTS = ("name", "first_name", "infix", "last_name")
_BUYER = "buyer"
_WHOLE = frozenset({"name", "first_name", "last_name"})


def take_persons(search: Search) -> None:
    """Use the parts of a guest's name, or of the buyer's name if there is no guest's name."""
    layout = search.layout
    if (layout is not None and layout.complete) or _WHOLE & search.wanted.keys():
        return
    known = [search.headings[search.positions[one]] for one in _PARTS if one in search.positions]
    whose = {of_person(heading)[0] for heading in known}
    for person in column_words().persons:
        if known and person not in whose:
            continue
        found = _parts(search, person)
        if known or _WHOLE & found.keys():
            _take(search, found)
            return


def _take(search: Search, found: dict[str, int]) -> None:
    if search.positions.get("booked_by") in found.values():
        del search.positions["booked_by"]
    for name, position in found.items():
        if name not in search.positions:
            search.take(name, position)


def _parts(search: Search, person: str) -> dict[str, int]:
    """Return the columns with parts of one person's name; a buyer's name may be taken already."""
    words = column_words().fields
    booked_by = () if "booked_by" in search.wanted else ("booked_by",)
    movable = [search.positions[one] for one in booked_by if one in search.positions]
    found: dict[str, int] = {}
    for position in (*search.named, *movable):
        whose, rest = of_person(search.headings[position])
        if whose != person or not search.samples[position].holds_words:
            continue
        for name in _PARTS:
            if rest in words[name].exact:
                found.setdefault(name, position)
                break
    for position in movable if person == _BUYER and not found else ():
        sample = search.samples[position]
        are_names = sample.looks_like_names and not sample.is_email
        if are_names and of_person(search.headings[position]) == (_BUYER, ""):
            found["name"] = position  # "Contactpersoon" is all that is known of the guests
    return found


def of_person(heading: str) -> tuple[str, str]:
    """Return the person of a column's names ("" if unknown), and the rest of the heading."""
    words = spaced(heading).split()
    for whose, names in column_words().persons.items():
        if names.intersection(words):
            left = [one for one in words if one not in names | column_words().between]
            return whose, "".join(left)
    return "", ""
