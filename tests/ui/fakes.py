"""Written stand-ins for the door and for the thread that it runs on."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from kiosk.admin.requests import EnrolmentRequest, JoinOffer, NewEvent
from kiosk.checkin.answer import Answer
from kiosk.checkin.gate import Gate
from kiosk.checkin.shifts import ShiftSummary
from kiosk.checkin.station_context import StationContext
from kiosk.checkin.undo_history import Deed
from kiosk.domain.double_entries import Cause
from kiosk.domain.entry import Kind
from kiosk.domain.event_settings import Event
from kiosk.domain.pin_rules import Keeper, Proof
from kiosk.domain.roles import Role
from kiosk.domain.scanned_text import is_no_ticket
from kiosk.domain.verdict import Outcome, OverrideReason
from kiosk.errors import KioskError, UnusableInput
from kiosk.guestlist.import_report import Report
from kiosk.reports.laptop_health import Battery, StationHealth
from kiosk.store.journal.recent_entries import Done
from kiosk.store.stations.operators import OnDuty, Operator
from kiosk.ui.scan.action_texts import SETTLED, deed_of
from tests.ui.desks import FakeDesk
from tests.ui.double_samples import FakeFinder
from tests.ui.filings import FakeFiles
from tests.ui.guests import HOUR, NOW, POST, SHORT_NAME, answer
from tests.ui.laptop_samples import FakeExchanges, FakeLaptops, FakeVolumes

T = TypeVar("T")
CARD = ShiftSummary(
    OnDuty(Operator("o", "Fatima"), NOW - HOUR, "e"),
    at=NOW,
    done=Done(scans=1_214, people_in=1_180, people_out=12, refusals=22),
    doubles_open=3,
    unsent=214,
    sent_at=NOW - HOUR,
)
HEALTHY = StationHealth((), 50_000, battery=Battery(15, plugged=False))
PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of a file that is not there
OFFER = JoinOffer(
    "We Doen Het Samen! Landelijk Festival voor Bewoners en Beleid",
    date(2026, 5, 30),
    Role.DOOR,
    ("Noord", "Zuid", "Achteringang bij de fietsenstalling"),
    "Laptop 2",
)


class Inline:
    """A runner that does the work at once."""

    def submit(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        *,
        limit_s: float = 0.0,
    ) -> None:
        assert limit_s >= 0
        try:
            result = work()
        except (OSError, KioskError) as error:
            failed(error)
        else:
            done(result)


class FakeCounter:
    """Counts nobody."""

    def look(self) -> None:
        return None

    def close(self) -> None:
        return None


@dataclass
class FakePacker:
    """Remembers what it was to write, and fails if it is told to."""

    packed: list[tuple[Path, EnrolmentRequest]] = field(default_factory=list)
    fails: KioskError | None = None

    def pack(self, path: Path, wanted: EnrolmentRequest) -> None:
        self.packed.append((path, wanted))
        if self.fails is not None:
            raise self.fails


@dataclass
class FakeDeeds:
    """The deeds of a made-up laptop, newest first."""

    asked: list[str]
    done: list[Deed] = field(default_factory=list)

    def last(self) -> list[Deed]:
        return list(self.done)

    def last_to_undo(self) -> Deed | None:
        return next((one for one in self.done if one.kind is not Kind.REFUSED), None)

    def take_back(self, name: str, reason: str) -> None:
        self.asked.append(f"undo {name} {reason}")
        self.done = [one for one in self.done if one.entry != name]

    def add(self, told: Answer) -> None:
        if told.entry is not None and told.verdict.outcome not in _LEAVE_NONE:
            deed = deed_of(told)
            admitted = told.verdict.outcome in SETTLED
            self.done.insert(0, deed if admitted else replace(deed, kind=Kind.REFUSED))


_LEAVE_NONE = (Outcome.JUST_SCANNED, Outcome.NOT_A_TICKET, Outcome.HOW_MANY)


@dataclass
class FakeDoor:
    """Answers what it is told to, and remembers what it was asked and on which thread."""

    answers: list[Answer | OSError] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    threads: set[int] = field(default_factory=set)
    may_answer: threading.Event = field(default_factory=threading.Event)
    may_open: threading.Event = field(default_factory=threading.Event)
    closed: bool = False
    standing: StationContext | None = POST
    pin: str = "246810"
    healthy: StationHealth = HEALTHY
    hinted: bool = True
    made: list[NewEvent] = field(default_factory=list)
    taken: list[Path] = field(default_factory=list)
    opened: list[Path] = field(default_factory=list)
    joined: list[tuple[str, str]] = field(default_factory=list)
    on_sticks: list[Path] = field(default_factory=list)
    packs: FakePacker | None = None
    copied: str = ""

    def __post_init__(self) -> None:
        self.deeds = FakeDeeds(self.asked)
        self.may_answer.set()
        self.may_open.set()

    def post(self) -> StationContext | None:
        self.may_open.wait(120)
        return self.standing

    @property
    def desk(self) -> FakeDesk:
        return FakeDesk()

    def files(self) -> FakeFiles:
        return FakeFiles()

    def counter(self) -> FakeCounter:
        return FakeCounter()

    def doubles(self) -> FakeFinder:
        return FakeFinder()

    def laptops(self) -> FakeLaptops:
        return FakeLaptops()

    def exchanges(self) -> FakeExchanges:
        return FakeExchanges()

    def volumes(self) -> FakeVolumes:
        return FakeVolumes()

    def empty_at_the_end(self) -> None:
        self.asked.append("empty")

    def replace(self, laptop: str, *, whole: bool) -> StationContext:
        self.asked.append(f"replace {laptop} {whole}")
        assert self.standing is not None
        return self.standing

    def decide(self, entry: str, cause: Cause) -> None:
        self.asked.append(f"decide {entry} {cause}")

    def make_event(self, first: NewEvent) -> StationContext:
        self.made.append(first)
        if not first.name:
            raise UnusableInput("setting_value", key="name", value="")
        return POST

    def open_demo(self) -> StationContext:
        return POST

    def packer(self) -> FakePacker | None:
        return self.packs

    def unnamed_copy(self) -> str:
        return self.copied

    def name_copy(self, name: str) -> None:
        if name == self.copied:
            raise UnusableInput("name_taken", name=name)
        self.asked.append(f"name {name}")

    def event_files(self) -> list[Path]:
        return self.on_sticks

    def open_event_file(self, path: Path, passphrase: str) -> JoinOffer:
        self.opened.append(path)
        if passphrase != PASSPHRASE:
            raise UnusableInput("event_file_closed", file=path.name)
        return OFFER

    def join(self, name: str, entrance: str, heard: Callable[[float], None]) -> StationContext:
        heard(0.5)
        self.joined.append((name, entrance))
        if not name:
            raise UnusableInput("setting_value", key="name", value="")
        return POST

    def import_list(self, path: Path) -> Report:
        self.taken.append(path)
        return Report(path.stem, 312, 312, 0, 0, 0, {}, applied=True)

    def scan(self, code: str) -> Answer:
        return self._answer(f"code {code}")

    def scan_keys(self, read: Sequence[str]) -> Answer:
        return self._answer(f"code {read[0]}")

    def scan_reference(self, text: str) -> Answer:
        return self._answer(f"typed {text}")

    def change_people(self, entry: str, people: int) -> Answer:
        return self._answer(f"people {entry} {people}")

    def add_companion(self, entry: str) -> Answer:
        return self._answer(f"companion {entry}")

    def let_in(self, answer: Answer, why: OverrideReason, proof: Proof | None) -> Answer:
        by = proof.keeper.value if proof else "volunteer"
        return self._answer(f"let in {answer.verdict.outcome} {why} {by}")

    def answer_how_many(self, answer: Answer, people: int) -> Answer:
        return self._answer(f"how many {answer.verdict.most} {people}")

    def event_without_pin(self) -> Event | None:
        return None if self.pin else POST.event

    def check_pin(self, pin: str) -> Proof:
        if pin != self.pin:
            raise UnusableInput("pin_needed")
        return Proof(Keeper.ORGANISER)

    def set_pin(self, pin: str) -> None:
        self.pin = pin

    def operators(self) -> list[str]:
        return ["Fatima", "Jan"]

    def take_over(self, name: str) -> ShiftSummary | None:
        before = self.healthy.operator
        self.healthy = replace(self.healthy, operator=name)
        return (
            replace(CARD, on_duty=replace(CARD.on_duty, operator=Operator("o", before)))
            if (before)
            else None
        )

    def stand_at(self, place: Gate) -> StationContext:
        assert self.standing is not None
        self.standing = replace(
            self.standing, area=place.area, entrance=place.entrance, direction=place.direction
        )
        return self.standing

    def needs_hints(self) -> bool:
        return not self.hinted

    def forget_hints(self) -> None:
        self.hinted = True

    def open_doors(self, opened: bool) -> None:
        self.healthy = replace(self.healthy, doors_open=opened)

    def health(self) -> StationHealth:
        return self.healthy

    def is_no_ticket(self, text: str) -> bool:
        return is_no_ticket(text)

    def people_through(self) -> int:
        self.threads.add(threading.get_ident())
        return 1200 + len(self.asked)

    def close(self) -> None:
        self.closed = True

    def _answer(self, question: str) -> Answer:
        self.threads.add(threading.get_ident())
        self.may_answer.wait(120)
        self.asked.append(question)
        told = self.answers.pop(0) if self.answers else answer(Outcome.ADMITTED, SHORT_NAME)
        if isinstance(told, OSError):
            raise told
        if question.startswith(("people", "companion")):
            self.deeds.done = self.deeds.done[1:]
        self.deeds.add(told)
        return told
