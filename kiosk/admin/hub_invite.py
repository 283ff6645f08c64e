"""Invites a laptop through the hub, and joins by an invite."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from kiosk.admin.enrolment import organiser_key, write_enrolment_file
from kiosk.admin.event_file import EventFile, read_event_file
from kiosk.admin.joining import JoinRequest, JoinResult, join_event
from kiosk.admin.requests import EnrolmentRequest
from kiosk.atomic_file import write_atomic
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.keys.signing import new_signing_key, public_key
from kiosk.private_files import wipe
from kiosk.runtime.data_folder import KEYS, DataFolder
from kiosk.store.station_store import StationStore
from kiosk.store.stations.sync_targets import Targets
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.hub_carrier import HubCarrier
from kiosk.sync.network.hub_client import HubClient
from kiosk.sync.network.hub_connection import HubFailed
from kiosk.sync.network.invite_line import InviteLine, new_invite_line
from kiosk.sync.network.known_hubs import hub_candidates, own_hub

_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class WaitingInvite:
    """An invite whose event file waits at the hub until `until` (ms UTC)."""

    line: InviteLine
    until: int


def invite(session: DataFolder, store: StationStore, role: Role) -> WaitingInvite:
    """Store an event file for one laptop at the hub: this laptop, or one that it can reach.

    Raises UnusableInput if there is none, or this laptop has no organiser's key.
    """
    organiser_key(store)
    own = own_hub(session.folder)
    addresses = [own] if own is not None else hub_candidates(store, session.folder)
    with _reached(store, addresses) as client:
        line = new_invite_line(client.address)
        with tempfile.TemporaryDirectory(dir=session.folder / KEYS) as folder:
            path = Path(folder) / "invite"
            request = EnrolmentRequest(passphrase=line.key, role=role, invite=True)
            write_enrolment_file(store, path, request, session.clock.wall())
            until = client.leave_invite(line.token_hash, path.read_bytes())
    return WaitingInvite(line, until)


@contextmanager
def _reached(store: StationStore, addresses: Sequence[HubAddress]) -> Iterator[HubClient]:
    """Yield a session with the first hub that can be reached."""
    for address in addresses:
        client = HubClient(address)
        try:
            client.begin(store)
        except HubFailed:
            client.close()
            continue
        with client:
            yield client
        return
    raise UnusableInput("error.invite_no_hub")


@dataclass(frozen=True, slots=True)
class InvitedLaptop:
    """A laptop that uses an invite; after an interruption it can try again as the same laptop."""

    session: DataFolder
    line: InviteLine

    def fetch(self) -> EventFile:
        """Return the event file; UnusableInput if the hub is gone, or the invite was used."""
        self.session.make_folder()
        try:
            with HubClient(self.line.address) as client:
                sealed = client.fetch_invite(self.line.token, public_key(self._station_key()))
        except HubFailed as error:
            raise UnusableInput(error.key, **error.params) from error
        with tempfile.TemporaryDirectory(dir=self.session.folder) as folder:
            path = Path(folder) / "invite"
            write_atomic(path, sealed, private=True)
            return read_event_file(path, self.line.key)

    def join(
        self,
        file: EventFile,
        request: JoinRequest,
        on_progress: Callable[[float], None] = lambda _: None,
    ) -> JoinResult:
        """Join by the file that was fetched, remember the hub, and exchange with it once."""
        request = replace(request, station_key=self._station_key())
        joined = join_event(self.session, file, request, on_progress)
        with self.session.open_store(file.invitation.event) as store:
            Targets(store.database, store.keys.event).add(self.line.address.text)
            try:
                HubCarrier(self.line.address).exchange(store)
            except HubFailed:  # the lists are here already
                joined = replace(joined, unknown=True)
        with suppress(OSError):
            wipe(self._key_path)
        return joined

    def _station_key(self) -> bytes:
        """Return the key by which the hub knows this laptop again after an interruption."""
        with suppress(OSError):
            found = self._key_path.read_bytes()
            if len(found) == _KEY_BYTES:
                return found
        try:
            self._key_path.parent.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise WorldFailed("error.keys_not_written", path=self._key_path) from error
        key = new_signing_key()
        write_atomic(self._key_path, key, private=True)
        return key

    @property
    def _key_path(self) -> Path:
        name = sha256(self.line.token_hash.encode()).hexdigest()[:32]
        return self.session.folder / KEYS / f"{name}.invited"
