"""Work for each scan, batch or refresh of a page reads no whole list and no whole journal.

The statements are those that the real operations run, on a file with lists, a day's entries and
three events.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from kiosk.admin.closing import check_everyone_out
from kiosk.admin.new_event import make_event
from kiosk.backend.health import station_health
from kiosk.backend.laptops_backend import laptops_with_people
from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.guest_search import GuestSearch
from kiosk.checkin.recent_activity import RecentActivity
from kiosk.checkin.shifts import Shifts
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction
from kiosk.guestlist.import_report import ImportOptions
from kiosk.guestlist.importer import ListImport
from kiosk.guestlist.sources.open_source import open_rows
from kiosk.reports.double_report import double_entries
from kiosk.reports.headcount_report import headcount_report
from kiosk.store.station_store import StationStore
from kiosk.sync.receiver import receive
from kiosk.sync.sender import outgoing_messages, sign_pending
from tests.festival import SETTINGS
from tests.store.plans import Traced, traced
from tests.sync.laptops import Laptop, another_laptop, first_laptop

ROWS, SCANS = 3000, 300
OFTEN = 3
"""A statement that runs as often as this in one piece of work runs for each batch of it."""
_BY_NATURE = (
    # A new code ends those that were given out for the ticket: once for each, at the desk.
    "SELECT c.code FROM list_snapshot l JOIN list_row c",
    # Whom each laptop let in is counted one by one, only while that page is looked at.
    "SELECT e.log, sum(e.people) FROM entry e",
    # The end of a ticket's number has no index; the reading ends with enough hits.
    "SELECT f.ticket FROM list_snapshot l CROSS JOIN list_ref f ON f.list = l.list AND f.ref GLOB",
    # A number that a person typed and that is no reference as it was typed; no scan comes here.
    "SELECT f.ref, upper(replace(replace(",
    # Only of an event that was purged: the CASE before it sees to that.
    "SELECT event FROM event e WHERE CASE",
    # Once for each list that goes or comes.
    "SELECT min(person) - 1, max(person) FROM list_row",
    # Twice for each list when one is made current.
    "SELECT lower(hex(c.code)) || lower(hex(c.ticket)) FROM issued_code c",
)
"""Statements that read much and may."""


def code(number: int) -> str:
    return f"CODE-{number:021}"


def rows(numbers: Sequence[int]) -> str:
    lines = (f"{code(n)};WDHS-{n:06};Gast {n % 97} Bos-{n};Soort {n % 5}\n" for n in numbers)
    return "code;ticket;naam;categorie\n" + "".join(lines)


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    """A laptop with two lists, one of them renewed, what a door did, and other events."""
    folder = tmp_path_factory.mktemp("admin")
    laptop = first_laptop(folder / "kantoor", crew=4)
    event = laptop.event
    for other in ("Vorig jaar", "Volgend jaar"):
        make_event(laptop.session, {**SETTINGS, "name": other}, "Kantoor")
    with laptop.open_store() as store:
        store.events.use(event)
    laptop.take_list(folder / "l.csv", rows(range(ROWS)))
    laptop.take_list(folder / "l.csv", rows(range(1, ROWS + 1)))
    laptop.take_list(folder / "p.csv", rows(range(ROWS * 2, ROWS * 3)), source="pers")
    with laptop.open_store() as store:
        for text in (*map(code, range(1, SCANS)), "unknown"):
            laptop.clock.advance(20)
            door(store).scan(text)
    return laptop


@pytest.fixture(scope="module")
def lines(admin: Laptop, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The messages of another laptop: as many scans at another door."""
    south = another_laptop(admin, tmp_path_factory.mktemp("south") / "zuid", "Zuid 1")
    with admin.open_store() as store:
        sign_pending(store)
        messages = list(outgoing_messages(store))
    with south.open_store() as store:
        receive(store, messages)
    south.scan(*map(code, range(SCANS // 2, 2 * SCANS)))
    with south.open_store() as store:
        sign_pending(store)
        return list(outgoing_messages(store))


@pytest.fixture(params=[False, True], ids=["plain", "analysed"])
def store(admin: Laptop, request: pytest.FixtureRequest) -> Iterator[StationStore]:
    with admin.open_store() as opened:
        if request.param:
            opened.database.execute("ANALYZE")
        yield opened
        opened.database.execute("DROP TABLE IF EXISTS sqlite_stat1")
        opened.database.execute("DROP TABLE IF EXISTS sqlite_stat4")


def offences(
    store: StationStore, operation: Callable[[], object], often: int = 1
) -> dict[str, list[str]]:
    """Return the statements with the steps that read too much, of those that run often."""
    found = traced(store.database, operation).slow(store.database, often)
    return without_those_by_nature(found)


def without_those_by_nature(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {sql: steps for sql, steps in found.items() if not sql.startswith(_BY_NATURE)}


def door(store: StationStore, direction: Direction = Direction.IN) -> Door:
    return Door(store, Gate(FESTIVAL, "Noord", direction))


def at_the_door(store: StationStore) -> None:
    for text in (code(1), code(2500), code(2500), "unknown", "https://example.org/x"):
        door(store).scan(text)
    door(store).scan_reference("wdhs-002600")
    let_in = door(store).scan(code(2601))
    door(store).count_admitted()
    door(store, Direction.OUT).scan(code(2500))
    Desk(store).undo(str(let_in.entry), UndoReason("mistake"))


def at_the_desk(store: StationStore) -> None:
    desk = Desk(store)
    desk.change_status("WDHS-002700", TicketAction.CANCEL)
    desk.change_status("WDHS-002700", TicketAction.LIFT)
    desk.rename("WDHS-002701", "Els Vos")
    desk.reissue("WDHS-002702")
    WalkInRegistration(store, area=FESTIVAL, entrance="Noord").walk_in(WalkInGuest(name="An"))
    for text in ("bos", "gast 7", "els vos", "002703", "vd bos", "03", "gsat bso"):
        GuestSearch(store).find(text)
    GuestSearch(store).ticket("WDHS-002704")
    GuestSearch(store).booked_together("WDHS-002704")


def on_the_pages(store: StationStore) -> None:
    now = store.journal.now()
    headcount_report(store, FESTIVAL, now)
    double_entries(store)
    laptops_with_people(store, now)
    RecentActivity(store).verdicts()
    RecentActivity(store).refused(now)
    RecentActivity(store).unknown(now)
    Shifts(store).take_over("Els")
    Shifts(store).hand_over()
    station_health(store, Path())


def test_a_scan_reads_what_it_is_about(store: StationStore) -> None:
    assert offences(store, partial(at_the_door, store)) == {}


def test_a_action_at_the_desk_reads_what_it_is_about(store: StationStore) -> None:
    assert offences(store, partial(at_the_desk, store)) == {}


def test_a_page_that_is_refreshed_reads_what_it_shows(store: StationStore) -> None:
    assert offences(store, partial(on_the_pages, store)) == {}


def test_an_exchange_reads_what_it_brings(store: StationStore, lines: list[str]) -> None:
    assert offences(store, partial(receive, store, lines)) == {}


def test_what_is_sent_is_read_bit_by_bit(store: StationStore) -> None:
    assert offences(store, partial(sign_pending, store)) == {}
    assert offences(store, lambda: list(outgoing_messages(store)), OFTEN) == {}


def test_setting_everybody_outside_reads_each_ticket_alone(store: StationStore) -> None:
    now = store.journal.now()
    everybody = partial(check_everyone_out, store, now, pause=lambda: None)
    assert offences(store, everybody, OFTEN) == {}


def test_an_import_reads_its_lists_bit_by_bit(store: StationStore, tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    (versions,) = store.database.execute("SELECT count(*) FROM list_snapshot").fetchone()
    path.write_text(rows(range(versions, ROWS + versions)))
    found: dict[str, list[str]] = {}
    seen = Traced()

    def look() -> None:
        # Here, while the private file is attached.
        store.database.conn.set_trace_callback(None)
        found.update(seen.slow(store.database, OFTEN))
        store.database.conn.set_trace_callback(seen.see)

    job = ListImport(
        store.database,
        store.event(),
        store.keys.code_key,
        record=lambda *_: None,
        refresh=store.attendance.refresh_listings,
        now=store.journal.now,
        pause=look,
    )
    look()
    job.run(open_rows(path), ImportOptions(source="shop", replace=True, yes=True))
    job.finish("shop")
    store.database.conn.set_trace_callback(None)
    assert len(seen.first) > len(seen.explained) > 0
    assert without_those_by_nature(found) == {}
