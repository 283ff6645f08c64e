"""Each ready choice of the attendance file is written by the keys alone, with the real backend."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QRadioButton, QScrollArea

from kiosk.admin.list_import import import_list
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.event_settings import FESTIVAL
from kiosk.guestlist.import_report import ImportOptions
from kiosk.ui.files import file_places
from tests.ui.list_desk import MOST_TABS, ListDesk

GUESTS = "Code;Naam;E-mail\nA-0123456789;Zoë van den Berg;zoe@example.nl\nB-0123456789;Jan;\n"
FIRST_LINES = {
    "Voor Excel": "ticket;name;organisation;category;places",
    "Voor de subsidie": "sum,name,expected,people",
    "Voor een bedankmail": "email,name,organisation,category",
    "Voor eigen onderzoek": "row,category,places,status",
    "Alles per scan": "at,outcome,ticket,name",
}


def chosen_kind(desk: ListDesk) -> QRadioButton:
    """Go to the choices by Tab; return the chosen one."""
    for _ in range(MOST_TABS):
        if isinstance(desk.focused, QRadioButton):
            return desk.focused
        desk.press(Qt.Key.Key_Tab)
    raise AssertionError(desk.focused)


def has_more_than(folders: list[Path], count: int) -> bool:
    return len(folders) > count


def test_each_choice_is_written_by_the_keys(
    desk: ListDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened_folders: list[Path]
) -> None:
    (tmp_path / "gasten.csv").write_text(GUESTS)
    import_list(desk.session, tmp_path / "gasten.csv", ImportOptions())
    with desk.session.open_store() as store:
        Door(store, Gate(FESTIVAL, "Noord")).scan("A-0123456789")
    out = tmp_path / "met een spatie"
    out.mkdir()
    monkeypatch.setattr(
        file_places, "ask_where_to_write", lambda _, name, chosen: chosen(out / f"{name}.csv")
    )
    desk.page.resize(1024, 600)
    for number, choice in enumerate(FIRST_LINES):
        chosen_kind(desk)
        desk.press(*[Qt.Key.Key_Down] * (number > 0))
        assert chosen_kind(desk).text() == choice
        desk.press_button("Schrijf het bestand …")
        desk.qtbot.waitUntil(partial(has_more_than, opened_folders, number))
    files = sorted(out.iterdir(), key=lambda file: file.stat().st_mtime_ns)
    shown = [one for one in files if "niet gekomen" not in one.name]  # one choice makes two
    for file, line in zip(shown, FIRST_LINES.values(), strict=True):
        assert file.read_text("utf-8-sig").startswith(line)

    button = next(one for one in desk.page.findChildren(QPushButton) if one.text() == "Toon de map")
    (area,) = desk.page.findChildren(
        QScrollArea, "scrolled", Qt.FindChildOption.FindDirectChildrenOnly
    )
    desk.qtbot.waitUntil(
        lambda: area.rect().contains(button.mapTo(area, button.rect().bottomRight()))
    )
