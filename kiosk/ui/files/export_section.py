"""The sheet of the attendance file out: of what, with what in it, and where it went."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from kiosk.admin.requests import ExportOptions
from kiosk.domain.event_settings import FESTIVAL
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.check_box import CheckBox
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel

_MAY_WRAP = "\u200b"  # between two folders a path may go on below


class ExportSection(Section):
    """Asks what the attendance file should hold.

    Signals:
        export_asked: write the file so (Export); where is asked next.
        folder_asked: show the folder of the file (Path) that was written.
    """

    export_asked = Signal(object)
    folder_asked = Signal(object)

    def __init__(self, areas: Sequence[str], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._areas = areas
        self._written: Path | None = None
        self._area = ComboBox(theme, self)
        self._nameless, self._email, self._per_scan, self._semicolon = (
            CheckBox(theme, self) for _ in range(4)
        )
        self._write = ChoiceButton("judge", self)
        self._where = WrappedLabel("line", self)
        self._folder = ChoiceButton(parent=self)
        for widget in (
            *(self._area, self._nameless, self._email, self._per_scan, self._semicolon),
            *(self._write, self._where, self._folder),
        ):
            self.column.addWidget(widget)
        self.column.addStretch(1)
        self._area.setVisible(len(areas) > 1)
        self._folder.hide()
        self._connect()

    def use_language(self) -> None:
        """Say everything in the language of now."""
        translate = QCoreApplication.translate
        self.name_it(translate("Files", "Attendance file out"))
        self._name_areas(translate("Files", "The whole festival"))
        self._area.setAccessibleName(translate("Files", "Area"))
        self._nameless.setText(translate("Files", "Without names"))
        self._email.setText(translate("Files", "Also the e-mail addresses"))
        self._per_scan.setText(translate("Files", "One line per scan"))
        self._semicolon.setText(translate("Files", "Semicolons (for Excel)"))
        self._write.setText(translate("Files", "Write the file …"))
        self._folder.setText(translate("Files", "Show the folder"))

    def show_written(self, path: Path) -> None:
        """Say where the file went."""
        self._written = path
        self._where.say(str(path).replace(os.sep, f"{os.sep}{_MAY_WRAP}"))
        self._folder.show()

    def _name_areas(self, festival: str) -> None:
        chosen = max(0, self._area.currentIndex())
        self._area.clear()
        for area in self._areas:
            self._area.addItem(festival if area == FESTIVAL else area, area)
        self._area.setCurrentIndex(chosen)

    def _connect(self) -> None:
        self._nameless.toggled.connect(self._offer)
        self._per_scan.toggled.connect(self._offer)
        self._write.clicked.connect(self._ask)
        self._folder.clicked.connect(lambda: self.folder_asked.emit(self._written))

    def _offer(self) -> None:
        """E-mail addresses stand in the file per ticket alone, and are personal."""
        may = not (self._nameless.isChecked() or self._per_scan.isChecked())
        self._email.setEnabled(may)
        self._email.setChecked(may and self._email.isChecked())

    def _ask(self) -> None:
        export = ExportOptions(
            area=str(self._area.currentData()),
            names=not self._nameless.isChecked(),
            email=self._email.isChecked(),
            per_scan=self._per_scan.isChecked(),
            separator=";" if self._semicolon.isChecked() else ",",
        )
        self.export_asked.emit(export)
