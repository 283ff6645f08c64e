"""The list on paper: what was printed, the additions since, and its file."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kiosk.admin.fallback_list import (
    FallbackState,
    fallback_list,
    fallback_state,
    paper_sheets,
    write_fallback,
)
from kiosk.admin.printed_lists import prints_in_use, record_print
from kiosk.checkin.desk import Desk
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.roles import Role
from kiosk.domain.ticket import Ticket
from kiosk.errors import UnusableInput
from kiosk.reports.fallback_rows import (
    Change,
    FallbackGuest,
    FallbackList,
    guest_of,
    parts_of,
)
from kiosk.store.integrity.purge_event import finish_purges
from kiosk.store.station_store import StationStore, record
from tests.festival import NOON, HandClock, Row, add_list, festival
from tests.sync.laptops import Laptop, another_laptop

GUESTS = (
    Row("T-1", name="Ria 't Hart", places=2),
    Row("T-2", name="Jan van den Berg"),
    Row("T-3", name="Piet IJzerman", status="unpaid"),
    Row("T-4", name="Bo Li", status="cancelled"),
    Row("C-GEHEIM-0005", name="Kim Zee", code="C-GEHEIM-0005"),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[StationStore]:
    with festival(tmp_path / "data", GUESTS) as opened:
        yield opened


def lines(shown: FallbackList) -> list[tuple[str, str | None]]:
    return [
        (one.name.surname, one.change.value if one.change else None)
        for part in shown.parts
        for one in (*part.guests, *part.struck)
    ]


def print_list(store: StationStore, folder: Path, at: int, *, additions: bool = False) -> Path:
    path = folder / f"{at}.pdf"
    write_fallback(store, path, b"%PDF", fallback_list(store, at, additions=additions))
    return path


def test_the_list_has_all_guests_who_may_come_in_and_no_code(store: StationStore) -> None:
    Door(store, Gate(FESTIVAL, "Noord")).scan("C-T-1")
    (part,) = fallback_list(store, NOON).parts
    shown = [(one.name.surname, one.ref, one.inside, one.to_desk) for one in part.guests]
    assert shown == [
        ("Berg", "T-2", 0, False),
        ("Hart", "T-1", 2, False),
        ("IJzerman", "T-3", 0, True),
        ("Zee", "…0005", 0, False),
    ]


def test_additions_are_what_is_new_changed_or_gone_since_any_print(
    store: StationStore, tmp_path: Path
) -> None:
    assert fallback_state(store) == FallbackState(4)
    print_list(store, tmp_path, NOON)
    assert lines(fallback_list(store, NOON + 1, additions=True)) == []
    desk = Desk(store)
    add_list(store, "partner", [Row("P-1", name="Abel van Aa"), Row("P-2", name="Zus")])
    desk.change_status("T-2", TicketAction.CANCEL)
    desk.rename("T-1", "Ria Smit")
    desk.change_status("T-3", TicketAction.PAY)
    changes = [
        *(("Aa", "new"), ("Smit", "changed"), ("IJzerman", "changed"), ("Zus", "new")),
        *(("Berg", "struck"), ("Hart", "renamed")),
    ]
    assert lines(fallback_list(store, NOON + 2, additions=True)) == changes
    assert fallback_state(store) == FallbackState(5, NOON, 4, 1)

    print_list(store, tmp_path, NOON + 3, additions=True)
    assert lines(fallback_list(store, NOON + 4, additions=True)) == []
    desk.change_status("T-2", TicketAction.LIFT)
    assert lines(fallback_list(store, NOON + 5, additions=True)) == [("Berg", "new")]
    print_list(store, tmp_path, NOON + 6)
    assert fallback_state(store) == FallbackState(6, NOON + 6)


def test_a_clock_that_was_set_back_keeps_the_prints_in_order(
    store: StationStore, tmp_path: Path
) -> None:
    print_list(store, tmp_path, NOON)
    add_list(store, "partner", [Row("P-1", name="Abel van Aa")])
    print_list(store, tmp_path, NOON - 60_000, additions=True)
    assert lines(fallback_list(store, NOON - 50_000, additions=True)) == []


def test_the_file_is_private_and_the_journal_contains_no_name(
    store: StationStore, tmp_path: Path
) -> None:
    path = print_list(store, tmp_path, NOON)
    (body,) = store.database.execute(
        "SELECT body FROM entry WHERE body LIKE '%printed.%'"
    ).fetchone()
    assert path.stat().st_mode & 0o777 == 0o600
    assert not any(word in body.decode() for word in ("Berg", "Hart", "T-1", "GEHEIM"))


def test_a_long_list_is_in_entries_that_salvage_finds(store: StationStore) -> None:
    tickets = [
        Ticket(f"{n:012x}".ljust(32, "0"), f"T-{n}", "shop", "", entrances=("Noord",))
        for n in range(4_000)
    ]
    event = store.event()
    parts = parts_of([guest_of(one, one.ref, 0) for one in tickets], event)
    record_print(store, FallbackList(event, NOON, parts))
    (longest,) = store.database.execute("SELECT max(length(body)) FROM entry").fetchone()
    (printed,) = prints_in_use(store)

    assert longest < 64 * 1024
    assert len(printed.marks) == len(printed.names) == len(printed.entrances) == 4_000


def test_a_file_that_cannot_be_written_counts_as_no_print(
    store: StationStore, tmp_path: Path
) -> None:
    shown = fallback_list(store, NOON)
    for path, key in (
        (tmp_path / "list.txt", "error.fallback_suffix"),
        (tmp_path / "gone" / "list.pdf", "error.export_folder"),
    ):
        with pytest.raises(UnusableInput) as raised:
            write_fallback(store, path, b"%PDF", shown)
        assert raised.value.key == key
    with pytest.raises(UnusableInput) as raised:
        fallback_list(store, NOON, additions=True)
    assert raised.value.key == "error.fallback_first"


def test_without_guests_there_is_no_list(tmp_path: Path) -> None:
    with festival(tmp_path) as store, pytest.raises(UnusableInput) as raised:
        fallback_list(store, NOON)
    assert raised.value.key == "error.fallback_empty"


def test_after_the_names_were_removed_there_is_no_list(store: StationStore, tmp_path: Path) -> None:
    print_list(store, tmp_path, NOON)
    record(store, Draft(Kind.PURGE))
    finish_purges(store.database, pause=lambda: None)
    for make in (
        lambda: fallback_list(store, NOON),
        lambda: fallback_list(store, NOON, additions=True),
        lambda: fallback_state(store),
    ):
        with pytest.raises(UnusableInput) as raised:
            make()
        assert raised.value.key == "error.fallback_purged"


def test_another_laptop_has_the_sheets_in_the_order_of_the_paper(tmp_path: Path) -> None:
    with festival(tmp_path / "office", GUESTS) as store:
        print_list(store, tmp_path, NOON)
        add_list(store, "partner", [Row("P-1", name="Abel van Aa")])
        print_list(store, tmp_path, NOON + 60_000, additions=True)
    office = Laptop(tmp_path / "office", HandClock())
    desk = another_laptop(office, tmp_path / "desk", "Balie 1", role=Role.DESK)
    desk.read(office.write(tmp_path / "stick.kiosk"))
    with desk.open_store() as store:
        sheets = paper_sheets(store)
        with pytest.raises(UnusableInput) as raised:
            fallback_list(store, NOON)
    names = [[found.ticket.name for found in sheet.guests] for sheet in sheets]
    assert [sheet.at for sheet in sheets] == [None, NOON + 60_000]
    assert names[1] == ["Abel van Aa"]
    assert names[0][:3] == ["Abel van Aa", "Jan van den Berg", "Ria 't Hart"]
    assert raised.value.key == "error.role_forbids"


def test_a_guest_who_moved_to_another_entrance_is_struck_on_the_old_sheet(tmp_path: Path) -> None:
    before = (
        Row("T-1", name="Ria Hart", entrances=("Noord",)),
        Row("T-2", name="Jan Berg"),
        Row("T-3", name="Bo Li", entrances=("Zuid",)),
    )
    with festival(tmp_path / "data", before) as store:
        print_list(store, tmp_path, NOON)
        for ref, entrances in (("T-1", '["Zuid"]'), ("T-2", '["Noord"]'), ("T-3", None)):
            store.database.execute(
                "UPDATE list_row SET entrances = ? WHERE ref = ?", (entrances, ref)
            )
        shown = fallback_list(store, NOON + 1, additions=True)
        state = fallback_state(store)
        print_list(store, tmp_path, NOON + 2, additions=True)
        later = fallback_list(store, NOON + 3, additions=True)

    assert [(part.entrance, _names(part.guests), _names(part.struck)) for part in shown.parts] == [
        ("Noord", ["Berg", "Li"], ["Hart"]),
        ("Zuid", ["Hart", "Li"], ["Berg"]),
    ]
    assert {one.change for part in shown.parts for one in part.struck} == {Change.MOVED}
    assert (shown.guests, shown.struck) == (3, 2)
    assert (state.added, state.struck) == (3, 0)
    assert lines(later) == []


def test_a_guest_with_another_name_is_struck_under_the_earlier_one(tmp_path: Path) -> None:
    first = [Row("T-1", name="Ria Hart", entrances=("Noord",)), Row("T-2", name="Jan Berg")]
    with festival(tmp_path / "data", [*first, Row("T-3"), Row("T-4", name="Bo Li")]) as store:
        print_list(store, tmp_path, NOON)
        desk = Desk(store)
        for ref, name in (("T-1", "Ria Smit"), ("T-2", "Eva Berg"), ("T-3", "Kim Zee")):
            desk.rename(ref, name)
        desk.rename("T-4", "Lou Tan")
        desk.change_status("T-4", TicketAction.CANCEL)
        store.database.execute("UPDATE list_row SET entrances = '[\"Zuid\"]' WHERE ref = 'T-1'")
        shown = fallback_list(store, NOON + 1, additions=True)
        state = fallback_state(store)
        print_list(store, tmp_path, NOON + 2, additions=True)
        later = lines(fallback_list(store, NOON + 3, additions=True))
        desk.rename("T-1", "Ria Hart")
        again = fallback_list(store, NOON + 4, additions=True)

    struck = [[(one.ticket.name, one.now) for one in part.struck] for part in shown.parts]
    for_all = [("Jan Berg", "Eva Berg"), ("Bo Li", "")]
    assert [_names(part.guests) for part in shown.parts] == [
        ["Berg", "Zee"],
        ["Berg", "Smit", "Zee"],
    ]
    assert struck == [
        [for_all[0], ("Ria Hart", "Ria Smit, Zuid"), for_all[1], ("", "Kim Zee")],
        [*for_all, ("", "Kim Zee")],
    ]
    assert (state.added, state.struck) == (3, 1)
    assert later == []
    assert [(one.ticket.name, one.now) for one in again.parts[1].struck] == [
        ("Ria Smit", "Ria Hart")
    ]


def test_an_earlier_name_comes_from_the_list_before(store: StationStore, tmp_path: Path) -> None:
    print_list(store, tmp_path, NOON)
    other = [Row(row.ref, name="Ria Smit" if row.ref == "T-1" else row.name) for row in GUESTS]
    add_list(store, "shop", other)
    (part,) = fallback_list(store, NOON + 1, additions=True).parts

    assert [(one.ticket.name, one.ref, one.now) for one in part.struck][:1] == [
        ("Ria 't Hart", "T-1", "Ria Smit")
    ]


def _names(guests: Iterable[FallbackGuest]) -> list[str]:
    return [one.name.surname for one in guests]
