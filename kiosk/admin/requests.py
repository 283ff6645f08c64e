"""Requests that an admin makes in the window or on the command line, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.checkin.station_context import StationContext
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.roles import Role
from kiosk.errors import KioskError

SUFFIX = ".kiosk-event"
"""The suffix of event files."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """A new event: its settings as typed (by key), its PIN, and its recovery file.

    Empty texts are left out; `passphrase` is that of the recovery file.
    """

    settings: Mapping[str, str]
    pin: str = field(default="", repr=False)
    recovery: Path | None = None
    passphrase: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class MadeEvent:
    """A new event that is open, and why parts of it (a list, the recovery file) failed."""

    context: StationContext
    failures: tuple[KioskError, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """The steps of the setup that are done for an event, apart from its settings.

    `early_scans` are the scans from before the doors opened that may be tests, without an answer.
    `untried` are the sources of lists that no real ticket was tried with. `rehearsed`: a test scan
    was made.
    """

    pin: bool = False
    lists: bool = False
    recovery: bool = False
    laptops: bool = False
    early_scans: int = 0
    fallback: bool = False
    untried: tuple[str, ...] = ()
    rehearsed: bool = False


@dataclass(frozen=True, slots=True)
class EventOverview:
    """The settings of an event as texts by key, its categories, and the steps that are done."""

    settings: Mapping[str, str]
    categories: tuple[str, ...] = ()
    done: Progress = Progress()


@dataclass(frozen=True, slots=True)
class LostEntries:
    """This laptop took part before and lost its database: its entries are only at others.

    `known_until` (ms UTC): they are known up to that time; None: none of them are.
    """

    known_until: int | None
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class JoinOffer:
    """An event file's entrances, and the role, name and proposed entrance of this laptop.

    `taken` are names in use, `planned` those on the stickers of the laptops of this file. `lost`:
    this laptop joins again without the entries that it had.
    """

    event: str
    date: date
    role: Role
    entrances: tuple[str, ...]
    entrance: str
    name: str
    taken: tuple[str, ...] = ()
    clock_behind: bool = False
    planned: tuple[str, ...] = ()
    lost: LostEntries | None = None


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """An event file for a number of laptops in a role, or with `recovery` the recovery file.

    `names` are those planned for the laptops, in the order in which they are set up. A `spare` is
    only used if another one fails. An `invite` counts as a laptop once it is used.
    """

    passphrase: str = field(repr=False)
    stations: int = 1
    role: Role = Role.DOOR
    recovery: bool = False
    names: tuple[str, ...] = ()
    spare: bool = False
    invite: bool = False


@dataclass(frozen=True, slots=True)
class CategoryRule:
    """The audience group of a category, and the hand-out of its guests."""

    group: str
    handout: str = ""


class ExportKind(StrEnum):
    """The rows of the attendance file: tickets, entries at the door, or sums.

    For research a ticket has a row number instead of its own number, and no names. Thanks are the
    addresses of who came, with a second file of who did not.
    """

    TICKETS = "tickets"
    RESEARCH = "research"
    SCANS = "scans"
    SUMS = "sums"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """The area, columns and rows of the attendance file.

    `fields` (with commas) replaces the usual columns; `email` adds the addresses and whether they
    may be mailed. `since` is an ISO time. `categories`, `sources` and `attended` keep only the rows
    of such tickets.
    """

    area: str = FESTIVAL
    kind: ExportKind = ExportKind.TICKETS
    names: bool = True
    email: bool = False
    separator: str = ","
    fields: str | None = None
    since: str | None = None
    categories: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    attended: bool | None = None


@dataclass(frozen=True, slots=True)
class IssueRequest:
    """The tickets to issue: `count` new ones, or those of the lists that have no code.

    `source` is the list of new tickets, or the only list whose guests get a code. `signed` codes
    are known to be genuine before the list with them has arrived. Tickets for `door_sale` are
    valid, but expected only once they are admitted or paid.
    """

    count: int = 0
    source: str | None = None
    category: str = ""
    signed: bool = False
    door_sale: bool = False


@dataclass(frozen=True, slots=True)
class IssuedTicket:
    """A ticket with its new code, which is stored nowhere else."""

    ref: str
    name: str
    organisation: str
    category: str
    places: int
    email: str
    code: str = field(repr=False)
