"""The fourth step of a new event: its guest lists, each checked before it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.guestlist.import_report import Report
from kiosk.texts import Texts
from kiosk.ui.files.file_dialogs import choose_lists
from kiosk.ui.setup.wizard_step import WizardStep
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import WrappedLabel


class ListsStep(WizardStep):
    """Shows the lists that were taken, and offers another one.

    Signals:
        chosen: the files (`Path`s) of lists to check.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: Texts | None = None
        self._taken: list[Report] = []
        self._about = WrappedLabel("quietWords", self)
        self._lists = WrappedLabel("strong", self)
        self._choose = ChoiceButton("chooseLists", self)
        self._choose.clicked.connect(lambda: choose_lists(self, self._pass_on))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._about)
        column.addWidget(self._lists)
        column.addWidget(self._choose)
        column.addStretch(1)

    @property
    def first_field(self) -> QWidget:
        """The button for a list."""
        return self._choose

    @property
    def has_lists(self) -> bool:
        """Whether a list was taken."""
        return bool(self._taken)

    def title(self) -> str:
        """Return the title."""
        return QCoreApplication.translate("Wizard", "Do you have guest lists?")

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        self._words = words
        self._about.show_text(words.say("start.lists_about"))
        self._show()

    def add(self, report: Report) -> None:
        """Show a list that was taken."""
        self._taken.append(report)
        self._show()

    def _pass_on(self, paths: Sequence[Path]) -> None:
        self.chosen.emit(paths)

    def _show(self) -> None:
        if self._words is None:
            return
        say = self._words.say
        lines = [
            say("start.list_taken", source=one.source, tickets=one.added + one.changed)
            for one in self._taken
        ]
        self._lists.show_text("\n".join(lines))
        translate = QCoreApplication.translate
        another = translate("Wizard", "Choose another list …")
        self._choose.setText(another if lines else translate("Wizard", "Choose a list …"))
