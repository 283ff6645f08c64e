import json
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.guestlist.import_report import ImportOptions, ImportWarning, Question
from kiosk.guestlist.import_watch import ImportWatch
from kiosk.guestlist.row_source import BrokenRow, Row, SheetInfo
from kiosk.guestlist.sources.arriving_sheet import ArrivingSheet
from kiosk.guestlist.sources.open_source import open_rows
from tests.guestlist.importer import Importer


@dataclass(frozen=True)
class Shop:
    """Orders that never were in a file."""

    name: str = "the shop"
    list_name: str = "shop"
    headings: tuple[str, ...] = ("code", "name")
    heading_row: int = 0
    sheets: tuple[SheetInfo, ...] = ()
    sheet: str | None = None
    asked: tuple[Question, ...] = ()

    def rows(self) -> Iterator[Row]:
        yield 7, ["WELKOM-0001", "Ada"]
        yield 9, BrokenRow.TOO_LONG

    def warnings(self) -> list[ImportWarning]:
        return [ImportWarning("import.warning.mac_letters")]

    def questions(self) -> list[Question]:
        return list(self.asked)


def test_rows_that_are_in_no_file_are_taken_in(lists: Importer) -> None:
    report = lists.job().run(Shop(), ImportOptions(skip_rejected=True))
    assert (report.source, report.read, report.added, report.applied) == ("shop", 2, 1, True)
    assert [one.row for one in report.rejected] == [9]
    assert [one.key for one in report.warnings][:1] == ["import.warning.mac_letters"]


def test_rows_of_a_file_can_be_read_more_than_once(tmp_path: Path) -> None:
    path = tmp_path / "Gasten 2026-05-30.csv"
    path.write_text("code,name\nWELKOM-0001,Ada\n", encoding="utf-8")
    source = open_rows(path)
    assert list(source.rows()) == list(source.rows()) == [(2, ["WELKOM-0001", "Ada"])]
    assert (source.name, source.list_name, source.warnings()) == (path.name, "Gasten", [])


def test_nothing_changes_while_a_question_is_open(lists: Importer) -> None:
    question = Question(
        "sheet", "import.question.which_sheet", ("--sheet 'A'", "--sheet 'B'"), values=("A", "B")
    )
    report = lists.job().run(Shop(asked=(question,)), ImportOptions(skip_rejected=True))
    assert (report.added, report.applied, report.questions) == (1, False, (question,))
    assert lists.ticket("WELKOM-0001") is None
    assert question.to_json() == {
        "about": "sheet",
        "column": None,
        "values": ["A", "B"],
        "answer": ["--sheet 'A'", "--sheet 'B'"],
    }


def test_a_sheet_that_still_arrives_is_read_meanwhile(lists: Importer) -> None:
    sheet, reading = ArrivingSheet("Gasten", visible=True), threading.Event()
    rows = [[number, [f"WELKOM-{number:04}", "Ada"]] for number in range(2, 1_003)]
    sheet.add(zlib.compress(json.dumps({"rows": rows, "titles": []}).encode()))

    class Arriving(Shop):
        def __init__(self) -> None:
            """Keep the values of the class."""

        @property
        def sheets(self) -> tuple[SheetInfo, ...]:
            return (sheet.info,)

        def rows(self) -> Iterator[Row]:
            return sheet.rows()

    class FinishesIt(ImportWatch):
        def count_rows(self, rows: int) -> None:
            reading.set()
            sheet.finish({"rows": rows, "columns": 2, "hidden": ()})

    late = threading.Timer(30, lambda: sheet.fail(TimeoutError()))
    late.start()
    report = lists.job().run(Arriving(), ImportOptions(), watch=FinishesIt())
    late.cancel()

    assert reading.is_set()
    assert (report.read, report.sheets) == (1_001, ("Gasten",))
