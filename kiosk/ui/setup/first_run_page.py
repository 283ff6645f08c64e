"""The page of the first run: a new event, its guest list, the demo, or joining."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kiosk.admin.laptop_names import numbered_name
from kiosk.admin.requests import NewEvent
from kiosk.texts import Texts
from kiosk.ui.files.file_dialogs import choose_lists
from kiosk.ui.shell.page import SetupPage
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.status_label import StatusLabel

_WIDEST = 840


class FirstRunPage(SetupPage):
    """Asks in two steps: the event, then its guest list.

    Signals:
        event_asked: the `NewEvent` to make.
        demo_asked: open the demo.
        lists_chosen: the files (`Path`s) of guest lists to check.
        join_asked: a person wants to join an event of another laptop.
        finished: open the door.
        language_asked: a person wants the other language.
    """

    event_asked = Signal(object)
    demo_asked = Signal()
    lists_chosen = Signal(object)
    join_asked = Signal()
    finished = Signal()

    def __init__(self, today: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._listing = self._taken = False
        self._title = named("wizardTitle", QLabel(self))
        self._told = StatusLabel("wizardTold", self)
        self._labels = [QLabel(self) for _ in range(4)]
        self._fields = [QLineEdit(self) for _ in range(4)]
        self._first = named("primary", QPushButton(self, autoDefault=True))
        self._join = QPushButton(self, autoDefault=True)
        self._second = named("demo", QPushButton(self, autoDefault=True))
        self._language = QPushButton(self, autoDefault=True)
        self._name, self._date, self._entrances, self._station = self._fields
        self._date.setText(today)
        self._lay_out()
        self._suggested = ""
        self._entrances.textChanged.connect(self._suggest)
        for field in self._fields:
            field.returnPressed.connect(self._go_on)
        self._first.clicked.connect(self._go_on)
        self._second.clicked.connect(self._other)
        self._join.clicked.connect(self.join_asked)
        self._language.clicked.connect(self.language_asked)

    def use_words(self, _words: Texts) -> None:
        """Show everything in the current language."""
        translate = QCoreApplication.translate
        named_so = (
            translate("Wizard", "Name of the event"),
            translate("Wizard", "Date"),
            translate("Wizard", "Entrances, with ; between them"),
            translate("Wizard", "Name of this laptop"),
        )
        self._join.setText(translate("Wizard", "Take part with the admin's file"))
        self._language.setText(translate("Window", "Nederlands"))
        for label, field, text in zip(self._labels, self._fields, named_so, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        if not self._entrances.text():
            self._entrances.setText(translate("Wizard", "Main entrance"))
        self._name.setPlaceholderText(translate("Wizard", "For example: Summer festival"))
        self._name_step()

    def begin(self) -> None:
        """Focus the first field."""
        self._name.setFocus()

    def show_trouble(self, sentence: str) -> None:
        """Show an error; the typed texts stay."""
        self._tell(sentence, trouble=True)
        self.setEnabled(True)
        (self._first if self._listing else self._name).setFocus()

    def ask_for_list(self) -> None:
        """Ask for the guest list of the new event."""
        self._listing = True
        self.setEnabled(True)
        for part in (self._join, *self._labels, *self._fields):
            part.hide()
        translate = QCoreApplication.translate
        self._tell(
            translate(
                "Wizard", "A file from the ticket shop, or a spreadsheet: CSV, Excel or JSON."
            ),
            trouble=False,
        )
        self._first.setFocus()

    def show_taken(self, sentence: str) -> None:
        """Show the result of the list, and offer another one."""
        self.setEnabled(True)
        self._taken = True
        self._tell(sentence, trouble=False)
        self._name_step()
        self._first.setFocus()

    def _name_step(self) -> None:
        translate = QCoreApplication.translate
        if self._taken:
            self._title.setText(translate("Wizard", "The list is in."))
            self._first.setText(translate("Wizard", "To the door"))
            self._second.setText(translate("Wizard", "Choose another file"))
        elif self._listing:
            self._title.setText(translate("Wizard", "Do you have a guest list?"))
            self._first.setText(translate("Wizard", "Choose the file"))
            self._second.setText(translate("Wizard", "Start without a list"))
        else:
            self._title.setText(translate("Wizard", "Welcome. Which event is it?"))
            self._first.setText(translate("Wizard", "Go on"))
            self._second.setText(translate("Wizard", "Look around in a demo"))

    def _suggest(self, entrances: str) -> None:
        """Suggest the first entrance as the laptop's name, unless a person typed one."""
        if self._station.text() == self._suggested:
            self._suggested = numbered_name(entrances.split(";", maxsplit=1)[0])
            self._station.setText(self._suggested)

    def _tell(self, sentence: str, *, trouble: bool) -> None:
        if trouble:
            self._told.show_trouble(sentence)
        else:
            self._told.show_status(sentence)

    def _go_on(self) -> None:
        if self._listing and not self._taken:
            self._choose()
            return
        self.setEnabled(False)
        if self._taken:
            self.finished.emit()
            return
        self.event_asked.emit(NewEvent(*(field.text().strip() for field in self._fields)))

    def _choose(self) -> None:
        choose_lists(self, self._check)

    def _check(self, paths: Sequence[Path]) -> None:
        self.setEnabled(False)
        self.lists_chosen.emit(paths)

    def _other(self) -> None:
        if self._taken:
            self._choose()
            return
        self.setEnabled(False)
        if self._listing:
            self.finished.emit()
        else:
            self.demo_asked.emit()

    def _lay_out(self) -> None:
        sheet = named("sheet", QWidget(self))
        sheet.setFixedWidth(_WIDEST)
        form = QGridLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(10)
        for row, (label, field) in enumerate(zip(self._labels, self._fields, strict=True)):
            form.addWidget(label, row, 0, Qt.AlignmentFlag.AlignRight)
            form.addWidget(field, row, 1)
        form.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._second)
        buttons.addWidget(self._join)
        buttons.addStretch(1)
        buttons.addWidget(self._first)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(30, 24, 30, 24)
        column.setSpacing(16)
        above = QHBoxLayout()
        above.addWidget(self._title, 1)
        above.addWidget(self._language)
        column.addLayout(above)
        column.addLayout(form)
        column.addWidget(self._told)
        column.addLayout(buttons)
        # Centred in both directions: centred horizontally alone, it ignores wrapped texts.
        QVBoxLayout(self).addWidget(sheet, 0, Qt.AlignmentFlag.AlignCenter)
