"""Requests that an admin makes in the window or on the command line, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.roles import Role

SUFFIX = ".kiosk-event"
"""How the names of event files end."""


@dataclass(frozen=True, slots=True)
class NewEvent:
    """What a person typed, unchecked: `date` as YYYY-MM-DD, entrances divided by `;`."""

    name: str
    date: str
    entrances: str
    station: str


@dataclass(frozen=True, slots=True)
class JoinOffer:
    """An event file's entrances, role and name for this laptop; `taken` are the names of others."""

    event: str
    date: date
    role: Role
    entrances: tuple[str, ...]
    name: str
    taken: tuple[str, ...] = ()
    clock_behind: bool = False


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """An event file for so many laptops in a role; with `recovery` the recovery file instead."""

    passphrase: str = field(repr=False)
    stations: int = 1
    role: Role = Role.DOOR
    recovery: bool = False


class ExportKind(StrEnum):
    """The kind of rows in the attendance file: tickets, entries at the door, or sums."""

    TICKETS = "tickets"
    SCANS = "scans"
    SUMS = "sums"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """How a person wants the attendance file: of which area, with which columns and rows.

    `fields` (with commas) replaces the usual columns, to which `email` adds the addresses. `since`
    is an ISO time. `categories`, `sources` and `attended` keep the rows of such tickets alone.
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
