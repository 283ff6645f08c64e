"""Trust: the authors of logs by their certificates, their roles, and revocations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.revocation import Revocations, RevocationSubject, is_revocation, revocations
from kiosk.domain.roles import Role, may_write
from kiosk.keys.signing import Certificate, read_certificate
from kiosk.store.sqlite.database import Database, EventTables

ROLE, REVOKED, DAMAGED = "role", "revoked", "damaged"
"""Reasons to set an entry aside: the author's role, a revocation, or damaged bytes."""

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
"""  # '"revoked.' as bytes, in both halves, as in the index's condition
_AT = """
SELECT seq, lower(hex(hash)) FROM entry WHERE event = ? AND log = ? AND seq = ?
ORDER BY hash LIMIT 1
"""

LogEnds = Mapping[str, Sequence[Any]]
"""The end of each log: its number and hash."""


@dataclass(frozen=True, slots=True)
class CertifiedAuthor:
    """The author of a log by the certificate in its first entry; `text` is the signed text."""

    certificate: Certificate
    text: str

    @property
    def revocation_subject(self) -> RevocationSubject:
        """The author as revocations refer to it."""
        return revocation_subject(self.certificate)


def revocation_subject(certificate: Certificate) -> RevocationSubject:
    """Return the owner of a certificate as revocations refer to it."""
    vouched = certificate.role is Role.ADMIN and not certificate.enrolment
    return RevocationSubject(certificate.station, certificate.enrolment, organiser=vouched)


class Trust(EventTables):
    """Knows the authors of one event's logs and which entries count; ids are hex.

    `maker` is the station that made the event.
    """

    def __init__(self, database: Database, event: str, organiser_public: bytes, maker: str) -> None:
        super().__init__(database, event)
        self._organiser = organiser_public
        self._maker = maker
        self._authors: dict[str, CertifiedAuthor] = {}

    def author(self, log: str) -> CertifiedAuthor | None:
        """Return the author of a log; None if it is not known."""
        if log not in self._authors:
            found = self._author_by_opening(log) or self._author_by_station(log)
            if found is None:
                return None
            self._authors[log] = found
        return self._authors[log]

    def read_author(self, text: object) -> CertifiedAuthor | None:
        """Return the owner of a certificate of this event; None if it is not valid."""
        try:
            certificate = read_certificate(str(text), self._organiser)
        except ValueError:
            return None
        return (
            CertifiedAuthor(certificate, str(text))
            if certificate.event == self._event_hex
            else None
        )

    def revocations(self) -> Revocations:
        """Return all revocations in this file, whether their entries count or not."""
        entries = []
        for (body,) in self._database.execute(_REVOKING, (self._event,)).fetchall():
            entry = read_entry(body)
            author = self.author(entry.log) if is_revocation(entry) else None
            # A door may change its own settings, but never a revocation.
            if author is not None and author.certificate.role is Role.ADMIN:
                entries.append((entry, author.revocation_subject))
        return revocations(entries, self._maker)

    def counted_ends(self, station: RevocationSubject, logs: LogEnds) -> LogEnds:
        """Return up to where a station's logs count."""
        revoked = self.revocations()
        cut = {
            log: self._cut(log, end, revoked.counts_until(station, log))
            for log, end in logs.items()
        }
        return {log: end for log, end in cut.items() if end is not None}

    def _cut(self, log: str, end: Sequence[Any], until: int | None) -> Sequence[Any] | None:
        if until is None or until >= end[0]:
            return end
        position = (self._event, bytes.fromhex(log), until)
        return self._database.execute(_AT, position).fetchone()  # type: ignore[no-any-return]  # a row

    def set_aside_reason(
        self, entry: Entry, author: CertifiedAuthor, until: int | None = None
    ) -> str | None:
        """Return why an entry has no effect; None if it counts.

        `until` is the last number of its log that counts after a revocation; None: all count.
        """
        if until is not None and entry.seq > until:
            return REVOKED
        return None if _allowed(entry, author) else ROLE

    def _author_by_opening(self, log: str) -> CertifiedAuthor | None:
        row = self._database.execute(_OPENING, (self._event, bytes.fromhex(log))).fetchone()
        try:
            return self.read_author(read_entry(row[0]).detail.get("certificate")) if row else None
        except ValueError:
            return None

    def _author_by_station(self, log: str) -> CertifiedAuthor | None:
        # The log's first entry is damaged, but its station is known from another log.
        row = self._database.execute(
            "SELECT certificate FROM log JOIN station USING (event, station)"
            " WHERE event = ? AND log = ?",
            (self._event, bytes.fromhex(log)),
        ).fetchone()
        return self.read_author(row[0]) if row else None


def is_door_level(entry: Entry, author: CertifiedAuthor) -> bool:
    """Return whether a door laptop could have written this entry."""
    return _within(Role.DOOR, entry, author.certificate.station)


def _allowed(entry: Entry, author: CertifiedAuthor) -> bool:
    # Kinds of a newer program have no effect here, and may be allowed there.
    certificate = author.certificate
    return entry.kind is Kind.FOREIGN or _within(certificate.role, entry, certificate.station)


def _within(role: Role, entry: Entry, station: str) -> bool:
    about = entry.detail.get("station")
    setting = entry.detail.get("key") if about is None else None
    return may_write(
        role,
        entry.kind,
        about_itself=about == station,
        setting=setting if isinstance(setting, str) else None,
    )
