"""Lists in the layouts of shops and people come in right, at once or by the answers they ask for.

`tests/data/lists` has one file of each kind, with made-up guests; NAME.expect.json beside it says
what a right import gives: rows, places, statuses, whether there are codes and how many notes.
`asks` are the questions before `options` answer them, `refused` is why a file must not come in.
`scan` has each code and its status, `names` all names where the columns make them difficult.
"""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli.commands.tickets_import import import_file
from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import Report
from kiosk.store.lists.ticket_table import Tickets
from tests.guestlist.importer import EVENT, Importer

FOLDER = Path(__file__).parent.parent / "data" / "lists"
EXPECTED = sorted(FOLDER.glob("*.expect.json"))
NAMES = [path.name.removesuffix(".expect.json") for path in EXPECTED]


def file_of(name: str) -> Path:
    (path,) = (one for one in FOLDER.glob(f"{name}.*") if one not in EXPECTED)
    return path


def expected(name: str) -> dict[str, Any]:
    expectation: dict[str, Any] = json.loads((FOLDER / f"{name}.expect.json").read_text("utf-8"))
    return expectation


def wishes(options: list[str]) -> dict[str, Any]:
    """Return options of the command as an import wants them."""
    parsed = import_file.make_context("import", ["x", *options]).params
    pairs = ("mapping", "fixed")
    found = {name: dict(text.split("=", 1) for text in parsed[name]) for name in pairs}
    simple = ("ignore", "statuses", "codes", "sheet")
    return {
        name: value
        for name, value in {**found, **{one: parsed[one] for one in simple}}.items()
        if value
    }


def outcome(lists: Importer, report: Report) -> dict[str, Any]:
    tickets = list(Tickets(lists.database, EVENT.id).all())
    statuses = [ticket.status.value for ticket in tickets]
    return {
        "rows": len(tickets),
        "places": sum(ticket.places for ticket in tickets),
        **{one: statuses.count(one) for one in ("unpaid", "cancelled", "blocked")},
        "codes": "code" in report.mapping,
        "notes": sum(bool(ticket.note) for ticket in tickets),
        "mail_ok": _count_mailed(lists),
        "names": sorted(ticket.name for ticket in tickets),
        "categories": sorted({ticket.category for ticket in tickets}),
    }


def _count_mailed(lists: Importer) -> int:
    sql = "SELECT count(*) FROM personal WHERE mail_ok = 'yes'"
    (count,) = lists.database.execute(sql).fetchone()
    return int(count)


@pytest.mark.parametrize("name", [name for name in NAMES if "refused" not in expected(name)])
def test_a_list_comes_in_right_or_asks(lists: Importer, name: str) -> None:
    right = expected(name)
    file = file_of(name)
    report = lists.take(file.read_bytes(), file.name)
    if asks := right.get("asks"):
        assert [question.about for question in report.questions] == asks
        assert lists.refs() == []
        report = lists.take(file.read_bytes(), file.name, **wishes(right["options"]))
    assert (report.questions, report.rejected) == ((), ())
    assert report.applied
    found = outcome(lists, report)
    wanted = {"notes": 0, **{key: value for key, value in right.items() if key in found}}
    assert {key: found[key] for key in wanted} == wanted
    again = lists.take(file.read_bytes(), file.name, **wishes(right.get("options", [])))
    assert (again.added, again.changed, again.withdrawn) == (0, 0, 0)


def refusal(lists: Importer, file: Path) -> list[str]:
    """Return what is asked about a file, or why it is none."""
    try:
        report = lists.take(file.read_bytes(), file.name)
    except UnusableInput as error:
        return [error.key]
    return [question.about for question in report.questions]


@pytest.mark.parametrize("name", [name for name in NAMES if "refused" in expected(name)])
def test_a_list_that_is_damaged_or_none_does_not_come_in(lists: Importer, name: str) -> None:
    file = file_of(name)
    assert refusal(lists, file) == [expected(name)["refused"]]
    assert lists.refs() == []


def status_of(lists: Importer, code: str) -> str:
    ticket = lists.ticket(code)
    return ticket.ticket.status.value if ticket else "unknown"


@pytest.mark.parametrize("name", [name for name in NAMES if expected(name).get("codes", False)])
def test_each_code_of_a_list_is_recognised(lists: Importer, name: str) -> None:
    right, file = expected(name), file_of(name)
    if "refused" in right:
        return
    report = lists.take(file.read_bytes(), file.name, **wishes(right.get("options", [])))
    if "scan" in right:
        assert {code: status_of(lists, code) for code in right["scan"]} == right["scan"]
        return
    text = file.read_bytes().decode("cp1252" if "weezevent" in name else "utf-8-sig")
    separator = max(",;", key=text.splitlines()[0].count)
    rows = list(csv.DictReader(text.splitlines(keepends=True), delimiter=separator))
    addons = [row for row in rows if row.get("Add-on to position ID")]
    codes = [row[report.mapping["code"]] for row in rows if row not in addons]
    assert len(codes) == right["rows"]
    assert all(lists.ticket(code) for code in codes)
