"""The section of the exchange with a folder that a person chooses."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.runtime.disks import Stick
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel, fill

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
        self._again = fill(QVBoxLayout(), spacing=self.column.spacing())
        self._buttons: list[ChoiceButton] = []
        self._choose = ChoiceButton("chooseFolder", self)
        fill(self.column, self._how, self._again, self._choose)
        self._choose.clicked.connect(self.choose_asked)

    def use_language(self) -> None:
        """Show everything in the current language."""
        translate = QCoreApplication.translate
        self.set_heading(translate("Exchange", "Exchange"))
        self._choose.setText(translate("Exchange", "Choose a folder …"))
        self._show()

    def show_stick(self, stick: Stick | None) -> None:
        """Note the stick that is in; folders on it are not offered."""
        self._stick = stick
        self._offer_again()

    def show_folders(self, folders: Sequence[Path]) -> None:
        """Offer folders that were exchanged with before."""
        self._folders = folders
        self._offer_again()

    def _offer_again(self) -> None:
        """Offer the folders that are not on the stick, which has its own button."""
        for button in self._buttons:
            self._again.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        for folder in self._others():
            button = ChoiceButton("again", self)
            button.setToolTip(str(folder))
            button.clicked.connect(partial(self.asked.emit, folder))
            self._again.addWidget(button)
            self._buttons.append(button)
        self._show()

    def _others(self) -> list[Path]:
        on = self._stick.path if self._stick else None
        return [one for one in self._folders if on is None or not one.is_relative_to(on)][
            :MAX_FOLDERS
        ]

    @property
    def target(self) -> Path | None:
        """The stick that is in, or else the folder of the last exchange; None without either."""
        return self._stick.path if self._stick is not None else next(iter(self._folders), None)

    def _show(self) -> None:
        translate = QCoreApplication.translate
        self._how.show_text(
            translate("Exchange", "The stick takes along what is known here, and brings the rest.")
            if self._stick
            else translate("Exchange", "Put a stick in, or choose a folder that laptops share.")
        )
        again = translate("Exchange", "Exchange again with '{folder}'")
        for button, folder in zip(self._buttons, self._others(), strict=True):
            button.setText(again.format(folder=folder.name or folder))
