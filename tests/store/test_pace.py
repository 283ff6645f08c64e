"""The pace of the last minutes and the busiest quarter of each laptop, kept by difference."""

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.domain.counting.pace import SLOT_MS
from kiosk.domain.entry import Draft, Entry, Kind, LogPosition, encode_entry, read_entry
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction
from kiosk.store.journal.entry_rows import insert_entry
from kiosk.store.journal.journal import NO_HASH, new_log_id
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from tests.festival import NOON, HandClock, Row, festival
from tests.neighbours import admitted_unaware, another_station

MINUTE = 60_000
QUARTER = 15 * MINUTE
ROWS = [Row(f"G{n}", places=4) for n in range(40)]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def store(tmp_path: Path, clock: HandClock) -> Iterator[StationStore]:
    with festival(tmp_path, ROWS, clock=clock) as store:
        yield store


def entries(store: StationStore) -> list[Entry]:
    """All entries that are not undone."""
    rows = store.database.execute("SELECT body FROM entry").fetchall()
    found = [read_entry(body) for (body,) in rows]
    undone = {one.target for one in found if one.kind is Kind.UNDO}
    return [one for one in found if one.hash not in undone]


def within(one: Entry, now: int, width: int) -> bool:
    return (now - width) // SLOT_MS < one.at // SLOT_MS <= now // SLOT_MS


def pace_counted(store: StationStore, now: int) -> tuple[dict[str, int], int, dict[str, int]]:
    """People at each entrance in five minutes, net in fifteen, and refusals, entry by entry."""
    pace, refused, net = Counter[str](), Counter[str](), 0
    for one in entries(store):
        came = one.kind in (Kind.IN, Kind.WALK_IN)
        if came and within(one, now, 5 * MINUTE):
            pace[str(one.entrance)] += one.people
        if one.kind is Kind.REFUSED and one.at // SLOT_MS > (now - QUARTER) // SLOT_MS:
            refused[str(one.detail["outcome"])] += 1
        if within(one, now, QUARTER):
            clicked_in = one.detail.get("direction") == "in"
            left = one.kind is Kind.OUT and one.detail.get("outcome") != "not_inside"
            if came or (one.kind is Kind.CLICKER and clicked_in):
                net += one.people
            elif left or one.kind is Kind.CLICKER:
                net -= one.people
    return dict(pace), net, dict(refused)


def pace_kept(store: StationStore, now: int) -> tuple[dict[str, int], int, dict[str, int]]:
    counts = store.counts
    return (
        counts.pace(FESTIVAL, now),
        counts.net_since(FESTIVAL, now - QUARTER, now),
        counts.refused_since(FESTIVAL, now - QUARTER),
    )


def busiest_counted(store: StationStore, station: str) -> int:
    """Most people that a laptop admitted in any quarter that ends with one of its slots."""
    came = [
        (one.at // SLOT_MS, one.people)
        for one in entries(store)
        if one.kind in (Kind.IN, Kind.WALK_IN) and store.history.author(one.log).station == station
    ]
    ends = [
        sum(people for at, people in came if last - QUARTER // SLOT_MS < at <= last)
        for last, _ in came
    ]
    return max(ends, default=0)


def busiest_kept(store: StationStore, station: str) -> int:
    """The pace in the headcount after that laptop has been silent for a day."""
    later = NOON + 24 * 60 * MINUTE
    return sum(one.busiest_quarter for one in store.stations.statuses(later) if one.id == station)


@pytest.mark.parametrize("seed", range(6))
def test_after_any_day_they_are_those_of_all_entries(
    store: StationStore, clock: HandClock, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same days each time
    there, later = HandClock(), HandClock(NOON - 7 * MINUTE)
    others = [another_station(store, "Zuid 1", there), another_station(store, "Zuid 2", later)]
    done: list[str] = []
    for _ in range(40):
        other, ref = chance.choice(others), f"G{chance.randrange(40)}"
        match chance.randrange(7):
            case 0:
                way = Direction.OUT
                answer = Door(store, Gate(FESTIVAL, "Zuid", way)).scan(f"C-{ref}")
                done += [answer.entry] if answer.entry else []
            case 1:
                way = chance.choice([Direction.IN, Direction.OUT])
                done.append(ManualCounting(store).click(FESTIVAL, "Noord", way, 3).hash)
            case 2 if done:
                Desk(store).undo(done.pop(chance.randrange(len(done))), UndoReason.MISTAKE)
            case 3:
                Door(store, Gate(FESTIVAL, "Noord")).scan(chance.choice(["strange", f"C-{ref}"]))
            case _:
                done.append(admitted_unaware(other, ref, chance.randint(1, 4)).hash)
        for one in (clock, there, later):
            one.advance(chance.choice([0, 1, 30, 200]))
        assert pace_kept(store, clock.now) == pace_counted(store, clock.now)
    for other in others:
        name = other.keys.station
        assert busiest_kept(store, name) == busiest_counted(store, name) > 0
    assert list(store.projector.problems()) == []


def test_a_quarter_is_the_busiest_wherever_it_lies(store: StationStore) -> None:
    there = HandClock()
    other = another_station(store, "Zuid 1", there)
    kept: list[int] = []
    for minutes, people in ((0, 1), (10, 3), (4, 2), (30, 4), (1, 1)):
        there.advance(minutes * 60)
        admitted_unaware(other, f"G{len(kept)}", people)
        kept.append(busiest_kept(store, other.keys.station))
    assert kept == [1, 4, 6, 6, 6]


def test_an_undone_admission_no_longer_makes_a_quarter_busy(store: StationStore) -> None:
    there = HandClock()
    other = another_station(store, "Zuid 1", there)
    first = admitted_unaware(other, "G1", 4)
    there.advance(1800)
    admitted_unaware(other, "G2", 3)
    Desk(store).undo(first.hash, UndoReason.MISTAKE)
    assert busiest_kept(store, other.keys.station) == 3


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_undo_that_arrives_first_takes_its_entry_back(
    store: StationStore, order: tuple[int, int]
) -> None:
    position = LogPosition(store.keys.event, new_log_id(store.keys.station), 1, NO_HASH, NOON)
    click = Draft(Kind.CLICKER, FESTIVAL, "Noord", people=2, detail={"direction": "in"})
    clicked = encode_entry(click, position)
    undo = Draft(Kind.UNDO, FESTIVAL, detail={"target": clicked[1].hash})
    after = LogPosition(store.keys.event, position.log, 2, clicked[1].hash, NOON)
    both = clicked, encode_entry(undo, after)
    with immediate(store.database):
        store.database.execute(
            "INSERT INTO log(event, log, station, length, last_hash) VALUES (?, ?, ?, 2, x'')",
            [bytes.fromhex(one) for one in (store.keys.event, position.log, store.keys.station)],
        )
        for number in order:
            body, entry = both[number]
            insert_entry(store.database, entry, body)
            store.projector.queue(entry)
        store.projector.apply_queued()
    assert store.counts.net_since(FESTIVAL, NOON - QUARTER, NOON) == 0


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE pace_slot SET net = net + 1",
        "DELETE FROM pace_refused",
        "UPDATE busiest_quarter SET people = people + 1",
        "DELETE FROM busiest_quarter",
    ],
)
def test_verify_finds_a_pace_that_is_wrong(store: StationStore, damage: str) -> None:
    for code in ("C-G1", "strange"):
        Door(store, Gate(FESTIVAL, "Noord")).scan(code)
    assert list(store.projector.problems()) == []
    with immediate(store.database):
        store.database.execute(damage)
    assert list(store.projector.problems())
    with immediate(store.database):
        store.projector.rebuild_all()
    assert list(store.projector.problems()) == []
