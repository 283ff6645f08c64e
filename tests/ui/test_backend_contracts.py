"""The fake of each room behaves as the real backend, as far as the window relies on it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.admin.requests import EnrolmentRequest, ExportOptions, NewEvent
from kiosk.backend.local_backend import LocalBackend
from kiosk.checkin.gate import Gate
from kiosk.checkin.walk_ins import WalkInGuest
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.pin_rules import PinOwner
from kiosk.domain.roles import Role
from kiosk.domain.ticket import Status
from kiosk.domain.verdict import Direction, Outcome
from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportOptions
from kiosk.store.lists.name_index import NameIndex
from kiosk.sync.shared_folder import SharedFolder
from kiosk.ui.backend_interface import Backend
from tests.festival import HandClock, Row, festival, session_on
from tests.opened import backend_on
from tests.ui.fake_headcount import DOUBLES, FakeHeadcount
from tests.ui.fake_laptops import MANY, FakeLaptops
from tests.ui.fake_pins import FakePins
from tests.ui.fake_scan import FakeScan
from tests.ui.fake_setup import PASSPHRASE
from tests.ui.fake_station import FakeStation
from tests.ui.fakes import FakeBackend

pytestmark = pytest.mark.usefixtures("quick_seal")

ROWS = [Row("A1", name="Jan de Vries"), Row("A2", name="Zoë 't Hart", places=3)]
LIST = "ticket,code,naam\nB-1,SSIHIW5Z7XMWVIDKTERZU3FCVY,Bo Li\n"


def fake(_: Path) -> Backend:
    return FakeBackend(
        scan=FakeScan(hinted=False),
        pins=FakePins(""),
        headcount=FakeHeadcount(DOUBLES),
        laptops=FakeLaptops(MANY),
        station=FakeStation(enrols=True),
    )


def real(folder: Path) -> Backend:
    with festival(folder, ROWS, clock=HandClock()) as store:
        NameIndex(store.database, store.keys.event, pause=lambda: None).update()
    return backend_on(session_on(folder, HandClock()))


@pytest.fixture(params=[fake, real])
def backend(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    make: Callable[[Path], Backend] = request.param
    made = make(tmp_path / "laptop")
    yield made
    made.close()


def test_a_scan_is_the_last_action_until_it_is_taken_back(backend: Backend) -> None:
    first = backend.scan.scan("C-A1")
    last, recent = backend.scan.undo_offer().action, backend.scan.recent_actions()
    backend.scan.undo_entries([str(first.entry)], "mistake")

    assert first.verdict.outcome is Outcome.ADMITTED
    assert last is not None
    assert [one.entry for one in recent] == [last.entry] == [first.entry]
    assert list(backend.scan.recent_actions()) == []
    assert backend.scan.undo_offer().action is None


def test_another_number_takes_the_place_of_the_action(backend: Backend) -> None:
    answer = backend.scan.scan_reference("A2")
    changed = backend.scan.change_people(str(answer.entry), 2)

    assert changed.entry is not None
    assert len(backend.scan.recent_actions()) == 1


def test_what_is_surely_no_ticket_leaves_no_action(backend: Backend) -> None:
    assert backend.scan.is_no_ticket("https://example.org/menu")
    assert not backend.scan.is_no_ticket("C-A1")
    assert list(backend.scan.recent_actions()) == []


def test_hints_are_shown_once(backend: Backend) -> None:
    before = backend.scan.needs_hints()
    backend.scan.forget_hints()

    assert (before, backend.scan.needs_hints()) == (True, False)


def test_a_pin_proves_who_gives_it(backend: Backend) -> None:
    with pytest.raises(UnusableInput, match="pin_unset"):
        backend.pins.check_pin("246810")
    unset = backend.pins.event_without_pin()
    backend.pins.set_pin("135791")
    with pytest.raises(UnusableInput, match="pin_wrong"):
        backend.pins.check_pin("246810")

    assert unset is not None
    assert backend.pins.check_pin("135791").owner is PinOwner.ORGANISER
    assert backend.pins.event_without_pin() is None


def test_the_desk_finds_and_changes_the_same_ticket(backend: Backend) -> None:
    found = backend.desk.find("jan")[0]
    ticket = found.ticket.id
    answer = backend.desk.check_in(ticket)
    renamed = backend.desk.rename(ticket, "Bo Li", "De Koppel")
    made = backend.desk.reissue(ticket)
    cancelled = backend.desk.act(ticket, TicketAction.CANCEL)

    assert backend.desk.look_up(ticket).ticket.id == ticket
    assert ticket in {one.ticket.id for one in backend.desk.booked_together(ticket)}
    assert answer.verdict.ticket is not None
    assert (answer.verdict.outcome, answer.verdict.ticket.id) == (Outcome.ADMITTED, ticket)
    assert (renamed.ticket.name, renamed.ticket.organisation) == ("Bo Li", "De Koppel")
    assert (made.ticket.id, bool(made.code)) == (ticket, True)
    assert cancelled.ticket.status is Status.CANCELLED


def test_a_walk_in_is_inside_with_all_people(backend: Backend) -> None:
    found = backend.desk.walk_in(WalkInGuest(2, "Sanne", "", "Actieve bewoner"))

    assert (found.ticket.name, found.ticket.walk_in, found.inside) == ("Sanne", True, 2)
    assert "Actieve bewoner" in backend.desk.categories()


def test_doubles_and_laptops_are_read_once_for_each_change(backend: Backend) -> None:
    for poll in (
        backend.headcount.poll_doubles,
        backend.laptops.poll_laptops,
        backend.laptops.poll_states,
    ):
        first, again = poll(), poll()
        assert first is not None
        assert again is None
    backend.headcount.close()
    backend.laptops.close()


def test_a_list_is_imported_and_the_attendance_written(backend: Backend, tmp_path: Path) -> None:
    guests = tmp_path / "gasten.csv"
    guests.write_text(LIST, encoding="utf-8")
    looked = backend.files.import_list(guests, ImportOptions(dry_run=True))

    assert backend.files.first_values(guests, ImportOptions())
    assert not looked.applied
    assert backend.files.export(tmp_path / "uit.csv", ExportOptions(), lambda *_: None) > 0


def test_guests_are_put_on_paper_and_that_is_remembered(backend: Backend, tmp_path: Path) -> None:
    shown = backend.files.fallback_list(additions=False)
    backend.files.write_fallback(tmp_path / "noodlijst.pdf", b"%PDF", shown)

    assert backend.files.fallback_state().printed_at is not None
    assert backend.files.fallback_list(additions=True).since is not None


def test_a_carrier_is_due_until_all_was_left_there(backend: Backend, tmp_path: Path) -> None:
    folder = tmp_path / "gedeeld"
    folder.mkdir()
    carrier = SharedFolder(folder)
    backend.laptops.exchange(carrier)

    assert not backend.laptops.is_due(carrier)
    assert backend.laptops.check_everyone_out(0) >= 0
    backend.laptops.close()


def test_a_station_moves_and_announces_it(backend: Backend) -> None:
    gate = Gate(FESTIVAL, "Zuid", Direction.OUT)
    moved = backend.station.move_to(gate)

    assert moved.gate == gate
    assert backend.station.context() == moved


def test_a_shift_ends_with_its_summary(backend: Backend) -> None:
    none_before = backend.station.take_over("Fatima")
    summary = backend.station.take_over("Jan")
    backend.station.open_doors(True)
    health = backend.station.health()

    assert none_before is None
    assert summary is not None
    assert summary.on_duty.operator.name == "Fatima"
    assert {"Fatima", "Jan"} <= set(backend.station.operators())
    assert (health.operator, health.doors_open) == ("Jan", True)


def test_an_event_file_is_written_by_who_has_the_key(backend: Backend, tmp_path: Path) -> None:
    assert backend.station.may_enrol()
    assert backend.station.unnamed_copy() == ""
    request = EnrolmentRequest(PASSPHRASE, stations=2, role=Role.DOOR)
    backend.station.write_event_file(tmp_path / "feest.kiosk-event", request)


@pytest.fixture(params=["fake", "real"])
def beginner(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Backend]:
    made = FakeBackend() if request.param == "fake" else _first_run(tmp_path)
    yield made
    made.close()


def _first_run(folder: Path) -> LocalBackend:
    admin = real(folder / "admin")
    request = EnrolmentRequest(PASSPHRASE, stations=2, role=Role.DOOR)
    admin.station.write_event_file(folder / "feest.kiosk-event", request)
    admin.close()
    return backend_on(session_on(folder / "new", HandClock()))


def test_an_event_without_a_name_is_not_made(beginner: Backend) -> None:
    with pytest.raises(UnusableInput, match="setting_value"):
        beginner.setup.make_event(NewEvent({"name": "", "date": "2026-05-30"}))


def test_an_event_file_opens_by_its_passphrase_alone(beginner: Backend, tmp_path: Path) -> None:
    file = tmp_path / "feest.kiosk-event"
    with pytest.raises(UnusableInput, match="event_file_closed"):
        beginner.setup.open_event_file(file, "vier andere woorden")
    offer = beginner.setup.open_event_file(file, PASSPHRASE)
    progress: list[float] = []
    with pytest.raises(UnusableInput, match="setting_value"):
        beginner.setup.join("", offer.entrances[0], progress.append)
    joined = beginner.setup.join(offer.name, offer.entrances[0], progress.append)

    assert offer.role is Role.DOOR
    assert joined.entrance
    assert progress


def test_the_event_is_changed_all_at_once_or_not_at_all(backend: Backend) -> None:
    before = backend.station.event_overview().settings
    with pytest.raises(UnusableInput, match="setting_value"):
        backend.station.change_event({"venue": "Soest", "name": ""})
    assert backend.station.event_overview().settings == before
    backend.station.change_event({"venue": "Soest", "handout.Kernpartner": "keycord"})
    after = backend.station.event_overview()

    assert after.settings["venue"] == "Soest"
    assert after.settings["handout.Kernpartner"] == "keycord"
    assert {"capacity", "policy.full", "entrances", "areas", "opens"} <= after.settings.keys()
    assert not any(key.startswith("pin.") for key in after.settings)


def test_a_sheet_of_stickers_is_written_in_place_of_the_last(
    backend: Backend, tmp_path: Path
) -> None:
    path = tmp_path / "stickers.pdf"
    backend.station.write_file(path, b"one")
    backend.station.write_file(path, b"two")
    written = backend.station.written if isinstance(backend.station, FakeStation) else None

    assert (written[path] if written else path.read_bytes()) == b"two"
    assert all(backend.station.laptop_names())
