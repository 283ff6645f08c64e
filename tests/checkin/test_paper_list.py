"""The paper list afterwards: facts with the time that is on the paper."""

from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.paper_list import PaperList
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction, Outcome
from kiosk.errors import UnusableInput
from kiosk.store.lists.name_index import NameIndex
from kiosk.store.station_store import StationStore
from tests.festival import NOON, HandClock, Row, festival

MINUTE = 60_000
ROWS = [Row("A1", name="Zoë van den Berg"), Row("A2", name="Jan"), Row("A3", name="Jan", places=3)]


def inside(store: StationStore) -> int:
    return store.counts.inside(store.event(), FESTIVAL)


def refusal(store: StationStore, text: str, at: int = NOON, people: int | None = None) -> str:
    with pytest.raises(UnusableInput) as error:
        PaperList(store, entrance="Zuid").record_line(text, at, people=people)
    return error.value.key


def test_a_line_of_paper_is_an_entry_at_its_own_time(tmp_path: Path) -> None:
    clock = HandClock(now=NOON + 60 * MINUTE)
    with festival(tmp_path, ROWS, clock=clock) as store:
        answer = PaperList(store, entrance="Zuid").record_line("A3", NOON)
        assert (answer.verdict.outcome, answer.verdict.people) == (Outcome.ADMITTED, 3)
        assert answer.entry is not None
        entry = store.history.find(answer.entry)
        assert (entry.at, entry.stated, entry.parents) == (NOON, True, ())
        assert inside(store) == 3
        seen = Door(store, Gate(FESTIVAL, "Noord")).scan("C-A3")
        assert seen.verdict.outcome is Outcome.ALREADY_INSIDE
        assert seen.first is not None
        assert (seen.first.at, seen.first.entrance) == (NOON, "Zuid")


def test_paper_is_put_where_it_happened_among_scans(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock) as store:
        clock.advance(1800)
        Door(store, Gate(FESTIVAL, "Noord")).scan("C-A1")
        clock.advance(1800)
        paper = PaperList(store, entrance="Zuid")
        paper.record_line("A1", NOON)
        paper.record_line("A1", NOON + 10 * MINUTE, Direction.OUT)
        assert inside(store) == 1
        assert store.counts.area_totals(store.event(), FESTIVAL, clock.now).doubles == 0


def test_facts_are_not_judged(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", status="cancelled")]) as store:
        assert PaperList(store, entrance="Zuid").record_line("A1", NOON).verdict.people == 1
        assert inside(store) == 1


def test_a_name_will_do_where_one_guest_has_it(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        NameIndex(store.database, store.keys.event, pause=lambda: None).update()
        answer = PaperList(store, entrance="Zuid").record_line("zoe van den berg", NOON)
        assert answer.verdict.ticket is not None
        assert answer.verdict.ticket.ref == "A1"
        assert refusal(store, "jan") == "error.paper_name"
        assert refusal(store, "kees") == "error.paper_name"


def test_the_same_line_twice_is_written_once_unless_it_was_undone(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        paper = PaperList(store, entrance="Zuid")
        first = paper.record_line("A1", NOON).entry
        assert first is not None
        assert paper.record_line("A1", NOON).entry == first
        Desk(store).undo(first, UndoReason.MISTAKE)
        assert paper.record_line("A1", NOON).entry != first
        assert inside(store) == 1


def test_an_impossible_line_of_the_paper_list_is_refused(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        assert refusal(store, "A1", NOON + MINUTE) == "error.paper_ahead"
        assert refusal(store, "A1", people=0) == "error.group_number"
        assert inside(store) == 0
