"""The fallback list is typed back in at the desk, in the order of the paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from kiosk.admin.fallback_list import fallback_list, write_fallback
from kiosk.domain.entry import Kind
from kiosk.texts import Texts
from kiosk.ui.style.language import Language
from tests.end2end.desk_laptop import NOON, DeskLaptop, desk_laptop
from tests.sync.laptops import Laptop
from tests.ui.conftest import app, labels, words

__all__ = ["app", "labels", "words"]
MORNING = NOON - 2 * 3_600_000


@pytest.fixture
def desk(
    tmp_path: Path, app: QApplication, words: dict[str, Texts], labels: Language
) -> Iterator[DeskLaptop]:
    with desk_laptop(tmp_path, app, words, labels) as hands:
        yield hands


def names(desk: DeskLaptop) -> list[str]:
    return [row.name for row in desk.rows.shown]


def selected(desk: DeskLaptop) -> str:
    row = desk.rows.currentRow()
    return desk.rows.shown[row].name if row >= 0 else ""


def open_paper(desk: DeskLaptop) -> None:
    desk.press("Ctrl+2")
    desk.settle()
    desk.stand_still()


def came_in(desk: DeskLaptop) -> list[tuple[str, int, int]]:
    """Return who came in by the paper list: the end of the name, people, and the time."""
    entries = [one for one in desk.journal() if one.kind is Kind.IN]
    with desk.laptop.open_store() as store:
        tickets = [store.tickets.by_id(one.ticket or "") for one in entries]
    return [
        (ticket.name if ticket else "", entry.people, entry.at)
        for ticket, entry in zip(tickets, entries, strict=True)
    ]


def test_ticks_are_taken_over_in_the_order_of_the_paper_with_one_time(desk: DeskLaptop) -> None:
    open_paper(desk)
    assert names(desk)[:5] == [
        *("Kim de Boer", "Ria Bos", "Gast een", "Zoe Hart", "Anouk van den Heuvel"),
    ]
    desk.press("Down", "Return")
    desk.type("1000")
    desk.press("Return")
    desk.settle()
    assert selected(desk) == "Ria Bos"

    desk.press("Down", "Down", "Return", "Return")  # skips two: the time stays
    desk.settle()
    assert selected(desk) == "Anouk van den Heuvel"
    desk.press("Return", "Return")  # the whole group
    desk.settle()

    assert came_in(desk) == [
        ("Kim de Boer", 1, MORNING),
        ("Zoe Hart", 1, MORNING),
        ("Anouk van den Heuvel", 4, MORNING),
    ]
    marks = {row.name: row.mark for row in desk.rows.shown}
    assert marks["Kim de Boer"] == "al binnen 10:00"
    assert marks["Ria Bos"] == ""


def test_below_a_typed_guest_the_list_goes_on_and_a_held_enter_writes_nothing(
    desk: DeskLaptop,
) -> None:
    open_paper(desk)
    desk.type("0005")
    desk.settle()
    desk.stand_still()
    desk.press("Down", "Return")
    desk.type("1000")
    desk.repeat("Return")
    desk.repeat("Return")
    assert came_in(desk) == []
    desk.press("Return")
    desk.settle()
    assert (desk.field.text(), selected(desk)) == ("", "Ria Bos")
    assert came_in(desk) == [("Kim de Boer", 1, MORNING)]

    desk.press("Escape")
    desk.settle()
    assert names(desk) == []


def test_additions_are_followed_in_their_own_order(desk: DeskLaptop, tmp_path: Path) -> None:
    office = Laptop(tmp_path / "office", desk.clock)
    with office.open_store() as store:
        write_fallback(store, tmp_path / "all.pdf", b"%PDF", fallback_list(store, NOON))
    office.take_list(tmp_path / "pers.csv", "Code;Naam\nP-1;Cor van Zee\nP-2;Abel Aa\n")
    with office.open_store() as store:
        more = fallback_list(store, NOON + 60_000, additions=True)
        write_fallback(store, tmp_path / "more.pdf", b"%PDF", more)
    desk.laptop.read(office.write(tmp_path / "stick.kiosk"))
    open_paper(desk)
    (choice,) = desk.desk.panels.paper.findChildren(QComboBox)
    assert names(desk)[0] == "Abel Aa"  # among all guests too
    assert [choice.itemText(one) for one in range(choice.count())] == [
        "Alle gasten",
        "Aanvulling van 12:01",
    ]
    choice.setFocus()
    desk.press("Down")
    desk.settle()
    desk.stand_still()
    assert names(desk) == ["Abel Aa", "Cor van Zee"]

    desk.press("Down", "Return")
    desk.type("1000")
    desk.press("Return")
    desk.settle()
    assert selected(desk) == "Cor van Zee"
    lines = [label.text() for label in desk.desk.panels.paper.findChildren(QLabel)]
    assert any(line.startswith("10:00 · Abel Aa · Welkom") for line in lines)
