"""The section of the exchange: with a stick, or with a folder that a person chooses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.runtime.disks import Stick
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel

MAX_FOLDERS = 2
"""The number of earlier folders that are offered."""


class ExchangeSection(Section):
    """Offers an exchange.

    Signals:
        asked: the folder (Path) to exchange with.
        choose_asked: a person wants to choose a folder.
    """

    asked = Signal(object)
    choose_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stick: Stick | None = None
        self._folders: Sequence[Path] = ()
        self._how = WrappedLabel("line", self)
        self._with_stick = ChoiceButton("primary", self)
        self._again = QVBoxLayout()
        self._again.setSpacing(self.column.spacing())
        self._choose = ChoiceButton("chooseFolder", self)
        self.column.addWidget(self._how)
        self.column.addWidget(self._with_stick)
        self.column.addLayout(self._again)
        self.column.addWidget(self._choose)
        self._with_stick.clicked.connect(self._ask)
        self._choose.clicked.connect(self.choose_asked)

    def use_language(self) -> None:
        """Show everything in the current language."""
        translate = QCoreApplication.translate
        self.set_heading(translate("Exchange", "Exchange"))
        self._choose.setText(translate("Exchange", "Choose a folder …"))
        self._show()

    def show_stick(self, stick: Stick | None) -> None:
        """Offer an exchange with a stick; None hides that.

        Without a stick, the folder button had the focus; it moves to the button of the stick.
        """
        self._stick = stick
        self._offer_again()
        if stick is not None and self._choose.hasFocus():
            self.focus_stick()

    def show_folders(self, folders: Sequence[Path]) -> None:
        """Offer folders that were exchanged with before."""
        self._folders = folders
        self._offer_again()

    def _offer_again(self) -> None:
        """Offer the folders that are not on the stick, which has its own button."""
        while (item := self._again.takeAt(0)) is not None:
            if (button := item.widget()) is not None:
                button.deleteLater()
        for folder in self._others():
            button = ChoiceButton("again", self)
            button.setToolTip(str(folder))
            button.clicked.connect(partial(self.asked.emit, folder))
            self._again.addWidget(button)
        self._show()

    @property
    def next_stop(self) -> QWidget:
        """The button for Enter: that of the stick, if there is one."""
        return self._with_stick if self._stick else self._choose

    def focus_stick(self) -> None:
        """Focus the button of the stick, if there is one."""
        self.next_stop.setFocus()

    def _others(self) -> list[Path]:
        on = self._stick.path if self._stick else None
        return [one for one in self._folders if on is None or not one.is_relative_to(on)][
            :MAX_FOLDERS
        ]

    def _ask(self) -> None:
        if self._stick is not None:
            self.asked.emit(self._stick.path)

    def _show(self) -> None:
        translate = QCoreApplication.translate
        self._with_stick.setVisible(self._stick is not None)
        self._with_stick.setText(translate("Exchange", "Exchange with the stick (Enter)"))
        self._how.show_text(
            translate("Exchange", "The stick takes along what is known here, and brings the rest.")
            if self._stick
            else translate("Exchange", "Put a stick in, or choose a folder that laptops share.")
        )
        for place in range(self._again.count()):
            item = self._again.itemAt(place)
            button = item.widget() if item is not None else None
            if isinstance(button, ChoiceButton):
                name = _short(self._others()[place])
                button.setText(
                    translate("Exchange", "Exchange again with '{folder}'").format(folder=name)
                )


def _short(folder: Path) -> str:
    return folder.name or str(folder)
