"""The whole backend of the window, one fake for each of its rooms, and a runner without threads."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from kiosk.errors import Cancelled, KioskError
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.station_client import RoomClient, StationClient
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.shell.worker import Runner
from kiosk.ui.style.theme import LIGHT, Theme
from tests.ui.fake_desk import FakeDesk
from tests.ui.fake_files import FakeFiles
from tests.ui.fake_headcount import FakeHeadcount
from tests.ui.fake_laptops import FakeLaptops
from tests.ui.fake_network import FakeNetwork
from tests.ui.fake_pins import FakePins
from tests.ui.fake_scan import FakeScan
from tests.ui.fake_setup import FakeSetup
from tests.ui.fake_station import FakeStation
from tests.ui.guests import NOW

T = TypeVar("T")
R = TypeVar("R")


@dataclass
class Inline:
    """A runner without a thread: it does the work at once, or when `go_on` is called."""

    at_once: bool = True
    waiting: list[Callable[[], None]] = field(default_factory=list)

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        limit_s: float = 0.0,
    ) -> None:
        assert limit_s >= 0

        def go() -> None:
            try:
                result = work()
            except (OSError, KioskError, Cancelled) as error:
                failed(error)
            else:
                done(result)

        self.waiting.append(go)
        if self.at_once:
            self.go_on()

    def go_on(self) -> None:
        """Do all submitted work, and the work that it submits."""
        while self.waiting:
            self.waiting.pop(0)()


@dataclass
class FakeBackend:
    """One fake for each room of the window."""

    scan: FakeScan = field(default_factory=FakeScan)
    pins: FakePins = field(default_factory=FakePins)
    desk: FakeDesk = field(default_factory=FakeDesk)
    headcount: FakeHeadcount = field(default_factory=FakeHeadcount)
    files: FakeFiles = field(default_factory=FakeFiles)
    laptops: FakeLaptops = field(default_factory=FakeLaptops)
    network: FakeNetwork = field(default_factory=FakeNetwork)
    station: FakeStation = field(default_factory=FakeStation)
    setup: FakeSetup = field(default_factory=FakeSetup)
    closed: bool = False

    def close(self) -> None:
        self.closed = True


@dataclass
class _Holder(Generic[R]):
    room: R

    def close(self) -> None:
        return None


def client_of(room: R, runner: Runner | None = None) -> RoomClient[R]:
    """Return a client for one room's fake, by default without a thread."""
    held = StationClient(lambda: _Holder(room), runner or Inline())
    return held.room(lambda holder: holder.room)


def ui_of(
    window: Window,
    room: R,
    *,
    theme: Theme = LIGHT,
    now: Callable[[], int] = lambda: NOW,
    runner: Runner | None = None,
) -> UiContext[R]:
    """Return the context of a room over its fake, by default without a thread."""
    return UiContext(window, client_of(room), theme, now, lambda: runner or Inline())
