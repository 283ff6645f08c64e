"""The problems that `verify` finds."""

from dataclasses import dataclass
from enum import StrEnum


class ProblemKind(StrEnum):
    """The kinds of problems of a station's file; the sentences are `problem.<value>`."""

    FILE = "file"
    SCHEMA = "schema"
    EVENT = "event"
    EVENT_LOST = "event_lost"
    KEYS_LOST = "keys_lost"
    ENTRY_CHANGED = "entry_changed"
    ENTRY_UNREADABLE = "entry_unreadable"
    ENTRY_COPIES = "entry_copies"
    ENTRY_MISSING = "entry_missing"
    TWO_VERSIONS = "two_versions"
    GAP = "gap"
    PUT_ASIDE = "put_aside"
    ASIDE = "aside"
    NOT_ALLOWED = "not_allowed"
    BRANCH = "branch"
    CHAIN = "chain"
    LOG_END = "log_end"
    LOG_OPENING = "log_opening"
    LOG_MISSING = "log_missing"
    STATION = "station"
    SIGNATURE = "signature"
    SIGNED_ELSE = "signed_else"
    ANNEX_AWAITED = "annex_awaited"
    ANNEX_MISSING = "annex_missing"
    ANNEX_CHANGED = "annex_changed"
    ATTENDANCE = "attendance"
    TOTALS = "totals"
    BY_HAND = "by_hand"
    DESK = "desk"
    WALK_IN = "walk_in"
    SHIFT = "shift"
    SETTING = "setting"
    STATION_COPY = "station_copy"
    MACHINE = "machine"
    CLOCK = "clock"
    SIGNATURE_MISSING = "signature_missing"
    NEWEST = "newest"
    GIVEN = "given"
    PERSON = "person"
    OPERATOR = "operator"
    CODES = "codes"
    NAMES_INDEX = "names_index"
    NO_EVENT = "no_event"
    LIST_MISSING = "list_missing"
    LIST_DAMAGED = "list_damaged"
    LIST_CODES = "list_codes"
    LIST_EMAIL = "list_email"
    LIST_STATE = "list_state"
    LIST_INDEX = "list_index"
    LIST_PERSONS = "list_persons"
    LIST_STRAY = "list_stray"
    LIST_UNKNOWN = "list_unknown"
    LIST_AWAITED = "list_awaited"
    OLD_LIST = "old_list"
    ENTRIES_UNLISTED = "entries_unlisted"
    NAMES_UNCHECKED = "names_unchecked"
    NOT_CHECKED = "not_checked"


DAMAGED = frozenset(
    {
        ProblemKind.ENTRY_CHANGED,
        ProblemKind.ENTRY_UNREADABLE,
        ProblemKind.ENTRY_COPIES,
        ProblemKind.STATION,
    }
)
"""Entries whose content or author cannot be trusted: nothing may be rebuilt from these."""

AWAITED = frozenset({ProblemKind.ANNEX_AWAITED, ProblemKind.LIST_AWAITED})
"""Data that other laptops still have to send; after a repair, it may have been lost here."""

NOTED = AWAITED | {
    ProblemKind.TWO_VERSIONS,
    ProblemKind.PUT_ASIDE,
    ProblemKind.ENTRIES_UNLISTED,
    ProblemKind.NAMES_UNCHECKED,
    ProblemKind.NOT_CHECKED,
}
"""Information, no problem: the file is undamaged."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem in a log (hex) at a number, or `about` something with a name.

    `count` is the number of rows of the list, or of entries.
    """

    kind: ProblemKind
    log: str | None = None
    seq: int | None = None
    about: str | None = None
    count: int | None = None
