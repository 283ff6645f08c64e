from pathlib import Path

import pytest

from kiosk.admin.requests import CategoryRule, ExportOptions
from kiosk.admin.ticket_try import TriedTicket
from kiosk.admin.tried_lists import TriedLists
from kiosk.backend.files_backend import LocalFiles
from kiosk.errors import Cancelled, UnusableInput
from kiosk.guestlist.import_report import ImportOptions
from kiosk.store.lists.guest_finder import GuestFinder
from kiosk.store.sqlite.wipe_folder import TRIED_LISTS
from kiosk.ui.files.files_interface import FilesBackend
from tests.festival import festival, session_on

QUIETLY = lambda _done, _all: None  # noqa: E731  # no one watches the work
GUESTS = "Naam;Organisatie;E-mail\nZoë 't Hart;De Koppel;zoe@example.org\nJan;;\n"


@pytest.fixture
def files(tmp_path: Path) -> FilesBackend:
    with festival(tmp_path / "station"):
        pass
    return LocalFiles(session_on(tmp_path / "station"))


@pytest.fixture
def guests(tmp_path: Path) -> Path:
    path = tmp_path / "gasten.csv"
    path.write_text(GUESTS, encoding="utf-8")
    return path


def test_a_list_is_looked_into_without_changing_anything(files: FilesBackend, guests: Path) -> None:
    looked = files.import_list(guests, ImportOptions(dry_run=True))
    again = files.import_list(guests, ImportOptions(dry_run=True))

    assert files.first_values(guests, ImportOptions()) == {
        "Naam": "Zoë 't Hart",
        "Organisatie": "De Koppel",
        "E-mail": "zoe@example.org",
    }
    assert looked.first_values["Naam"] == "Zoë 't Hart"
    assert (looked.added, again.added, again.applied) == (2, 2, False)


def test_a_list_is_taken_in_and_the_attendance_file_written(
    files: FilesBackend, guests: Path, tmp_path: Path
) -> None:
    taken = files.import_list(guests, ImportOptions())
    out = tmp_path / "wie.csv"
    lines = files.export(out, ExportOptions(email=True, separator=";"), QUIETLY)
    content = out.read_text(encoding="utf-8-sig")

    assert taken.applied
    assert lines == 2
    assert "zoe@example.org" in content


def test_without_names_the_file_contains_no_name(
    files: FilesBackend, guests: Path, tmp_path: Path
) -> None:
    files.import_list(guests, ImportOptions())
    out = tmp_path / "wie.csv"
    files.export(out, ExportOptions(names=False), QUIETLY)

    assert "Zoë" not in out.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("name", ["wie.csv", "wie.xlsx", "wie.json"])
def test_work_that_is_stopped_leaves_the_old_file_and_nothing_else(
    files: FilesBackend, guests: Path, tmp_path: Path, name: str
) -> None:
    def stop(done: int, total: int) -> None:
        assert (done, total) == (0, 2)
        raise Cancelled

    files.import_list(guests, ImportOptions())
    folder = tmp_path / "uit"
    folder.mkdir()
    (folder / name).write_text("old")
    with pytest.raises(Cancelled):
        files.export(folder / name, ExportOptions(), stop)

    assert [path.name for path in folder.iterdir()] == [name]
    assert (folder / name).read_text() == "old"


def test_a_file_of_another_kind_is_refused_in_words(files: FilesBackend, tmp_path: Path) -> None:
    with pytest.raises(UnusableInput):
        files.export(tmp_path / "wie.pdf", ExportOptions(), QUIETLY)


def test_the_version_before_comes_back_as_a_new_version(
    files: FilesBackend, guests: Path, tmp_path: Path
) -> None:
    files.import_list(guests, ImportOptions(source="wijk"))
    more = tmp_path / "meer.csv"
    more.write_text(GUESTS + "Bo Li;;\n", encoding="utf-8")
    files.import_list(more, ImportOptions(source="wijk"))
    second = files.lists()
    files.restore_previous("wijk")
    third = files.lists()
    files.restore_previous("wijk")
    again = files.lists()

    assert [(one.version, one.tickets, one.before) for one in second] == [(2, 3, 1)]
    assert [(one.version, one.tickets, one.before_tickets) for one in third] == [(3, 2, 3)]
    assert [(one.version, one.tickets) for one in again] == [(4, 3)]
    assert second[0].imported_by == "Noord 1"


def test_after_going_back_the_names_of_that_version_are_found(
    files: FilesBackend, guests: Path, tmp_path: Path
) -> None:
    files.import_list(guests, ImportOptions(source="wijk"))
    more = tmp_path / "meer.csv"
    more.write_text(GUESTS + "Bo Li;;\n", encoding="utf-8")
    files.import_list(more, ImportOptions(source="wijk"))
    files.restore_previous("wijk")
    with session_on(tmp_path / "station").open_store() as store:
        finder = GuestFinder(store.database, store.keys.event)
        found = [finder.find("zoe", 5), finder.find("bo li", 5)]

    assert [len(one) for one in found] == [1, 0]


def test_a_first_version_has_none_before_it(files: FilesBackend, guests: Path) -> None:
    files.import_list(guests, ImportOptions(source="wijk"))
    with pytest.raises(UnusableInput, match="no_version_before"):
        files.restore_previous("wijk")

    assert [one.version for one in files.lists()] == [1]


def test_a_category_gets_its_group_and_hand_out(files: FilesBackend, tmp_path: Path) -> None:
    path = tmp_path / "partners.csv"
    path.write_text("Naam;Organisatie\nZoë;De Koppel\n", encoding="utf-8")
    wishes = ImportOptions(fixed={"category": "Kernpartner"})
    before = files.import_list(path, wishes).preview.ungrouped
    files.set_categories({"Kernpartner": CategoryRule("partner", "keycord")})
    after = files.import_list(path, wishes).preview.ungrouped
    with session_on(tmp_path / "station").open_store() as store:
        rules = store.event().rules

    assert (before, after) == (("Kernpartner",), ())
    assert (rules.group("Kernpartner"), rules.handouts["Kernpartner"]) == ("partner", "keycord")


def test_a_list_with_codes_is_untried_until_its_ticket_was_found(
    files: LocalFiles, tmp_path: Path
) -> None:
    path = tmp_path / "winkel.csv"
    steps: list[str] = []

    def take_in(heading: str) -> None:
        path.write_text(f"{heading};Naam\nABCD-0123456789;Bo Li\n", encoding="utf-8")
        files.import_list(path, ImportOptions(mapping={"code": heading, "name": "Naam"}))

    def note() -> None:
        steps.append(next(one.untried_column for one in files.lists()))

    take_in("Ticketcode")
    note()
    files.try_ticket(["NIET-OP-EEN-LIJST"], typed=False)
    note()
    files.try_ticket(["ABCD-0123456789"], typed=False)
    note()
    take_in("Ticketcode")
    note()
    (files._session.folder / TRIED_LISTS).write_text("[", encoding="utf-8")  # damaged
    note()
    files.import_list(path, ImportOptions(mapping={"code": "Ticketcode", "name": "Naam"}))

    assert steps == ["Ticketcode", "Ticketcode", "", "", ""]


def test_codes_of_another_column_are_tried_again(files: LocalFiles) -> None:
    tried = TriedLists(files._session.folder, "event")
    tried.note_import("winkel", "Ticketcode")
    tried.mark_tried("winkel")
    tried.note_import("winkel", "Ordernummer")
    again = tried.untried()
    tried.note_import("winkel", "")
    tried.mark_tried("pers")

    assert again == {"winkel": "Ordernummer"}
    assert tried.untried() == {}
    assert TriedLists(files._session.folder, "another").untried() == {}


def test_a_real_ticket_is_found_by_code_or_number_and_nothing_is_written(
    files: LocalFiles, tmp_path: Path
) -> None:
    path = tmp_path / "winkel.csv"
    path.write_text("Ticketnummer;Ticketcode;Naam\nW-1;ABCD-0123456789;Bo Li\n", encoding="utf-8")
    files.import_list(path, ImportOptions())
    with files._session.open_store() as store:  # the journal of the folder
        before = store.database.execute("SELECT count(*) FROM entry").fetchone()
    code = files.try_ticket(["ABCD-0123456789"], typed=False)
    number = files.try_ticket(["W-1"], typed=True)
    none = files.try_ticket(["W-1"], typed=False)
    with files._session.open_store() as store:
        after = store.database.execute("SELECT count(*) FROM entry").fetchone()

    assert (code, number, none) == (TriedTicket("Bo Li", "winkel"),) * 2 + (None,)
    assert before == after
