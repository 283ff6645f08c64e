"""A guest's full name from several columns."""

import re

_PARTS = re.compile(r"[^\W_]+")


def full_name(name: str, first: str, infix: str, last: str) -> str:
    """Return the full name; a "name" next to only a surname or a first name may be the other half.

    It is the full name if it contains the other half: "Jan de Vries" next to "Vries".
    """
    if not name:
        return _joined(first, infix, last)
    if first and last:
        return name
    if last and not _is_in(last, name):
        return _joined(name, infix, last)
    if first and not _is_in(first, name):
        return _joined(first, infix, name)
    return name


_WITH_GUESTS = re.compile(
    r"(.*[^\W\d_]{2}.*?)\s*\(?\+\s*"
    r"(\d{1,2}|(?:een |a )?(?:partner|introduc\w*|gast|guest|begleitung))"
    r"(?:\s*(?:pers\.?|personen|gasten|guests))?\)?",
    re.I,
)


def name_and_guests(name: str) -> tuple[str, int]:
    """Return a name without the "+2" behind it, and how many guests that is."""
    found = _WITH_GUESTS.fullmatch(name) if "+" in name else None
    if found is None:
        return name, 0
    return found[1].rstrip(" ,"), int(found[2]) if found[2].isdigit() else 1


def _is_in(part: str, name: str) -> bool:
    return set(_PARTS.findall(part.casefold())) <= set(_PARTS.findall(name.casefold()))


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))
