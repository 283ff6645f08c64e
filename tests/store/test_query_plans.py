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
from kiosk.backend.laptops_backend import seen_laptops
from kiosk.checkin.desk import Desk, Reason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.guest_search import GuestSearch
from kiosk.checkin.recent_activity import RecentActivity
from kiosk.checkin.shifts import Shifts
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction
from kiosk.guestlist.import_report import ImportOptions
from kiosk.guestlist.importer import ListImport
from kiosk.guestlist.sources.open_source import open_rows
from kiosk.reports.double_report import double_entries
from kiosk.reports.headcount_report import headcount_report
from kiosk.store.station_store import Books
from kiosk.sync.receiver import receive
from kiosk.sync.sender import outgoing_messages, sign_pending
from tests.festival import SETTINGS
from tests.store.plans import Traced, traced
from tests.sync.laptops import Laptop, another_laptop, first_laptop

ROWS, SCANS = 3000, 300
OFTEN = 3
"""What runs as often as this in one piece of work runs for each batch of it."""
_BY_NATURE = (
    # A new code ends those that were given out for the ticket: once for each, at the desk.
    "SELECT c.code FROM list_snapshot l JOIN list_row c",
    # How many may still come, for the bound that the page says: less all who came.
    "SELECT coalesce(sum(min(t.places,",
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
    with laptop.books() as books:
        books.events.use(event)
    laptop.take_list(folder / "l.csv", rows(range(ROWS)))
    laptop.take_list(folder / "l.csv", rows(range(1, ROWS + 1)))
    laptop.take_list(folder / "p.csv", rows(range(ROWS * 2, ROWS * 3)), source="pers")
    with laptop.books() as books:
        for text in (*map(code, range(1, SCANS)), "unknown"):
            laptop.clock.advance(20)
            door(books).scan(text)
    return laptop


@pytest.fixture(scope="module")
def lines(admin: Laptop, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What another laptop tells: as many scans at another door."""
    south = another_laptop(admin, tmp_path_factory.mktemp("south") / "zuid", "Zuid 1")
    with admin.books() as books:
        sign_pending(books)
        told = list(outgoing_messages(books))
    with south.books() as books:
        receive(books, told)
    south.scan(*map(code, range(SCANS // 2, 2 * SCANS)))
    with south.books() as books:
        sign_pending(books)
        return list(outgoing_messages(books))


@pytest.fixture(params=[False, True], ids=["plain", "analysed"])
def books(admin: Laptop, request: pytest.FixtureRequest) -> Iterator[Books]:
    with admin.books() as opened:
        if request.param:
            opened.database.execute("ANALYZE")
        yield opened
        opened.database.execute("DROP TABLE IF EXISTS sqlite_stat1")
        opened.database.execute("DROP TABLE IF EXISTS sqlite_stat4")


def offences(books: Books, operation: Callable[[], object], often: int = 1) -> dict[str, list[str]]:
    """Return the statements with the steps that read too much, of those that run often."""
    found = traced(books.database, operation).slow(books.database, often)
    return without_those_by_nature(found)


def without_those_by_nature(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {sql: steps for sql, steps in found.items() if not sql.startswith(_BY_NATURE)}


def door(books: Books, direction: Direction = Direction.IN) -> Door:
    return Door(books, Gate(FESTIVAL, "Noord", direction))


def at_the_door(books: Books) -> None:
    for text in (code(1), code(2500), code(2500), "unknown", "https://example.org/x"):
        door(books).scan(text)
    door(books).scan_reference("wdhs-002600")
    let_in = door(books).scan(code(2601))
    door(books).people_through()
    door(books, Direction.OUT).scan(code(2500))
    Desk(books).undo(str(let_in.entry), Reason("mistake"))


def at_the_desk(books: Books) -> None:
    desk = Desk(books)
    desk.cancel("WDHS-002700")
    desk.lift("WDHS-002700")
    desk.rename("WDHS-002701", "Els Vos")
    desk.reissue("WDHS-002702")
    WalkInRegistration(books, area=FESTIVAL, entrance="Noord").walk_in(WalkInGuest(name="An"))
    for text in ("bos", "gast 7", "els vos", "002703", "vd bos", "03", "gsat bso"):
        GuestSearch(books).find(text)
    GuestSearch(books).ticket("WDHS-002704")
    GuestSearch(books).booked_together("WDHS-002704")


def on_the_pages(books: Books) -> None:
    now = books.journal.now()
    headcount_report(books, FESTIVAL, now)
    double_entries(books)
    seen_laptops(books, now)
    RecentActivity(books).verdicts()
    RecentActivity(books).refused(now)
    RecentActivity(books).unknown(now)
    Shifts(books).take_over("Els")
    Shifts(books).hand_over()
    station_health(books, Path())


def test_a_scan_reads_what_it_is_about(books: Books) -> None:
    assert offences(books, partial(at_the_door, books)) == {}


def test_a_deed_at_the_desk_reads_what_it_is_about(books: Books) -> None:
    assert offences(books, partial(at_the_desk, books)) == {}


def test_a_page_that_is_refreshed_reads_what_it_shows(books: Books) -> None:
    assert offences(books, partial(on_the_pages, books)) == {}


def test_an_exchange_reads_what_it_brings(books: Books, lines: list[str]) -> None:
    assert offences(books, partial(receive, books, lines)) == {}


def test_what_is_sent_is_read_bit_by_bit(books: Books) -> None:
    assert offences(books, partial(sign_pending, books)) == {}
    assert offences(books, lambda: list(outgoing_messages(books)), OFTEN) == {}


def test_setting_everybody_outside_reads_each_ticket_alone(books: Books) -> None:
    now = books.journal.now()
    everybody = partial(check_everyone_out, books, now, pause=lambda: None)
    assert offences(books, everybody, OFTEN) == {}


def test_an_import_reads_its_lists_bit_by_bit(books: Books, tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    (versions,) = books.database.execute("SELECT count(*) FROM list_snapshot").fetchone()
    path.write_text(rows(range(versions, ROWS + versions)))
    found: dict[str, list[str]] = {}
    seen = Traced()

    def look() -> None:
        # Here, while the private file is attached.
        books.database.conn.set_trace_callback(None)
        found.update(seen.slow(books.database, OFTEN))
        books.database.conn.set_trace_callback(seen.see)

    job = ListImport(
        books.database,
        books.event(),
        books.keys.code_key,
        record=lambda *_: None,
        refresh=books.attendance.refresh_categories,
        now=books.journal.now,
        pause=look,
    )
    look()
    job.run(open_rows(path), ImportOptions(source="shop", replace=True, yes=True))
    job.tidy("shop")
    books.database.conn.set_trace_callback(None)
    assert len(seen.first) > len(seen.explained) > 0
    assert without_those_by_nature(found) == {}
