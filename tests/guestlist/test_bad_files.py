"""A file that is no list, or one made to do harm, is refused in one sentence, in bounded time."""

import os
import struct
import time
import zipfile
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from zipfile import ZipInfo

import pytest
import xlsxwriter

from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportOptions
from kiosk.guestlist.row_source import RowSource
from kiosk.guestlist.sources.archive_kind import check_archive
from kiosk.guestlist.sources.open_source import open_rows
from kiosk.guestlist.sources.sheet_reader import read_sheets
from kiosk.texts import load_words
from tests.guestlist.importer import Importer
from tests.guestlist.workbooks import xlsx

GUESTS: list[list[Any]] = [["Code", "Naam"], ["A-1", "Jan"]]


def refusal(path: Path, **options: Any) -> str:
    """Return the key of the sentence that refuses a file; the sentence can be said."""
    with pytest.raises(UnusableInput) as error:
        list(open_rows(path, **options).rows())
    for language in ("nl", "en"):
        assert load_words(language).error_text(error.value)
    return error.value.key


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def archive(path: Path, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return path


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("gasten.pdf", b"%PDF-1.7\n1 0 obj\n", "error.list_is_pdf"),
        ("gasten.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "error.list_is_picture"),
        ("gasten.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "error.list_is_picture"),
        ("gasten.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "error.list_is_picture"),
        ("gasten.webp", b"RIFF\x24\0\0\0WEBPVP8 ", "error.list_is_picture"),
        ("gasten.rtf", b"{\\rtf1\\ansi gasten}", "error.list_is_document"),
        ("gasten.csv.gz", b"\x1f\x8b\x08\0\0\0\0\0", "error.list_is_packed"),
        ("gasten.xls", b"<html><table><tr><td>Code</td></tr></table></html>", "error.list_is_page"),
        ("gasten.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:x"/>', "error.list_is_page"),
        ("gasten.xlsx", b"PK\x03\x04 and then nothing of it", "error.list_is_broken"),
        ("gasten.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2_000, "error.list_is_broken"),
    ],
)
def test_another_kind_of_file_is_named(tmp_path: Path, name: str, content: bytes, key: str) -> None:
    assert refusal(written(tmp_path / name, content)) == key


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        ({"word__document_dot_xml": "<w/>"}, "error.list_is_document"),
        ({"Index__Document_dot_iwa": "x"}, "error.list_is_numbers"),
        ({"gasten_dot_csv": "Code;Naam"}, "error.list_is_packed"),
        ({"xl__workbook_dot_bin": "x"}, "error.list_is_binary_workbook"),
        ({"xl__workbook_dot_xml": "<workbook"}, "error.list_is_broken"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.text", "content_dot_xml": "<x/>"},
            "error.list_is_document",
        ),
        (
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "encrypted-package": "sealed",
            },
            "error.list_is_locked",
        ),
        (
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content_dot_xml": "sealed",
                "META-INF__manifest_dot_xml": "<m><encryption-data/></m>",
            },
            "error.list_is_locked",
        ),
    ],
)
def test_an_archive_is_named_by_what_is_in_it(
    tmp_path: Path, parts: dict[str, str], key: str
) -> None:
    assert refusal(archive(tmp_path / "gasten.zip", **parts)) == key


def test_a_workbook_with_a_password_is_reported_as_such(tmp_path: Path) -> None:
    sealed = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1_016
    sealed += "EncryptedPackage".encode("utf-16-le") + b"\0" * 3_000
    assert refusal(written(tmp_path / "gasten.xlsx", sealed)) == "error.list_is_locked"


LOCKED = Path(__file__).parent.parent / "data" / "locked"


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("gasten.xlsx", "error.list_is_locked"),
        ("gasten.xls", "error.list_is_locked"),
        ("gasten.ods", "error.list_is_locked"),
        ("parts.xlsx", "error.list_is_locked"),
        ("packed.xlsx", "error.list_is_packed"),
    ],
)
def test_a_real_file_with_a_password_is_named_and_changes_nothing(
    lists: Importer, name: str, key: str
) -> None:
    content = lists.content()
    with pytest.raises(UnusableInput) as refused:
        lists.take((LOCKED / name).read_bytes(), name)
    assert (refused.value.key, refused.value.params) == (key, {"file": name})
    assert lists.content() == content


def test_a_file_that_was_cut_off_is_broken(tmp_path: Path) -> None:
    whole = xlsx(tmp_path / "a.xlsx", {"A": GUESTS}).read_bytes()
    for size in (len(whole) // 2, len(whole) - 30):
        assert refusal(written(tmp_path / "b.xlsx", whole[:size])) == "error.list_is_broken"


def with_sheet(path: Path, pieces: Iterator[bytes]) -> Path:
    """Write a workbook whose only sheet has this XML."""
    plain = xlsx(path.with_name("plain.xlsx"), {"A": GUESTS})
    with (
        zipfile.ZipFile(plain) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in old.namelist():
            if part != "xl/worksheets/sheet1.xml":
                made.writestr(part, old.read(part))
        with made.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for piece in pieces:
                sheet.write(piece)
    return path


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BEGIN = f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>'.encode()
_END = b"</sheetData></worksheet>"


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    def bomb() -> Iterator[bytes]:
        yield _BEGIN
        for _ in range(1_100):
            yield b" " * 2**20
        yield _END

    path = with_sheet(tmp_path / "bomb.xlsx", bomb())
    assert path.stat().st_size < 2_000_000
    begun = time.perf_counter()
    assert refusal(path) == "error.list_too_large"
    assert time.perf_counter() - begun < 20


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path: Path) -> None:
    def bomb() -> Iterator[bytes]:
        yield _BEGIN + b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
        for _ in range(200):
            yield b"x" * 2**20
        yield b"</t></is></c></row>" + _END

    path = with_sheet(tmp_path / "bomb.xlsx", bomb())
    content = bytearray(path.read_bytes())
    entry = content.rfind(b"xl/worksheets/sheet1.xml") - 46
    content[entry + 24 : entry + 28] = struct.pack("<I", 1_000)
    assert refusal(written(tmp_path / "lie.xlsx", bytes(content))) in (
        "error.list_is_broken",
        "error.list_too_large",
        "error.list_without_rows",
    )


def test_two_far_cells_do_not_fill_the_memory(tmp_path: Path) -> None:
    first = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = with_sheet(tmp_path / "far.xlsx", iter((_BEGIN, first, last, _END)))
    assert refusal(path) == "error.list_too_large"


def test_empty_rows_to_the_end_of_the_sheet_are_no_rows(tmp_path: Path) -> None:
    def rows() -> Iterator[bytes]:
        yield _BEGIN
        yield b'<row r="1"><c r="A1" t="inlineStr"><is><t>Code</t></is></c></row>'
        yield b'<row r="2"><c r="A2" t="inlineStr"><is><t>A-1</t></is></c></row>'
        for number in range(3, 1_048_577):
            yield f'<row r="{number}"><c r="A{number}" s="1"/></row>'.encode()
        yield _END

    source = open_rows(with_sheet(tmp_path / "empty.xlsx", rows()))
    assert list(source.rows()) == [(2, ["A-1"])]
    assert source.sheets[0].rows == 2


def test_more_columns_than_a_list_has_are_refused(tmp_path: Path) -> None:
    names = ["Code", "Naam", *(f"Vraag {number}" for number in range(16_000))]
    path = xlsx(tmp_path / "wide.xlsx", {"A": [names, ["A-1"]]})
    assert refusal(path) == "error.list_too_wide"
    text = written(tmp_path / "wide.csv", (";".join(names) + "\nA-1;Jan\n").encode())
    assert refusal(text) == "error.list_too_wide"


def send_nothing(_path: str, _connection: Connection) -> None:
    """Read a workbook for longer than any test waits."""
    time.sleep(600)


def test_a_workbook_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"A": GUESTS})
    with pytest.raises(UnusableInput, match="list_too_slow"):
        read_sheets(path, send_nothing, limit_s=0.0)


def test_a_lock_file_means_that_the_workbook_is_open(tmp_path: Path) -> None:
    lock = written(tmp_path / "~$gasten.xlsx", b"\x05Katja" + b" " * 150)
    assert refusal(lock) == "error.list_is_lock_file"
    xlsx(tmp_path / "gasten.xlsx", {"A": GUESTS})
    source = open_rows(lock)
    assert (source.name, list(source.rows())) == ("gasten.xlsx", [(2, ["A-1", "Jan"])])
    list(source.rows())
    assert "import.warning.open_elsewhere" in [one.key for one in source.warnings()]


def test_a_workbook_that_is_open_in_another_program_is_reported(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "gasten.xlsx", {"A": GUESTS})
    assert problems(open_rows(path)) == []
    written(tmp_path / ".~lock.gasten.xlsx#", b",katja,")
    assert problems(open_rows(path)) == ["import.warning.open_elsewhere"]


def problems(source: RowSource) -> list[str]:
    list(source.rows())
    return [one.key for one in source.warnings()]


def test_dates_that_no_calendar_has_reject_their_row(lists: Importer, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        dated = book.add_format({"num_format": "d-m-yyyy"})
        sheet.write_row(0, 0, ["Code", "Naam", "Geldig vanaf"])
        for row, days in enumerate((-5, 0.25, 400, 3_000_000), start=1):
            sheet.write_row(row, 0, [f"CODE-{row}", "Jan"])
            sheet.write_number(row, 2, days, dated)
    report = lists.take(path.read_bytes(), "a.xlsx", skip_rejected=True)
    assert [(one.row, one.why.name.lower()) for one in report.rejected] == [
        (row, "unreadable_date") for row in (2, 3, 4, 5)
    ]


def test_a_refused_workbook_changes_nothing(lists: Importer, tmp_path: Path) -> None:
    lists.take("Code;Naam\nA-1;Jan\n")
    before = lists.content()
    whole = xlsx(tmp_path / "a.xlsx", {"A": GUESTS}).read_bytes()
    with pytest.raises(UnusableInput, match="list_is_broken"):
        lists.take(whole[:-200], "winkel.xlsx")
    assert lists.content() == before


def test_a_folder_or_a_pipe_is_no_list_and_nothing_waits_for_it(tmp_path: Path) -> None:
    (tmp_path / "map.csv").mkdir()
    assert refusal(tmp_path / "map.csv") == "error.list_is_no_file"
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pijp.csv")
        assert refusal(tmp_path / "pijp.csv") == "error.list_is_no_file"


def test_a_list_that_vanishes_while_it_is_read_changes_nothing(
    lists: Importer, tmp_path: Path
) -> None:
    path = written(tmp_path / "gasten.csv", b"Naam;Code\nJan;A1B2C3D4E5\n")
    source = open_rows(path)
    path.unlink()
    with pytest.raises(UnusableInput) as error:
        lists.job().run(source, ImportOptions())
    assert error.value.key == "error.list_missing"
    assert lists.refs() == []


@pytest.mark.parametrize(
    ("part", "packed"), [("xl/worksheets/sheet1.xml", 2**20), ("xl/sharedStrings.xml", 8 * 2**20)]
)
def test_a_part_that_would_fill_the_memory_is_never_unpacked(
    tmp_path: Path, part: str, packed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = xlsx(tmp_path / "a.xlsx", {"A": GUESTS})
    huge = ZipInfo(part)
    huge.file_size, huge.compress_size = 400 * 2**20, packed
    with zipfile.ZipFile(path) as book:
        monkeypatch.setattr(book, "infolist", lambda: [huge])
        with pytest.raises(UnusableInput) as error:
            check_archive(path, book)
    assert error.value.key == "error.list_too_large"


@pytest.mark.parametrize("text", ['{"naam": ', "[" * 10_000 + "]" * 10_000])
def test_a_broken_json_file_is_named(tmp_path: Path, text: str) -> None:
    assert refusal(written(tmp_path / "a.json", text.encode())) == "error.json_is_broken"
