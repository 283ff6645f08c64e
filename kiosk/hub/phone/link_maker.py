"""Makes links of the organiser's page on the laptop that is the hub."""

from kiosk.errors import UnusableInput
from kiosk.hub.hub_certificate import hub_certificate
from kiosk.hub.phone.phone_address import PhoneAddress, link_url, noted_phone_address
from kiosk.hub.phone.phone_links import PhoneLinks, link_hash
from kiosk.runtime.data_folder import KEYS, DataFolder
from kiosk.store.journal.annexes import is_purged
from kiosk.store.station_store import StationStore
from kiosk.sync.network.known_hubs import hub_candidates


def phone_links(session: DataFolder, store: StationStore) -> PhoneLinks:
    """Return the links of the event of a store."""
    return PhoneLinks(session.folder / KEYS, store.keys.event, session.clock)


def make_link(
    session: DataFolder,
    store: StationStore,
    address: PhoneAddress | None = None,
    known: str = "",
) -> str:
    """Make a link and return its URL; `address` is where the hub of this folder serves the page.

    If the link of the URL `known` still works, it is returned with the current address. Raises
    UnusableInput if no hub runs on this folder, or the event was purged.
    """
    address = address or noted_phone_address(session.folder)
    if address is None:
        raise _no_hub_here(session, store)
    event = store.keys.event
    if is_purged(store.database, event):
        raise UnusableInput("error.event_purged")
    links, token = phone_links(session, store), known.rpartition("/")[2]
    if not token or not links.is_valid(link_hash(token)):
        token = links.add()
    return link_url(address, token, store.events.settings(event).get("hub"))


def _no_hub_here(session: DataFolder, store: StationStore) -> UnusableInput:
    """Return where a link can be made, if another computer connects the laptops."""
    own = hub_certificate(session.folder / KEYS, store.keys.event).fingerprint
    for one in hub_candidates(store, session.folder):
        if one.fingerprint != own:
            return UnusableInput("error.link_at_hub", address=one.url)
    return UnusableInput("error.invite_no_hub")
