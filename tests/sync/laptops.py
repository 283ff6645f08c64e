"""Laptops of one event, each with a folder, keys and a clock of its own, as after joining."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.admin.list_import import import_list
from kiosk.admin.new_event import make_event
from kiosk.checkin.answer import ScanResult
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.roles import Role
from kiosk.domain.setting_values import Value
from kiosk.domain.verdict import Direction
from kiosk.guestlist.import_report import ImportOptions
from kiosk.keys.key_ring import KeyRing, load_key_ring, save_key_ring
from kiosk.keys.signing import Certificate, new_enrolment, new_signing_key, public_key, station_id
from kiosk.runtime.data_folder import KEYS, DataFolder
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from kiosk.store.stations.events import Events
from kiosk.sync.bundle_file import read_bundle, write_bundle
from kiosk.sync.carrier import ReceiveResult
from tests.festival import NOON, SETTINGS, HandClock, session_on


@dataclass(frozen=True)
class Laptop:
    """A station's folder; every use of it is a process of its own: a log of its own."""

    folder: Path
    clock: HandClock
    entrance: str = "Noord"
    machine: str = ""
    ring: KeyRing | None = None

    @property
    def session(self) -> DataFolder:
        session = session_on(self.folder, self.clock)
        return replace(session, machine=lambda _: self.machine) if self.machine else session

    @contextmanager
    def open_store(self) -> Iterator[StationStore]:
        with self.session.open_store(undated_too=True) as store:  # an exchange brings the date
            yield store

    @property
    def keys(self) -> KeyRing:
        if self.ring is not None:
            return self.ring
        with self.open_store() as store:
            return store.keys

    @property
    def event(self) -> str:
        return self.keys.event

    @property
    def station(self) -> str:
        return self.keys.station

    def scan(
        self, *codes: str, people: int | None = None, direction: Direction = Direction.IN
    ) -> list[ScanResult]:
        with self.open_store() as store:
            door = Door(store, Gate(FESTIVAL, self.entrance, direction))
            return [door.scan(code, people=people) for code in codes]

    def write(self, path: Path) -> Path:
        with self.open_store() as store:
            write_bundle(store, path)
        return path

    def read(self, path: Path) -> ReceiveResult:
        with self.open_store() as store:
            return read_bundle(store, path)

    def take_list(self, path: Path, text: str, **wishes: object) -> None:
        path.write_text(text, encoding="utf-8")
        import_list(self.session, path, ImportOptions(**{"source": "shop", **wishes}))  # type: ignore[arg-type]  # as tests need


def first_laptop(folder: Path, clock: HandClock | None = None, **settings: Value) -> Laptop:
    """Make the event and the laptop that makes it."""
    laptop = Laptop(folder, clock or HandClock())
    make_event(laptop.session, {**SETTINGS, **settings}, "Kantoor")
    return laptop


def another_laptop(
    admin: Laptop,
    folder: Path,
    name: str,
    *,
    role: Role = Role.DOOR,
    entrance: str = "Zuid",
    clock: HandClock | None = None,
    recovered: bool = False,
) -> Laptop:
    """Make a laptop that joined: it knows the event's keys and nothing else yet.

    `recovered`: it joined by the recovery file.
    """
    laptop, ring = Laptop(folder, clock or HandClock(), entrance), admin.keys
    assert ring.organiser is not None
    secret = new_signing_key()
    public = public_key(secret)
    certificate = Certificate(ring.event, station_id(public), name, role, public, NOON)
    if recovered:
        text = certificate.text(ring.organiser)
    else:
        text = certificate.text_enrolled(new_enrolment(ring.event, role, NOON, ring.organiser))
    own = replace(
        ring, station=certificate.station, station_key=secret, certificate=text, organiser=None
    )
    laptop.session.make_folder()
    with laptop.session.database() as database, immediate(database):
        save_key_ring(folder / KEYS, own)
        events = Events(database)
        events.add(certificate, text)
        events.use(ring.event)
    assert load_key_ring(folder / KEYS, ring.event) == own
    return laptop


def exchange(laptops: Sequence[Laptop], stick: Path) -> list[ReceiveResult]:
    """Carry a stick along all laptops in turn: each reads what the others left, then writes."""
    taken = []
    for number, laptop in enumerate(laptops):
        for other in range(len(laptops)):
            path = stick / f"{other}.kiosk"
            if other != number and path.exists():
                taken.append(laptop.read(path))
        laptop.write(stick / f"{number}.kiosk")
    return taken
