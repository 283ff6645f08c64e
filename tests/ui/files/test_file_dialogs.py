from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from kiosk.guestlist.sources.file_kind import LIST_SUFFIXES
from kiosk.reports.file_formats import FORMATS
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.files.file_dialogs import EXPORT_SUFFIX, ask_where_to_write
from tests.ui.guests import part

KINDS = {
    "Excel": {".xlsx", ".xlsm", ".xls"},
    "OpenDocument": {".ods"},
    "CSV": {".csv", ".tsv", ".txt"},
    "JSON": {".json"},
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ["files.drop", "start.lists_about"])
def test_the_kinds_of_lists_that_are_named_are_those_that_are_read(
    words: dict[str, Texts], language: str, key: str
) -> None:
    sentence = words[language].say(key)
    assert {suffix for kind in KINDS if kind in sentence for suffix in KINDS[kind]} == {
        *LIST_SUFFIXES
    }


def test_every_format_can_be_chosen_and_the_usual_one_is_first(
    qtbot: QtBot, tmp_path: Path
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ask_where_to_write(window, str(tmp_path / "list"), lambda _: None)
    dialog = part(window, QFileDialog)
    filters = dialog.nameFilters()
    assert f"(*{EXPORT_SUFFIX})" in filters[0]
    assert sorted(filters) == sorted(f"{one.name} (*{key})" for key, one in FORMATS.items())
    dialog.filterSelected.emit("CSV (*.csv)")
    assert dialog.defaultSuffix() == "csv"
    dialog.reject()
