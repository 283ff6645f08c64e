"""The station as the window's pages ask it: everything over one open file, on one thread."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.admin.laptop_names import name_this_copy
from kiosk.admin.requests import JoinOffer, NewEvent
from kiosk.backend.camera import CameraSelector
from kiosk.backend.desk_backend import StationDesk
from kiosk.backend.exit_plan import ExitPlan
from kiosk.backend.health import station_health
from kiosk.backend.own_context import post_of
from kiosk.checkin.answer import Answer
from kiosk.checkin.desk import Desk
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.party_size import ASKS_FROM
from kiosk.checkin.pins import Pins
from kiosk.checkin.shifts import Shifts, ShiftSummary
from kiosk.checkin.station_context import StationContext
from kiosk.checkin.undo_history import Deeds
from kiosk.domain.double_entries import Cause
from kiosk.domain.event_settings import Event
from kiosk.domain.pin_rules import Keeper, Proof
from kiosk.domain.verdict import OverrideReason
from kiosk.errors import UnusableInput
from kiosk.reports.laptop_health import StationHealth
from kiosk.runtime.data_folder import Session
from kiosk.runtime.disks import Volumes
from kiosk.store.sqlite.wipe_folder import HINTS_SEEN
from kiosk.store.station_store import Books

if TYPE_CHECKING:  # what the first guest does not need loads when it is asked for
    from kiosk.backend.event_files import StationJoining, StationPacker
    from kiosk.backend.exchange import OpenExchange
    from kiosk.backend.files import StationFiles
    from kiosk.backend.pollers import OpenCounter, OpenFinder, OpenLaptops
    from kiosk.guestlist.import_report import Report


class OpenStation:
    """Opened and closed on the thread that uses it; before there is an event, it has no door."""

    def __init__(
        self, session: Session, sight: CameraSelector, ending: ExitPlan, volumes: Volumes
    ) -> None:
        self._session = session
        self._sight = sight
        self._ending = ending
        self._volumes = volumes
        self._open = ExitStack()
        self._books: Books | None = None
        self._door: Door | None = None
        self._desk: StationDesk | None = None
        self._joins: StationJoining | None = None
        if session.has_event():
            self._stand()

    def post(self) -> StationContext | None:
        """Return where this station stands; None before there is an event."""
        if self._books is None:
            return None
        return post_of(self._books)

    @property
    def desk(self) -> StationDesk:
        """The desk over this station's store."""
        assert self._desk is not None, "the pages come after the event"  # noqa: S101
        return self._desk

    def files(self) -> StationFiles:
        """Return what reads lists and writes files over connections of its own."""
        from kiosk.backend.files import StationFiles  # noqa: PLC0415

        return StationFiles(self._session)

    def counter(self) -> OpenCounter:
        """Return what counts over a connection of its own, on a thread of its own."""
        from kiosk.backend.pollers import OpenCounter  # noqa: PLC0415

        return OpenCounter(self._session, self._opened().keys.event)

    def doubles(self) -> OpenFinder:
        """Return what finds doubles over a connection of its own, on a thread of its own."""
        from kiosk.backend.pollers import OpenFinder  # noqa: PLC0415

        return OpenFinder(self._session, self._opened().keys.event)

    def laptops(self) -> OpenLaptops:
        """Return what looks at the laptops over a connection of its own."""
        from kiosk.backend.pollers import OpenLaptops  # noqa: PLC0415

        return OpenLaptops(self._session, self._opened().keys.event)

    def exchanges(self) -> OpenExchange:
        """Return what exchanges over a connection of its own."""
        from kiosk.backend.exchange import OpenExchange  # noqa: PLC0415

        return OpenExchange(self._session, self._opened().keys.event)

    def packer(self) -> StationPacker | None:
        """Return what sets other laptops up; None where the organiser's key is not here."""
        from kiosk.backend.event_files import StationPacker  # noqa: PLC0415

        keys = self._opened().keys
        return StationPacker(self._session, keys.event) if keys.organiser else None

    def unnamed_copy(self) -> str:
        """Return this laptop's name where it has another one's folder and no name of its own."""
        books = self._opened()
        return books.certificate.name if books.stations.is_unnamed_copy() else ""

    def name_copy(self, name: str) -> None:
        """Give this laptop, with the folder of another, a name of its own."""
        books = self._opened()
        name_this_copy(books, self._session.machine(books.keys.event), name)

    def volumes(self) -> Volumes:
        """Return what knows which sticks are in."""
        return self._volumes

    def empty_at_the_end(self) -> None:
        """Have this laptop emptied once the window is closed."""
        from kiosk.admin.empty_laptop import standing  # noqa: PLC0415

        if any(one.missing for one in standing(self._session)):
            raise UnusableInput("hand_in_first")
        self._ending.to_empty = self._session

    def decide(self, entry: str, cause: Cause) -> None:
        """Write down why an entry let people in beyond the places."""
        Desk(self._opened()).decide(entry, cause)

    def scan(self, code: str) -> Answer:
        """Judge a scanned code."""
        return self._at_the_door().scan(code, asks_from=ASKS_FROM)

    def is_no_ticket(self, text: str) -> bool:
        """Return whether a text is surely no ticket here."""
        return self._at_the_door().is_no_ticket(text)

    def scan_keys(self, read: Sequence[str]) -> Answer:
        """Judge what the keys of a hand scanner may mean."""
        return self._at_the_door().scan_keys(read, asks_from=ASKS_FROM)

    def scan_reference(self, text: str) -> Answer:
        """Judge what a person typed."""
        return self._at_the_door().scan_reference(text, asks_from=ASKS_FROM)

    def people_through(self) -> int:
        """Count the people that this station let in through this entrance."""
        return self._at_the_door().people_through()

    def change_people(self, entry: str, people: int) -> Answer:
        """Set how many people an entry let in or out."""
        return self._at_the_door().change_people(entry, people)

    def add_companion(self, entry: str) -> Answer:
        """Let one more in on an entry, without a ticket."""
        return self._at_the_door().add_companion(entry)

    def let_in(self, answer: Answer, why: OverrideReason, proof: Proof | None) -> Answer:
        """Judge a refused guest again without the reason of the refusal."""
        return self._at_the_door().let_in(answer, why, proof=proof, asks_from=ASKS_FROM)

    @property
    def deeds(self) -> Deeds:
        """The deeds of this laptop."""
        return Deeds(self._opened())

    def event_without_pin(self) -> Event | None:
        """Return the event if its organiser has no PIN yet, else None."""
        return Pins(self._opened(), self._session.clock).event_without(Keeper.ORGANISER)

    def check_pin(self, pin: str) -> Proof:
        """Return the proof that a PIN is the organiser's."""
        return Pins(self._opened(), self._session.clock).prove(pin)

    def set_pin(self, pin: str) -> None:
        """Give the organiser a PIN."""
        Pins(self._opened(), self._session.clock).set(Keeper.ORGANISER, pin)

    def operators(self) -> list[str]:
        """Return the names of those who stood at a station, once each."""
        return sorted({one.name for one in Shifts(self._opened()).operators() if one.name})

    def take_over(self, name: str) -> ShiftSummary | None:
        """Write down who stands here from now on; return the card of who stood here."""
        return Shifts(self._opened()).take_over(name)

    def health(self) -> StationHealth:
        """Return how this station is doing."""
        return station_health(self._opened(), self._session.folder)

    def stand_at(self, place: Gate) -> StationContext:
        """Stand there from now on."""
        Desk(self._opened()).stand_at(place)
        return self._take_place(self._opened())

    def replace(self, laptop: str, *, whole: bool) -> StationContext:
        """Take over the work of a laptop (its id), and stand where it stood; empty: of none."""
        from kiosk.admin.replace_laptop import replace_nobody, replace_station  # noqa: PLC0415

        books = self._opened()
        if laptop:
            replace_station(books, laptop, whole=whole)
        else:
            replace_nobody(books)
        return self._take_place(books)

    def answer_how_many(self, answer: Answer, people: int) -> Answer:
        """Judge a group of which a person said how many there are."""
        return self._at_the_door().answer_how_many(answer, people)

    def needs_hints(self) -> bool:
        """Whether nobody saw the hints in this folder."""
        return not (self._session.folder / HINTS_SEEN).exists()

    def forget_hints(self) -> None:
        """Never show the hints again."""
        (self._session.folder / HINTS_SEEN).touch()

    def open_doors(self, opened: bool) -> None:
        """Let guests in before their time at this station, or no longer."""
        Desk(self._opened()).open_doors(opened)

    def make_event(self, first: NewEvent) -> StationContext:
        """Make the first event, this laptop its admin, and stand at its first entrance."""
        from kiosk.admin.new_event import make_first_event  # noqa: PLC0415

        make_first_event(self._session, first)
        return self._stand()

    def event_files(self) -> Sequence[Path]:
        """Return the event files on the sticks that are in."""
        return self._joining().event_files()

    def open_event_file(self, path: Path, passphrase: str) -> JoinOffer:
        """Open an event file, to join by it."""
        return self._joining().open(path, passphrase)

    def join(self, name: str, entrance: str, heard: Callable[[float], None]) -> StationContext:
        """Take part in the event of the file that was opened, and stand at an entrance."""
        self._joining().join(name, entrance, heard)
        return self._stand()

    def open_demo(self) -> StationContext:
        """Make a festival with visitors in a folder of its own, and stand there."""
        from kiosk.demo.sample_event import WINDOW_VISITORS, make_demo  # noqa: PLC0415

        self._session = replace(self._session, folder=Path(tempfile.mkdtemp(prefix="kiosk-demo-")))
        self._sight.show(make_demo(self._session, WINDOW_VISITORS))
        return self._stand()

    def import_list(self, path: Path) -> Report:
        """Take a guest list; rejected rows leave it as it was."""
        from kiosk.admin.list_import import import_list  # noqa: PLC0415
        from kiosk.guestlist.import_report import ImportOptions  # noqa: PLC0415

        return import_list(self._session, path, ImportOptions())

    def close(self) -> None:
        """Sign what was written and close the file."""
        self._open.close()

    def _stand(self) -> StationContext:
        self._books = self._open.enter_context(self._session.books())
        return self._take_place(self._books)

    def _take_place(self, books: Books) -> StationContext:
        post = post_of(books)
        neighbours = self._session.neighbours(books.database, post.event.id)
        self._door = Door(books, post.at, neighbours=neighbours)
        self._desk = StationDesk(books, self._door, post.at)
        return post

    def _joining(self) -> StationJoining:
        from kiosk.backend.event_files import StationJoining  # noqa: PLC0415

        if self._joins is None:
            self._joins = StationJoining(self._session, self._volumes)
        return self._joins

    def _opened(self) -> Books:
        assert self._books is not None, "the pages come after the event"  # noqa: S101
        return self._books

    def _at_the_door(self) -> Door:
        assert self._door is not None, "the pages come after the event"  # noqa: S101
        return self._door
