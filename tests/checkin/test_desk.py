"""The actions that the desk may do, and the errors for those that it may not."""

from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.double_entries import Cause
from kiosk.domain.entry import Draft, Kind
from kiosk.errors import UnusableInput
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from tests.festival import Row, festival

NORTH = Gate("festival", "Noord")


def refused(store: StationStore, name: str) -> str:
    with pytest.raises(UnusableInput) as error:
        Desk(store).undo(name, UndoReason.MISTAKE)
    return error.value.key


def test_only_what_a_guest_did_can_be_undone(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", status="cancelled")]) as store:
        refusal = Door(store, NORTH).scan("C-A1").entry
        assert refusal is not None
        assert refused(store, refusal) == "error.not_undoable"


@pytest.mark.parametrize("name", ["", "abc", "zzzzzzzz", "0" * 65, "f" * 64])
def test_an_unknown_entry_is_reported(tmp_path: Path, name: str) -> None:
    with festival(tmp_path) as store:
        assert refused(store, name) == "error.unknown_entry"


def test_what_the_list_refuses_the_desk_cannot_lift(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", status="blocked")]) as store:
        with pytest.raises(UnusableInput) as error:
            Desk(store).change_status("A1", TicketAction.LIFT)
        assert error.value.key == "error.listed_refusal"


def test_a_private_setting_is_in_no_entry(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        entry = Desk(store).change_setting("help_phone", "06 11223344")
        (body,) = store.database.execute(
            "SELECT body FROM entry WHERE hash = ?", (bytes.fromhex(entry.hash),)
        ).fetchone()
        assert b"06 11223344" not in body
        assert store.event().rules.help_phone == "06 11223344"


def test_the_last_setting_counts(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        for capacity in (10, 20, 15):
            Desk(store).change_setting("capacity", capacity)
        assert store.event().area("festival").capacity == 15


def test_a_double_is_decided_and_stays_a_double(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        first = Door(store, NORTH).scan("C-A1")
        ticket = first.verdict.ticket
        assert ticket is not None
        with immediate(store.database):  # as another laptop would have written it
            copy = store.journal.append(
                Draft(
                    Kind.IN,
                    area="festival",
                    entrance="Zuid",
                    ticket=ticket.id,
                    people=1,
                    places=1,
                )
            )
        event = store.event()
        assert store.counts.area_totals(event, "festival", first.at).doubles_open == 1
        Desk(store).decide(copy.hash, Cause.SAME_PERSON)
        tally = store.counts.area_totals(event, "festival", first.at)
        assert (tally.doubles, tally.doubles_open, tally.maybe_extra) == (1, 0, 0)


def test_an_entry_without_a_double_cannot_be_decided(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        entry = Door(store, NORTH).scan("C-A1").entry
        assert entry is not None
        with pytest.raises(UnusableInput) as error:
            Desk(store).decide(entry, Cause.SHARED)
        assert error.value.key == "error.not_a_double"
