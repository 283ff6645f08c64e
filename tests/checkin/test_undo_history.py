"""The actions at a laptop, at its door and its desk, and the undo of each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.backend.desk_backend import LocalDesk
from kiosk.checkin.answer import PaperLine
from kiosk.checkin.desk import Desk
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.checkin.undo_history import UndoHistory
from kiosk.checkin.walk_ins import WalkInGuest
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.entry import Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.ticket import DeskOverrides
from kiosk.domain.verdict import Direction, OverrideReason
from kiosk.errors import UnusableInput
from kiosk.store.station_store import StationStore
from tests.festival import NOON, HandClock, Row, festival

NORTH = Gate(FESTIVAL, "Noord")
ROWS = [Row("A1"), Row("A2", places=4), Row("A3", entrances=["Zuid"]), Row("A4")]


class Laptop:
    """A laptop that does all kinds of things."""

    def __init__(self, store: StationStore, clock: HandClock) -> None:
        self.store, self.clock = store, clock
        self.door = Door(store, NORTH)
        self.leaving = Door(store, Gate(FESTIVAL, "Noord", Direction.OUT))
        self.desk = LocalDesk(store, self.door, NORTH)
        self.actions = UndoHistory(store)
        self.door.scan("C-A4")

    def id(self, ref: str) -> str:
        return self.store.tickets.find(ref).id

    def figures(self) -> object:
        tally = self.store.counts.area_totals(self.store.event(), FESTIVAL, NOON)
        hands = [self.store.tickets.find(row.ref).desk_overrides for row in ROWS]
        return (
            *(tally.inside, tally.admitted, tally.clicked_in, tally.clicked_out),
            *(tally.recount, tally.doubles, tally.by_entrance, hands),
        )

    def undo_last(self) -> Kind:
        action = self.actions.undo_offer().action
        assert action is not None
        self.actions.undo(action.entries, "mistake")
        return action.kind


def _grouped(laptop: Laptop) -> None:
    entry = laptop.door.scan("C-A2").entry
    assert entry is not None
    laptop.door.change_people(entry, 2)


def _let_in(laptop: Laptop) -> None:
    laptop.door.override(laptop.door.scan("C-A3"), OverrideReason.HARD_TO_WALK)


def _on_paper(laptop: Laptop) -> None:
    laptop.desk.on_paper(PaperLine(laptop.id("A1"), Direction.IN, NOON - 60_000, 1))


ACTIONS: list[tuple[Kind, Callable[[Laptop], object]]] = [
    (Kind.IN, lambda laptop: laptop.door.scan("C-A1")),
    (Kind.IN, _grouped),
    (Kind.IN, _let_in),
    (Kind.OUT, lambda laptop: laptop.leaving.scan("C-A4")),
    (Kind.OUT, lambda laptop: laptop.leaving.scan("C-A1")),
    (Kind.IN, lambda laptop: laptop.desk.check_in(laptop.id("A1"))),
    (Kind.WALK_IN, lambda laptop: laptop.desk.walk_in(WalkInGuest(2, "Ria Bos"))),
    (Kind.IN, _on_paper),
    (Kind.CLICKER, lambda laptop: laptop.desk.click(Direction.IN, 3)),
    (Kind.CLICKER, lambda laptop: laptop.desk.click(Direction.OUT, 1)),
    (Kind.RECOUNT, lambda laptop: laptop.desk.recount(27)),
    (Kind.STATUS, lambda laptop: laptop.desk.act(laptop.id("A1"), TicketAction.CANCEL)),
    (Kind.STATUS, lambda laptop: laptop.desk.act(laptop.id("A1"), TicketAction.BLOCK)),
]


@pytest.mark.parametrize(("kind", "do"), ACTIONS)
def test_each_kind_of_action_is_the_last_and_is_taken_back(
    tmp_path: Path, kind: Kind, do: Callable[[Laptop], object]
) -> None:
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock) as store:
        laptop = Laptop(store, clock)
        clock.advance(60)
        before = laptop.figures()
        do(laptop)
        assert laptop.figures() != before or kind is Kind.OUT
        assert laptop.undo_last() is kind
        assert laptop.figures() == before
        rest = laptop.actions.undo_offer().action
        assert rest is not None
        assert rest.people == 1  # the first guest


def test_all_actions_are_taken_back_one_after_another(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock) as store:
        laptop = Laptop(store, clock)
        before = laptop.figures()
        done = [one for one in ACTIONS if one[1] not in (ACTIONS[5][1], ACTIONS[7][1])]
        for _, do in done:
            clock.advance(60)
            do(laptop)
        undone = [laptop.undo_last() for _ in done]
        assert undone == [kind for kind, _ in reversed(done)]
        assert laptop.figures() == before


def test_a_ticket_that_was_blocked_before_it_was_cancelled_is_blocked_again(
    tmp_path: Path,
) -> None:
    with festival(tmp_path, ROWS) as store:
        desk, actions = Desk(store), UndoHistory(store)
        desk.change_status("A1", TicketAction.BLOCK)
        desk.change_status("A1", TicketAction.CANCEL)
        action = actions.undo_offer().action
        assert action is not None
        actions.undo(action.entries, "mistake")
        actions.undo(action.entries, "mistake")
        assert store.tickets.find("A1").desk_overrides == DeskOverrides(blocked=True)


def test_allowing_again_is_taken_back_too(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        desk, actions = Desk(store), UndoHistory(store)
        desk.change_status("A1", TicketAction.BLOCK)
        desk.change_status("A1", TicketAction.LIFT)
        action = actions.undo_offer().action
        assert action is not None
        actions.undo(action.entries, "mistake")
        assert store.tickets.find("A1").desk_overrides == DeskOverrides(blocked=True)


def test_what_was_paid_is_not_taken_back_by_one_key(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", status="unpaid")]) as store:
        Desk(store).change_status("A1", TicketAction.PAY)
        offer = UndoHistory(store).undo_offer()
        action = offer.later
        assert offer.action is None
        assert action is not None
        assert not action.undoable
        with pytest.raises(UnusableInput, match="not_taken_back"):
            UndoHistory(store).undo(action.entries, "mistake")


def test_a_recount_that_is_undone_leaves_the_one_before(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock) as store:
        counting, actions = ManualCounting(store), UndoHistory(store)
        counting.recount(40)
        clock.advance(60)
        Door(store, NORTH).scan("C-A2")
        clock.advance(60)
        counting.recount(9999)
        action = actions.undo_offer().action
        assert action is not None
        actions.undo(action.entries, "mistake")
        assert store.counts.inside(store.event(), FESTIVAL) == 44
        assert list(store.manual_counts.problems()) == []


@pytest.mark.parametrize(
    "do",
    [
        lambda desk, ticket: desk.act(ticket, TicketAction.PAY),
        lambda desk, ticket: desk.rename(ticket, "Bo Li", ""),
        lambda desk, ticket: desk.reissue(ticket),
    ],
)
def test_what_cannot_be_taken_back_is_named_and_the_action_before_it_offered(
    tmp_path: Path, do: Callable[[LocalDesk, str], object]
) -> None:
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock) as store:
        laptop = Laptop(store, clock)
        do(laptop.desk, laptop.id("A1"))
        offer = laptop.actions.undo_offer()
        assert offer.later is not None
        assert (offer.later.kind, offer.later.ticket) == (
            Kind.STATUS,
            store.tickets.find("A1"),
        )
        assert offer.action is not None
        assert (offer.action.kind, offer.action.people) == (Kind.IN, 1)
        laptop.actions.undo(offer.action.entries, "mistake")
        assert laptop.actions.undo_offer().action is None


def _together(laptop: Laptop) -> None:
    for ref in ("A1", "A2", "A4"):  # the last one is inside already
        laptop.desk.check_in_whole(laptop.id(ref), "b" * 32)


def test_a_group_that_one_key_let_in_is_one_action(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock) as store:
        laptop = Laptop(store, clock)
        clock.advance(60)
        before = laptop.figures()
        _together(laptop)
        action = laptop.actions.undo_offer().action
        assert action is not None
        assert (action.kind, action.people, len(action.entries)) == (Kind.IN, 5, 2)
        laptop.actions.undo(action.entries, "wrong-guest")
        assert laptop.figures() == before
        undos = [one for one in store.history.entries_of(laptop.id("A1")) if one.kind is Kind.UNDO]
        assert [one.detail["reason"] for one in undos] == ["wrong-guest"]
        rest = laptop.actions.undo_offer().action
        assert rest is not None
        assert (rest.people, rest.together) == (1, ())


def test_a_group_is_taken_back_whole_or_not_at_all(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock) as store:
        laptop = Laptop(store, clock)
        clock.advance(60)
        _together(laptop)
        action = laptop.actions.undo_offer().action
        assert action is not None
        before = laptop.figures()
        with pytest.raises(UnusableInput):
            laptop.actions.undo([*action.entries, "f" * 64], "mistake")
        assert laptop.figures() == before


def test_of_a_group_what_still_counts_is_one_action(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock) as store:
        laptop = Laptop(store, clock)
        clock.advance(60)
        _together(laptop)
        couple = next(one for one in laptop.actions.last() if one.people == 4)
        laptop.door.change_people(couple.entry, 2)
        changed = laptop.actions.undo_offer().action
        assert changed is not None
        assert (changed.people, len(changed.entries)) == (3, 2)
        laptop.actions.undo([changed.entry], "mistake")
        rest = laptop.actions.undo_offer().action
        assert rest is not None
        assert rest.together == ()
