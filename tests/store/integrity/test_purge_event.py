"""A purge takes all personal data of one event away, wherever it is stopped, and nothing else."""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from kiosk.admin.list_import import import_list
from kiosk.checkin.desk import Desk
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.guest_search import GuestSearch
from kiosk.checkin.pins import Pins
from kiosk.checkin.shifts import Shifts
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.verdict import Direction
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.guestlist.import_report import ImportOptions
from kiosk.runtime.data_folder import DATABASE, DataFolder
from kiosk.store.integrity.purge_event import finish_purges, purge_personal, unfinished_purges
from kiosk.store.integrity.verification import real_problems, verify_event
from kiosk.store.journal.annexes import is_purged
from kiosk.store.sqlite.database import Database, immediate, open_database
from kiosk.store.station_store import StationStore
from tests.festival import Row, festival, session_on

NORTH = Gate("festival", "Noord")
LIST = """code,ticket,name,organisation,booked_by,email,note,category
zonnebloemenveld0001,Z1,Jannie Petersen,Buurthuis Zon,Mirjam Kok,jannie@zon.example,rolstoel,Bewoner
zonnebloemenveld0002,Z2,Öğe Şahin,Gemeente Dal,,oge@dal.example,allergisch,Beleid
"""
PERSONAL = (
    *("Jannie", "Petersen", "Buurthuis", "Mirjam", "jannie@zon", "rolstoel", "Şahin", "sahin"),
    *("zonnebloemenveld", "Willemijn", "Karel de Deur", "0611223344", "Dirkje", "allergisch"),
)


def nothing() -> None:
    """Do not pause."""


@pytest.fixture
def session(tmp_path: Path) -> DataFolder:
    return session_on(tmp_path / "station")


@pytest.fixture
def store(session: DataFolder, tmp_path: Path) -> Iterator[StationStore]:
    """A day that leaves personal data in every place that there is."""
    with festival(session.folder) as store:
        path = tmp_path / "list.csv"
        path.write_text(LIST, encoding="utf-8")
        import_list(session, path, ImportOptions(source="winkel"))
        path.write_text(LIST.replace("rolstoel", "rolstoel en hulphond"), encoding="utf-8")
        import_list(session, path, ImportOptions(source="winkel"))
        Shifts(store).start("Karel de Deur")
        Door(store, NORTH).scan("zonnebloemenveld0001")
        Desk(store).change_setting("help_phone", "0611223344")
        Desk(store).rename("Z2", "Dirkje Bos")
        Pins(store, session.clock).set_pin("271828")
        guest = WalkInGuest(name="Willemijn Vos", organisation="Kerk", category="Pers", people=1)
        WalkInRegistration(store, area="festival", entrance="Noord").walk_in(guest)
        yield store


def purged(store: StationStore) -> None:
    with immediate(store.database):
        store.journal.append(Draft(Kind.PURGE))
    finish_purges(store.database, pause=nothing)


def found_in(folder: Path) -> set[str]:
    content = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return {
        text for text in PERSONAL if text.encode() in content or text.lower().encode() in content
    }


@pytest.mark.usefixtures("store")
def test_before_a_purge_personal_data_is_in_the_files(session: DataFolder) -> None:
    assert found_in(session.folder) == set(PERSONAL) - {"zonnebloemenveld"}


def test_after_a_purge_no_file_holds_a_name_a_note_an_address_or_a_code(
    store: StationStore, session: DataFolder
) -> None:
    (session.folder / "log").mkdir()
    for leftover in ("log/kiosk.log", "log/kiosk.log.1", "before-migration-1-x.db"):
        (session.folder / leftover).write_text("Jannie Petersen")
    (session.folder / f"{DATABASE}-import-12ab").write_text("Jannie Petersen")
    purged(store)
    assert found_in(session.folder) == set()
    assert store.database.table("personal").count == 0


def test_the_journal_the_lists_and_the_totals_stay(store: StationStore) -> None:
    before = [store.database.table(name).count for name in ("list_row", "attendance", "entry")]
    purged(store)
    after = [store.database.table(name).count for name in ("list_row", "attendance", "entry")]
    assert after == [*before[:2], before[2] + 1]
    assert real_problems(verify_event(store)) == []
    ticket = store.tickets.by_reference("Z1")
    assert (ticket.name, ticket.note, ticket.category) == ("", "", "Bewoner")


def test_after_a_purge_nothing_personal_is_kept_any_more(
    store: StationStore, session: DataFolder, tmp_path: Path
) -> None:
    purged(store)
    asked: list[Callable[[], object]] = [
        lambda: Shifts(store).start("Karel"),
        lambda: Desk(store).rename("Z1", "Dirkje"),
        lambda: Desk(store).change_setting("help_point", "links"),
        lambda: import_list(session, tmp_path / "list.csv", ImportOptions(source="winkel")),
    ]
    for ask in asked:
        with pytest.raises(UnusableInput, match="event_purged"):
            ask()
    assert unfinished_purges(store.database) == []
    Door(store, Gate("festival", "Noord", Direction.OUT)).scan("stranger")


def test_another_event_keeps_its_names_and_finds_them(
    store: StationStore, session: DataFolder, tmp_path: Path
) -> None:
    with festival(session.folder, name="Zomerfeest") as other:
        path = tmp_path / "other.csv"
        path.write_text("code,ticket,name\nverylongcodeofanother1,Q1,Aaltje Mus\n", "utf-8")
        import_list(session, path, ImportOptions())
        guest = WalkInGuest(name="Sjoerd Meeuw", organisation="", category="Pers", people=1)
        WalkInRegistration(other, area="festival", entrance="Noord").walk_in(guest)
        Desk(other).rename("Q1", "Betsie Merel")
        purged(store)
        assert not is_purged(other.database, other.keys.event)
        lookup = GuestSearch(other, area="festival")
        assert [lookup.find(name)[0].ticket.name for name in ("sjoerd", "betsie")] == [
            "Sjoerd Meeuw",
            "Betsie Merel",
        ]
        assert lookup.find("jannie") == []
        assert Door(other, NORTH).scan("verylongcodeofanother1").entry is not None


def test_names_and_codes_cannot_be_tested_afterwards(
    store: StationStore, session: DataFolder
) -> None:
    before = store.keys.code_key
    purged(store)
    with session.open_store(store.keys.event) as reopened:
        assert reopened.keys.code_key != before
        assert reopened.keys.station_key == store.keys.station_key


class Stopped(Exception):
    """The process ended here."""


def stopped_after(pauses: int) -> Callable[[], None]:
    left = iter(range(pauses))

    def pause() -> None:
        if next(left, None) is None:
            raise Stopped

    return pause


@pytest.mark.parametrize("pauses", range(6))
def test_a_purge_that_was_stopped_is_finished_by_the_next_program_that_opens_the_file(
    store: StationStore, session: DataFolder, pauses: int
) -> None:
    with immediate(store.database):
        store.journal.append(Draft(Kind.PURGE))
    with suppress(Stopped):
        purge_personal(store.database, store.keys.event, pause=stopped_after(pauses))
    assert unfinished_purges(store.database) == [store.keys.event]
    with session.open_store() as reopened:
        assert unfinished_purges(reopened.database) == []
    assert found_in(session.folder) == set()


def test_a_purge_waits_for_who_still_reads_the_old_state(
    store: StationStore, session: DataFolder
) -> None:
    with immediate(store.database):
        store.journal.append(Draft(Kind.PURGE))
    with closing(_reading(session)), session.open_store() as reopened:
        assert unfinished_purges(reopened.database) == [store.keys.event]
    with session.open_store() as reopened:
        assert unfinished_purges(reopened.database) == []


def test_a_purge_waits_for_who_writes_and_opening_the_file_goes_on(
    store: StationStore, session: DataFolder
) -> None:
    with immediate(store.database):
        store.journal.append(Draft(Kind.PURGE))
    purge_personal(store.database, store.keys.event, pause=nothing)
    other = open_database(session.folder / DATABASE)
    store.database.execute("PRAGMA busy_timeout = 10")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(WorldFailed, match="database_locked"):
        finish_purges(store.database, pause=nothing)
    other.execute("ROLLBACK")
    other.close()
    finish_purges(store.database, pause=nothing)
    assert unfinished_purges(store.database) == []


def _reading(session: DataFolder) -> Database:
    database = open_database(session.folder / DATABASE)
    database.execute("BEGIN")
    database.execute("SELECT count(*) FROM personal").fetchone()
    return database


def test_a_purge_without_an_order_does_nothing(store: StationStore) -> None:
    rows = store.database.table("personal").count
    finish_purges(store.database, pause=nothing)
    assert store.database.table("personal").count == rows > 0


def test_tickets_are_listed_without_names(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", name="Jannie")]) as store:
        Door(store, NORTH).scan("C-A1")
        purged(store)
        assert store.tickets.by_reference("A1").name == ""
