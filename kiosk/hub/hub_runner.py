"""Starts the hub of a data folder, and notes it for commands that run at the same time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kiosk.hub.hub_server import HubServer, ListeningAddress
from kiosk.hub.hub_state import HubState
from kiosk.hub.invite_files import InviteFiles
from kiosk.hub.phone.link_maker import make_link, phone_links
from kiosk.hub.phone.phone_address import PhoneAddress
from kiosk.hub.phone.phone_app import PhoneApp
from kiosk.hub.phone.phone_links import PhoneLinks
from kiosk.hub.phone.publisher import PhoneLimits
from kiosk.hub.request_limits import Limits
from kiosk.hub.sqlite_storage import open_storage
from kiosk.runtime.data_folder import KEYS, DataFolder
from kiosk.runtime.local_address import lan_address
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.known_hubs import forget_own_hub, note_own_hub, note_port
from kiosk.sync.network.presence import Presence

_ALL = ("", "0.0.0.0", "::")  # noqa: S104  # these mean all addresses; others connect to one


@dataclass(frozen=True, slots=True)
class RunningHub:
    """A hub that accepts connections, by its addresses and its event (hex)."""

    address: HubAddress
    phone: PhoneAddress
    event: str
    server: HubServer
    state: HubState
    session: DataFolder

    @property
    def laptops(self) -> int:
        """The number of laptops that are connected."""
        return self.state.streams.stations

    def phone_link(self, known: str = "") -> str:
        """Return the URL of a link to the headcount for phones: `known` if it works, or a new one.

        Raises UnusableInput after a purge.
        """
        with self.session.open_store(self.event, undated_too=True) as store:
            return make_link(self.session, store, self.phone, known)

    def withdraw_phone_links(self) -> int:
        """Withdraw all links; return how many there were."""
        with self.session.open_store(self.event, undated_too=True) as store:
            return phone_links(self.session, store).withdraw()

    @property
    def presences(self) -> dict[str, Presence]:
        """The state of each connected laptop, by its id."""
        return self.state.presences.board.read()


@contextmanager
def running_hub(
    session: DataFolder,
    listening: ListeningAddress,
    limits: Limits | None = None,
    phone_limits: PhoneLimits | None = None,
) -> Iterator[RunningHub]:
    """Run the hub of the current event of a folder while the block runs; KioskError if it cannot.

    The caller has locked the folder, because a hub needs it alone.
    """
    storage, certificate = open_storage(session)
    event = storage.identity.event
    invites = InviteFiles(session.folder / KEYS, event, session.clock)
    links = PhoneLinks(session.folder / KEYS, event, session.clock)
    phones = PhoneApp(storage.headcount, links, phone_limits)
    server = HubServer(storage, certificate, invites, phones, limits)
    try:
        state = server.start(listening)
        host = lan_address() if listening.host in _ALL else listening.host
        address = HubAddress(host, server.port, certificate.fingerprint)
        phone = PhoneAddress("" if listening.host in _ALL else listening.host, server.phone_port)
        note_own_hub(session.folder, address, **phone.noted())
        note_port(session.folder, server.port)
        try:
            yield RunningHub(address, phone, event, server, state, session)
        finally:
            forget_own_hub(session.folder)
    finally:
        server.stop()
