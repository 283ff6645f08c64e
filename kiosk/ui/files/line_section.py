"""Sections of sentences: warnings, and the rows that cannot be imported."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel, fill


class LineSection(Section):
    """Sentences with a heading; hidden without any."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lines")
        self._text = WrappedLabel("line", self)
        self.column.addWidget(self._text)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these sentences."""
        self._text.show_text("\n".join(lines))
        self.setVisible(bool(lines))


class RejectedSection(LineSection):
    """The rows that cannot be imported, and a button to save them in a file.

    Signals:
        save_asked: a person wants to save these rows.
    """

    save_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._save = ChoiceButton(parent=self)
        self._saved = WrappedLabel("quiet", self)
        self._save.clicked.connect(self.save_asked)
        fill(self.column, self._save, self._saved)

    def use_language(self) -> None:
        """Show all labels in the current language."""
        translate = QCoreApplication.translate
        self.set_heading(translate("Files", "Rows that cannot be taken"))
        self._save.setText(translate("Files", "Save these rows …"))

    def show_saved(self, sentence: str) -> None:
        """Show the path of the saved rows."""
        self._saved.show_text(sentence)
