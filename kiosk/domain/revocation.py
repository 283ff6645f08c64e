"""Revoked stations: up to where their entries still count, a function of the set of entries.

A setting whose key is REVOKED and the id of a station or an enrolment key revokes it. For a station
its value is {"logs": {log: [seq, hash]}}: how far each log counted then. For an enrolment key it
is {"stations": [id, ...]}: those that had joined by it. None in the place of either takes back
what laptops of a lower standing said. No time has a say in it: a thief writes any time he likes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeVar

from kiosk.domain.entry import Entry, Kind
from kiosk.domain.internal_settings import REVOKED


class Authority(IntEnum):
    """Whose word on who is revoked goes before whose; nobody revokes one who stands higher."""

    JOINED = 1
    """Took part by an enrolment key."""
    MAKER = 2
    """Made the event."""
    RECOVERED = 3
    """Opened the recovery file: it is there for when the maker's laptop is in wrong hands."""


@dataclass(frozen=True, slots=True)
class RevocationSubject:
    """A station as revoking sees it: its id, and the enrolment key that it joined by (or "").

    `organiser`: it is an admin for whom the organiser's own key vouches.
    """

    station: str
    enrolment: str = ""
    organiser: bool = False


_Logs = Mapping[str, int]
_Joined = frozenset[str]
_Said = TypeVar("_Said")
_LONGEST = 2**53  # what any file can count to


@dataclass(frozen=True, slots=True)
class Revocations:
    """What each standing says is revoked; `maker` is the id of the station that made the event.

    Per station how far each log counts, per enrolment key who had joined; None: all of it.
    """

    maker: str = ""
    stations: Mapping[str, Mapping[Authority, _Logs | None]] = field(default_factory=dict)
    enrolments: Mapping[str, Mapping[Authority, _Joined | None]] = field(default_factory=dict)

    def standing(self, member: RevocationSubject) -> Authority:
        """Return how high a station stands."""
        if not member.organiser:
            return Authority.JOINED
        return Authority.MAKER if member.station == self.maker else Authority.RECOVERED

    def until(self, member: RevocationSubject, log: str) -> int | None:
        """Return the number of the last entry of a station's log that counts; None: all do."""
        if self.is_late(member):
            return 0
        cut = _highest(self.stations.get(member.station, {}), self.standing(member))
        return None if cut is None else cut.get(log, 0)

    def excludes(self, member: RevocationSubject) -> bool:
        """Return whether what a station writes from now on does not count."""
        return self.until(member, "") is not None

    def is_late(self, member: RevocationSubject) -> bool:
        """Return whether a station joined by an enrolment key that was revoked before."""
        joined = self.joined(member.enrolment) if member.enrolment else None
        return joined is not None and member.station not in joined

    def joined(self, enrolment: str) -> _Joined | None:
        """Return who had joined by an enrolment key when it was revoked; None: it was not."""
        return _highest(self.enrolments.get(enrolment, {}), Authority.JOINED)

    def counts(self, member: RevocationSubject, log: str, seq: int) -> bool:
        """Return whether a station's entry still counts."""
        until = self.until(member, log)
        return until is None or seq <= until

    def settled_by(self, about: str) -> Authority | None:
        """Return the highest standing that said anything about a station or an enrolment key."""
        return max([*self.stations.get(about, ()), *self.enrolments.get(about, ())], default=None)


def is_revocation(entry: Entry) -> bool:
    """Return whether an entry says that a station or an enrolment key is revoked, or is not."""
    key = entry.detail.get("key")
    return entry.kind is Kind.SETTING and isinstance(key, str) and key.startswith(REVOKED)


def revocations(told: Iterable[tuple[Entry, RevocationSubject]], maker: str) -> Revocations:
    """Return what is revoked, from all entries of admins that decide on it, with their authors.

    An entry counts unless its author was revoked before by one who stands higher. Equals take
    nothing of each other's word away: of two who revoke each other neither counts any more, and
    of what they say about one station the strictest counts. Who stands higher decides instead.
    """
    said = list(told)
    found = Revocations(maker)
    for standing in sorted(Authority, reverse=True):
        higher = found
        for entry, author in said:
            heard = higher.counts(author, entry.log, entry.seq)
            if higher.standing(author) is standing and heard:
                found = _with(found, standing, entry.detail)
    return found


def _with(found: Revocations, standing: Authority, detail: Mapping[str, Any]) -> Revocations:
    about, value = str(detail["key"])[len(REVOKED) :], detail.get("value")
    stations, enrolments = dict(found.stations), dict(found.enrolments)
    match value:
        case {"stations": list() | None as joined}:
            by_then = enrolments.get(about, {})
            both = _common(by_then.get(standing), joined)
            enrolments[about] = {**by_then, standing: both}
        case {"logs": Mapping() | None as logs}:
            cuts = stations.get(about, {})
            stations[about] = {**cuts, standing: _shortest(cuts.get(standing), logs)}
    return Revocations(found.maker, stations, enrolments)


def _highest(words: Mapping[Authority, _Said | None], least: Authority) -> _Said | None:
    """Return what the highest standing says, of those that may say anything."""
    heard = [standing for standing in words if standing >= least]
    return words[max(heard)] if heard else None


def _shortest(cut: _Logs | None, told: Mapping[Any, Any] | None) -> _Logs | None:
    if told is None:
        return cut
    logs = {str(log): _length(stood) for log, stood in told.items()}
    if cut is None:
        return logs
    return {log: min(length, cut[log]) for log, length in logs.items() if log in cut}


def _common(joined: _Joined | None, told: Iterable[object] | None) -> _Joined | None:
    if told is None:
        return joined
    names = frozenset(one for one in told if isinstance(one, str))
    return names if joined is None else names & joined


def _length(stood: object) -> int:
    if isinstance(stood, Sequence) and stood and isinstance(stood[0], int):
        return max(0, min(stood[0], _LONGEST))
    return 0
