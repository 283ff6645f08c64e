"""Web pages and XML spreadsheets that shops call .xls are read as the tables that they are."""

from pathlib import Path

import pytest

from kiosk.errors import UnusableInput
from kiosk.guestlist.sources.limits import LONGEST_CELL, MOST_COLUMNS
from kiosk.guestlist.sources.open_source import open_rows
from kiosk.guestlist.sources.pages import page_tables
from kiosk.guestlist.sources.pages.page_tables import PageTables, TooManyCells
from kiosk.store.lists.ticket_table import Tickets
from tests.guestlist.importer import EVENT, Importer

ORDERS = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><title>Export</title>
<meta http-equiv="Content-Type" content="text/html; charset={charset}">
<style>td {{color: red}}</style>
<script>document.write("<table><tr><td>Naam</td></tr><tr><td>Niemand</td></tr></table>")
</script></head>
<body><table border=1><tr><th colspan=4>Bestellingen
<tr><th>Ordernummer<th>Barcode<th>Klantnaam<th>Aantal
<tr><td rowspan="2">2026-1<td>00123456789012<td>Dora &amp; Piet&nbsp;Kamp
<br>(caf&eacute;)</td><td>2</td></tr>
<tr><td>00123456789013</td><td>Bas Ünlü</td><td/></tr>
<tr style="display: none"><td>2026-2</td><td>00123456789014</td><td><b>Cor</b> Jansen
</td><td>3</td></tr>
<tr><td>Totaal</td><td></td><td></td><td>5</td></tr></table></body></html>"""

SPREADSHEET = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<!DOCTYPE Workbook [<!ENTITY all SYSTEM "file:///etc/passwd">]>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Gasten"><Table>
<Row><Cell><Data ss:Type="String">Naam</Data></Cell><Cell><Data>Plaats</Data></Cell>
<Cell><Data>Aantal</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="String">Zoë Bos</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="Number">2</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">&all;</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="Leeg"><Table></Table></Worksheet></Workbook>"""


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("utf-8", "utf-8"), ("iso-8859-1", "cp1252"), ("utf-8", "cp1252"), ("utf-16", "utf-16")],
)
def test_a_table_of_a_page_is_a_list(lists: Importer, charset: str, encoding: str) -> None:
    content = ORDERS.format(charset=charset).encode(encoding)
    report = lists.take(content, "orders.xls")
    assert (report.questions, report.rejected, report.applied) == ((), (), True)
    tickets = sorted(Tickets(lists.database, EVENT.id).all(), key=lambda one: one.name)
    assert [(one.name, one.places) for one in tickets] == [
        ("Bas Ünlü", 1),
        ("Cor Jansen", 3),
        ("Dora & Piet Kamp (café)", 2),
    ]
    assert lists.ticket("00123456789012")
    assert [one.key for one in report.warnings if "hidden" in one.key or "total" in one.key] == [
        "import.warning.hidden_rows",
        "import.warning.total_rows",
    ]


def test_a_spreadsheet_in_xml_is_a_list_and_its_entities_are_not_read(lists: Importer) -> None:
    report = lists.take(SPREADSHEET, "gasten.xls")
    assert (report.sheet, report.mapping["places"]) == ("Gasten", "Aantal")
    tickets = Tickets(lists.database, EVENT.id).all()
    assert {one.name: one.places for one in tickets} == {"Zoë Bos": 2, "&all;": 1}


def test_ticks_pictures_and_struck_rows_of_a_page_are_read(lists: Importer) -> None:
    cells = {
        "Ada": ("<input type=checkbox checked>", "<img src=a.png alt=betaald>"),
        "Bea": ("<input type=checkbox>", "betaald"),
        "Cor": ("<input type=checkbox checked>", "betaald"),
        "Dea": ("<input type=checkbox checked>", "open"),
        "Ed": ("<input type=checkbox checked>", "betaald"),
    }
    rows = "".join(f"<tr><td>{name}<td>{come}<td>{paid}" for name, (come, paid) in cells.items())
    struck = rows.replace("Cor", "<s>Cor</s>").replace("<tr><td>Ed", '<tr bgcolor="#FF0000"><td>Ed')
    text = f"<table><tr><th>Naam<th>Komt<th>Betaald{struck}</table>"
    asked = lists.take(text, "gasten.xls").questions
    assert [question.values for question in asked] == [("doorgestreept",), ("rood",)]
    explained = ("doorgestreept=cancelled", "rood=blocked")
    assert lists.take(text, "gasten.xls", statuses=explained).applied
    tickets = Tickets(lists.database, EVENT.id).all()
    assert {one.name: one.status.value for one in tickets} == {
        "Ada": "valid",
        "Bea": "cancelled",
        "Cor": "cancelled",
        "Dea": "unpaid",
        "Ed": "blocked",
    }


def test_the_table_with_the_guests_is_found_among_others(lists: Importer) -> None:
    menu = "<tr><td>Start</td></tr><tr><td>Uitloggen</td></tr>"
    guests = "<tr><th>Naam</th></tr><tr><td>Jan</td></tr><tr><td>Els</td></tr>"
    text = (
        f"<table>{menu}<tr><td><table><caption>Gasten</caption>{guests}</table></td></tr></table>"
    )
    report = lists.take(f"<!DOCTYPE html><body>{text}", "gasten.html")
    assert (report.sheet, report.read, report.applied) == ("Gasten", 2, True)


@pytest.mark.parametrize(
    "body",
    ["<p>Log in</p>", "<table><tr><td>Log in</td></tr></table>", "<frameset><frame></frameset>"],
)
def test_a_page_without_a_list_is_refused(tmp_path: Path, body: str) -> None:
    path = tmp_path / "gasten.xls"
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    with pytest.raises(UnusableInput) as refused:
        open_rows(path)
    assert refused.value.key == "error.list_is_page"


def test_huge_spans_and_cells_are_cut_off() -> None:
    parser = PageTables()
    span = "<td colspan=999999 rowspan=999999>x</td>"
    parser.feed(f"<table><tr>{span}{span}</tr><tr><td>{'y' * 100_000}</td></tr></table>")
    parser.close()
    (table,) = parser.tables
    assert [len(row) for row in table.rows] == [MOST_COLUMNS + 1] * 2
    parser.feed(f"<table><tr><td>{'y' * 100_000}")
    parser.close()
    assert len(parser.tables[1].rows[0][0]) == LONGEST_CELL + 1


def test_a_page_of_endless_cells_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_tables, "MOST_CELLS", 1_000)
    with pytest.raises(TooManyCells):
        PageTables().feed("<table>" + "<tr><td>x" * 600)
