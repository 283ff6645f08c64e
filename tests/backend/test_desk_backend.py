from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.backend.desk_backend import LocalDesk
from kiosk.checkin.answer import PaperLine
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.walk_ins import WalkInGuest
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.ticket import Status
from kiosk.domain.verdict import Direction, Outcome
from kiosk.store.lists.name_index import NameIndex
from kiosk.store.station_store import StationStore
from kiosk.ui.desk.desk_interface import DeskBackend
from tests.festival import NOON, HandClock, Row, festival

ROWS = [Row("T-1", name="Zoë 't Hart"), Row("T-2", name="Jan", status="unpaid", places=2)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StationStore]:
    with festival(tmp_path, ROWS, clock=HandClock()) as opened:
        NameIndex(opened.database, opened.keys.event, pause=lambda: None).update()
        yield opened


@pytest.fixture
def desk(store: StationStore) -> DeskBackend:
    place = Gate(FESTIVAL, "Noord")
    return LocalDesk(store, Door(store, place), place)


def test_a_guest_is_found_checked_in_and_then_shown_as_inside(desk: DeskBackend) -> None:
    (found,) = desk.find("zoe")
    answer = desk.check_in(found.ticket.id)
    (again,) = desk.find("t hart")

    assert answer.verdict.outcome is Outcome.ADMITTED
    assert (found.inside, again.inside, again.since) == (0, 1, answer.at)


def test_a_group_that_is_checked_in_as_a_whole_is_not_asked_about(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("BUS", places=12)]) as store:
        place = Gate(FESTIVAL, "Noord")
        desk: DeskBackend = LocalDesk(store, Door(store, place), place)
        NameIndex(store.database, store.keys.event, pause=lambda: None).update()
        (found,) = desk.find("bus")
        asked = desk.check_in(found.ticket.id)
        answer = desk.check_in_whole(found.ticket.id, "")

    assert asked.verdict.outcome is Outcome.HOW_MANY
    assert (answer.verdict.outcome, answer.verdict.people) == (Outcome.ADMITTED, 12)


def test_an_unpaid_ticket_is_paid_renamed_and_gets_a_new_code(desk: DeskBackend) -> None:
    (found,) = desk.find("jan")
    paid = desk.act(found.ticket.id, TicketAction.PAY)
    renamed = desk.rename(found.ticket.id, "Bo Li", "De Koppel")
    made = desk.reissue(found.ticket.id)

    assert paid.ticket.status is Status.VALID
    assert (renamed.ticket.name, renamed.ticket.organisation) == ("Bo Li", "De Koppel")
    assert made.code


@pytest.mark.parametrize(
    ("action", "status"),
    [(TicketAction.CANCEL, Status.CANCELLED), (TicketAction.BLOCK, Status.BLOCKED)],
)
def test_what_was_refused_by_hand_is_allowed_again(
    desk: DeskBackend, action: TicketAction, status: Status
) -> None:
    (found,) = desk.find("zoe")
    refused = desk.act(found.ticket.id, action)
    lifted = desk.act(found.ticket.id, TicketAction.LIFT)

    assert refused.ticket.status is status
    assert lifted.ticket.status is Status.VALID


def test_a_guest_without_a_ticket_is_inside_at_once(desk: DeskBackend) -> None:
    found = desk.walk_in(WalkInGuest(2, "Sanne", "", "Pers"))

    assert (found.ticket.name, found.inside) == ("Sanne", 2)
    assert "Actieve bewoner" in desk.categories()


def test_paper_clicks_and_a_recount_are_counted(desk: DeskBackend, store: StationStore) -> None:
    (found,) = desk.find("zoe")
    desk.on_paper(PaperLine(found.ticket.id, Direction.IN, NOON - 60_000, 1))
    desk.on_paper(PaperLine(found.ticket.id, Direction.OUT, NOON - 30_000, 1))
    desk.click(Direction.IN, 3)
    desk.recount(40)

    kinds = [
        row[0] for row in store.database.execute("SELECT kind FROM entry ORDER BY n").fetchall()
    ]
    assert kinds[-4:] == ["in", "out", "clicker", "recount"]


def test_a_recent_refusal_is_reported(desk: DeskBackend) -> None:
    (found,) = desk.find("jan")
    desk.check_in(found.ticket.id)

    assert [one.outcome for one in desk.recently_refused()] == [Outcome.UNPAID]


def test_a_group_is_who_was_booked_together(desk: DeskBackend) -> None:
    (found,) = desk.find("zoe")

    assert [one.ticket.ref for one in desk.booked_together(found.ticket.id)] == ["T-1"]
