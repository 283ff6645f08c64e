"""Lists in JSON: an array of objects, wherever it is; numbers stay as they are written."""

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportOptions
from kiosk.guestlist.row_source import BrokenRow, Row, RowSource
from kiosk.guestlist.sources import json_file
from kiosk.guestlist.sources.open_source import open_rows
from tests.guestlist.importer import Importer

GUESTS = [
    {"code": "A-1", "name": "Zoë", "places": 2},
    {"code": 12345678901234567890, "paid": True, "name": None},
]
READ: list[Row] = [
    (1, ["A-1", "Zoë", "2", ""]),
    (2, ["12345678901234567890", "", "", "true"]),
]


def opened(folder: Path, content: Any, encoding: str = "utf-8") -> RowSource:
    text = content if isinstance(content, str) else json.dumps(content)
    path = folder / "gasten.json"
    path.write_bytes(text.encode(encoding))
    return open_rows(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize(
    "content",
    [
        GUESTS,
        {"attendees": GUESTS, "count": 2},
        {"data": {"event": "Feest", "attendees": GUESTS, "areas": [{"name": "Zaal"}]}},
        "\n".join(map(json.dumps, GUESTS)),
    ],
)
def test_the_objects_of_an_array_are_rows(tmp_path: Path, content: Any, encoding: str) -> None:
    source = opened(tmp_path, content, encoding)
    assert source.headings == ("code", "name", "places", "paid")
    assert list(source.rows()) == list(source.rows()) == READ
    assert (source.list_name, source.heading_row, source.sheets) == ("gasten", 0, ())


def test_objects_within_objects_and_arrays_are_columns(tmp_path: Path) -> None:
    guest = {"ticket": {"code": "A-1", "gates": ["Noord", "Zuid"]}, "answers": [{"q": 1}]}
    source = opened(tmp_path, [guest])
    assert source.headings == ("ticket code", "ticket gates", "answers")
    assert list(source.rows()) == [(1, ["A-1", "Noord; Zuid", '[{"q": "1"}]'])]


def test_a_list_in_json_is_taken_in(lists: Importer) -> None:
    report = lists.take(json.dumps({"guests": GUESTS[:1]}), "gasten.json")
    assert (report.source, report.added, report.applied) == ("gasten", 1, True)
    assert lists.ticket("A-1") is not None


def test_a_text_longer_than_a_cell_breaks_its_row(tmp_path: Path) -> None:
    source = opened(tmp_path, [{"code": "x" * 40_000}, {"code": "A-1"}])
    assert list(source.rows()) == [(1, BrokenRow.TOO_LONG), (2, ["A-1"])]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("{}", "error.json_without_guests"),
        ("[]", "error.json_without_guests"),
        ('["A-1", "A-2"]', "error.json_without_guests"),
        ('[{"code": "A-1"}', "error.json_is_broken"),
        ("[" * 100_000, "error.json_is_broken"),
        (json.dumps([{f"vraag {n}": n for n in range(2_000)}]), "error.list_too_wide"),
    ],
)
def test_json_that_is_no_list_is_refused(tmp_path: Path, content: str, key: str) -> None:
    with pytest.raises(UnusableInput) as error:
        opened(tmp_path, content)
    assert error.value.key == key


def test_the_tickets_of_orders_are_rows_with_the_values_of_their_order(
    lists: Importer, tmp_path: Path
) -> None:
    tickets = [
        {"code": "A" * 26, "name": "Jan", "id": 1},
        {"code": "B" * 26, "name": "Els", "id": 2},
    ]
    orders = [
        {"id": "O-1", "state": "paid", "tickets": tickets},
        {"id": "O-2", "state": "cancelled", "tickets": [{"code": "C" * 26, "name": "Bo", "id": 3}]},
        {"id": "O-3", "state": "paid", "tickets": []},
    ]
    source = opened(tmp_path, json.dumps({"orders": orders}))
    assert source.headings == ("code", "name", "id", "order id", "state")
    assert [cells[1:4] for _, cells in source.rows()] == [
        ["Jan", "1", "O-1"],
        ["Els", "2", "O-1"],
        ["Bo", "3", "O-2"],
        ["", "", "O-3"],
    ]
    report = lists.job().run(source, ImportOptions())
    assert [one.row for one in report.rejected] == [4]
    assert not report.applied


def test_a_huge_file_is_refused_at_once(lists: Importer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_file, "MOST_JSON", 1 << 20)
    path = lists.folder / "winkel.json"
    path.write_text('[{"name": "Jan"},' + " " * (1 << 20), encoding="utf-8")
    with pytest.raises(UnusableInput) as refused:
        open_rows(path)
    assert refused.value.key == "error.json_too_large"


def test_objects_with_other_keys_and_objects_within_are_read_together(lists: Importer) -> None:
    text = (
        '[{"name": "Jan", "seats": 2}, {"seats": 1, "name": "Els"}, {"name": "Mo", "x": {"y": 1}},'
        ' {"name": "Bo", "x": null}, {"name": "Al", "tags": ["a", "b"]}]'
    )
    path = lists.folder / "gasten.json"
    path.write_text(text, encoding="utf-8")
    source = open_rows(path)
    assert source.headings == ("name", "seats", "x y", "x", "tags")
    assert [cells for _, cells in source.rows()] == [
        ["Jan", "2", "", "", ""],
        ["Els", "1", "", "", ""],
        ["Mo", "", "1", "", ""],
        ["Bo", "", "", "", ""],
        ["Al", "", "", "", "a; b"],
    ]
