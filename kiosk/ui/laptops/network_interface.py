"""The backend of the network section: the connection to a hub, and this laptop as the hub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kiosk.domain.roles import Role
from kiosk.sync.network.link_status import NetworkStatus

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.admin.hub_invite import WaitingInvite


class NetworkBackend(Protocol):
    """Connects this laptop from `begin` on; all methods but `status` are for a worker thread.

    An action that is not possible raises a KioskError, and nothing changes.
    """

    def status(self) -> NetworkStatus:
        """Return the state of the connection, at once."""

    def begin(self) -> None:
        """Begin the connection; become the hub again if this laptop was it at the last exit."""

    def serve(self) -> None:
        """Make this laptop the hub."""

    def stop_serving(self) -> None:
        """Stop being the hub."""

    def phone_link(self) -> str:
        """Return the link to the headcount for phones, a new one if the last one does not work.

        UnusableInput if this laptop is not the hub.
        """

    def withdraw_phone_links(self) -> int:
        """Withdraw all links to the headcount; return how many there were."""

    def invite(self, role: Role) -> WaitingInvite:
        """Store an event file for one laptop at the hub, and return the line of text for it.

        UnusableInput if no hub can be reached, or this laptop cannot set up others.
        """

    def connect_to(self, text: str) -> None:
        """Remember the address of a hub; UnusableInput if it is none."""
