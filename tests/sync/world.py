"""A festival's laptops in one test: processes that live on, sticks that are kept, and the truth."""

import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from difflib import unified_diff
from pathlib import Path
from typing import Any

from kiosk.admin.revoke_laptop import restore, revoke
from kiosk.checkin.answer import ScanResult
from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.checkin.shifts import Shifts
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.double_entries import Cause
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.internal_settings import REVOKED
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Direction, Outcome, OverrideReason
from kiosk.errors import UnusableInput
from kiosk.keys.signing import read_certificate
from kiosk.reports.double_report import double_entries
from kiosk.store.integrity.set_aside_entries import RevocationApplier
from kiosk.store.sqlite.database import Database, immediate
from kiosk.store.sqlite.problems import ProblemKind
from kiosk.store.station_store import StationStore, record
from kiosk.sync.bundle_file import read_bundle, write_bundle
from kiosk.sync.carrier import ReceiveResult
from kiosk.sync.receiver import receive
from kiosk.sync.sender import outgoing_messages, sign_pending
from tests.domain import oracle
from tests.festival import HandClock
from tests.store.places_counted import places_counted, places_kept
from tests.sync.laptops import Laptop, another_laptop, first_laptop
from tests.sync.seeing import sees, sound
from tests.sync.words import counts_as_the_oracle_says, revoked_stations

CODES = tuple(f"CODE-{n:012}" for n in range(1, 6))
PLACES = (1, 2, 4, 1, 1)
NAMES = ("Kantoor", "Balie", "Zuid 1", "Noord 2", "Herstel")


def _listed(rows: Sequence[tuple[str, str, int, str]]) -> str:
    lines = [f"{code};{ref};{name};{places}" for code, ref, places, name in rows]
    return "\n".join(["code;ticket;naam;aantal", *lines, ""])


_FIRST = [
    (code, f"A{n}", places, f"Gast Nummer{n}")
    for n, (code, places) in enumerate(zip(CODES, PLACES, strict=True), start=1)
]
LISTS = (
    ("shop", _listed(_FIRST)),
    ("shop", _listed([*_FIRST[:3], (CODES[3], "A4", 3, "Zoë"), _FIRST[4]])),
    ("shop", _listed([*_FIRST[:4], ("NIEUW-0000000005", "A5", 1, "Gast Nummer5")])),
    ("shop", _listed([_FIRST[0], (CODES[1], "A2", 1, "Bea"), *_FIRST[2:]])),
    ("pers", _listed([("PERS-00000000001", "P1", 1, "Pim"), ("PERS-00000000002", "P2", 2, "Pia")])),
    ("pers", _listed([("PERS-00000000001", "P1", 2, "Pim")])),
)
ALL_CODES = (*CODES, "NIEUW-0000000005", "PERS-00000000001", "PERS-00000000002", "WRONG-0000001")


@dataclass
class Station:
    """A laptop with the process that has its store open, if any."""

    laptop: Laptop
    database: Database | None = None
    store: StationStore | None = None
    role: Role = Role.DOOR

    def process(self) -> StationStore:
        """Return the store of the process that lives on."""
        if self.store is None:
            context = self.laptop.session.database()
            self._context = context
            self.database = context.__enter__()
            self.store = self.laptop.session.open(self.database, self.laptop.event)
        return self.store

    def end(self, *, killed: bool = False) -> None:
        """End the process; one that is killed signs nothing."""
        if self.store is not None:
            if not killed:
                self.store.journal.close()
            self._context.__exit__(None, None, None)
            self.store = self.database = None


@dataclass
class World:
    """Laptops, sticks that were ever written, and what has to be somewhere."""

    root: Path
    stations: list[Station]
    sticks: list[tuple[Path, frozenset[str]]] = field(default_factory=list)
    backups: list[tuple[int, Path]] = field(default_factory=list)
    restored: bool = False
    words: int = 0
    admitted: list[str] = field(default_factory=list)
    number: int = 0

    def path(self, kind: str) -> Path:
        """Return a place for something new."""
        self.number += 1
        return self.root / f"{kind}{self.number}"

    def close(self) -> None:
        """End all processes."""
        for station in self.stations:
            station.end(killed=True)

    # The actions of people.

    def scan(self, at: int, code: int, people: int | None, direction: Direction) -> None:
        """Show a code at a door; a volunteer lets in who is inside already, now and then."""
        store = self.stations[at].process()
        door = Door(store, Gate(FESTIVAL, self.stations[at].laptop.entrance, direction))
        answer = door.scan(ALL_CODES[code], people=people)
        assert answer.verdict.outcome is not Outcome.CANNOT_RECORD
        if answer.verdict.outcome is Outcome.ALREADY_INSIDE and people == 1:
            # Every other one is another person, so that there are doubles to decide about.
            why = (OverrideReason.WRISTBAND, OverrideReason.WITH_GROUP)[len(self.admitted) % 2]
            answer = door.override(answer, why)
        self._admitted(answer)

    def _admitted(self, answer: ScanResult) -> None:
        if answer.entry is not None and answer.verdict.people:
            self.admitted.append(answer.entry)

    def change(self, at: int, which: int, people: int) -> None:
        """Put the number of people of an admission right."""
        if self.admitted:
            entry = self.admitted[which % len(self.admitted)]
            store = self.stations[at].process()
            door = Door(store, Gate(FESTIVAL, self.stations[at].laptop.entrance))
            with suppress(UnusableInput):
                self._admitted(door.change_people(entry, people))

    def undo(self, at: int, which: int, *, click: bool) -> None:
        """Undo something, or some click, that happened anywhere and is known here."""
        store = self.stations[at].process()
        rows = store.database.execute(
            "SELECT lower(hex(hash)) FROM entry WHERE kind = 'clicker'"
            " OR kind IN ('in', 'out', 'walk_in') AND NOT ? ORDER BY hash",
            (click,),
        ).fetchall()
        if rows:
            Desk(store).undo(rows[which % len(rows)][0], UndoReason.MISTAKE)

    def click(self, at: int, people: int, direction: Direction) -> None:
        """Count people without a scan."""
        station = self.stations[at]
        ManualCounting(station.process()).click(
            FESTIVAL, station.laptop.entrance, direction, people
        )

    def recount(self, at: int, people: int, minutes_ago: int) -> None:
        """Count all who are inside, now or a while ago."""
        store = self.stations[at].process()
        when = store.journal.now() - minutes_ago * 60_000 if minutes_ago else None
        ManualCounting(store).recount(people, at=when)

    def desk(self, at: int, what: str, ref: str) -> None:
        """Do something to a ticket at the desk."""
        store = self.stations[at].process()
        desk = Desk(store)
        with suppress(UnusableInput):
            match what:
                case "rename":
                    desk.rename(ref, f"Invaller {self.number}")
                case "reissue":
                    desk.reissue(ref)
                case "walk_in":
                    guest = WalkInGuest(len(ref), f"Gast {ref}", category="Pers")
                    WalkInRegistration(store, area=FESTIVAL, entrance="Noord").walk_in(guest)
                case _:
                    desk.change_status(ref, TicketAction(what))

    def setting(self, value: int) -> None:
        """Have the admin set something for all."""
        desk = Desk(self.stations[0].process())
        desk.change_setting("crew", value)
        desk.change_setting("help_phone", f"06-{value:08}")

    def shift(self, at: int, name: str) -> None:
        """Begin or end a shift."""
        Shifts(self.stations[at].process()).take_over(name)

    def take_list(self, at: int, which: int) -> None:
        """Have an admin take a list in, beside the process that lives on."""
        source, text = LISTS[which]
        with suppress(UnusableInput):
            self.stations[at].laptop.take_list(self.path("list"), text, source=source, yes=True)

    def decide(self, at: int, which: int) -> None:
        """Decide on a double."""
        store = self.stations[at].process()
        doubles = double_entries(store)
        if doubles:
            double = doubles[which % len(doubles)]
            cause = (Cause.SHARED, Cause.SAME_PERSON, Cause.CLOCK)[which % 3]
            Desk(store).decide(double.entry, cause)

    def revoke(self, at: int, by: int, *, back: bool) -> None:
        """Have an admin revoke a laptop that it just heard of, or take that back."""
        self.wire(at, by, lambda lines: lines)
        self.words += 1
        with suppress(UnusableInput):
            decide = restore if back else revoke
            decide(self.stations[by].process(), self.stations[at].laptop.station)

    def revoke_key(self, at: int, by: int) -> None:
        """Have an admin say that no laptop had joined by the key of a laptop."""
        store = self.stations[by].process()
        key = read_certificate(self._store(at).keys.certificate, store.keys.organiser_public)
        if key.enrolment:
            self.words += 1
            detail = {"key": REVOKED + key.enrolment, "value": {"stations": []}}
            with immediate(store.database):
                record(store, Draft(Kind.SETTING, detail=detail))
                RevocationApplier(store).apply()

    # Time, and what may happen to a folder.

    def advance(self, seconds: int) -> None:
        """Let time pass everywhere."""
        for clock in {id(one.laptop.clock): one.laptop.clock for one in self.stations}.values():
            clock.advance(seconds)

    def set_clock(self, at: int, minutes: int) -> None:
        """Set a laptop's clock."""
        self.stations[at].laptop.clock.now += minutes * 60_000

    def backup(self, at: int) -> None:
        """Copy a folder away, as it is."""
        copy = self.path("backup")
        _copy(self.stations[at].laptop.folder, copy)
        self.backups.append((at, copy))

    def restore(self, which: int) -> None:
        """Put a backup in the place of what its laptop held: its process is gone."""
        if self.backups:
            self.restored = True
            at, copy = self.backups[which % len(self.backups)]
            station = self.stations[at]
            station.end(killed=True)
            shutil.rmtree(station.laptop.folder)
            _copy(copy, station.laptop.folder)

    def clone(self, at: int) -> None:
        """Copy a folder to another machine; a process that was in it goes on in both."""
        station, clock = self.stations[at], self.stations[at].laptop.clock
        twin = replace(
            station.laptop,
            folder=self.path("twin"),
            machine=f"machine {self.number}",
            clock=HandClock(clock.now, clock.elapsed),
        )
        _copy(station.laptop.folder, twin.folder)
        self.stations.append(Station(twin, role=station.role))
        if station.store is not None:
            journal = self.stations[-1].process().journal
            journal._log = station.store.journal._log
            journal._running = replace(station.store.journal._running, clock=twin.clock)

    # The exchange.

    def write(self, at: int) -> None:
        """Write a stick, which is kept for ever."""
        path = self.path("stick")
        store = self.stations[at].process()
        write_bundle(store, path)
        self.sticks.append((path, entries(store)))

    def read(self, at: int, which: int, *, beside: bool) -> None:
        """Read some stick that was ever written, in the process or in one beside it."""
        if self.sticks:
            path, _ = self.sticks[which % len(self.sticks)]
            taken = self._beside(at, path) if beside else read_bundle(self._store(at), path)
            self._check(taken)

    def cross_beside(self, one: int, other: int) -> None:
        """Let two laptops read each other's sticks, there and back, beside their processes."""
        for giver, reader in ((one, other), (other, one)):
            self.write(giver)
            self.read(reader, len(self.sticks) - 1, beside=True)
            self.advance(1)

    def _beside(self, at: int, path: Path) -> ReceiveResult:
        return self.stations[at].laptop.read(path)

    def _store(self, at: int) -> StationStore:
        return self.stations[at].process()

    def wire(self, one: int, other: int, shuffle: Callable[[list[str]], list[str]]) -> None:
        """Send another laptop the messages that it lacks; ranges and heads in some other order."""
        store, theirs = self._store(one), self._store(other)
        sign_pending(store)
        lines = list(outgoing_messages(store, theirs.inventory.have()))
        middle = shuffle(lines[1:-1])
        self._check(receive(theirs, [lines[0], *middle, lines[-1]]), shuffled=middle != lines[1:-1])

    def tampered(self, one: int, other: int, which: int, how: str) -> None:
        """Send another laptop all messages, with a range that was changed on the way."""
        store, theirs = self._store(one), self._store(other)
        sign_pending(store)
        lines = list(outgoing_messages(store))
        ranges = [at for at, line in enumerate(lines) if '"type":"entries"' in line]
        changed = ranges[which % len(ranges)]
        message = json.loads(lines[changed])
        _tamper(message["entries"], how)
        lines[changed] = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
        before = entries(theirs)
        receive(theirs, lines)
        new = entries(theirs) - before - entries(store)
        assert new <= clocks(theirs), "an entry without a writer"

    def _check(self, taken: ReceiveResult, *, shuffled: bool = False) -> None:
        allowed = {"revoked"} | ({"missing", "station", "unreadable"} if shuffled else set())
        assert {one.why for one in taken.rejected} <= allowed, taken

    # The end of the day.

    def rounds(self, most: int = 8) -> int:
        """Have all exchange with all until nothing is new; return how many rounds brought some."""
        for number in range(most):
            new = self._round()
            if not new:
                return number
        raise AssertionError(f"the exchange does not end: {new} new in the last round")

    def _round(self) -> int:
        new = 0
        for at in range(len(self.stations)):
            self.advance(1)
            before = entries(self._store(at))
            path = self.root / f"last{at}"
            for other in range(len(self.stations)):
                left = self.root / f"last{other}"
                if other != at and left.exists():
                    self._check(read_bundle(self._store(at), left))
            write_bundle(self._store(at), path)
            new += len(entries(self._store(at)) - before)
        return new

    def settle(self) -> None:
        """Check all promises against all entries that were ever written and still exist."""
        held = frozenset[str]().union(*(entries(self._store(at)) for at in range(len(self))))
        for which in range(len(self.sticks)):
            self.read(which % len(self), which, beside=False)
        held = held.union(*(carried for _, carried in self.sticks))
        self.rounds()
        for station in self.stations:
            station.end()
        self.rounds()
        self._hold(held)

    def _hold(self, held: frozenset[str]) -> None:
        digests, shown, stand = set[str](), set[str](), set[frozenset[str]]()
        revoked = revoked_stations(self._store(0))
        for station in self.stations:
            store = station.process()
            stand.add(entries(store))
            if station.laptop.station not in revoked:
                counts_as_the_oracle_says(store)
                digests.add(store.inventory.have().digest)
                shown.add(sees(station.laptop))
                sound(station.laptop, but=self._gone())
                agrees_with_oracle(store)
                assert places_kept(store, FESTIVAL) == places_counted(store, FESTIVAL)
        assert len(stand) == 1
        (all_of,) = stand
        assert held <= all_of, "something is lost"
        assert len(shown) <= 1, differences(sorted(shown))
        assert len(digests) <= 1
        assert shown or len(revoked) >= len(NAMES)

    def _gone(self) -> frozenset[ProblemKind]:
        """Return the problems that may remain: a restored laptop had named logs that no laptop got.

        No entry that was on a laptop or stick at the end is lost all the same: see `_hold`.
        """
        return frozenset({ProblemKind.LOG_MISSING} if self.restored else ())

    def __len__(self) -> int:
        return len(self.stations)


def _tamper(entries: list[Any], how: str) -> None:
    middle = len(entries) // 2
    match how:
        case "without one":
            del entries[middle]
        case "turned round":
            entries.reverse()
        case "cut":
            del entries[1:]
        case "a hash for an entry" if isinstance(entries[0], str):
            entries[middle] = [middle + 1, "ab" * 32]
        case _:
            entries[middle] = str(entries[middle]).replace('"people":', '"people":1')


def differences(shown: Sequence[str]) -> str:
    """Return the first lines in which two laptops differ."""
    one, other = (text.splitlines() for text in shown[:2])
    return "\n".join(list(unified_diff(one, other, lineterm="", n=1))[:30])


def entries(store: StationStore) -> frozenset[str]:
    """Return the hashes of all entries that a laptop holds, with or without effect."""
    rows = store.database.execute(
        "SELECT hash FROM entry UNION SELECT hash FROM set_aside_entry"
    ).fetchall()
    return frozenset(digest.hex() for (digest,) in rows)


def clocks(store: StationStore) -> frozenset[str]:
    """Return the hashes of what a laptop says itself of its clock, as it may after any meeting.

    A process that had written nothing yet begins its log with it.
    """
    rows = store.database.execute(
        "SELECT hash FROM entry JOIN log USING (event, log)"
        " WHERE kind IN ('clock', 'open') AND station = ?",
        (bytes.fromhex(store.keys.station),),
    ).fetchall()
    return frozenset(digest.hex() for (digest,) in rows)


def _copy(folder: Path, copy: Path) -> None:
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*-shm", "*.lock"))


# The truth.


def agrees_with_oracle(store: StationStore) -> None:
    """Hold a laptop's figures against a second reading of the rules over the same entries."""
    journal = list(as_oracle(store))
    tally = store.counts.area_totals(store.event(), FESTIVAL, 0)
    folds = [oracle.fold(one, FESTIVAL, journal) for one in sorted(oracle.tickets_in(journal))]
    assert tally.admitted == sum(one["admitted"] for one in folds)
    assert tally.doubles == sum(double["people"] for one in folds for double in one["doubles"])
    doors = {
        (name, at["in"], at["out"]) for name, at in oracle.by_entrance(FESTIVAL, journal).items()
    }
    kept = {(name, one.people_in, one.people_out) for name, one in tally.by_entrance.items()}
    assert {one for one in kept ^ doors if any(one[1:])} == set()
    crew = store.event().rules.crew
    assert store.counts.inside(store.event(), FESTIVAL) == oracle.inside(FESTIVAL, journal, crew)
    found = {one.entry: one.finding.double.people for one in double_entries(store)}
    assert found == {two["entry"]: two["people"] for one in folds for two in one["doubles"]}


def as_oracle(store: StationStore) -> Iterator[oracle.Entry]:
    """Yield the entries that count as the oracle reads them."""
    stations = dict(
        store.database.execute("SELECT lower(hex(log)), lower(hex(station)) FROM log").fetchall()
    )
    for digest, body in store.database.execute(
        "SELECT lower(hex(hash)), body FROM entry"
    ).fetchall():
        fields = json.loads(body)
        detail = fields.get("detail", {})
        lifted = [*detail.get("lifted", []), *detail.get("warnings", [])]
        entry = {
            "id": digest,
            "log": fields["log"],
            "seq": fields["seq"],
            "kind": fields["kind"],
            "time": fields["at"],
            "stated": fields.get("stated", False),
            "parents": fields.get("parents", []),
            "ticket": fields.get("ticket"),
            "area": fields.get("area", FESTIVAL),
            "entrance": fields.get("entrance"),
            "people": fields.get("people", 0),
            "places": fields.get("places", 0),
            "policy": fields.get("reentry", "after-exit"),
            "override": "already_inside" in lifted,
            "keycord": any(one["why"] == "wristband" for one in detail.get("allowed", ())),
            "undoes": detail.get("target"),
            "direction": detail.get("direction"),
        }
        if fields["kind"] != Kind.CLOCK.value:
            yield entry
            continue
        for log in dict.fromkeys([fields["log"], *detail.get("also", [])]):
            if stations.get(log) == stations[fields["log"]]:
                clock = {"offset": detail["offset_ms"], "error": detail["error_ms"]}
                yield {**entry, **clock, "log": log, "id": f"{digest} {log}"}


# The beginning.


@dataclass(frozen=True)
class Template:
    """Folders of laptops that joined, to be copied for each history."""

    folder: Path
    laptops: Sequence[tuple[Laptop, Role]]

    def world(self, root: Path, skews: Sequence[int]) -> World:
        """Return a world of its own; `skews` are what each clock is ahead, in ms."""
        stations = []
        for (laptop, role), skew in zip(self.laptops, skews, strict=True):
            folder = root / laptop.folder.name
            _copy(laptop.folder, folder)
            clock = HandClock(laptop.clock.now + skew, laptop.clock.elapsed)
            machine = f"machine {folder.name}"
            own = replace(laptop, folder=folder, clock=clock, machine=machine)
            stations.append(Station(own, role=role))
        return World(root, stations)


def template(folder: Path) -> Template:
    """Make an event with a list: its maker, two more admins, a door, and who recovered it."""
    admin = first_laptop(folder / "kantoor")
    admin.take_list(folder / "shop.csv", LISTS[0][1])
    stick = admin.write(folder / "stick")
    laptops = [(admin, Role.ADMIN)]
    roles = (Role.ADMIN, Role.ADMIN, Role.DOOR, Role.ADMIN)
    for name, role in zip(NAMES[1:], roles, strict=True):
        laptop = another_laptop(
            admin,
            folder / name.replace(" ", ""),
            name,
            role=role,
            entrance="Noord" if name.startswith("N") else "Zuid",
            recovered=name == "Herstel",
        )
        laptop.read(stick)
        laptops.append((laptop, role))
    known = [(replace(one, ring=one.keys), role) for one, role in laptops]
    return Template(folder, known)
