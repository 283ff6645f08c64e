"""Guests without a ticket: a ticket, an entry and a count, made and taken back together."""

from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.ticket import Status
from kiosk.domain.verdict import Direction, Outcome
from kiosk.errors import UnusableInput
from kiosk.store.attendance.attendance_rows import AttendanceReader, TicketAttendance
from kiosk.store.lists.guest_finder import GuestFinder
from kiosk.store.station_store import StationStore
from tests.festival import NOON, Row, festival

ZOE = WalkInGuest(people=2, name="Zoë van den Berg", organisation="Dorpsbelang", category="Pers")


def balie(store: StationStore) -> WalkInRegistration:
    return WalkInRegistration(store, area=FESTIVAL, entrance="Noord")


def exported(store: StationStore) -> list[TicketAttendance]:
    rows = AttendanceReader(store.database, store.keys.event, store.history, store.tickets)
    return list(rows.rows(FESTIVAL))


def found(store: StationStore, text: str) -> list[str]:
    return GuestFinder(store.database, store.keys.event).find(text)


def refusal(store: StationStore, guest: WalkInGuest) -> str:
    with pytest.raises(UnusableInput) as error:
        balie(store).walk_in(guest)
    return error.value.key


def test_a_walk_in_is_a_ticket_that_is_inside(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        made = balie(store).walk_in(ZOE)
        assert (made.ticket.name, made.ticket.organisation) == ("Zoë van den Berg", "Dorpsbelang")
        assert (made.ticket.walk_in, made.ticket.source, made.ticket.places) == (True, "", 2)
        tally = store.counts.area_totals(store.event(), FESTIVAL, NOON)
        assert (tally.inside, tally.to_come) == (2, 1)
        assert tally.by_category["Pers"].expected == 2
        assert store.counts.people_through(FESTIVAL, "Noord", store.keys.station) == 2


def test_a_walk_in_is_found_listed_and_exported(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        made = balie(store).walk_in(ZOE)
        assert found(store, "zoe") == found(store, made.ticket.ref) == [made.ticket.id]
        assert [ticket.ref for ticket in store.tickets.all()] == [made.ticket.ref]
        (row,) = exported(store)
        assert (row.ticket, row.inside, row.entries) == (made.ticket, 2, 1)
        assert store.events.lists(store.keys.event) == []


def test_nothing_about_a_walk_in_is_asked_but_the_number(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        made = balie(store).walk_in(WalkInGuest())
        assert (made.ticket.name, made.entry.annex) == ("", None)
        assert found(store, made.ticket.ref) == [made.ticket.id]


def test_a_walk_ins_name_is_in_no_entry(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        balie(store).walk_in(ZOE)
        rows = store.database.execute("SELECT body FROM entry").fetchall()
        assert not any("Zo" in body.decode() or "Dorps" in body.decode() for (body,) in rows)


def test_two_desks_never_meet_in_a_number(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        desks = [balie(store) for _ in range(3)]
        refs = [desk.walk_in(WalkInGuest()).ticket.ref for desk in desks for _ in range(2)]
        assert len(set(refs)) == 6
        assert [ref[-4:] for ref in refs] == ["-001", "-002"] * 3


def test_an_undone_walk_in_takes_its_people_out_and_is_not_expected(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        made = balie(store).walk_in(ZOE)
        Desk(store).undo(made.entry.hash, UndoReason.MISTAKE)
        tally = store.counts.area_totals(store.event(), FESTIVAL, NOON)
        assert (tally.inside, tally.to_come, dict(tally.by_category)) == (0, 0, {})
        (row,) = exported(store)
        assert (row.ticket.status, row.entries) == (Status.WITHDRAWN, 0)


def test_a_walk_in_goes_out_and_comes_back(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        ref = balie(store).walk_in(ZOE).ticket.ref
        leaving = Door(store, Gate(FESTIVAL, "Noord", Direction.OUT))
        assert leaving.scan_reference(ref).verdict.outcome is Outcome.EXITED
        back = Door(store, Gate(FESTIVAL, "Zuid")).scan_reference(ref)
        assert (back.verdict.outcome, back.verdict.seen_before) == (Outcome.ADMITTED, True)


def test_folding_again_changes_nothing(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        made = balie(store).walk_in(ZOE)
        before = store.counts.area_totals(store.event(), FESTIVAL, NOON)
        store.walk_ins.refold(made.ticket.id, store.history.entries_of(made.ticket.id))
        assert store.counts.area_totals(store.event(), FESTIVAL, NOON) == before
        assert store.tickets.count() == 1
        assert found(store, "zoe") == [made.ticket.id]


def test_a_name_that_comes_after_its_entry_is_taken_up(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        made = balie(store).walk_in(ZOE)
        held = store.database.execute(
            "SELECT annex, salt, body FROM personal WHERE annex IS NOT NULL"
        ).fetchone()
        store.database.execute("DELETE FROM personal_search")
        store.database.execute("DELETE FROM personal")
        history = store.history.entries_of(made.ticket.id)
        store.walk_ins.refold(made.ticket.id, history)
        assert store.tickets.find(made.ticket.id).name == ""
        store.database.execute(
            "INSERT INTO personal(event, annex, salt, body) VALUES (?, ?, ?, ?)",
            (bytes.fromhex(store.keys.event), *held),
        )
        store.walk_ins.refold(made.ticket.id, history)
        assert store.tickets.find(made.ticket.id).name == "Zoë van den Berg"
        assert found(store, "zoe") == found(store, made.ticket.ref) == [made.ticket.id]


def test_an_event_may_forbid_walk_ins(tmp_path: Path) -> None:
    with festival(tmp_path, walk_ins=False) as store:
        assert refusal(store, ZOE) == "error.walk_ins_forbidden"
        assert store.tickets.count() == 0


def test_where_full_refuses_no_walk_in_goes_over_the_capacity(tmp_path: Path) -> None:
    with festival(tmp_path, capacity=2) as store:
        Desk(store).change_setting("policy.full", "refuse")
        balie(store).walk_in(ZOE)
        assert refusal(store, WalkInGuest()) == "error.full_now"


@pytest.mark.parametrize(
    ("guest", "key"),
    [
        (WalkInGuest(people=0), "error.walk_in_number"),
        (WalkInGuest(people=101), "error.walk_in_number"),
        (WalkInGuest(name="x" * 201), "error.text_unfit"),
        (WalkInGuest(name="a\x00b"), "error.text_unfit"),
    ],
)
def test_an_impossible_walk_in_is_reported(tmp_path: Path, guest: WalkInGuest, key: str) -> None:
    with festival(tmp_path) as store:
        assert refusal(store, guest) == key


def test_a_substitutes_name_replaces_the_name_of_the_ticket_everywhere(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", name="Jan Jansen")]) as store:
        renamed = Desk(store).rename("A1", "  Noor  't Hart ")
        assert renamed.name == "Noor 't Hart"
        assert found(store, "hart") == [renamed.id]
        answer = Door(store, Gate(FESTIVAL, "Noord")).scan("C-A1")
        assert answer.verdict.ticket is not None
        assert answer.verdict.ticket.name == "Noor 't Hart"
        assert [row.ticket.name for row in exported(store)] == ["Noor 't Hart"]
        rows = store.database.execute("SELECT body FROM entry").fetchall()
        assert not any(b"Noor" in body for (body,) in rows if b"rename" in body)


def test_the_last_substitute_counts_and_keeps_the_organisation_unless_changed(
    tmp_path: Path,
) -> None:
    with festival(tmp_path, [Row("A1", name="Jan")]) as store:
        Desk(store).rename("A1", "Piet", "Gemeente")
        assert Desk(store).rename("A1", "Noor").organisation == ""
        assert store.tickets.by_reference("A1").name == "Noor"
        assert found(store, "piet") == []
        with pytest.raises(UnusableInput) as error:
            Desk(store).rename("A1", " ")
        assert error.value.key == "error.name_needed"
