"""A connection to a hub that the test describes."""

from dataclasses import dataclass, field, replace

from kiosk.admin.hub_invite import WaitingInvite
from kiosk.domain.roles import Role
from kiosk.errors import KioskError, TextKey
from kiosk.sync.network.hub_address import HubAddress, read_hub_address
from kiosk.sync.network.hub_connection import HubFailed
from kiosk.sync.network.invite_line import InviteLine
from kiosk.sync.network.link_status import HubWay, LinkState, LinkStatus, NetworkStatus
from kiosk.sync.network.presence import Presence
from tests.ui.guests import NOW

OWN = HubAddress("192.168.1.20", 8417, "ab" * 32)
INVITE = InviteLine(OWN, "12" * 16, "cd" * 16)
PHONE_LINK = "http://192.168.1.20:8418/live/k3v7q2m5xw4n6b2a7r5t3y6z4c"
LIVE = NetworkStatus(LinkStatus(LinkState.LIVE, NOW, "Balie 1", OWN.url, unsent=0))
WAITING = NetworkStatus(LinkStatus(LinkState.LIVE, NOW, "Balie 1", OWN.url, unsent=12))
LOST = NetworkStatus(
    LinkStatus(
        LinkState.LOST,
        NOW,
        "Balie 1",
        OWN.url,
        failure=HubFailed("error.hub_kept_apart", address=OWN.shown),
        unsent=212,
    ),
    may_serve=True,
)
CATCHING_UP = NetworkStatus(
    LinkStatus(LinkState.LOST, NOW, "Balie 1", OWN.url, catching_up=True, unsent=212)
)
FOUND = NetworkStatus(
    LinkStatus(LinkState.LIVE, NOW, "Balie 1", OWN.url, way=HubWay.STANDBY, unsent=0)
)
"""Connected to the laptop that took over."""
GONE = NetworkStatus(
    LinkStatus(
        LinkState.LOST,
        NOW,
        "Hoofdingang 1",
        OWN.url,
        failure=HubFailed("error.hub_broke_off", address=OWN.shown),
        unsent=0,
    ),
    may_serve=True,
)
"""The hub's laptop is off, and this one may take its place."""
TAKEN_OVER = replace(GONE, serving=OWN, laptops=6)
"""This laptop took its place, and still looks for it."""


def failing(key: str, *, was_live: bool = False, **more: object) -> NetworkStatus:
    """Return the status of a laptop that cannot connect, for this reason."""
    state = LinkState.LOST if was_live else LinkState.CONNECTING
    failure = HubFailed(TextKey(key), address=OWN.shown, **more)
    hub = "Balie 1" if was_live else ""
    return NetworkStatus(LinkStatus(state, NOW, hub, OWN.url, failure=failure, unsent=3))


LOOKING = NetworkStatus(
    LinkStatus(
        LinkState.CONNECTING,
        NOW,
        url=OWN.url,
        failure=HubFailed("error.hub_no_answer", address=OWN.shown),
    )
)
SERVING = NetworkStatus(serving=OWN, laptops=7, may_serve=True, may_invite=True)
BUSY = replace(
    SERVING,
    presences={
        one.station: one
        for one in (
            Presence("Laptop 1", NOW, 100, True, {"pers": 2, "webwinkel": 12}),
            Presence("Laptop 2", NOW - 720_000, 64, False, {"pers": 2, "webwinkel": 12}, 1_204),
            Presence("Tuinzijde 1", NOW, 14, False, {"pers": 2, "webwinkel": 12}),
            Presence("Tuinzijde 2", NOW, None, False, {"pers": 1, "webwinkel": 12}),
        )
    },
)
"""This laptop connects others; one battery is nearly empty, one laptop has an old list."""
ALONE = NetworkStatus(may_serve=True)


@dataclass
class FakeNetwork:
    """Has the status of the test, and does what it is asked at once."""

    now: NetworkStatus = field(default_factory=NetworkStatus)
    fails: KioskError | None = None
    typed: list[str] = field(default_factory=list)
    begun: bool = False
    links: int = 0
    invited: list[Role] = field(default_factory=list)

    def status(self) -> NetworkStatus:
        return self.now

    def begin(self) -> None:
        self.begun = True

    def serve(self) -> None:
        self._fail()
        self.now = replace(self.now, serving=OWN)

    def stop_serving(self) -> None:
        self.now = replace(self.now, serving=None)

    def invite(self, role: Role) -> WaitingInvite:
        self._fail()
        self.invited.append(role)
        return WaitingInvite(INVITE, NOW + 900_000)

    def connect_to(self, text: str) -> None:
        self.typed.append(read_hub_address(text).text)

    def phone_link(self) -> str:
        self._fail()
        self.links = max(self.links, 1)
        return PHONE_LINK

    def withdraw_phone_links(self) -> int:
        self._fail()
        withdrawn, self.links = self.links, 0
        return withdrawn

    def _fail(self) -> None:
        if self.fails is not None:
            raise self.fails
