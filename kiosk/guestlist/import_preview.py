"""A preview of a list before the import: its first guests, and its overlap with other lists."""

from dataclasses import dataclass

NAMES_SHOWN = 5
"""The most guests who are named in one sentence."""


@dataclass(frozen=True, slots=True)
class PreviewGuest:
    """A row as it was read; `code` is shortened, `ticket` is a number of the file."""

    code: str
    ticket: str
    name: str
    organisation: str
    category: str
    places: int
    status: str


@dataclass(frozen=True, slots=True)
class SameGuests:
    """Guests of a file who are on other lists too: their number, the sources, the first names."""

    count: int
    sources: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """The first guests as they will be imported, and guests of the previous version that are
    missing.

    `others` are the sources of other lists with the number of rows that each shares, most first;
    `is_new`: the source has no list yet. `categories` are those of the file and of the event,
    `ungrouped` those of the file without a group.
    """

    guests: tuple[PreviewGuest, ...] = ()
    left_off: int = 0
    left_off_names: tuple[str, ...] = ()
    is_new: bool = True
    rows: int = 0
    others: tuple[tuple[str, int], ...] = ()
    categories: tuple[str, ...] = ()
    ungrouped: tuple[str, ...] = ()
    same: SameGuests | None = None
