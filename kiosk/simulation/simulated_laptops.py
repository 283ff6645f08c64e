"""The laptops of a simulated day: their folders, and the cable of each to the hub."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.admin.enrolment import write_enrolment_file
from kiosk.admin.event_file import EventFile, read_event_file
from kiosk.admin.joining import JoinRequest, join_event
from kiosk.admin.list_import import import_list
from kiosk.admin.new_event import make_event
from kiosk.admin.requests import SUFFIX, EnrolmentRequest
from kiosk.domain.event_settings import read_setting
from kiosk.domain.roles import Role
from kiosk.guestlist.import_report import ImportOptions
from kiosk.runtime.data_folder import DataFolder
from kiosk.simulation.day_plan import SimulatedTicket, exits
from kiosk.simulation.processes import DoorProcess, WatchProcess
from kiosk.simulation.relay import Relay
from kiosk.store.stations.sync_targets import Targets
from kiosk.sync.network.hub_address import HubAddress

SOURCE = "simulate"
_ENTRANCES = ("Noord", "Zuid")
_ZONE = "Europe/Amsterdam"


@dataclass
class SimulatedLaptop:
    """A laptop at a door, with its cable to the hub."""

    session: DataFolder
    relay: Relay
    door: DoorProcess
    name: str

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.session.folder

    def close(self) -> None:
        """End its program, which sends its last entries to the hub, and remove the cable."""
        self.door.close()
        self.relay.close()


@dataclass(frozen=True)
class Site:
    """The folder of a simulation, and the admin's laptop, which is the hub."""

    folder: Path
    admin: DataFolder
    laptops: list[SimulatedLaptop] = field(default_factory=list)


def make_admin(session: DataFolder) -> DataFolder:
    """Make the event of a simulation on the admin's laptop, in Amsterdam, today."""
    today = datetime.now(ZoneInfo(_ZONE)).date()
    values = {
        "name": "Simulatie",
        "date": today.isoformat(),
        "timezone": _ZONE,
        "entrances": ";".join(_ENTRANCES),
    }
    make_event(session, {key: read_setting(key, text) for key, text in values.items()}, "Beheer")
    return session


def add_tickets(session: DataFolder, folder: Path, tickets: Sequence[SimulatedTicket]) -> None:
    """Import the tickets as a list, as an admin does."""
    path = folder / f"{SOURCE}.csv"
    rows = [f"{one.code},{one.ref},{one.places}" for one in tickets]
    path.write_text("\n".join(["code,ticket,places", *rows, ""]), encoding="utf-8")
    import_list(session, path, ImportOptions(source=SOURCE, yes=True))


def join_laptops(site: Site, hub: HubAddress, number: int) -> None:
    """Let new laptops join the event, each with a cable of its own to the hub."""
    file = _event_file(site, number)
    for place in range(number):
        folder = site.folder / f"laptop-{place + 1}"
        session = replace(site.admin, folder=folder)
        entrance = file.invitation.entrances[place % len(file.invitation.entrances)]
        name = join_event(session, file, JoinRequest(f"Sim {place + 1}", entrance)).name
        relay = Relay(hub.host, hub.port)
        with session.open_store() as store:
            cable = replace(hub, host="127.0.0.1", port=relay.port)
            Targets(store.database, store.keys.event).add(cable.text)
        log = site.folder / f"laptop-{place + 1}.log"
        door = DoorProcess(folder, log, leaves=place in exits(number))
        site.laptops.append(SimulatedLaptop(session, relay, door, name))


def join_desk(site: Site, hub: HubAddress) -> WatchProcess:
    """Let a laptop of the desk join the event, and connect it to the hub."""
    session = replace(site.admin, folder=site.folder / "desk")
    join_event(session, _event_file(site, 1, Role.DESK), JoinRequest("Sim balie"))
    with session.open_store() as store:
        Targets(store.database, store.keys.event).add(hub.text)
    return WatchProcess(session.folder, site.folder / "desk-watch.log")


def _event_file(site: Site, number: int, role: Role = Role.DOOR) -> EventFile:
    path, passphrase = site.folder / f"{SOURCE}{SUFFIX}", secrets.token_hex(16)
    with site.admin.open_store() as store:
        request = EnrolmentRequest(passphrase=passphrase, stations=number, role=role)
        write_enrolment_file(store, path, request, site.admin.clock.wall())
    return read_event_file(path, passphrase)
