from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from kiosk.reports.file_formats import FORMATS
from kiosk.ui.files.file_dialogs import EXPORT_SUFFIX, ask_where_to_write
from tests.ui.guests import part


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
