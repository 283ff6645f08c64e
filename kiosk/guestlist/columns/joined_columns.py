"""Finds data in several columns: notes, additional guests, add-ons, and columns to ignore."""

from kiosk.guestlist.columns.column_samples import Sample
from kiosk.guestlist.columns.column_search import Search, chosen_column, chosen_columns
from kiosk.guestlist.columns.column_words import column_words, plain
from kiosk.guestlist.columns.guest_counts import guests_besides, people
from kiosk.guestlist.columns.list_columns import ADDON, BESIDES, NO_COLUMN
from kiosk.guestlist.columns.status_words import status_words

_NAMES = ("name", "last_name", "first_name")
_MOST_GUESTS = 13  # the twelfth is the last whose column is recognised
_AMBIGUOUS_GUESTS = frozenset({"guests", "numberofguests", "noofguests", "aantalgasten", "gasten"})


def find_notes(search: Search) -> tuple[int, ...]:
    """Return all columns with notes: the shop's own, and those with a usual name or sentence."""
    if "note" in search.wanted:
        chosen = search.wanted["note"]
        return () if chosen == NO_COLUMN else (chosen_column(chosen, search.headings),)
    names = column_words().fields["note"]
    activity = column_words().activity
    found = search.of_shop("note")
    found += [
        position
        for position in search.named
        if names.rank(search.headings[position]) is not None
        or (
            names.describes(search.headings[position])
            and not activity.describes(search.headings[position])
        )
    ]
    notes = tuple(dict.fromkeys(position for position in found if position not in search.taken))
    search.taken.update(notes)
    return notes


def is_for_the_desk(heading: str) -> bool:
    """Return whether a column is an instruction for the check-in."""
    return column_words().desk_notes.rank(heading) is not None


def is_flag(sample: Sample) -> bool:
    """Return whether a note is only a yes or no to its heading."""
    return not sample.is_empty and all(map(status_words().is_answer, sample.values))


def find_besides(search: Search) -> tuple[int, ...]:
    """Return the columns with additional guests, unless the places include them."""
    if (chosen := search.wanted.get(BESIDES)) is not None:
        if chosen == NO_COLUMN:
            return ()
        return tuple(chosen_columns(BESIDES, chosen, search.headings))
    if (chosen_places := _places_besides(search)) is not None:
        return (chosen_places,)
    words = column_words().besides
    found = search.of_shop("besides")
    is_own = bool(found)
    found += [position for position in search.named if words.matches(search.headings[position])]
    found = [
        position
        for position in found
        if not search.samples[position].is_empty and position not in search.taken
    ]
    found = found[:1] or _other_names(search)
    if not found or "places" in search.wanted:
        return ()
    position, *others = found
    search.taken.update(found)
    sample = search.samples[position]
    if "places" not in search.positions and not is_own and _counts_all(search, position, sample):
        search.positions["places"] = position
        return ()
    return (position, *others) if not _are_counted(search, position) else ()


def _places_besides(search: Search) -> int | None:
    """Return the column that a person chose for the places, if it leaves the guest out.

    Its cells say yes or 0, so it counts the people besides the guest.
    """
    position = search.positions.get("places")
    if "places" not in search.wanted or position is None or search.counts:
        return None
    words = status_words()
    are_all = all(
        people(one) or (not words.is_answer(one) and people(one) is None)
        for one in search.samples[position].kinds
    )
    return None if are_all else search.positions.pop("places")


def _other_names(search: Search) -> list[int]:
    """Return the columns with names of more guests: "Naam 2" and "Naam 3" next to "Naam 1"."""
    taken = [search.headings[search.positions[one]] for one in _NAMES if one in search.positions]
    stems = {plain(heading).rstrip("1") for heading in taken}
    numbered = [f"{stem}{number}" for number in range(2, _MOST_GUESTS) for stem in stems]
    other = [one for one in search.free if plain(search.headings[one]) in numbered]
    found = [
        one
        for one in other
        if search.samples[one].holds_words
        and not search.headings[one].endswith(")")  # "Naam (2)": columns with one name, of anything
    ]
    return found if any(search.samples[one].looks_like_names for one in found) else []


def _counts_all(search: Search, position: int, sample: Sample) -> bool:
    """Return whether a number of "guests" includes the row's person: it is never 0."""
    may_be = plain(search.headings[position]) in _AMBIGUOUS_GUESTS and sample.is_full
    return may_be and all((people(value) or 0) > 0 for value in sample.values)


def _are_counted(search: Search, position: int) -> bool:
    """Return whether the places of each row already include its additional guests."""
    if "places" not in search.positions:
        return False
    pairs = search.samples.rows(search.positions["places"], position)
    return all((people(total) or 1) > (guests_besides(more) or 0) for total, more in pairs)


def find_addon(search: Search) -> int | None:
    """Return the column that is filled if a row belongs to another row's ticket."""
    words = column_words().addon
    chosen = search.wanted.get(ADDON, NO_COLUMN)
    if chosen != NO_COLUMN:
        return chosen_column(chosen, search.headings)
    found = search.of_shop("addon")
    found += [one for one in search.free if words.rank(search.headings[one]) is not None]
    search.taken.update(found)
    return found[0] if found else None


def aside_columns(search: Search) -> frozenset[int]:
    """Return the free columns that are no part of a ticket, by their shop or their names."""
    words = column_words()
    of_shop = search.layout.aside if search.layout else frozenset()
    return frozenset(
        position
        for position in search.free
        if plain(search.headings[position]) in of_shop
        or words.aside.matches(search.headings[position])
        or words.activity.describes(search.headings[position])
    )
