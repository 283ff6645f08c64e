"""Files as shops and spreadsheets write them are read; what is no list is refused in a sentence."""

from pathlib import Path

import pytest

from kiosk.errors import UnusableInput
from kiosk.guestlist.row_source import BrokenRow, Row
from kiosk.guestlist.sources.limits import LONGEST_CELL
from kiosk.guestlist.sources.open_source import open_rows
from kiosk.guestlist.sources.table_file import Table

ROWS = [["A-1", "Zoë de Vries"], ["A-2", "Jan"]]


def opened(folder: Path, content: bytes) -> Table:
    path = folder / "gasten.csv"
    path.write_bytes(content)
    table = open_rows(path)
    assert isinstance(table, Table)
    return table


def read(folder: Path, content: bytes) -> list[Row]:
    path = folder / "gasten.csv"
    path.write_bytes(content)
    return list(open_rows(path).rows())


def refusal(folder: Path, content: bytes) -> str:
    with pytest.raises(UnusableInput) as error:
        read(folder, content)
    return error.value.key


@pytest.mark.parametrize("separator", [",", ";", "\t", "|", ":", "^", "~"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_separator_encoding_and_line_end_is_read(
    tmp_path: Path, separator: str, encoding: str, line_end: str
) -> None:
    lines = [["Code", "Naam"], *ROWS]
    text = "".join(separator.join(line) + line_end for line in lines)
    assert read(tmp_path, text.encode(encoding)) == [(2, ROWS[0]), (3, ROWS[1])]


def test_the_separator_is_the_one_that_makes_columns_not_the_commonest_sign(tmp_path: Path) -> None:
    text = "Code;Naam\nA-1;Jan, Piet, Kees, en anderen, samen\nA-2;Els, de buurvrouw, en, zo\n"
    assert opened(tmp_path, text.encode()).separator == ";"


def test_a_sign_within_codes_makes_no_columns(tmp_path: Path) -> None:
    text = "Code\nfeest:2026:A-1\nfeest:2026:A-2\n"
    assert read(tmp_path, text.encode()) == [(2, ["feest:2026:A-1"]), (3, ["feest:2026:A-2"])]


def test_a_cell_may_hold_several_lines_and_counts_as_one_row(tmp_path: Path) -> None:
    text = 'Code;Opmerking\nA-1;"een\ntwee; drie"\n\nA-2;vier\n'
    assert read(tmp_path, text.encode()) == [
        (2, ["A-1", "een\ntwee; drie"]),
        (4, ["A-2", "vier"]),
    ]


def test_a_title_above_the_headings_and_the_hint_of_a_spreadsheet_are_no_headings(
    tmp_path: Path,
) -> None:
    text = "sep=;\nGastenlijst Katalys;\n\nCode;Naam\nA-1;Jan\n"
    table = opened(tmp_path, text.encode())
    assert table.headings == ("Code", "Naam")
    assert list(table.rows()) == [(4, ["A-1", "Jan"])]


def test_a_line_of_100_mb_is_one_broken_row_and_never_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "gasten.csv"
    with path.open("w") as file:
        file.write("Code;Naam\n")
        for _ in range(100):
            file.write("x" * 1_000_000)
        file.write("\nA-2;Jan\n")
    rows = open_rows(path).rows()
    assert list(rows) == [(2, BrokenRow.TOO_LONG), (3, ["A-2", "Jan"])]


def test_a_cell_longer_than_a_spreadsheet_can_hold_breaks_its_row(tmp_path: Path) -> None:
    text = f"Code;Naam\nA-1;{'x' * (LONGEST_CELL + 1)}\nA-2;Jan\n"
    assert read(tmp_path, text.encode()) == [(2, BrokenRow.TOO_LONG), (3, ["A-2", "Jan"])]


def test_a_quotation_mark_that_never_closes_is_reported_with_its_row(tmp_path: Path) -> None:
    text = 'Code;Naam\nA-1;Jan\nA-2;"Els\nA-3;Kees\n'
    assert read(tmp_path, text.encode()) == [
        (2, ["A-1", "Jan"]),
        (3, BrokenRow.QUOTES),
        (4, ["A-3", "Kees"]),
    ]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "error.list_empty"),
        (b" \r\n\r\n", "error.list_empty"),
        (b"PK\x03\x04rest of a workbook", "error.list_is_broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "error.list_is_broken"),
        (b'{"code": "A-1"}', "error.json_without_guests"),
        (b'[{"code": "A-1"', "error.json_is_broken"),
        (bytes(range(256)) * 8, "error.list_is_binary"),
        (b"[" + bytes(range(256)) * 8, "error.list_is_binary"),
        (b"Code;Naam\nA-1;Jan\nA-2;P\0et\n" + b"A-3;Els\n" * 50, "error.list_has_nul"),
        (b"Code;Naam\n" + b"A-3;Els\n" * 10_000 + b"A-2;P\0et\n", "error.list_has_nul"),
        ("Code;Naam\nA-1;Zoë\n".encode() + "A-2;Zoë\n".encode("cp1252"), "error.list_encoding"),
        (b"Code;Naam\nA-1;Zo\x81\n", "error.list_encoding"),
    ],
)
def test_what_is_no_list_is_refused_in_one_sentence(
    tmp_path: Path, content: bytes, key: str
) -> None:
    assert refusal(tmp_path, content) == key


def test_a_file_that_is_not_there_or_is_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="list_missing"):
        open_rows(tmp_path / "weg.csv")
    with pytest.raises(UnusableInput, match="list_is_no_file"):
        open_rows(tmp_path)
