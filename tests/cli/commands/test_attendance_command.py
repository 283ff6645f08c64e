"""`kiosk attendance export`: the attendance file, byte for byte as other programs read it."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.cli.main import main
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.verdict import Direction, Outcome
from kiosk.keys.ticket_codes import SignedCode, sign_code
from kiosk.store.station_store import StationStore
from tests.festival import HandClock, Row, add_list, festival
from tests.neighbours import admitted_unaware, another_station

NORTH = Gate("festival", "Noord")
OUT = Gate("festival", "Zuid", Direction.OUT)
HEADER = (
    "ticket,name,organisation,category,places,status,attended,inside,first_in,first_entrance,"
    "first_station,last_out,entries,double_entries,refusals,note,source,booked_by,walk_in,"
    "people_admitted,people_inside"
)
PER_SCAN = "at,outcome,ticket,name,category,people,direction,entrance,area,station,stated,undone"

Export = Callable[..., str]


@pytest.fixture
def export(tmp_path: Path) -> Export:
    def write(*options: str) -> str:
        file = tmp_path / "out.csv"
        assert main(["--data", str(tmp_path), "attendance", "export", str(file), *options]) == 0
        return file.read_bytes().decode("utf-8-sig")

    return write


def refused(folder: Path, *options: str, file: str = "out.csv") -> int:
    return main(["--data", str(folder), "attendance", "export", str(folder / file), *options])


def records(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(text.splitlines()))


def person(store: StationStore, ref: str, **columns: str) -> None:
    """Say more about the person of a ticket."""
    for column, text in columns.items():
        store.database.table("personal").update(_number(store, ref), {column: text})


def _number(store: StationStore, ref: str) -> int:
    (number,) = store.database.execute("SELECT n FROM personal WHERE ref = ?", (ref,)).fetchone()
    return int(number)


def test_a_ticket_that_came_and_left_has_all_its_columns(tmp_path: Path, export: Export) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1", places=4, name="Zoë")], clock=clock) as store:
        Door(store, NORTH).scan("C-A1", people=3)
        clock.advance(61.5)
        Door(store, OUT).scan("C-A1", people=1)
    assert export() == (
        f"{HEADER}\r\n"
        "A1,Zoë,,Actieve bewoner,4,valid,yes,yes,2026-05-30T12:00:00+02:00,Noord,Noord 1,"
        "2026-05-30T12:01:01+02:00,1,0,0,,shop,,no,3,2\r\n"
    )


def test_the_file_begins_with_a_byte_order_mark(tmp_path: Path, export: Export) -> None:
    with festival(tmp_path, [Row("A1")]):
        pass
    export()
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfticket,")


def test_rows_stand_by_ticket_in_code_point_order_then_source(
    tmp_path: Path, export: Export
) -> None:
    with festival(tmp_path, [Row("b"), Row("A10"), Row("É"), Row("𝔸"), Row("\uffee")]) as store:
        add_list(store, "pers", [Row("b", code="P-b"), Row("A2", code="P-A2")])
    seen = [(row["ticket"], row["source"]) for row in records(export())]
    assert seen == [
        ("A10", "shop"),
        ("A2", "pers"),
        ("b", "pers"),
        ("b", "shop"),
        ("É", "shop"),
        ("\uffee", "shop"),
        ("𝔸", "shop"),
    ]


def test_statuses_are_those_of_list_and_desk_together(tmp_path: Path, export: Export) -> None:
    rows = [Row("A1"), Row("A2", status="unpaid"), Row("A3", status="withdrawn"), Row("A4")]
    with festival(tmp_path, rows) as store:
        Desk(store).change_status("A2", TicketAction.PAY)
        Desk(store).change_status("A4", TicketAction.CANCEL)
    seen = [row["status"] for row in records(export())]
    assert seen == ["valid", "valid", "withdrawn", "cancelled"]


def test_a_double_and_a_refusal_are_counted_on_their_ticket(tmp_path: Path, export: Export) -> None:
    with festival(tmp_path, [Row("A1"), Row("A2")]) as store:
        Door(store, NORTH).scan("C-A1")
        admitted_unaware(another_station(store, "Zuid 1"), "A1")
        Door(store, OUT).scan("C-A2")
    seen = [(row["entries"], row["double_entries"], row["refusals"]) for row in records(export())]
    assert seen == [("2", "1", "0"), ("0", "0", "0")]


def test_an_undone_admission_is_no_attendance(tmp_path: Path, export: Export) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        entry = Door(store, NORTH).scan("C-A1").entry
        assert entry is not None
        Desk(store).undo(entry, UndoReason.MISTAKE)
    (row,) = records(export())
    assert (row["attended"], row["entries"], row["first_in"]) == ("no", "0", "")


def test_a_ticket_let_in_without_being_on_a_list_has_a_row(tmp_path: Path, export: Export) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        Desk(store).change_setting("policy.not_on_list", "admit")
        assert store.keys.organiser is not None
        signed = SignedCode(store.keys.event, "S-77", "Spreker", 2)
        answer = Door(store, NORTH).scan(sign_code(store.keys.organiser, signed))
        assert answer.verdict.outcome is Outcome.ADMITTED
    stranger, listed = sorted(records(export()), key=lambda row: row["source"])
    assert (stranger["places"], stranger["people_inside"], stranger["status"]) == (
        "2",
        "2",
        "valid",
    )
    assert listed["ticket"] == "A1"


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-x", "@sum"])
def test_text_that_would_run_as_a_formula_gets_an_apostrophe(
    tmp_path: Path, export: Export, text: str
) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        person(store, "A1", name=text, organisation="a=b")
    (row,) = records(export())
    assert (row["name"], row["organisation"]) == (f"'{text}", "a=b")


@pytest.mark.parametrize("text", ["\tx", "\rx"])
def test_text_that_begins_with_a_control_gets_an_apostrophe(
    tmp_path: Path, export: Export, text: str
) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        person(store, "A1", name=text)
    assert f"'{text}" in export("--fields", "name")


def test_a_comma_a_quote_or_a_line_end_in_a_text_stays_in_its_cell(
    tmp_path: Path, export: Export
) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        person(store, "A1", note='Jan, "de" lange\nman')
    assert export("--fields", "note,ticket") == ('note,ticket\r\n"Jan, ""de"" lange\nman",A1\r\n')


def test_without_names_no_letter_can_be_addressed(tmp_path: Path, export: Export) -> None:
    with festival(tmp_path, [Row("A1", name="Zoë")]):
        pass
    header = export("--no-names").splitlines()[0]
    left_out = {"name", "organisation", "booked_by", "note"}
    assert header.split(",") == [name for name in HEADER.split(",") if name not in left_out]


def test_fields_are_picked_in_their_order_and_email_may_be_one(
    tmp_path: Path, export: Export
) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        person(store, "A1", email="zoe@example.org")
    assert export("--fields", "email, ticket") == "email,ticket\r\nzoe@example.org,A1\r\n"
    assert export("--fields", "email,ticket", "--no-names") == "ticket\r\nA1\r\n"


def test_who_may_be_mailed_is_a_field_and_personal(tmp_path: Path, export: Export) -> None:
    with festival(tmp_path, [Row("A1")]) as store:
        person(store, "A1", mail_ok="yes")
    assert export("--fields", "ticket,mail_ok") == "ticket,mail_ok\r\nA1,yes\r\n"
    assert export("--fields", "ticket,mail_ok", "--no-names") == "ticket\r\nA1\r\n"
    assert "mail_ok" not in export()


def test_another_separator_can_be_chosen(tmp_path: Path, export: Export) -> None:
    with festival(tmp_path, [Row("A1")]):
        pass
    assert export("--separator", ";", "--fields", "ticket,places") == "ticket;places\r\nA1;1\r\n"


def test_since_leaves_only_what_changed_from_then_on(tmp_path: Path, export: Export) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1"), Row("A2"), Row("A3")], clock=clock) as store:
        Door(store, NORTH).scan("C-A1")
        clock.advance(60)
        Door(store, NORTH).scan("C-A2")
    seen = records(export("--since", "2026-05-30T12:01"))
    assert [row["ticket"] for row in seen] == ["A2"]
    assert len(records(export("--since", "2026-05-30T12:00"))) == 2


def test_a_room_has_an_attendance_of_its_own(tmp_path: Path, export: Export) -> None:
    with festival(tmp_path, [Row("A1"), Row("A2")], areas=["festival", "Zaal"]) as store:
        Door(store, NORTH).scan("C-A1")
        Door(store, Gate("Zaal", "Zaal")).scan("C-A2")
    seen = [(row["ticket"], row["inside"]) for row in records(export("--area", "Zaal"))]
    assert seen == [("A1", "no"), ("A2", "yes")]


def test_per_scan_there_is_a_row_for_each_entry_at_the_door(tmp_path: Path, export: Export) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1", places=2, name="Zoë")], clock=clock) as store:
        entry = Door(store, NORTH).scan("C-A1").entry
        clock.advance(20)
        Door(store, NORTH).scan("no such code")
        clock.advance(20)
        assert entry is not None
        Desk(store).undo(entry, UndoReason.MISTAKE)
        Door(store, OUT).scan("C-A1")
    text = export("--per-scan", "--fields", "at,kind,outcome,ticket,people,undone")
    assert text.splitlines()[1:] == [
        "2026-05-30T12:00:00+02:00,in,admitted,A1,2,yes",
        "2026-05-30T12:00:20+02:00,refused,unknown,,0,no",
        "2026-05-30T12:00:40+02:00,undo,,A1,0,no",
        "2026-05-30T12:00:40+02:00,out,not_inside,A1,2,no",
    ]
    assert "no such code" not in export("--per-scan")


def test_the_same_data_gives_the_same_bytes(tmp_path: Path, export: Export) -> None:
    with festival(tmp_path, [Row(f"A{number}") for number in range(9)]) as store:
        Door(store, NORTH).scan("C-A4")
    assert export() == export()


@pytest.mark.parametrize(
    "options",
    [
        ("--fields", "ticket,code"),
        ("--fields", ""),
        ("--fields", "name", "--no-names"),
        ("--separator", ""),
        ("--separator", "ab"),
        ("--separator", '"'),
        ("--area", "Kelder"),
        ("--separator", "\x01"),
        ("--since", "gisteren"),
        ("--since", ""),
        ("--since", "0001-01-01"),
    ],
)
def test_what_cannot_be_asked_is_one_sentence_and_leaves_the_old_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    with festival(tmp_path, [Row("A1")]):
        pass
    (tmp_path / "out.csv").write_text("old")
    assert refused(tmp_path, *options) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert (tmp_path / "out.csv").read_text() == "old"


@pytest.mark.parametrize("file", ["out.xls", "out.pdf", "out", "missing/out.csv"])
def test_a_file_that_cannot_be_made_is_reported(tmp_path: Path, file: str) -> None:
    with festival(tmp_path, [Row("A1")]):
        pass
    assert refused(tmp_path, file=file) == 2


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]):
        pass
    (tmp_path / "out.csv.part").mkdir()
    (tmp_path / "out.csv").write_text("old")
    assert refused(tmp_path) == 3
    assert (tmp_path / "out.csv").read_text() == "old"


def test_per_scan_has_its_own_columns_with_the_way_that_people_went(
    tmp_path: Path, export: Export
) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1", name="Zoë", category="Pers")], clock=clock) as store:
        Door(store, NORTH).scan("C-A1")
        clock.advance(20)
        Door(store, OUT).scan("C-A1")
        clock.advance(20)
        Door(store, NORTH).scan("no such code")
    text = export("--per-scan")
    assert text.splitlines() == [
        PER_SCAN,
        "2026-05-30T12:00:00+02:00,admitted,A1,Zoë,Pers,1,in,Noord,festival,Noord 1,no,no",
        "2026-05-30T12:00:20+02:00,exited,A1,Zoë,Pers,1,out,Zuid,festival,Noord 1,no,no",
        "2026-05-30T12:00:40+02:00,unknown,,,,0,,Noord,festival,Noord 1,no,no",
    ]


def two_lists(folder: Path) -> None:
    """Three guests on two lists, of whom A1 came."""
    rows = [Row("A1"), Row("A2", category="Beleidsmaker")]
    with festival(folder, rows) as store:
        add_list(store, "pers", [Row("P1", code="P-1", category="Beleidsmaker")])
        Door(store, NORTH).scan("C-A1")


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (("--attended", "yes"), ["A1"]),
        (("--attended", "no"), ["A2", "P1"]),
        (("--category", "Beleidsmaker"), ["A2", "P1"]),
        (("--category", "Beleidsmaker", "--source", "pers"), ["P1"]),
        (("--source", "shop", "--source", "pers"), ["A1", "A2", "P1"]),
        (("--source", "pers", "--attended", "yes"), []),
        (("--per-scan", "--attended", "yes"), ["A1"]),
        (("--per-scan", "--attended", "no"), []),
        (("--per-scan", "--source", "pers"), []),
        (("--per-scan", "--category", "Actieve bewoner"), ["A1"]),
    ],
)
def test_rows_can_be_chosen(
    tmp_path: Path, export: Export, options: tuple[str, ...], kept: list[str]
) -> None:
    two_lists(tmp_path)
    assert [row["ticket"] for row in records(export(*options))] == kept


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--category", "Pers"), "'Pers'. Wel: Actieve bewoner, Beleidsmaker."),
        (("--source", "webshop"), "'webshop'. Wel: pers, shop."),
    ],
)
def test_an_unknown_category_or_list_is_reported_with_the_known_ones(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], said: str
) -> None:
    two_lists(tmp_path)
    assert refused(tmp_path, *options) == 2
    assert said in capsys.readouterr().err


def test_a_json_file_has_the_same_columns_and_values(tmp_path: Path, export: Export) -> None:
    two_lists(tmp_path)
    rows = records(export())
    assert refused(tmp_path, file="out.json") == 0
    listed = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert [{key: str(value) for key, value in row.items()} for row in listed] == rows
    assert listed[0]["places"] == 1


def test_a_workbook_has_the_same_values_and_the_totals(tmp_path: Path, export: Export) -> None:
    two_lists(tmp_path)
    rows = records(export())
    assert refused(tmp_path, file="out.xlsx") == 0
    book = CalamineWorkbook.from_path(tmp_path / "out.xlsx")
    header, *listed = book.get_sheet_by_name("Aanwezigheid").to_python()
    assert [dict(zip(header, map(_as_csv, row), strict=True)) for row in listed] == rows
    totals = {row[1]: row[2] for row in book.get_sheet_by_name("Samenvatting").to_python()}
    assert (totals["expected"], totals["admitted"], totals["inside"]) == (3.0, 1.0, 1.0)
    assert (totals["visitors"], totals["missed"], totals["missing_laptops"]) == (1.0, 2.0, 1.0)
    assert (_as_csv(totals["first_in"]), totals["last_out"]) == (rows[0]["first_in"], "")


def test_the_totals_say_what_has_no_category(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", category=""), Row("A2", "Pers")]):
        pass
    assert refused(tmp_path, file="out.xlsx") == 0
    sheet = CalamineWorkbook.from_path(tmp_path / "out.xlsx").get_sheet_by_name("Samenvatting")
    labels = [row[0] for row in sheet.to_python()]
    assert {"zonder categorie", "Pers"} < {*labels}


def _as_csv(cell: object) -> str:
    """A value of a workbook as the CSV has it: all times here are in summer, at +02:00."""
    if isinstance(cell, datetime):
        return f"{cell.isoformat()}+02:00"
    return str(int(cell)) if isinstance(cell, float) else str(cell)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".json"])
def test_a_laptop_of_another_zone_and_language_writes_the_same_bytes(
    tmp_path: Path, suffix: str
) -> None:
    two_lists(tmp_path)
    files = [tmp_path / f"one{suffix}", tmp_path / f"two{suffix}"]
    for file, zone, language in zip(
        files, ["Europe/Amsterdam", "Pacific/Auckland"], ["nl", "en"], strict=True
    ):
        command = [sys.executable, "-m", "kiosk", "--data", str(tmp_path), "--lang", language]
        environment = {**os.environ, "TZ": zone}
        subprocess.run([*command, "attendance", "export", str(file)], env=environment, check=True)
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_sums_name_no_guest_and_add_up_to_the_total(tmp_path: Path, export: Export) -> None:
    clock = HandClock()
    rows = [
        Row("A1", places=4, name="Zoë"),
        Row("A2", places=3),
        Row("A3", places=2, category="Pers"),
        Row("A4"),
        Row("A5", status="cancelled"),
    ]
    with festival(tmp_path, rows, clock=clock) as store:
        person(store, "A1", organisation="Buurthuis")
        person(store, "A2", organisation="Buurthuis")
        person(store, "A3", organisation="Klein")
        Door(store, NORTH).scan("C-A1", people=4)
        clock.advance(14 * 60 + 59)
        Door(store, NORTH).scan("C-A2", people=1)
        clock.advance(1)
        Door(store, NORTH).scan("C-A3", people=2)
        Door(store, NORTH).scan("C-A4")
    text = export("--sums")
    assert text.splitlines() == [
        "sum,name,expected,people",
        "total,,10,8",
        "category,Actieve bewoner,8,6",
        "category,Pers,2,2",
        "organisation,Buurthuis,,5",
        "organisation,< 5,,2",
        "organisation,,,1",
        "quarter_hour,2026-05-30T12:00:00+02:00,,5",
        "quarter_hour,2026-05-30T12:15:00+02:00,,3",
    ]
    assert export("--sums", "--category", "Pers").splitlines()[1] == "total,,2,2"


def test_for_research_a_ticket_is_a_row_number(tmp_path: Path, export: Export) -> None:
    with festival(tmp_path, [Row("WD-1", name="Zoë"), Row("WD-2", name="Jan", places=2)]) as store:
        Door(store, NORTH).scan("C-WD-2")
    header, *rows = export("--research").splitlines()
    assert header.startswith("row,category,places,status,attended,inside,first_in,")
    assert [row.split(",")[:5] for row in rows] == [
        ["1", "Actieve bewoner", "1", "valid", "no"],
        ["2", "Actieve bewoner", "2", "valid", "yes"],
    ]
    assert not {"WD-1", "WD-2", "Zoë", "Jan"} & set(",".join(rows).split(","))


def test_thanks_are_two_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with festival(tmp_path, [Row("WD-1"), Row("WD-2")]) as store:
        person(store, "WD-1", email="zoe@example.nl")
        person(store, "WD-2", email="jan@example.nl")
        Door(store, NORTH).scan("C-WD-1")
    given = ["--data", str(tmp_path), "--lang", "en", "attendance", "thanks"]
    assert main([*given, str(tmp_path / "dank.csv")]) == 0
    assert "1 address of guests who came" in capsys.readouterr().err
    assert "jan@" in (tmp_path / "dank not there.csv").read_text("utf-8-sig")


def test_a_file_is_per_scan_or_in_sums(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    two_lists(tmp_path)
    assert refused(tmp_path, "--per-scan", "--sums") == 2
    assert "--sums" in capsys.readouterr().err
