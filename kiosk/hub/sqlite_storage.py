"""The storage of a hub in the SQLite file of a data folder."""

import tempfile
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import IO

from kiosk.admin.closing import hand_in_if_asked
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.hub.batch_writer import BatchWriter
from kiosk.hub.hub_certificate import HubCertificate, hub_certificate
from kiosk.hub.hub_storage import Batch, BatchReceipt, HubIdentity
from kiosk.hub.refusals import HubRefusal, RefusalReason
from kiosk.keys.hub_proofs import hub_proof
from kiosk.keys.signing import Certificate
from kiosk.reports.day_report.inside_over_day import CurveReader, first_curve
from kiosk.reports.headcount_report import HeadcountReport, headcount_report
from kiosk.runtime.battery import battery_charge
from kiosk.runtime.data_folder import KEYS, DataFolder
from kiosk.runtime.per_thread import PerThread
from kiosk.store.journal.annexes import is_purged
from kiosk.store.journal.have_vector import HaveVector
from kiosk.store.sqlite.database import data_version, translate_sqlite_errors
from kiosk.store.station_store import StationStore
from kiosk.sync.compressed_lines import CompressedLines
from kiosk.sync.live_messages import KnownState, current_state, news_since
from kiosk.sync.network.hub_exchange import unsent_entries
from kiosk.sync.network.presence import Presence
from kiosk.sync.network.presence_messages import own_presence, signed_presence
from kiosk.sync.own_signatures import OwnSignatures
from kiosk.sync.sender import outgoing_messages

_IN_MEMORY = 4 * 2**20
_CHUNK = 256 * 1024
_REST = 100  # of the time that the curve of the day took: the figures of the phones go first
_MANY = 10_000  # people from whom on it takes too long for that


class SqliteStorage:
    """Stores with one writer; each reading thread has its own connection."""

    def __init__(self, session: DataFolder, event: str, certificate: HubCertificate) -> None:
        """Serve an event (hex) of a data folder; UnusableInput if this laptop may not."""
        self._session = session
        self._event = event
        self._readers = PerThread(self._open_reader)
        store = self._readers.here().store
        if store.certificate.role is Role.DOOR:
            self._readers.close()
            raise UnusableInput("error.hub_on_a_door")
        self._station_key = store.keys.station_key
        self.identity = HubIdentity(
            event, store.keys.station, store.keys.certificate, certificate.fingerprint
        )
        self._curve = CurveReader(_REST)
        self._writer = BatchWriter(self._open_store)

    def _open_store(self) -> AbstractContextManager[StationStore]:
        return self._session.open_store(self._event, undated_too=True)

    @contextmanager
    def _open_reader(self) -> "Iterator[_Reader]":
        with self._open_store() as store:
            yield _Reader(store, OwnSignatures(store))

    def prove(self, nonce: str) -> str:
        """Return the hub's signature (hex) under a laptop's nonce."""
        return hub_proof(self._station_key, self._event, self.identity.fingerprint, nonce)

    def admits(self, certificate: str) -> Certificate:
        """Return a laptop's certificate; HubRefusal if it is of no laptop, or of a revoked one."""
        store = self._readers.here().store
        with translate_sqlite_errors(store.database):
            author = store.trust.read_author(certificate)
            if author is None:
                raise HubRefusal(RefusalReason.STATION)
            if store.trust.revocations().excludes(author.revocation_subject):
                raise HubRefusal(RefusalReason.REVOKED)
        return author.certificate

    def receive(self, batch: Batch) -> Future[BatchReceipt]:
        """Store a batch; the result comes when it is on disk."""
        return self._writer.submit(batch)

    def have(self) -> HaveVector:
        """Return the have-vector of the hub."""
        store = self._readers.here().store
        with translate_sqlite_errors(store.database):
            return store.inventory.have()

    def messages_for(self, theirs: HaveVector) -> IO[bytes]:
        """Return the compressed messages that a laptop with `theirs` lacks, to be closed.

        They are read completely first, because a slow laptop must not keep the file from being
        cleaned up.
        """
        store = self._readers.here().store
        content = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115  # its user closes it
        try:
            lines = CompressedLines(outgoing_messages(store, theirs))
            while chunk := lines.read(_CHUNK):
                content.write(chunk)
            content.seek(0)
        except BaseException:
            content.close()
            raise
        return content

    def news(self, known: KnownState | None) -> tuple[KnownState, list[str]]:
        """Return the current state and the messages since `known`; none at the first call.

        First signs the entries of this laptop.
        """
        reader = self._readers.here()
        with translate_sqlite_errors(reader.store.database):
            changed = reader.signatures.poll()
            if known is None:
                return current_state(reader.store), []
            return news_since(reader.store, known) if changed else (known, [])

    def headcount(self, known: int | None) -> tuple[int, HeadcountReport] | None:
        """Return the headcount of the festival and a mark of its data; None if that is `known`."""
        store = self._readers.here().store
        with translate_sqlite_errors(store.database):
            mark = data_version(store.database)
            if mark == known:
                return None
            report = headcount_report(store, FESTIVAL, self._session.clock.wall())
            if report.headcount.totals.admitted > _MANY:
                return mark, replace(report, curve=first_curve(report))
            if self._curve.is_due(mark):
                self._curve.read(store, report, mark)
            return mark, replace(report, curve=self._curve.curve)

    def own_presence(self) -> tuple[Presence, dict[str, str]] | None:
        """Return the presence of the hub's own laptop, also as signed; None for a server."""
        store = self._readers.here().store
        if store.certificate.role is Role.HUB:
            return None
        with translate_sqlite_errors(store.database):
            presence = own_presence(store, battery_charge, unsent_entries(store))
            return presence, signed_presence(store, presence)

    def hand_in_if_asked(self) -> None:
        """Close the day of this laptop if the admin asked for it and it is idle; not a server's."""
        store = self._readers.here().store
        with translate_sqlite_errors(store.database):
            hand_in_if_asked(self._open_store, store)

    def is_purged(self) -> bool:
        """Return whether personal data of the event was removed for good."""
        database = self._readers.here().store.database
        with translate_sqlite_errors(database):
            return is_purged(database, self._event)

    def close(self) -> None:
        """Finish the batches that were begun; close the files of this thread and of ended ones."""
        self._writer.close()
        self._readers.close()


@dataclass(frozen=True, slots=True)
class _Reader:
    """The store of one thread."""

    store: StationStore
    signatures: OwnSignatures


def open_storage(session: DataFolder) -> tuple[SqliteStorage, HubCertificate]:
    """Open the storage of the current event of a folder, and the hub's certificate."""
    with session.open_store(undated_too=True) as store:
        event = store.keys.event
    certificate = hub_certificate(session.folder / KEYS, event)
    return SqliteStorage(session, event, certificate), certificate
