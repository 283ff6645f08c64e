"""Laptops of a made-up festival, and written stand-ins for sticks and for what exchanges."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.domain.headcount import Heard
from kiosk.errors import KioskError
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.reports.laptops import Laptop, Laptops
from kiosk.runtime.disks import Stick
from kiosk.store.stations.events import ListInfo
from tests.ui.guests import EVENT, NOW

MINUTE = 60_000
STICK = Stick(Path("/media/balie/KINGSTON"), "KINGSTON")
OTHER_STICK = Stick(Path("/media/balie/BLAUW"), "BLAUW")


def laptop(name: str, minutes: float | None, entries: int = 640, **about: object) -> Laptop:
    """A laptop that was heard so many minutes ago, None for never."""
    told = {"entrance": "Tuinzijde", "closed": False, "this": False, "revoked": False, "copy": 0}
    told |= about
    entrance, people = str(told.pop("entrance")), entries * 2 // 3
    heard_up_to = None if minutes is None else NOW - round(minutes * MINUTE)
    return Laptop(
        Heard(name, name, "door", heard_up_to, entries, **told),  # type: ignore[arg-type]  # as a test names them
        entrance,
        people,
        handed_in=bool(told["closed"]),
    )


HERE = laptop("Laptop 1", 0, 812, this=True, entrance="Hoofdingang")
NEAR = laptop("Laptop 2", 12)
FAR = laptop("Geleende laptop van de bibliotheek 3", 47, 12_306, entrance="Hoofdingang, links")
NEVER = laptop("Laptop 4", None, 0, entrance="")
DONE = laptop("Laptop 5", 200, 301, closed=True)
GONE = laptop("Laptop 6", 300, 44, revoked=True)
COPY = laptop("Laptop 2", 5, 21, copy=1)
LISTS = (ListInfo("pers", 2, 40, NOW), ListInfo("webwinkel", 12, 495, NOW))


def laptops(*known: Laptop, missing: int = 0, behind: bool = False) -> Laptops:
    """How these laptops are doing at NOW."""
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
    """Looks at what it is given, once for each change."""

    seen: Laptops | None = None
    looked: Laptops | None = None
    listened: Laptops | None = None

    def look(self) -> Laptops | None:
        seen = None if self.looked is self.seen else self.seen
        self.looked = self.seen
        return seen

    def listen(self) -> Laptops | None:
        seen = None if self.listened is self.seen else self.seen
        self.listened = self.seen
        return seen

    def close(self) -> None:
        return None


@dataclass
class FakeExchanges:
    """Brings what it is told to, and remembers with which folders."""

    brings: ExchangeSummary = field(default_factory=lambda: ExchangeSummary(214, 2))
    other_disk: bool = True
    fails: KioskError | OSError | None = None
    asked: list[Path] = field(default_factory=list)
    written: bool = False
    folders: list[Path] = field(default_factory=list)
    handed_in: list[Path] = field(default_factory=list)
    out: list[int] = field(default_factory=list)
    seen: Laptops | None = None

    def exchange(self, folder: Path, stick: Path | None = None) -> ExchangeSummary:
        assert stick in (None, folder)
        self.asked.append(folder)
        if self.fails is not None:
            raise self.fails
        self.written = False
        return self.brings

    def hand_in(self, folder: Path, stick: Path | None = None) -> bool:
        assert stick in (None, folder)
        self.asked.append(folder)
        if self.fails is not None:
            raise self.fails
        self.handed_in.append(folder)
        return self.other_disk

    def everybody_out(self, at: int) -> int:
        self.out.append(at)
        return 812

    def due(self, folder: Path) -> bool:
        assert folder in self.asked
        return self.written

    def laptops(self) -> Laptops:
        return self.seen or MANY

    def remembered(self) -> Sequence[Path]:
        return self.folders

    def close(self) -> None:
        return None


@dataclass
class FakeVolumes:
    """Has the sticks in that a test puts in."""

    put_in: list[Stick] = field(default_factory=list)
    fails: OSError | None = None

    def sticks(self) -> Sequence[Stick]:
        if self.fails is not None:
            raise self.fails
        return list(self.put_in)
