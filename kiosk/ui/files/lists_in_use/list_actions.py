"""The chosen list of the table: its full names, and the buttons that change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.texts import Texts
from kiosk.ui.files.lists_in_use.list_texts import about_list
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import WrappedLabel, fill

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.admin.list_overview import UsedList


class ListActions(QWidget):
    """Hidden without a list.

    Signals:
        update_asked: the source (str) for which a person wants to import a newer file.
        back_asked: the list (UsedList) whose previous version to restore.
    """

    update_asked = Signal(str)
    back_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named("actions", self)
        self._used: UsedList | None = None
        self._about = WrappedLabel("quiet", self)
        self._update, self._back = ChoiceButton(parent=self), ChoiceButton(parent=self)
        fill(QHBoxLayout(self), (self._about, 1), self._update, self._back, margins=0, spacing=12)
        self._update.clicked.connect(self.ask_for_update)
        self._back.clicked.connect(lambda: self.back_asked.emit(self._used))
        self.hide()

    def show_list(self, used: UsedList | None, words: Texts) -> None:
        """Show the chosen list; without a previous version, that button is disabled."""
        self._used = used
        self.setVisible(used is not None)
        if used is None:
            return
        self._about.show_text(about_list(used, words))
        self._name(self._update, QCoreApplication.translate("Files", "Update …"))
        self._name(self._back, QCoreApplication.translate("Files", "Previous version …"))
        self._back.setEnabled(used.before is not None)

    def ask_for_update(self) -> None:
        """Ask for a newer file of the chosen list."""
        if self._used is not None:
            self.update_asked.emit(self._used.source)

    def _name(self, button: ChoiceButton, text: str) -> None:
        button.setText(text)
        button.setAccessibleName(f"{text} {self._used.source if self._used else ''}")
