"""The door over a real file: look up, judge, append and fold in one transaction."""

from pathlib import Path

import pytest

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.clock import running
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.verdict import Direction, Outcome
from kiosk.keys.ticket_codes import SignedCode, sign_code
from kiosk.runtime.data_folder import DATABASE
from kiosk.store.sqlite.database import open_database
from kiosk.store.station_store import OtherEvent, StationStore
from tests.festival import DAY, NOON, HandClock, Row, festival, session_on

HOUR = 3600
NORTH = Gate("festival", "Noord")
SOUTH = Gate("festival", "Zuid")
OUT = Gate("festival", "Noord", Direction.OUT)


def inside(store: StationStore, area: str = "festival") -> int:
    return store.counts.inside(store.event(), area)


def outcomes(*answers: ScanResult) -> list[Outcome]:
    return [answer.verdict.outcome for answer in answers]


def test_a_listed_code_is_admitted_and_its_people_are_inside(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", places=3, name="Zoë van den Berg")]) as store:
        answer = Door(store, NORTH).scan("C-A1")
        assert answer.verdict.outcome is Outcome.ADMITTED
        assert answer.verdict.people == 3
        assert answer.verdict.ticket is not None
        assert answer.verdict.ticket.name == "Zoë van den Berg"
        assert inside(store) == 3
        assert Door(store, NORTH).count_admitted() == 3


def test_the_entry_of_a_green_is_on_disk_for_every_other_connection(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        answer = Door(store, NORTH).scan("C-A1")
        other = open_database(tmp_path / DATABASE)
        found = other.execute("SELECT lower(hex(hash)), kind FROM entry WHERE kind = 'in'")
        assert found.fetchall() == [(answer.entry, "in")]
        other.close()


def test_the_same_guest_within_mercy_is_just_scanned_and_leaves_no_entry(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1"), Row("A2")], clock=clock) as store:
        door = Door(store, NORTH)
        first = door.scan("C-A1")
        clock.advance(9)
        again = door.scan("C-A1")
        assert again.verdict.outcome is Outcome.JUST_SCANNED
        assert again.entry == first.entry
        clock.advance(2)
        assert door.scan("C-A1").verdict.outcome is Outcome.ALREADY_INSIDE
        assert inside(store) == 1


def test_another_guest_in_between_ends_the_mercy(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1"), Row("A2")]) as store:
        door = Door(store, NORTH)
        seen = outcomes(door.scan("C-A1"), door.scan("C-A2"), door.scan("C-A1"))
        assert seen == [Outcome.ADMITTED, Outcome.ADMITTED, Outcome.ALREADY_INSIDE]


def test_already_inside_shows_when_where_and_by_which_laptop(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock) as store:
        Door(store, NORTH).scan("C-A1")
        clock.advance(HOUR)
        answer = Door(store, SOUTH).scan("C-A1")
        assert answer.first is not None
        assert (answer.first.at, answer.first.entrance) == (NOON, "Noord")
        assert answer.first.station == "Noord 1"


def test_a_guest_who_left_comes_in_again(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock) as store:
        Door(store, NORTH).scan("C-A1")
        clock.advance(HOUR)
        assert Door(store, OUT).scan("C-A1").verdict.outcome is Outcome.EXITED
        assert inside(store) == 0
        clock.advance(HOUR)
        back = Door(store, SOUTH).scan("C-A1")
        assert back.verdict.outcome is Outcome.ADMITTED
        assert back.verdict.seen_before
        assert inside(store) == 1


def test_with_reentry_never_a_guest_who_left_stays_out(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock, reentry="never") as store:
        Door(store, NORTH).scan("C-A1")
        clock.advance(HOUR)
        Door(store, OUT).scan("C-A1")
        clock.advance(HOUR)
        assert Door(store, NORTH).scan("C-A1").verdict.outcome is Outcome.ALREADY_INSIDE
        assert inside(store) == 0


def test_with_free_reentry_a_repeat_is_welcome_and_adds_no_guest(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock, reentry="free") as store:
        Door(store, NORTH).scan("C-A1")
        clock.advance(HOUR)
        again = Door(store, NORTH).scan("C-A1")
        assert again.verdict.outcome is Outcome.ADMITTED
        assert again.verdict.seen_before
        assert inside(store) == 1


def test_part_of_a_group_comes_first_and_the_rest_later(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("G1", places=4)], clock=clock) as store:
        first = Door(store, NORTH).scan("C-G1", people=2)
        clock.advance(HOUR)
        rest = Door(store, SOUTH).scan("C-G1", people=3)
        assert (first.verdict.people, rest.verdict.people) == (2, 2)
        assert rest.verdict.warnings == ("people_cut",)
        assert inside(store) == 4


def test_an_expired_or_cancelled_ticket_is_let_out(tmp_path: Path) -> None:
    clock = HandClock()
    rows = [Row("A1", valid_until=NOON + HOUR * 1000), Row("A2")]
    with festival(tmp_path, rows, clock=clock) as store:
        door = Door(store, NORTH)
        door.scan("C-A1")
        door.scan("C-A2")
        Desk(store).change_status("A2", TicketAction.CANCEL)
        clock.advance(2 * HOUR)
        assert outcomes(door.scan("C-A1"), door.scan("C-A2")) == [
            Outcome.TOO_LATE,
            Outcome.CANCELLED,
        ]
        leaving = Door(store, OUT)
        assert outcomes(leaving.scan("C-A1"), leaving.scan("C-A2")) == [
            Outcome.EXITED,
            Outcome.EXITED,
        ]
        assert inside(store) == 0


def test_a_reissued_ticket_reads_its_old_code_as_replaced(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        new = Desk(store).reissue("A1").code
        door = Door(store, NORTH)
        old = door.scan("C-A1")
        assert (old.verdict.outcome, old.verdict.note) == (Outcome.CANCELLED, "replaced")
        assert door.scan(new).verdict.outcome is Outcome.ADMITTED
        newer = Desk(store).reissue("A1").code
        assert door.scan(new).verdict.note == "replaced"
        assert newer != new


def test_status_by_hand_and_lifting_it(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1"), Row("A2", status="unpaid")]) as store:
        door, desk = Door(store, NORTH), Desk(store)
        desk.change_status("A1", TicketAction.BLOCK)
        assert door.scan("C-A1").verdict.outcome is Outcome.BLOCKED
        desk.change_status("A1", TicketAction.LIFT)
        assert door.scan("C-A1").verdict.outcome is Outcome.ADMITTED
        assert door.scan("C-A2").verdict.outcome is Outcome.UNPAID
        desk.change_status("A2", TicketAction.PAY)
        assert door.scan("C-A2").verdict.outcome is Outcome.ADMITTED


def test_an_undone_scan_counts_no_guest_and_may_be_scanned_again(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        door = Door(store, NORTH)
        entry = door.scan("C-A1").entry
        assert entry is not None
        assert Desk(store).undo(entry[:12], UndoReason.WRONG_GUEST) is not None
        assert Desk(store).undo(entry, UndoReason.MISTAKE) is None
        assert inside(store) == 0
        assert door.count_admitted() == 0
        assert door.scan("C-A1").verdict.outcome is Outcome.ADMITTED


@pytest.mark.parametrize(
    "junk",
    ["  C-A1\r\n", "\ufeffC-A1", "\\000026C-A1", "]Q1C-A1", "C-A1\x00", "https://t.example/C-A1/"],
)
def test_junk_around_a_code_is_taken_off(tmp_path: Path, junk: str) -> None:
    with festival(tmp_path, [Row("A1")], ticket_address="https://t.example/") as store:
        assert Door(store, NORTH).scan(junk).verdict.outcome is Outcome.ADMITTED


@pytest.mark.parametrize(
    "shown",
    [
        '"WDHS-Q1w2E3"',
        "'WDHS-Q1w2E3'",
        "*WDHS-Q1w2E3*",
        "Ticket: WDHS-Q1w2E3",
        "TICKET:WDHS-Q1w2E3",
        "WDHS-Q1w2E3;Ad Bak;1",
        "WDHS-Q1w2E3|2026",
        "1, WDHS-Q1w2E3",
        "https://shop.example/check-in/WDHS-Q1w2E3,00000000-0000",
        "wdhs-q1w2e3x",
        "wdhs-q1W2e3",
    ],
)
def test_a_code_in_quotes_beside_text_or_in_another_case_is_read(
    tmp_path: Path, shown: str
) -> None:
    rows = [Row("A1", code="WDHS-Q1w2E3"), Row("B1", code="WDHS-Q1W2E3X")]
    with festival(tmp_path, rows) as store:
        scanned = Door(store, NORTH).scan(shown).verdict
        assert scanned.outcome is Outcome.ADMITTED
        assert scanned.ticket is not None
        assert scanned.ticket.ref == ("B1" if shown.endswith("x") else "A1")


@pytest.mark.parametrize("shown", ["AbCd-12", "ABCD-1;WDHS-22", "6|Jan;7", "C-A7, C-B8"])
def test_a_text_that_may_mean_two_tickets_or_none_admits_no_guest(
    tmp_path: Path, shown: str
) -> None:
    codes = {"A": "ABCD-12", "B": "abcd-12", "C": "ABCD-1", "D": "WDHS-22", "E": "6", "F": "7"}
    rows = [Row(ref, code=code) for ref, code in codes.items()]
    with festival(tmp_path, rows) as store:
        door = Door(store, NORTH)
        refused = door.scan(shown).verdict.outcome
        assert refused in (Outcome.UNKNOWN, Outcome.NOT_A_TICKET)
        assert door.count_admitted() == 0


def test_megabytes_of_nonsense_are_unknown_and_do_no_harm(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        door = Door(store, NORTH)
        seen = outcomes(door.scan("x" * 5_000_000), door.scan("\udcff\ud800"), door.scan("C-A1"))
        assert seen == [Outcome.UNKNOWN, Outcome.UNKNOWN, Outcome.ADMITTED]


def test_a_web_address_is_no_ticket_unless_a_list_has_it(tmp_path: Path) -> None:
    listed = "https://shop.example/t/1"
    with festival(tmp_path, [Row("A1", code=listed)]) as store:
        door = Door(store, NORTH)
        assert outcomes(door.scan(listed), door.scan("https://menu.example")) == [
            Outcome.ADMITTED,
            Outcome.NOT_A_TICKET,
        ]


@pytest.mark.parametrize(
    "shown",
    ["http://shop.example/t/77Ab", "https://SHOP.Example/t/77Ab", "HTTPS://shop.example/t/77Ab"],
)
def test_a_listed_address_is_the_same_in_other_words(tmp_path: Path, shown: str) -> None:
    with festival(tmp_path, [Row("A1", code="https://shop.example/t/77Ab")]) as store:
        assert Door(store, NORTH).scan(shown).verdict.outcome is Outcome.ADMITTED


def test_signed_codes_are_distinguished_from_forged_ones(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        organiser = store.keys.organiser
        assert organiser is not None
        mine = sign_code(organiser, SignedCode(store.keys.event, "L-1", "Pers", 1))
        forged = mine[:-4] + ("AAAA" if mine[-4:] != "AAAA" else "BBBB")
        door = Door(store, NORTH)
        assert outcomes(door.scan(mine), door.scan(forged)) == [
            Outcome.NOT_ON_LIST,
            Outcome.FORGED,
        ]


def test_an_unlisted_signed_ticket_is_admitted_where_the_event_says_so(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        Desk(store).change_setting("policy.not_on_list", "admit")
        organiser = store.keys.organiser
        assert organiser is not None
        code = sign_code(organiser, SignedCode(store.keys.event, "L-1", "Pers", 2))
        answer = Door(store, NORTH).scan(code)
        assert answer.verdict.outcome is Outcome.ADMITTED
        assert answer.verdict.warnings == ("not_on_list",)
        assert inside(store) == 2


def test_a_ticket_of_another_event_is_named(tmp_path: Path) -> None:
    session = session_on(tmp_path)
    with festival(tmp_path, [Row("B1")], name="Zomerfeest", date="2026-06-06") as other:
        pass
    with festival(tmp_path) as store:
        neighbours = session.neighbours(store.database, store.keys.event)
        assert [neighbour.event.id for neighbour in neighbours] == [other.keys.event]
        assert all(isinstance(neighbour, OtherEvent) for neighbour in neighbours)
        answer = Door(store, NORTH, other_events=neighbours).scan("C-B1")
        assert answer.verdict.outcome is Outcome.WRONG_EVENT
        assert answer.verdict.note == "Zomerfeest"


def test_a_room_is_counted_apart(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")], areas=["festival", "Zaal 2"]) as store:
        answer = Door(store, Gate("Zaal 2", "Zaal 2")).scan("C-A1")
        assert answer.verdict.outcome is Outcome.ADMITTED
        assert (inside(store), inside(store, "Zaal 2")) == (0, 1)


def test_a_stated_time_judges_and_marks_the_entry(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1")], clock=clock) as store:
        early = Door(store, NORTH, stated_clock=running(clock, NOON - 48 * HOUR * 1000))
        assert early.scan("C-A1").verdict.outcome is Outcome.TOO_EARLY
        at = NOON + HOUR * 1000
        answer = Door(store, NORTH, stated_clock=running(clock, at)).scan("C-A1")
        assert (answer.verdict.outcome, answer.at, answer.stated) == (Outcome.ADMITTED, at, True)
        assert answer.entry is not None
        assert store.history.find(answer.entry).at == at


def test_full_warns_or_refuses_as_the_event_decides(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1"), Row("A2"), Row("A3")], capacity=1) as store:
        door = Door(store, NORTH)
        door.scan("C-A1")
        assert door.scan("C-A2").verdict.warnings == ("full",)
        Desk(store).change_setting("policy.full", "refuse")
        assert Door(store, NORTH).scan("C-A3").verdict.outcome is Outcome.FULL


def test_a_setting_of_another_process_holds_from_the_next_scan_on(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1"), Row("A2")]) as store:
        door = Door(store, NORTH)
        door.scan("C-A1")
        with session_on(tmp_path).open_store() as beside:
            Desk(beside).change_setting("capacity", 1)
            Desk(beside).change_setting("policy.full", "refuse")
        assert door.scan("C-A2").verdict.outcome is Outcome.FULL


def test_two_processes_write_logs_of_their_own(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1"), Row("A2")]) as store:
        Door(store, NORTH).scan("C-A1")
        with session_on(tmp_path).open_store() as beside:
            Door(beside, SOUTH).scan("C-A2")
        assert Door(store, SOUTH).scan("C-A2").verdict.outcome is Outcome.JUST_SCANNED
        logs = store.database.execute("SELECT count(*) FROM log WHERE length > 0").fetchone()
        assert logs == (4,)  # those that made the event and its list, and these two


def test_while_nothing_can_be_recorded_no_verdict_is_green_and_then_it_goes_on(
    tmp_path: Path,
) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        door = Door(store, NORTH)
        store.database.execute("PRAGMA busy_timeout=50")
        blocker = open_database(tmp_path / DATABASE)
        blocker.execute("BEGIN IMMEDIATE")
        failed = door.scan("C-A1")
        assert (failed.verdict.outcome, failed.entry) == (Outcome.CANNOT_RECORD, None)
        blocker.execute("ROLLBACK")
        blocker.close()
        assert door.scan("C-A1").verdict.outcome is Outcome.ADMITTED


def test_what_cannot_be_recorded_has_the_stated_time_too(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        at = NOON - 48 * HOUR * 1000
        door = Door(store, NORTH, stated_clock=running(HandClock(), at))
        store.database.execute("PRAGMA busy_timeout=50")
        blocker = open_database(tmp_path / DATABASE)
        blocker.execute("BEGIN IMMEDIATE")
        failed = door.scan("C-A1")
        blocker.close()
    assert (failed.verdict.outcome, failed.at) == (Outcome.CANNOT_RECORD, at)


def test_typed_ticket_numbers_are_looked_up_and_scanned_ones_are_not(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("WDHS-0412", name="Jan")]) as store:
        door = Door(store, NORTH)
        assert door.scan("WDHS-0412").verdict.outcome is Outcome.UNKNOWN
        assert door.scan_reference("WDHS-0412").verdict.outcome is Outcome.ADMITTED
        assert door.scan_reference("wdhs-0412").verdict.outcome is Outcome.JUST_SCANNED
        assert door.scan_reference("WDHS-9999").verdict.outcome is Outcome.NOT_A_TICKET


def test_the_day_of_the_event_is_the_sample_day(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        assert store.event().date.isoformat() == DAY


def test_what_is_surely_no_ticket_is_known_without_a_verdict(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        door = Door(store, NORTH)
        texts = ("https://www.example.org/app", "C-A1", "C-A9")
        assert [door.is_no_ticket(text) for text in texts] == [True, False, False]
        assert inside(store) == 0


def test_no_green_goes_into_a_file_that_was_replaced(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1"), Row("A2")]) as store:
        door = Door(store, NORTH)
        assert door.scan("C-A1").verdict.outcome is Outcome.ADMITTED
        (tmp_path / DATABASE).rename(tmp_path / "away")
        assert door.scan("C-A2").verdict.outcome is Outcome.CANNOT_RECORD
        (tmp_path / "away").rename(tmp_path / DATABASE)
        assert door.scan("C-A2").verdict.outcome is Outcome.ADMITTED
