"""Recent activity: verdicts to open again, refusals at all laptops, signs of an old list."""

from pathlib import Path

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.recent_activity import RecentActivity
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Direction, Outcome, OverrideReason, Policy
from tests.festival import NOON, HandClock, Row, festival
from tests.sync.laptops import another_laptop, first_laptop

NORTH = Gate(FESTIVAL, "Noord")
ROWS = [
    Row("G1", places=4, name="Zoë"),
    Row("A2", status="cancelled"),
    Row("A3", entrances=["Zuid"]),
]


def test_a_verdict_is_looked_at_again_as_it_was(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock) as store:
        door = Door(store, NORTH)
        seen = []
        for code in ("C-G1", "C-A2", "C-A3", "nonsense", "C-G1"):
            clock.advance(60)
            seen.append(door.scan(code))
        past = [one.answer for one in RecentActivity(store).verdicts()]
        for before, after in zip(reversed(seen), past, strict=True):
            assert after.verdict == before.verdict
            assert (after.at, after.entry, after.first, after.since) == (
                before.at,
                before.entry,
                before.first,
                before.since,
            )


def test_the_last_twenty_are_shown_with_what_was_undone_and_put_right(tmp_path: Path) -> None:
    clock = HandClock()
    rows = [*ROWS, *(Row(f"B{n}") for n in range(30))]
    with festival(tmp_path, rows, clock=clock) as store:
        door = Door(store, NORTH)
        for n in range(30):
            door.scan(f"C-B{n}")
        undone, group = door.scan("C-B0").entry, door.scan("C-G1").entry
        last = RecentActivity(store).verdicts()[2].answer.entry
        assert undone is not None
        assert group is not None
        assert last is not None
        Desk(store).undo(last, UndoReason.MISTAKE)
        door.change_people(group, 2)
        past = RecentActivity(store).verdicts()
        assert len(past) == 20
        assert [(one.answer.verdict.people, one.undone) for one in past[:3]] == [
            (2, False),
            (0, False),
            (1, True),
        ]


def test_a_refusal_looked_at_again_can_still_be_lifted(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        door = Door(store, NORTH)
        door.scan("C-A3")
        (past,) = RecentActivity(store).verdicts()
        assert (past.answer.verdict.policy, past.answer.verdict.note) == (Policy.VOLUNTEER, "Zuid")
        assert (
            door.override(past.answer, OverrideReason.HARD_TO_WALK).verdict.outcome
            is Outcome.ADMITTED
        )


def test_the_refusals_of_the_last_quarter_are_listed_newest_first(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock) as store:
        door = Door(store, NORTH)
        door.scan("too long ago")
        clock.advance(600)
        door.scan("C-A2")
        clock.advance(600)
        Door(store, Gate(FESTIVAL, "Zuid")).scan("nonsense")
        refusals = RecentActivity(store).refused(clock.now)
        assert [(one.at, one.outcome, one.entrance, one.station) for one in refusals] == [
            (clock.now, Outcome.UNKNOWN, "Zuid", "Noord 1"),
            (NOON + 600_000, Outcome.CANCELLED, "Noord", "Noord 1"),
        ]
        assert [one.ticket.ref if one.ticket else None for one in refusals] == [None, "A2"]


def test_refusals_of_other_known_laptops_are_listed_by_name(tmp_path: Path) -> None:
    clock = HandClock()
    admin = first_laptop(tmp_path / "kantoor", clock)
    south = another_laptop(admin, tmp_path / "zuid", "Zuid 1", clock=HandClock())
    desk = another_laptop(admin, tmp_path / "balie", "Balie", role=Role.DESK, clock=clock)
    rows = "code,name,status\nCODE-000000000001,Zoë,cancelled\n"
    admin.take_list(tmp_path / "shop.csv", rows)
    south.read(admin.write(tmp_path / "a.kiosk"))
    south.scan("CODE-000000000001", "nonsense")
    desk.read(admin.write(tmp_path / "a.kiosk"))
    desk.read(south.write(tmp_path / "b.kiosk"))
    with desk.open_store() as store:
        refusals = RecentActivity(store).refused(store.journal.now())
    assert [(one.outcome, one.station, one.entrance) for one in refusals] == [
        (Outcome.UNKNOWN, "Zuid 1", "Zuid"),
        (Outcome.CANCELLED, "Zuid 1", "Zuid"),
    ]
    assert [one.ticket.name if one.ticket else None for one in refusals] == [None, "Zoë"]


def test_codes_that_were_not_found_in_the_last_ten_minutes_are_counted(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, ROWS, clock=clock) as store:
        door = Door(store, NORTH)
        for n in range(4):
            door.scan(f"nonsense {n}")
        clock.advance(300)
        door.scan("C-A2")
        door.scan("nonsense 5")
        assert RecentActivity(store).unknown(clock.now) == 5
        clock.advance(400)
        assert RecentActivity(store).unknown(clock.now) == 1


def test_an_exit_is_listed_as_an_exit(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        leaving = Door(store, Gate(FESTIVAL, "Noord", Direction.OUT))
        leaving.scan("C-G1")
        (past,) = RecentActivity(store).verdicts()
        assert past.answer.verdict.outcome is Outcome.NOT_INSIDE
        assert past.answer.direction is Direction.OUT
