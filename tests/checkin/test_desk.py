"""What the desk may do, and what it is told when it may not."""

from pathlib import Path

import pytest

from kiosk.checkin.desk import Desk, Reason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.double_entries import Cause
from kiosk.domain.entry import Draft, Kind
from kiosk.errors import UnusableInput
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import Books
from tests.festival import Row, festival

NORTH = Gate("festival", "Noord")


def refused(books: Books, name: str) -> str:
    with pytest.raises(UnusableInput) as told:
        Desk(books).undo(name, Reason.MISTAKE)
    return told.value.key


def test_only_what_a_guest_did_can_be_undone(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", status="cancelled")]) as books:
        refusal = Door(books, NORTH).scan("C-A1").entry
        assert refusal is not None
        assert refused(books, refusal) == "not_undoable"


@pytest.mark.parametrize("name", ["", "abc", "zzzzzzzz", "0" * 65, "f" * 64])
def test_an_entry_that_nobody_knows_is_told(tmp_path: Path, name: str) -> None:
    with festival(tmp_path) as books:
        assert refused(books, name) == "unknown_entry"


def test_what_the_list_refuses_the_desk_cannot_lift(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", status="blocked")]) as books:
        with pytest.raises(UnusableInput) as told:
            Desk(books).lift("A1")
        assert told.value.key == "listed_refusal"


def test_a_private_setting_stands_in_no_entry(tmp_path: Path) -> None:
    with festival(tmp_path) as books:
        entry = Desk(books).set("help_phone", "06 11223344")
        (body,) = books.database.execute(
            "SELECT body FROM entry WHERE hash = ?", (bytes.fromhex(entry.hash),)
        ).fetchone()
        assert b"06 11223344" not in body
        assert books.event().rules.help_phone == "06 11223344"


def test_the_last_setting_counts(tmp_path: Path) -> None:
    with festival(tmp_path) as books:
        for capacity in (10, 20, 15):
            Desk(books).set("capacity", capacity)
        assert books.event().area("festival").capacity == 15


def test_a_double_is_decided_and_stays_a_double(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as books:
        first = Door(books, NORTH).scan("C-A1")
        ticket = first.verdict.ticket
        assert ticket is not None
        with immediate(books.database):  # as another laptop would have written it
            copy = books.journal.append(
                Draft(
                    Kind.IN,
                    area="festival",
                    entrance="Zuid",
                    ticket=ticket.id,
                    people=1,
                    places=1,
                )
            )
        event = books.event()
        assert books.counts.tally(event, "festival", first.at).doubles_open == 1
        Desk(books).decide(copy.hash, Cause.SAME_PERSON)
        tally = books.counts.tally(event, "festival", first.at)
        assert (tally.doubles, tally.doubles_open, tally.doubtful) == (1, 0, 0)


def test_an_entry_without_a_double_cannot_be_decided(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]) as books:
        entry = Door(books, NORTH).scan("C-A1").entry
        assert entry is not None
        with pytest.raises(UnusableInput) as told:
            Desk(books).decide(entry, Cause.SHARED)
        assert told.value.key == "not_a_double"
