"""What a person sees of a list before it counts: its first guests, and what it has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # SQLite comes with it
    from kiosk.store.lists.staged_guests import StagedGuest


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """The first guests as they will be read, and those of the version before who are left off.

    `others` are the sources of the other lists with the number of these rows that each has too,
    most first; `is_new` says that the source has no list yet. `categories` are all of the file,
    `ungrouped` those that are in no group.
    """

    guests: tuple[StagedGuest, ...] = ()
    left_off: int = 0
    left_off_names: tuple[str, ...] = ()
    is_new: bool = True
    rows: int = 0
    others: tuple[tuple[str, int], ...] = ()
    categories: tuple[str, ...] = ()
    ungrouped: tuple[str, ...] = ()
