"""The laptops of a made-up festival, and exchanges with sticks that are not there."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.checkin.station_context import StationContext
from kiosk.domain.counting.station_status import StationStatus
from kiosk.errors import KioskError, UnusableInput
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.reports.laptops import Laptop, Laptops
from kiosk.runtime.disks import Stick
from kiosk.store.stations.events import ListInfo
from kiosk.sync.carrier import Carrier
from tests.ui.guests import EVENT, NOW

MINUTE = 60_000
STICK = Stick(Path("/media/balie/KINGSTON"), "KINGSTON")
POST_OF_REPLACED = StationContext(EVENT, "Tuinzijde")
OTHER_STICK = Stick(Path("/media/balie/BLAUW"), "BLAUW")


def laptop(name: str, minutes: float | None, entries: int = 640, **about: object) -> Laptop:
    """A laptop whose last contact was `minutes` ago, None for never."""
    fields = {"entrance": "Tuinzijde", "closed": False, "this": False, "revoked": False, "copy": 0}
    fields |= about
    entrance, people = str(fields.pop("entrance")), entries * 2 // 3
    heard_up_to = None if minutes is None else NOW - round(minutes * MINUTE)
    return Laptop(
        StationStatus(name, name, "door", heard_up_to, entries, **fields),  # type: ignore[arg-type]  # as a test names them
        entrance,
        people,
        handed_in=bool(fields["closed"]),
    )


HERE = laptop("Laptop 1", 0, 812, this=True, entrance="Hoofdingang")
NEAR = laptop("Laptop 2", 12)
FAR = laptop("Geleende laptop van de bibliotheek 3", 47, 12_306, entrance="Hoofdingang, links")
NEVER = laptop("Laptop 4", None, 0, entrance="")
RESERVE = laptop("Reserve 1", None, 0, entrance="", spare_until=NOW + 1)
DONE = laptop("Laptop 5", 200, 301, closed=True)
GONE = laptop("Laptop 6", 300, 44, revoked=True)
COPY = laptop("Laptop 2", 5, 21, copy=1)
LISTS = (ListInfo("pers", 2, 40, NOW), ListInfo("webwinkel", 12, 495, NOW))


def laptops(*known: Laptop, missing: int = 0, behind: bool = False) -> Laptops:
    """The states of these laptops at NOW."""
    return Laptops(
        event=EVENT,
        as_of=NOW,
        laptops=known,
        missing=missing,
        lists=LISTS,
        known_lists={"pers": 2, "webwinkel": 13 if behind else 12},
    )


MANY = laptops(HERE, NEAR, FAR, NEVER, DONE, GONE, COPY, missing=3, behind=True)


@dataclass
class FakeLaptops:
    """Returns the states of the test, and records the folders of exchanges."""

    seen: Laptops | None = None
    put_in: list[Stick] = field(default_factory=list)
    brings: ExchangeSummary = field(default_factory=lambda: ExchangeSummary(214, 2))
    other_disk: bool = True
    fails: KioskError | OSError | None = None
    asked: list[Path] = field(default_factory=list)
    written: bool = False
    folders: list[Path] = field(default_factory=list)
    handed_in: list[Path] = field(default_factory=list)
    asked_to_hand_in: list[bool] = field(default_factory=list)
    out: list[int] = field(default_factory=list)
    replaced: list[tuple[str, bool]] = field(default_factory=list)
    wiped: list[bool] = field(default_factory=list)
    sticks_fail: OSError | None = None
    refuses: UnusableInput | None = None
    _polled: dict[str, Laptops | None] = field(default_factory=dict)

    def poll_laptops(self) -> Laptops | None:
        return self._poll("laptops")

    def poll_states(self) -> Laptops | None:
        return self._poll("states")

    def laptops(self) -> Laptops:
        return self.seen or MANY

    def sticks(self) -> Sequence[Stick]:
        if self.sticks_fail is not None:
            raise self.sticks_fail
        return list(self.put_in)

    def exchange(self, carrier: Carrier) -> ExchangeSummary:
        self._ask(carrier)
        self.written = False
        return self.brings

    def is_due(self, carrier: Carrier) -> bool:
        assert Path(carrier.target) in self.asked
        return self.written

    def hand_in(self, carrier: Carrier) -> bool:
        self._ask(carrier)
        self.handed_in.append(Path(carrier.target))
        return self.other_disk

    def ask_to_hand_in(self, asked: bool) -> None:
        self.asked_to_hand_in.append(asked)

    def check_everyone_out(self, at: int) -> int:
        self.out.append(at)
        return 812

    def known_folders(self) -> Sequence[Path]:
        return self.folders

    def replace(self, laptop: str, *, whole: bool) -> StationContext:
        if self.refuses is not None:
            raise self.refuses
        self.replaced.append((laptop, whole))
        return POST_OF_REPLACED

    def wipe_at_exit(self) -> None:
        if self.refuses is not None:
            raise self.refuses
        self.wiped.append(True)

    def close(self) -> None:
        return None

    def _ask(self, carrier: Carrier) -> None:
        self.asked.append(Path(carrier.target))
        if self.fails is not None:
            raise self.fails

    def _poll(self, what: str) -> Laptops | None:
        seen = None if self._polled.get(what) is self.seen else self.seen
        self._polled[what] = self.seen
        return seen
