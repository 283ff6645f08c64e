"""Whose entries count: authors by their logs' certificates, roles, and what is revoked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.revocation import Revocations, RevocationSubject, is_revocation, revocations
from kiosk.domain.roles import Role, may_write
from kiosk.keys.signing import Certificate, read_certificate
from kiosk.store.sqlite.database import Database

ROLE, REVOKED, DAMAGED = "role", "revoked", "damaged"
"""Why an entry is aside: its author's role, its author was revoked, its bytes are not its own."""

_OPENING = """
SELECT body FROM entry WHERE event = ?1 AND log = ?2 AND seq = 1
UNION ALL SELECT body FROM set_aside_entry WHERE event = ?1 AND log = ?2 AND seq = 1
  AND why <> 'damaged'
"""
_REVOKING = """
SELECT body FROM entry WHERE event = ?1 AND ticket IS NULL AND kind = 'setting'
  AND instr(body, x'227265766F6B65642E') > 0
UNION ALL SELECT body FROM set_aside_entry INDEXED BY set_aside_entry_revoking WHERE event = ?1
  AND why = 'revoked'
  AND instr(body, x'227265766F6B65642E') > 0
"""  # '"revoked.' by its bytes, here as there, as the index has it
_AT = """
SELECT seq, lower(hex(hash)) FROM entry WHERE event = ? AND log = ? AND seq = ?
ORDER BY hash LIMIT 1
"""

Logs = Mapping[str, Sequence[Any]]
"""Per log how far it goes: its number and hash."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a log, as its first entry's certificate says; `text` is that as signed."""

    certificate: Certificate
    text: str

    @property
    def member(self) -> RevocationSubject:
        """The author as revoking sees it."""
        return member(self.certificate)


def member(certificate: Certificate) -> RevocationSubject:
    """Return whom a certificate is for, as revoking sees it."""
    vouched = certificate.role is Role.ADMIN and not certificate.enrolment
    return RevocationSubject(certificate.station, certificate.enrolment, organiser=vouched)


class Trust:
    """Knows the authors of one event's logs, and which entries count; ids are hex.

    `maker` is the station that made the event.
    """

    def __init__(self, database: Database, event: str, organiser_public: bytes, maker: str) -> None:
        self._database = database
        self._event_hex = event
        self._event = bytes.fromhex(event)
        self._organiser = organiser_public
        self._maker = maker
        self._authors: dict[str, Author] = {}

    def author(self, log: str) -> Author | None:
        """Return who wrote a log that is held; None where that is not known."""
        if log not in self._authors:
            found = self._opened(log) or self._listed(log)
            if found is None:
                return None
            self._authors[log] = found
        return self._authors[log]

    def certified(self, text: object) -> Author | None:
        """Return whom a certificate of this event is for; None if it is not one."""
        try:
            certificate = read_certificate(str(text), self._organiser)
        except ValueError:
            return None
        return Author(certificate, str(text)) if certificate.event == self._event_hex else None

    def revocations(self) -> Revocations:
        """Return what is revoked, by all that this file holds, whether it counts or not."""
        told = []
        for (body,) in self._database.execute(_REVOKING, (self._event,)).fetchall():
            entry = read_entry(body)
            author = self.author(entry.log) if is_revocation(entry) else None
            # A door may set things about itself; who is revoked is never one of those.
            if author is not None and author.certificate.role is Role.ADMIN:
                told.append((entry, author.member))
        return revocations(told, self._maker)

    def counting(self, station: RevocationSubject, logs: Logs) -> Logs:
        """Return how far a station's logs count, of what is held of them."""
        revoked = self.revocations()
        cut = {
            log: self._cut(log, stood, revoked.until(station, log)) for log, stood in logs.items()
        }
        return {log: stood for log, stood in cut.items() if stood is not None}

    def _cut(self, log: str, stood: Sequence[Any], until: int | None) -> Sequence[Any] | None:
        if until is None or until >= stood[0]:
            return stood
        at = (self._event, bytes.fromhex(log), until)
        return self._database.execute(_AT, at).fetchone()  # type: ignore[no-any-return]  # a row

    def why_aside(self, entry: Entry, author: Author, until: int | None = None) -> str | None:
        """Return why an entry has no effect, None if it counts.

        `until` is how far its log counts by what is revoked, None where all of it does.
        """
        if until is not None and entry.seq > until:
            return REVOKED
        return None if _allowed(entry, author) else ROLE

    def _opened(self, log: str) -> Author | None:
        row = self._database.execute(_OPENING, (self._event, bytes.fromhex(log))).fetchone()
        try:
            return self.certified(read_entry(row[0]).detail.get("certificate")) if row else None
        except ValueError:
            return None

    def _listed(self, log: str) -> Author | None:
        # A log whose first entry was damaged: its station is known by another log.
        row = self._database.execute(
            "SELECT certificate FROM log JOIN station USING (event, station)"
            " WHERE event = ? AND log = ?",
            (self._event, bytes.fromhex(log)),
        ).fetchone()
        return self.certified(row[0]) if row else None


def is_door_level(entry: Entry, author: Author) -> bool:
    """Return whether an entry says no more than whoever stands at a door could."""
    return _within(Role.DOOR, entry, author.certificate.station)


def _allowed(entry: Entry, author: Author) -> bool:
    # What only a newer program knows has no effect here anyhow, and may be allowed there.
    if entry.kind is Kind.FOREIGN:
        return True
    return _within(author.certificate.role, entry, author.certificate.station)


def _within(role: Role, entry: Entry, station: str) -> bool:
    return may_write(role, entry.kind) or (
        may_write(role, entry.kind, about_itself=True) and entry.detail.get("station") == station
    )
