"""Expected places are kept by difference: after any day they equal a count of all tickets."""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction
from kiosk.errors import UnusableInput
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from tests.festival import HandClock, Row, add_list, festival
from tests.neighbours import admitted_unaware, another_station
from tests.store.places_counted import places_counted, places_kept

ROOM = "Zaal"
ROWS = [
    Row("A1"),
    Row("A2", "Pers", places=2),
    Row("G1", places=4),
    Row("U1", status="unpaid"),
    Row("C1", status="cancelled"),
    Row("D1", "Los", status="door_sale"),
    Row("D2", "Los", places=2, status="door_sale"),
]
REFS = [row.ref for row in ROWS if row.ref != "A1"]  # two lists have A1


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StationStore]:
    with festival(tmp_path, ROWS, clock=HandClock(), areas=[FESTIVAL, ROOM]) as store:
        add_list(store, "pers", [Row("P1", "Pers", code="C-A1", places=2)])
        yield store


class RandomDay:
    """Does what changes who is expected, at random."""

    def __init__(self, store: StationStore, seed: int) -> None:
        self._store = store
        self._other = another_station(store, "Zuid 1")
        self._chance = random.Random(seed)  # noqa: S311  # the same days each time
        self._entries: list[str] = []

    def steps(self) -> list[Callable[[], None]]:
        """Return what may happen."""
        desk = [self._desk, self._desk, self._undo, self._walk_in, self._relist, self._withdraw]
        return [*[self._scan] * 6, *desk, self._unaware]

    def step(self) -> None:
        """Do one thing."""
        with suppress(UnusableInput):
            self._chance.choice(self.steps())()

    def _ref(self) -> str:
        return self._chance.choice(REFS)

    def _scan(self) -> None:
        way = self._chance.choice([Direction.IN, Direction.IN, Direction.OUT])
        area = self._chance.choice([FESTIVAL, FESTIVAL, ROOM])
        answer = Door(self._store, Gate(area, "Noord", way)).scan(
            f"C-{self._chance.choice([*REFS, 'A1'])}", people=self._chance.choice([None, 1, 2])
        )
        if answer.entry:
            self._entries.append(answer.entry)

    def _desk(self) -> None:
        desk = Desk(self._store)
        action = self._chance.choice(
            [one for one in TicketAction if one is not TicketAction.RENAME]
        )
        if action is TicketAction.REISSUE:
            desk.reissue(self._ref())
        else:
            desk.change_status(self._ref(), action)

    def _undo(self) -> None:
        if self._entries:
            Desk(self._store).undo(self._chance.choice(self._entries), UndoReason.MISTAKE)

    def _walk_in(self) -> None:
        guest = WalkInGuest(self._chance.randint(1, 3), category="Gast")
        registration = WalkInRegistration(self._store, area=FESTIVAL, entrance="Noord")
        self._entries.append(registration.walk_in(guest).entry.hash)

    def _unaware(self) -> None:
        admitted_unaware(self._other, self._ref(), self._chance.randint(1, 3))

    def _relist(self) -> None:
        status = self._chance.choice(["valid", "unpaid", "blocked", "door_sale", "withdrawn"])
        changed = (self._chance.randint(1, 3), self._chance.choice(["Pers", "Los"]), status)
        with immediate(self._store.database):
            self._store.database.execute(
                "UPDATE list_row SET places = ?, category = ?, status = ? WHERE ref = ?",
                (*changed, self._ref()),
            )
            self._lists_changed()

    def _withdraw(self) -> None:
        with immediate(self._store.database):
            self._store.database.execute(
                "UPDATE list_snapshot SET state = iif(state = 'current', 'old', 'current')"
                " WHERE source = 'pers'"
            )
            self._lists_changed()

    def _lists_changed(self) -> None:
        self._store.database.execute("DELETE FROM list_total")
        self._store.database.execute(
            "INSERT INTO list_total SELECT list, category, status, count(*), sum(places)"
            " FROM list_row GROUP BY list, category, status"
        )
        self._store.attendance.refresh_listings()


@pytest.mark.parametrize("seed", range(8))
def test_after_any_day_they_are_those_of_all_tickets(store: StationStore, seed: int) -> None:
    day = RandomDay(store, seed)
    for _ in range(40):
        day.step()
        for area in (FESTIVAL, ROOM):
            assert places_kept(store, area) == places_counted(store, area)
    assert list(store.projector.problems()) == []
    with immediate(store.database):
        store.projector.rebuild_all()
    for area in (FESTIVAL, ROOM):
        assert places_kept(store, area) == places_counted(store, area)


def test_a_ticket_for_sale_at_the_door_is_expected_once_it_is_admitted_or_paid(
    store: StationStore,
) -> None:
    expected = []
    for deed in (
        lambda: None,
        lambda: Door(store, Gate(ROOM, "Noord")).scan("C-D1"),
        lambda: Door(store, Gate(FESTIVAL, "Noord")).scan("C-D1"),
        lambda: Desk(store).change_status("D2", TicketAction.PAY),
        lambda: Desk(store).change_status("D1", TicketAction.CANCEL),
    ):
        deed()
        expected.append(places_kept(store, FESTIVAL).expected.get("Los", 0))
    assert expected == [0, 1, 1, 3, 2]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE total_expected SET places = places + 1",
        "UPDATE total_category SET arrived = arrived + 1",
        "UPDATE total_category SET here = here - 1",
        "UPDATE attendance SET expected_places = '[7]'",
    ],
)
def test_verify_finds_places_that_are_wrong(store: StationStore, damage: str) -> None:
    Door(store, Gate(FESTIVAL, "Noord")).scan("C-G1")
    Desk(store).change_status("A2", TicketAction.CANCEL)
    assert list(store.projector.problems()) == []
    with immediate(store.database):
        store.database.execute(damage)
    assert list(store.projector.problems())
    with immediate(store.database):
        store.projector.rebuild_all()
    assert list(store.projector.problems()) == []
    assert places_kept(store, FESTIVAL) == places_counted(store, FESTIVAL)
