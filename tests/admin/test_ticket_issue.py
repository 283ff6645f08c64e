"""Issuing tickets: the codes work at the door, and files stay only if a list has their codes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from kiosk.admin.list_import import import_list
from kiosk.admin.requests import IssuedTicket, IssueRequest
from kiosk.admin.ticket_issue import issue_from_file, issue_new, issue_to_guests
from kiosk.checkin.desk import Desk
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.roles import Role
from kiosk.domain.ticket import Status
from kiosk.domain.verdict import Outcome
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.guestlist.import_report import ImportOptions
from kiosk.reports.headcount_report import count_area
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.integrity.verification import real_problems, verify_event
from kiosk.store.lists.list_snapshots import Lists
from tests.sync.laptops import Laptop, another_laptop, exchange, first_laptop

GUESTS = """Naam;Organisatie;E-mail;Aantal
Zoë van den Berg;Dorpsbelang;zoe@example.nl;2
Jan;;;1
Jan;;jan2@example.nl;1
"""


@dataclass
class Output:
    """Files of tickets in memory."""

    tickets: list[IssuedTicket] = field(default_factory=list)
    kept: bool | None = None

    def write(self, event: Event, tickets: Sequence[IssuedTicket]) -> None:
        assert event.name
        self.tickets = list(tickets)

    def keep(self) -> None:
        self.kept = True

    def discard(self) -> None:
        self.kept = False


@pytest.fixture
def admin(tmp_path: Path) -> Laptop:
    return first_laptop(tmp_path / "admin")


@pytest.fixture
def session(admin: Laptop) -> DataFolder:
    return admin.session


@pytest.fixture
def guests(tmp_path: Path) -> Path:
    path = tmp_path / "gasten.csv"
    path.write_text(GUESTS, encoding="utf-8")
    return path


def verdicts(session: DataFolder, tickets: Sequence[IssuedTicket]) -> list[Outcome]:
    with session.open_store() as store:
        door = Door(store, Gate(FESTIVAL, "Noord"))
        return [door.scan(ticket.code).verdict.outcome for ticket in tickets]


def rows(session: DataFolder) -> list[tuple[str, str, int]]:
    with session.open_store() as store:
        return [(one.ref, one.name, one.places) for one in store.tickets.all()]


def test_new_tickets_are_numbered_on_and_admitted(session: DataFolder) -> None:
    first, second = Output(), Output()
    assert issue_new(session, IssueRequest(count=2, category="Pers"), first) == 2
    assert issue_new(session, IssueRequest(count=1), second) == 1

    assert [one.ref for one in first.tickets + second.tickets] == ["T-0001", "T-0002", "T-0003"]
    assert (first.kept, second.kept) == (True, True)
    assert len({one.code for one in first.tickets}) == 2
    assert verdicts(session, first.tickets + second.tickets) == [Outcome.ADMITTED] * 3
    with session.open_store() as store:
        assert [one.category for one in store.tickets.all()] == ["Pers", "Pers", ""]
        assert real_problems(verify_event(store)) == []


def test_a_guest_list_gets_codes_once(session: DataFolder, guests: Path) -> None:
    output, again = Output(), Output()
    report, issued = issue_from_file(session, guests, IssueRequest(), output)
    unchanged, none = issue_from_file(session, guests, IssueRequest(), again)

    assert (report.added, issued, unchanged.unchanged, none) == (3, 3, 3, 0)
    assert [(one.name, one.email, one.places) for one in output.tickets] == [
        ("Zoë van den Berg", "zoe@example.nl", 2),
        ("Jan", "", 1),
        ("Jan", "jan2@example.nl", 1),
    ]
    assert sorted(one.ref for one in output.tickets) == [ref for ref, _, _ in rows(session)]
    assert verdicts(session, output.tickets) == [Outcome.ADMITTED] * 3
    assert again.kept is None


def test_a_code_of_the_file_stays_and_an_empty_one_is_made(
    session: DataFolder, tmp_path: Path
) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("Ticketnummer;Code;Naam\nA1;KFXW4J2ZQ7T5N3B6L9P8;Els\nA2;;Mo\n")
    output = Output()
    _, issued = issue_from_file(session, path, IssueRequest(), output)

    assert (issued, [one.ref for one in output.tickets]) == (1, ["A2"])
    own = IssuedTicket("A1", "", "", "", 1, "", "KFXW4J2ZQ7T5N3B6L9P8")
    assert verdicts(session, [own, *output.tickets]) == [Outcome.ADMITTED] * 2


def test_guests_of_all_lists_get_codes_but_not_those_who_have_one_or_are_refused(
    session: DataFolder, guests: Path, tmp_path: Path
) -> None:
    import_list(session, guests, ImportOptions())
    press = tmp_path / "pers.csv"
    press.write_text("Naam;Ticketnummer\nEls Bos;P1\nMo Vos;P2\nRia Mol;P3\n")
    import_list(session, press, ImportOptions(codes="none"))
    with session.open_store() as store:
        Desk(store).change_status("P2", TicketAction.CANCEL)
        Desk(store).reissue("P3")
    output = Output()

    assert issue_to_guests(session, IssueRequest(), output) == 4
    assert [one.name for one in output.tickets if one.ref == "P1"] == ["Els Bos"]
    assert {one.ref for one in output.tickets}.isdisjoint({"P2", "P3"})
    assert verdicts(session, output.tickets) == [Outcome.ADMITTED] * 4
    assert import_list(session, guests, ImportOptions()).unchanged == 3
    assert issue_to_guests(session, IssueRequest(source="pers"), Output()) == 0
    with session.open_store() as store:
        assert real_problems(verify_event(store)) == []


def test_a_signed_ticket_is_genuine_before_its_list_has_arrived(
    admin: Laptop, guests: Path, tmp_path: Path
) -> None:
    early = another_laptop(admin, tmp_path / "early", "Deur 2")
    exchange([admin, early, admin], tmp_path)
    output = Output()
    issue_from_file(admin.session, guests, IssueRequest(signed=True), output)
    codes = [ticket.code for ticket in output.tickets]
    (zoe, *others) = early.scan(*codes)
    assert [one.verdict.outcome for one in (zoe, *others)] == [Outcome.NOT_ON_LIST] * 3
    assert zoe.verdict.ticket is not None

    early.read(admin.write(tmp_path / "late.kiosk"))
    (listed,) = early.scan(codes[0])
    assert listed.verdict.outcome is Outcome.ADMITTED
    assert listed.verdict.ticket is not None
    assert (listed.verdict.ticket.id, listed.verdict.people) == (zoe.verdict.ticket.id, 2)


def test_tickets_for_sale_at_the_door_count_once_they_are_sold(
    admin: Laptop, tmp_path: Path
) -> None:
    door, output = another_laptop(admin, tmp_path / "door", "Deur 1"), Output()
    issue_new(admin.session, IssueRequest(count=4, category="Los", door_sale=True), output)
    exchange([admin, door, admin], tmp_path)
    assert [one.ref for one in output.tickets] == ["D-0001", "D-0002", "D-0003", "D-0004"]
    assert figures(door) == (0, 0, {}, [])

    (scanned,) = door.scan(output.tickets[0].code)
    with admin.open_store() as store:
        Desk(store).change_status("D-0002", TicketAction.PAY)
        Desk(store).change_status("D-0003", TicketAction.PAY)
        Desk(store).change_status("D-0003", TicketAction.CANCEL)
    exchange([door, admin, door], tmp_path)

    assert scanned.verdict.outcome is Outcome.ADMITTED
    seen = figures(door)
    assert seen == figures(admin)
    assert seen == (2, 1, {"Los": 2}, [("(all)", 2, 1), ("Los", 2, 1)])
    with door.open_store() as store:
        statuses = [store.tickets.by_reference(f"D-000{n}").status for n in (1, 2, 3, 4)]
        assert real_problems(verify_event(store)) == []
    assert statuses == [Status.DOOR_SALE, Status.VALID, Status.CANCELLED, Status.DOOR_SALE]


def figures(laptop: Laptop) -> tuple[int, int, dict[str, int], list[tuple[str, int, int]]]:
    """Return who is expected and inside by the program, and by the view for people."""
    with laptop.open_store() as store:
        count = count_area(store, store.event(), FESTIVAL, laptop.clock.wall())
        view = store.database.execute(
            "SELECT category, expected, admitted FROM headcount WHERE expected OR admitted"
        ).fetchall()
    by_category = {name: one.expected for name, one in count.totals.by_category.items()}
    return count.expected, count.inside, by_category, view


def test_a_door_may_not_issue(admin: Laptop, tmp_path: Path) -> None:
    door = another_laptop(admin, tmp_path / "door", "Deur 1")
    exchange([admin, door, admin], tmp_path)
    output = Output()

    with pytest.raises(UnusableInput):
        issue_new(door.session, IssueRequest(count=1), output)
    assert (output.tickets, output.kept) == ([], None)


def test_a_signature_needs_the_organisers_key(admin: Laptop, tmp_path: Path) -> None:
    second = another_laptop(admin, tmp_path / "second", "Kantoor 2", role=Role.ADMIN)
    exchange([admin, second, admin], tmp_path)

    with pytest.raises(UnusableInput) as refused:
        issue_new(second.session, IssueRequest(count=1, signed=True), Output())
    assert refused.value.key == "error.no_organiser_key"


def test_files_that_no_list_has_are_removed(
    session: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise WorldFailed("error.import_running")

    output = Output()
    monkeypatch.setattr(Lists, "make_current", fail)
    with pytest.raises(WorldFailed):
        issue_new(session, IssueRequest(count=2), output)

    assert (len(output.tickets), output.kept, rows(session)) == (2, False, [])


def test_a_list_with_a_question_gets_no_codes(session: DataFolder, tmp_path: Path) -> None:
    path = tmp_path / "shop.csv"
    path.write_text("Naam;Betaald\nEls;misschien\nMo;ja\n")
    output = Output()
    report, issued = issue_from_file(session, path, IssueRequest(), output)

    assert not report.applied
    assert (issued, output.tickets, rows(session)) == (0, [], [])


def test_two_admin_laptops_without_contact_issue_different_tickets(
    admin: Laptop, tmp_path: Path
) -> None:
    other = another_laptop(admin, tmp_path / "ander", "Ander", role=Role.ADMIN)
    stick = tmp_path / "stick"
    stick.mkdir()
    exchange([admin, other], stick)
    here, there = Output(), Output()
    issue_new(admin.session, IssueRequest(count=2), here)
    issue_new(other.session, IssueRequest(count=2), there)
    exchange([other, admin], stick)

    assert len({one.ref for one in here.tickets + there.tickets}) == 4
    assert verdicts(admin.session, here.tickets + there.tickets) == [Outcome.ADMITTED] * 4
