"""The choices for a list are kept for its next version, if the columns are the same."""

from pathlib import Path

import pytest

from kiosk.backend.files_backend import LocalFiles
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.list_draft import ListDraft
from kiosk.guestlist.remembered_choices import Remembered
from tests.festival import festival, session_on
from tests.guestlist.workbooks import xlsx

ASKS = "Naam;Status\nBo Li;misschien\n"
CHOSEN = ("--status misschien=unpaid", "--set category=Pers")


class Lists:
    """Reads texts in as lists of one event."""

    def __init__(self, folder: Path) -> None:
        self.files = LocalFiles(session_on(folder / "station"))
        self.folder = folder

    def read(self, text: str, *choices: str, name: str = "pers.csv", dry: bool = False) -> Report:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        draft = ListDraft.of(path, ImportOptions())
        for choice in choices:
            draft = draft.with_answer(choice)
        return self.files.import_list(path, draft.dry_run_options if dry else draft.final)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lijsten")
    with festival(folder / "station"):
        pass
    Lists(folder).read(ASKS, *CHOSEN)
    return folder


@pytest.fixture
def lists(folder: Path) -> Lists:
    return Lists(folder)


def test_the_next_version_is_read_as_the_one_before(lists: Lists) -> None:
    report = lists.read(ASKS + "Els Bos;misschien\n", name="pers v2.csv", dry=True)

    assert report.questions == ()
    assert set(report.reused) == set(CHOSEN)
    assert {one.category for one in report.preview.guests} == {"Pers"}
    assert {one.status for one in report.preview.guests} == {"unpaid"}


def test_a_column_of_another_name_asks_again(lists: Lists) -> None:
    report = lists.read("Naam;Betaald?\nBo Li;misschien\n", dry=True)

    assert [question.about for question in report.questions] == ["status"]
    assert report.reused == ("--set category=Pers",)


def test_what_is_said_now_counts_before_what_was_said(lists: Lists) -> None:
    report = lists.read(ASKS, "--set category=Kernpartner", dry=True)

    assert {one.category for one in report.preview.guests} == {"Kernpartner"}
    assert report.reused == CHOSEN[:1]


def test_another_list_is_read_by_itself(lists: Lists) -> None:
    assert lists.read(ASKS, name="partners.csv", dry=True).reused == ()


def test_a_person_can_choose_again(lists: Lists) -> None:
    looked = lists.read(ASKS, dry=True)
    draft = ListDraft.of(lists.folder / "pers.csv", ImportOptions()).with_reused(looked.reused)
    again = draft.without_answers()

    assert draft.options.statuses == ("misschien=unpaid",)
    assert lists.files.import_list(again.path, again.dry_run_options).reused == ()


def test_choices_hold_no_words_in_the_journal(lists: Lists) -> None:
    with lists.files._session.open_store() as store:  # the journal of the folder
        bodies = store.database.execute("SELECT body FROM entry").fetchall()

    assert b"reading.pers" in b"".join(map(_bytes, bodies))
    assert b"misschien" not in b"".join(map(_bytes, bodies))


def _bytes(row: tuple[bytes | str]) -> bytes:
    return row[0].encode() if isinstance(row[0], str) else row[0]


def test_a_sheet_is_remembered_while_the_workbook_has_it(lists: Lists, tmp_path: Path) -> None:
    guests = (("Naam", "Organisatie"), ("Bo Li", "Katalys"), ("Els Bos", "Katalys"))
    others = (("Naam", "Organisatie"), ("Jan de Vries", "Elders"), ("Zoë 't Hart", "Elders"))
    path = xlsx(tmp_path / "katalys.xlsx", {"Blad1": others, "Gasten": guests})
    lists.files.import_list(path, ImportOptions(sheet="Gasten"))
    again = lists.files.import_list(path, ImportOptions(dry_run=True))
    gone = xlsx(tmp_path / "katalys.xlsx", {"Blad1": others, "Iedereen": guests})
    asked = lists.files.import_list(gone, ImportOptions(dry_run=True))

    assert (again.sheet, again.reused) == ("Gasten", ("--sheet Gasten",))
    assert (asked.reused, [one.about for one in asked.questions]) == ((), ["sheet"])


@pytest.mark.parametrize("value", [None, "", [], ["x"], ["columns=1", "--what ever"], [1], {}])
def test_a_strange_value_is_no_choice(value: object) -> None:
    assert Remembered.stored(value) is None


def test_a_column_that_keeps_guests_out_is_not_ignored_again(lists: Lists) -> None:
    lists.read("Naam;Eigen\nBo;ja\nEls;nee\n", "--ignore Eigen", name="eigen.csv")
    assert lists.read("Naam;Eigen\nBo;nee\nEls;nee\n", name="eigen.csv", dry=True).reused
    report = lists.read("Naam;Eigen\nBo;afgemeld\nEls;nee\n", name="eigen.csv", dry=True)
    assert report.reused == ()
    assert [question.column for question in report.questions] == ["Eigen"]
