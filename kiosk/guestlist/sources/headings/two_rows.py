"""Joins headings over two rows: "Aanwezig" above "ja" and "nee"."""

from collections.abc import Sequence

from kiosk.guestlist.columns.person_columns import of_person
from kiosk.guestlist.columns.recognition import is_heading, names_a_guest

_HALF = 0.5
_LEAST_TEXTS = 2


def joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Return two rows of headings as one.

    The heading above, which may begin in a column further left, is put before the one below. It
    is left out before a usual name, except before the second of two equal ones, or if it says
    whose name it is.
    """
    texts: list[str] = []
    above = ""
    for up, low in _pairs(upper, lower):
        above = up or (above if low else "")
        both = " ".join(dict.fromkeys(filter(None, (above, low))))
        is_person = list(lower).count(low) > 1 and of_person(above)[0] != ""
        is_enough = low and is_heading(low) and low not in texts and not is_person
        texts.append(low if is_enough else both)
    return texts


def divides(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Return whether a row above headings is a part of them, and no title.

    It has several texts, one of them where the headings have none, or equal headings are below.
    """
    pairs = _pairs(upper, lower)
    texts = [up for up, _ in pairs if up]
    if len(texts) < _LEAST_TEXTS or any(any(map(str.isdigit, up)) for up in texts):
        return False
    filled = [low for _, low in pairs if low]
    return any(up and not low for up, low in pairs) or len(set(filled)) < len(filled)


def is_second_row(
    upper: Sequence[str], lower: Sequence[str], below: Sequence[Sequence[str]]
) -> bool:
    """Return whether a row below headings divides some of them, and is no guest.

    It fills columns without a heading beside one that has, and repeats the other headings, as
    merged cells do, or leaves them empty although the rows `below` fill them. Headings of the guest
    itself, such as a name, are never divided.
    """
    pairs = _pairs(upper, lower)
    parts = _parts(pairs)
    if not parts or any(any(map(str.isdigit, low)) for _, low in pairs):
        return False
    others = [place for place, (up, _) in enumerate(pairs) if up and place not in parts]
    if any(pairs[place][1] not in ("", pairs[place][0]) for place in others):
        return False
    repeated = any(pairs[place][1] for place in others)
    divided = [up for place, (up, _) in enumerate(pairs) if place in parts and up]
    if repeated or any(map(names_a_guest, divided)):
        return repeated
    return any(_share_filled(place, below) > _HALF for place in others)


def _pairs(upper: Sequence[str], lower: Sequence[str]) -> list[tuple[str, str]]:
    width = max(len(upper), len(lower))
    rows = [[*map(str.strip, row), *[""] * (width - len(row))] for row in (upper, lower)]
    return list(zip(*rows, strict=True))


def _parts(pairs: Sequence[tuple[str, str]]) -> set[int]:
    """Return the columns below divided headings: without one of their own, and the one before."""
    parts: set[int] = set()
    for place, (up, low) in enumerate(pairs):
        if not up and low and place:
            begin = next((one for one in range(place - 1, -1, -1) if pairs[one][0]), None)
            if begin is not None and all(pairs[one][1] for one in range(begin, place)):
                parts.update(range(begin, place + 1))
    return parts


def _share_filled(place: int, rows: Sequence[Sequence[str]]) -> float:
    filled = sum(place < len(row) and bool(row[place].strip()) for row in rows)
    return filled / len(rows) if rows else 0.0
