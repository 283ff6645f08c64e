"""Repairing what is kept of stations: their certificates, and the heads that they signed."""

from collections.abc import Iterable

from kiosk.store.integrity.log_proofs import read_written
from kiosk.store.journal.trust import Author
from kiosk.store.station_store import Books


class StationRepair:
    """Repairs the stations of one event; the caller holds `immediate`."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._database = books.database
        self._event_hex = books.keys.event
        self._event = bytes.fromhex(books.keys.event)

    def certify(self) -> None:
        """Take certificates that do not verify from the logs that their stations opened."""
        trust = self._books.trust
        rows = self._database.execute(
            "SELECT station, certificate FROM station WHERE event = ?", (self._event,)
        ).fetchall()
        for station, text in rows:
            author = trust.certified(text)
            if author is None or author.certificate.station != station.hex():
                self._certify(station)
            else:
                self._copy(station, author)
        own = self._books.certificate
        if bytes.fromhex(own.station) not in {station for station, _ in rows}:
            self._database.execute(
                "INSERT INTO station(event, station, name, role, certificate, this)"
                " VALUES (?, ?, ?, ?, ?, 1)",
                (
                    self._event,
                    bytes.fromhex(own.station),
                    own.name,
                    own.role.value,
                    self._books.keys.certificate,
                ),
            )

    def _copy(self, station: bytes, author: Author) -> None:
        certificate = author.certificate
        self._database.execute(
            "UPDATE station SET name = ?, role = ?, certificate = ?, this = ?"
            " WHERE event = ? AND station = ?",
            (
                certificate.name,
                certificate.role.value,
                author.text,
                int(certificate.station == self._books.keys.station),
                self._event,
                station,
            ),
        )

    def _certify(self, station: bytes) -> None:
        rows = self._database.execute(
            "SELECT body FROM entry WHERE event = ? AND kind = 'open'", (self._event,)
        ).fetchall()
        for (body,) in rows:
            entry = read_written(body)
            author = self._books.trust.certified(entry.detail.get("certificate")) if entry else None
            if author is not None and author.certificate.station == station.hex():
                self._copy(station, author)
                return

    def know_logs(self) -> None:
        """Take who wrote each log, and on which machine, from the entry that opens it."""
        rows = self._database.execute(
            "SELECT log, body FROM entry WHERE event = ? AND kind = 'open' AND seq = 1",
            (self._event,),
        ).fetchall()
        for log, body in rows:
            opening = read_written(body)
            author = (
                self._books.trust.certified(opening.detail.get("certificate")) if opening else None
            )
            if opening is not None and author is not None and opening.log == log.hex():
                machine = opening.detail.get("machine")
                self._database.execute(
                    "UPDATE log SET station = ?, machine = ? WHERE event = ? AND log = ?",
                    (
                        bytes.fromhex(author.certificate.station),
                        machine if isinstance(machine, str) else "",
                        self._event,
                        log,
                    ),
                )

    def drop_heads(self, logs: Iterable[bytes]) -> None:
        """Let go of signatures that sign nothing: their authors sign again."""
        for log in logs:
            author = self._books.trust.author(log.hex())
            for head in self._books.heads.of(log.hex()):
                public = author.certificate.public if author else None
                if public is None or not head.verifies(self._event_hex, public):
                    self._database.execute(
                        "DELETE FROM signed_head WHERE event = ? AND log = ? AND seq = ?"
                        " AND as_of = ?"
                        " AND hash = ?",
                        (self._event, log, head.seq, head.as_of, bytes.fromhex(head.hash)),
                    )
