"""Repairs the stations: their certificates, and the heads that they signed."""

from collections.abc import Iterable

from kiosk.store.integrity.set_aside_entries import try_read_entry
from kiosk.store.journal.trust import CertifiedAuthor
from kiosk.store.station_store import EventStore
from kiosk.store.stations.events import insert_this_station


class StationRepair(EventStore):
    """Repairs the stations of one event; call inside `immediate`."""

    def restore_certificates(self) -> None:
        """Restore invalid certificates from the logs that their stations opened."""
        trust = self._store.trust
        rows = self._database.execute(
            "SELECT station, certificate FROM station WHERE event = ?", (self._event,)
        ).fetchall()
        for station, text in rows:
            author = trust.read_author(text)
            if author is None or author.certificate.station != station.hex():
                self._restore_certificate(station)
            else:
                self._update_station(station, author)
        own = self._store.certificate
        if bytes.fromhex(own.station) not in {station for station, _ in rows}:
            insert_this_station(self._database, own, self._store.keys.certificate)

    def _update_station(self, station: bytes, author: CertifiedAuthor) -> None:
        certificate = author.certificate
        self._database.execute(
            "UPDATE station SET name = ?, role = ?, certificate = ?, this = ?"
            " WHERE event = ? AND station = ?",
            (
                certificate.name,
                certificate.role.value,
                author.text,
                int(certificate.station == self._store.keys.station),
                self._event,
                station,
            ),
        )

    def _restore_certificate(self, station: bytes) -> None:
        rows = self._database.execute(
            "SELECT body FROM entry WHERE event = ? AND kind = 'open'", (self._event,)
        ).fetchall()
        for (body,) in rows:
            entry = try_read_entry(body)
            author = (
                self._store.trust.read_author(entry.detail.get("certificate")) if entry else None
            )
            if author is not None and author.certificate.station == station.hex():
                self._update_station(station, author)
                return

    def restore_logs(self) -> None:
        """Restore each log's station and machine from the entry that opens it."""
        rows = self._database.execute(
            "SELECT log, body FROM entry WHERE event = ? AND kind = 'open' AND seq = 1",
            (self._event,),
        ).fetchall()
        for log, body in rows:
            opening = try_read_entry(body)
            author = (
                self._store.trust.read_author(opening.detail.get("certificate"))
                if opening
                else None
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

    def remove_invalid_heads(self, logs: Iterable[bytes]) -> None:
        """Remove heads with an invalid signature; their authors sign again."""
        for log in logs:
            author = self._store.trust.author(log.hex())
            for head in self._store.heads.heads_of(log.hex()):
                public = author.certificate.public if author else None
                if public is None or not head.verifies(self._event_hex, public):
                    self._database.execute(
                        "DELETE FROM signed_head WHERE event = ? AND log = ? AND seq = ?"
                        " AND as_of = ?"
                        " AND hash = ?",
                        (self._event, log, head.seq, head.as_of, bytes.fromhex(head.hash)),
                    )
