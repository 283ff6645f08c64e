"""The fold: a ticket's entries in one area, in causal order, become its attendance.

Every entry has the people, places and re-entry policy that it was judged by, so the fold needs no
list and no settings; equal sets of entries give equal attendance.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from kiosk.domain.entry import ADMISSIONS, UNDOABLE, Entry, Kind
from kiosk.domain.ticket import Reentry
from kiosk.domain.verdict import Outcome


@dataclass(frozen=True, slots=True)
class Flow:
    """People through one entrance."""

    people_in: int = 0
    people_out: int = 0


NO_FLOW = Flow()


@dataclass(frozen=True, slots=True)
class Passage:
    """People of an entry who passed its entrance, and by how many it raised `admitted`."""

    entry: Entry
    admitted: int = 0
    people_in: int = 0
    people_out: int = 0


@dataclass(frozen=True, slots=True)
class Double:
    """People of an admission beyond the ticket's places.

    `sides` are the entries that filled the places, then this one. `overridden` doubles were
    admitted knowingly, by a person or because the event admits them, and count as decided.
    """

    entry: Entry
    people: int
    sides: tuple[Entry, ...]
    overridden: bool


@dataclass(frozen=True, slots=True)
class Attendance:
    """The sum of the entries of one ticket in one area, in people.

    `admitted` is the highest number inside at once (with re-entry `never`: all places ever used).
    `admissions` are the entries that admitted people, not undone, in order; `present` are those of
    the people inside. `passages` are the entries by which people came in or left, in order.
    """

    inside: int = 0
    admitted: int = 0
    doubles: tuple[Double, ...] = ()
    admissions: tuple[Entry, ...] = ()
    present: tuple[Entry, ...] = ()
    last_out: Entry | None = None
    refusals: int = 0
    doors: Mapping[str, Flow] = field(default_factory=lambda: MappingProxyType({}))
    passages: tuple[Passage, ...] = ()

    @property
    def first(self) -> Entry | None:
        """The first admission of this ticket."""
        return self.admissions[0] if self.admissions else None

    def free(self, places: int, reentry: Reentry) -> int:
        """Return how many of `places` can still be used."""
        taken = self.admitted if reentry is Reentry.NEVER else self.inside
        return max(0, places - taken)

    def all_return(self, people: int, places: int, reentry: Reentry) -> bool:
        """Return whether all of `people` were inside before, so that none is new."""
        if reentry is Reentry.NEVER or self.first is None:
            return False
        return self.inside + min(people, self.free(places, reentry)) <= self.admitted


NO_ATTENDANCE = Attendance()


def undone_hashes(entries: Iterable[Entry]) -> frozenset[str]:
    """Return the hashes of the entries that `undo` entries undo."""
    targets = [entry.target for entry in entries if entry.kind is Kind.UNDO]
    return frozenset([target for target in targets if target is not None])


def fold(ordered: Sequence[Entry]) -> Attendance:
    """Fold the entries of one ticket in one area, given in causal order."""
    if not ordered:
        return NO_ATTENDANCE
    gone = undone_hashes(ordered)
    folding = _Folding()
    for entry in ordered:
        if entry.hash in gone and entry.kind in UNDOABLE:
            continue
        if entry.kind in ADMISSIONS:
            folding.admit(entry)
        elif entry.kind is Kind.OUT:
            folding.let_out(entry)
        elif entry.kind is Kind.REFUSED:
            folding.refusals += 1
    return folding.result()


def max_people(entry: Entry, others: Attendance) -> int:
    """Return the most people that an entry could have, given the other entries of its ticket."""
    if entry.readmits:
        return 0
    if entry.kind is Kind.OUT:
        return others.inside or entry.places
    # None free: a person admitted them knowingly, or re-entry is free.
    return others.free(entry.places, entry.reentry or Reentry.AFTER_EXIT) or entry.places


class _Folding:
    def __init__(self) -> None:
        self.refusals = 0
        self._inside = self._admitted = 0
        self._doubles: list[Double] = []
        self._admissions: list[Entry] = []
        self._present: list[tuple[Entry, int]] = []
        self._filled: list[Entry] = []
        self._last_out: Entry | None = None
        self._doors: dict[str, Flow] = {}
        self._passages: list[Passage] = []

    def admit(self, entry: Entry) -> None:
        self._admissions.append(entry)
        if entry.readmits:
            return
        never = entry.reentry is Reentry.NEVER
        fits = max(0, min(entry.people, entry.places - (self._admitted if never else self._inside)))
        double = 0 if entry.reentry is Reentry.FREE else entry.people - fits
        if double:
            sides = self._filled if never else [side for side, _ in self._present]
            knowingly = Outcome.ALREADY_INSIDE in entry.lifted_refusals
            self._doubles.append(Double(entry, double, (*sides, entry), knowingly))
        self._inside += fits
        before = self._admitted
        self._admitted = before + fits if never else max(before, self._inside)
        if fits:
            self._present.append((entry, fits))
            self._filled.append(entry)
        self._passages.append(Passage(entry, self._admitted - before, people_in=entry.people))
        self._pass(entry.entrance, people_in=entry.people)

    def let_out(self, entry: Entry) -> None:
        leaving = min(entry.people, self._inside)
        self._inside -= leaving
        self._passages.append(Passage(entry, people_out=leaving))
        self._pass(entry.entrance, people_out=leaving)
        self._last_out = entry
        self._leave(leaving)

    def _leave(self, people: int) -> None:
        # Assumes that those who came in first leave first: the entries do not say.
        staying: list[tuple[Entry, int]] = []
        for entry, count in self._present:
            gone = min(count, people)
            people -= gone
            if count > gone:
                staying.append((entry, count - gone))
        self._present = staying

    def _pass(self, entrance: str | None, *, people_in: int = 0, people_out: int = 0) -> None:
        if entrance is not None:
            before = self._doors.get(entrance, NO_FLOW)
            self._doors[entrance] = Flow(
                before.people_in + people_in, before.people_out + people_out
            )

    def result(self) -> Attendance:
        return Attendance(
            inside=self._inside,
            admitted=self._admitted,
            doubles=tuple(self._doubles),
            admissions=tuple(self._admissions),
            present=tuple([entry for entry, _ in self._present]),
            last_out=self._last_out,
            refusals=self.refusals,
            doors=MappingProxyType(self._doors),
            passages=tuple(self._passages),
        )
