"""Sentences with a heading: what to look at, and the rows that cannot be taken."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel


class LineSection(Section):
    """Sentences with a heading, not there while there are none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lines")
        self._text = WrappedLabel("line", self)
        self.column.addWidget(self._text)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these."""
        self._text.show_text("\n".join(lines))
        self.setVisible(bool(lines))


class RejectedSection(LineSection):
    """The rows that cannot be taken, and a button to save them for mending.

    Signals:
        save_asked: a person wants these rows in a file.
    """

    save_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._save = ChoiceButton(parent=self)
        self._saved = WrappedLabel("quiet", self)
        self._save.clicked.connect(self.save_asked)
        self.column.addWidget(self._save)
        self.column.addWidget(self._saved)

    def use_language(self) -> None:
        """Name everything in the language of now."""
        translate = QCoreApplication.translate
        self.set_heading(translate("Files", "Rows that cannot be taken"))
        self._save.setText(translate("Files", "Save these rows …"))

    def show_saved(self, sentence: str) -> None:
        """Say where the rows are."""
        self._saved.show_text(sentence)
