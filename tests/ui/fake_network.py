"""A connection to a hub that the test describes."""

from dataclasses import dataclass, field, replace

from kiosk.errors import KioskError
from kiosk.sync.network.hub_address import HubAddress, read_hub_address
from kiosk.sync.network.hub_connection import HubFailed
from kiosk.sync.network.link_status import LinkState, LinkStatus, NetworkStatus
from tests.ui.guests import NOW

OWN = HubAddress("192.168.1.20", 8417, "ab" * 32)
LIVE = NetworkStatus(LinkStatus(LinkState.LIVE, NOW, "Balie 1", OWN.url, unsent=0))
WAITING = NetworkStatus(LinkStatus(LinkState.LIVE, NOW, "Balie 1", OWN.url, unsent=12))
LOST = NetworkStatus(
    LinkStatus(
        LinkState.LOST,
        NOW,
        "Balie 1",
        OWN.url,
        failure=HubFailed("error.hub_kept_apart", address=OWN.url),
        unsent=212,
    ),
    may_serve=True,
)
LOOKING = NetworkStatus(
    LinkStatus(
        LinkState.CONNECTING,
        NOW,
        url=OWN.url,
        failure=HubFailed("error.hub_no_answer", address=OWN.url),
    )
)
SERVING = NetworkStatus(serving=OWN, laptops=7, may_serve=True)
ALONE = NetworkStatus(may_serve=True)


@dataclass
class FakeNetwork:
    """Has the status of the test, and does what it is asked at once."""

    now: NetworkStatus = field(default_factory=NetworkStatus)
    fails: KioskError | None = None
    typed: list[str] = field(default_factory=list)
    begun: bool = False

    def status(self) -> NetworkStatus:
        return self.now

    def begin(self) -> None:
        self.begun = True

    def serve(self) -> None:
        self._fail()
        self.now = replace(self.now, serving=OWN)

    def stop_serving(self) -> None:
        self.now = replace(self.now, serving=None)

    def connect_to(self, text: str) -> None:
        self.typed.append(read_hub_address(text).text)

    def _fail(self) -> None:
        if self.fails is not None:
            raise self.fails
