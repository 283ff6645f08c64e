"""Revoked stations: up to where their entries count, a function of the set of entries.

A setting with the key REVOKED and the id of a station or an enrolment key revokes it. For a station
its value is {"logs": {log: [seq, hash]}}: the last entry of each log that counts. For an enrolment
key it is {"stations": [id, ...]}: the stations that had joined by it. None instead of either undoes
a revocation by laptops with less authority. Times do not matter: a thief can write any time.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeVar

from kiosk.domain.entry import Entry, Kind
from kiosk.domain.internal_settings import REVOKED


class Authority(IntEnum):
    """The authority of a station to revoke others; none can revoke a higher one."""

    JOINED = 1
    """Joined by an enrolment key."""
    MAKER = 2
    """Made the event."""
    RECOVERED = 3
    """Opened the recovery file, for when the maker's laptop is lost."""


@dataclass(frozen=True, slots=True)
class RevocationSubject:
    """A station as revocations refer to it: its id, and its enrolment key (or "").

    `organiser`: an admin whose certificate the organiser's own key signed.
    """

    station: str
    enrolment: str = ""
    organiser: bool = False


_Logs = Mapping[str, int]
_Joined = frozenset[str]
_Value = TypeVar("_Value")
_MAX_LENGTH = 2**53  # the longest log of any file


@dataclass(frozen=True, slots=True)
class Revocations:
    """The revocations by each authority; `maker` is the id of the station that made the event.

    Per station the last number of each log that counts, per enrolment key the stations that had
    joined; None undoes a revocation.
    """

    maker: str = ""
    stations: Mapping[str, Mapping[Authority, _Logs | None]] = field(default_factory=dict)
    enrolments: Mapping[str, Mapping[Authority, _Joined | None]] = field(default_factory=dict)

    def authority(self, subject: RevocationSubject) -> Authority:
        """Return the authority of a station."""
        if not subject.organiser:
            return Authority.JOINED
        return Authority.MAKER if subject.station == self.maker else Authority.RECOVERED

    def counts_until(self, subject: RevocationSubject, log: str) -> int | None:
        """Return the last number of a station's log that counts; None if all do."""
        if self.is_late(subject):
            return 0
        cut = _by_highest(self.stations.get(subject.station, {}), self.authority(subject))
        return None if cut is None else cut.get(log, 0)

    def excludes(self, subject: RevocationSubject) -> bool:
        """Return whether new entries of a station do not count."""
        return self.counts_until(subject, "") is not None

    def is_late(self, subject: RevocationSubject) -> bool:
        """Return whether a station joined by an enrolment key that was revoked before."""
        joined = self.joined(subject.enrolment) if subject.enrolment else None
        return joined is not None and subject.station not in joined

    def joined(self, enrolment: str) -> _Joined | None:
        """Return the stations that joined by a key before it was revoked; None if it is not."""
        return _by_highest(self.enrolments.get(enrolment, {}), Authority.JOINED)

    def counts(self, subject: RevocationSubject, log: str, seq: int) -> bool:
        """Return whether a station's entry counts."""
        until = self.counts_until(subject, log)
        return until is None or seq <= until

    def decided_by(self, about: str) -> Authority | None:
        """Return the highest authority that decided on a station or an enrolment key."""
        return max([*self.stations.get(about, ()), *self.enrolments.get(about, ())], default=None)


def is_revocation(entry: Entry) -> bool:
    """Return whether an entry revokes a station or an enrolment key, or undoes that."""
    key = entry.detail.get("key")
    return entry.kind is Kind.SETTING and isinstance(key, str) and key.startswith(REVOKED)


def revocations(entries: Iterable[tuple[Entry, RevocationSubject]], maker: str) -> Revocations:
    """Return the revocations by all entries of admins that decide on them, with their authors.

    An entry counts unless its author was revoked by a higher authority. Equal authorities do not
    cancel each other: if two revoke each other, neither counts any more, and for one station the
    strictest revocation counts. A higher authority overrules both.
    """
    decisions = list(entries)
    found = Revocations(maker)
    for authority in sorted(Authority, reverse=True):
        higher = found
        for entry, author in decisions:
            counts = higher.counts(author, entry.log, entry.seq)
            if higher.authority(author) is authority and counts:
                found = _with(found, authority, entry.detail)
    return found


def _with(found: Revocations, authority: Authority, detail: Mapping[str, Any]) -> Revocations:
    about, value = str(detail["key"])[len(REVOKED) :], detail.get("value")
    stations, enrolments = dict(found.stations), dict(found.enrolments)
    match value:
        case {"stations": list() | None as joined}:
            by_then = enrolments.get(about, {})
            enrolments[about] = {**by_then, authority: _common(by_then.get(authority), joined)}
        case {"logs": Mapping() | None as logs}:
            cuts = stations.get(about, {})
            stations[about] = {**cuts, authority: _shortest(cuts.get(authority), logs)}
    return Revocations(found.maker, stations, enrolments)


def _by_highest(decisions: Mapping[Authority, _Value | None], least: Authority) -> _Value | None:
    """Return the decision of the highest authority, of those that may decide."""
    authorities = [authority for authority in decisions if authority >= least]
    return decisions[max(authorities)] if authorities else None


def _shortest(cut: _Logs | None, ends: Mapping[Any, Any] | None) -> _Logs | None:
    if ends is None:
        return cut
    logs = {str(log): _length(end) for log, end in ends.items()}
    return (
        logs
        if cut is None
        else {log: min(length, cut[log]) for log, length in logs.items() if log in cut}
    )


def _common(joined: _Joined | None, stations: Iterable[object] | None) -> _Joined | None:
    if stations is None:
        return joined
    names = frozenset(one for one in stations if isinstance(one, str))
    return names if joined is None else names & joined


def _length(end: object) -> int:
    if isinstance(end, Sequence) and end and isinstance(end[0], int):
        return max(0, min(end[0], _MAX_LENGTH))
    return 0
