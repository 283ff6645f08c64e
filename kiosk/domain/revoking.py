"""Revoked stations: up to where their entries still count, a function of the set of entries.

A setting whose key is REVOKED and the id of a station or an enrolment key revokes it. For a station
its value is {"logs": {log: [seq, hash]}}: how far each log counted then. For an enrolment key it
is {"stations": [id, ...]}: those that had joined by it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.domain.aside import REVOKED
from kiosk.domain.entry import Entry, Kind


@dataclass(frozen=True, slots=True)
class Member:
    """A station as revoking sees it: its id, and the enrolment key that it joined by (or "")."""

    station: str
    enrolment: str = ""


@dataclass(frozen=True, slots=True)
class Revocations:
    """What is revoked: per station how far each log counts, per enrolment key who had joined."""

    stations: Mapping[str, Mapping[str, int]]
    enrolments: Mapping[str, frozenset[str]]

    def until(self, member: Member, log: str) -> int | None:
        """Return the number of the last entry of a station's log that counts; None: all do."""
        joined = self.enrolments.get(member.enrolment)
        if joined is not None and member.station not in joined:
            return 0
        cut = self.stations.get(member.station)
        return None if cut is None else cut.get(log, 0)

    def counts(self, member: Member, log: str, seq: int) -> bool:
        """Return whether a station's entry still counts."""
        until = self.until(member, log)
        return until is None or seq <= until


NOTHING_REVOKED = Revocations({}, {})


def revokes(entry: Entry) -> bool:
    """Return whether an entry revokes a station or an enrolment key."""
    key = entry.detail.get("key")
    return entry.kind is Kind.SETTING and isinstance(key, str) and key.startswith(REVOKED)


def decides(entry: Entry) -> bool:
    """Return whether an entry may change what is revoked: clocks order those that revoke."""
    return entry.kind is Kind.CLOCK or revokes(entry)


def revocations(ordered: Iterable[tuple[Entry, Member]]) -> Revocations:
    """Return what is revoked, from all entries that revoke with their authors, in their order.

    An entry counts if its author was not revoked before by one that counts. Of several about the
    same station the last one counts.
    """
    found = NOTHING_REVOKED
    for entry, author in ordered:
        if found.counts(author, entry.log, entry.seq):
            found = _with(found, str(entry.detail["key"])[len(REVOKED) :], entry.detail)
    return found


def _with(found: Revocations, about: str, detail: Mapping[str, Any]) -> Revocations:
    value = detail.get("value")
    if not isinstance(value, Mapping):
        return found
    match value:
        case {"stations": list(joined)}:
            kept = frozenset(one for one in joined if isinstance(one, str))
            return Revocations(found.stations, {**found.enrolments, about: kept})
        case {"logs": Mapping() as logs}:
            cut = {str(log): _length(stood) for log, stood in logs.items()}
            return Revocations({**found.stations, about: cut}, found.enrolments)
        case _:
            return found


def _length(stood: object) -> int:
    if isinstance(stood, Sequence) and stood and isinstance(stood[0], int):
        return stood[0]
    return 0
