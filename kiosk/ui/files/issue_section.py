"""The choice of tickets to make: the guests, and the kind of files."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QRadioButton, QWidget

from kiosk.admin.requests import IssueRequest
from kiosk.domain.setting_values import MAX_SETTING_LENGTH
from kiosk.texts import Texts
from kiosk.ui.widgets.labels import named, set_texts
from kiosk.ui.widgets.panel import ChoiceButton, NumberField, Panel
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill

MOST_NEW = 9_999
"""The most new tickets at once."""


class IssueKind(StrEnum):
    """For whom tickets are made."""

    GUESTS = "guests"
    NEW = "new"
    DOOR_SALE = "door_sale"


class IssueSection(Panel):
    """Asks which tickets to make.

    Signals:
        issue_asked: the `IssueRequest`, and whether all tickets go into one file (bool).
    """

    issue_asked = Signal(object, bool)

    def __init__(self, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._guests: int | None = None
        self._kinds = {kind: QRadioButton(self) for kind in IssueKind}
        self._kind_group, self._file_group = QButtonGroup(self), QButtonGroup(self)
        self._new = named("actions", QWidget(self))
        self._count_label, self._category_label = QLabel(self._new), QLabel(self._new)
        self._count = NumberField(MOST_NEW, self._new)
        self._category = QLineEdit(self._new, maxLength=MAX_SETTING_LENGTH)
        self._about = WrappedLabel("quiet", self)
        self._as_label = named("fieldName", QLabel(self))
        self._each, self._one_file = QRadioButton(self), QRadioButton(self)
        self._advice = WrappedLabel("notice", self)
        self._make = ChoiceButton("primary", self)
        self._count.show_value(100)
        self._lay_out()
        self._kinds[IssueKind.GUESTS].setChecked(True)
        self._each.setChecked(True)
        self._connect()

    @property
    def kind(self) -> IssueKind:
        """For whom tickets are made."""
        return next(kind for kind, button in self._kinds.items() if button.isChecked())

    @property
    def next_stop(self) -> QRadioButton:
        """The chosen kind, which the arrow keys change."""
        return self._kinds[self.kind]

    def use_words(self, words: Texts) -> None:
        """Show all labels in these texts."""
        self._words = words
        translate = QCoreApplication.translate
        self.set_title(translate("Files", "Make tickets"))
        set_texts(
            {
                self._kinds[IssueKind.NEW]: translate("Files", "New tickets without a name"),
                self._kinds[IssueKind.DOOR_SALE]: translate(
                    "Files", "New tickets to sell at the door"
                ),
                self._count_label: translate("Files", "How many"),
                self._category_label: translate("Files", "Category (may be empty)"),
                self._as_label: translate("Files", "What do you want to do with them?"),
                self._each: translate("Files", "Mail them: a file for each ticket"),
                self._one_file: translate("Files", "Print them: one PDF, four to a sheet"),
                self._make: translate("Files", "Make the tickets …"),
            }
        )
        self._count.setAccessibleName(self._count_label.text())
        self._category.setAccessibleName(self._category_label.text())
        self._offer()

    def show_guests(self, guests: int | None) -> None:
        """Show how many guests have no code; None if that is not known yet."""
        self._guests = guests
        self._offer()

    @property
    def request(self) -> IssueRequest:
        """The chosen tickets."""
        if self.kind is IssueKind.GUESTS:
            return IssueRequest()
        return IssueRequest(
            count=self._count.value or 0,
            category=self._category.text().strip(),
            door_sale=self.kind is IssueKind.DOOR_SALE,
        )

    def ask(self) -> None:
        """Ask for the tickets, if the choice is complete."""
        if self._make.isEnabled():
            self.issue_asked.emit(self.request, self._one_file.isChecked())

    def _lay_out(self) -> None:
        for button in self._kinds.values():
            self._kind_group.addButton(button)
        self._file_group.addButton(self._each)
        self._file_group.addButton(self._one_file)
        fill(
            QHBoxLayout(self._new),
            self._count_label,
            (self._count, 1),
            self._category_label,
            (self._category, 3),
            margins=0,
        )
        fill(
            self.column,
            *self._kinds.values(),
            self._new,
            self._about,
            self._as_label,
            self._each,
            self._one_file,
            self._advice,
            self._make,
            Stretch(),
        )

    def _connect(self) -> None:
        self._kind_group.buttonToggled.connect(lambda _button, on: self._offer() if on else None)
        self._count.textChanged.connect(self._offer)
        self._make.clicked.connect(self.ask)
        self.entered.connect(self.ask)

    def _offer(self) -> None:
        """Show the fields for the kind of tickets, and why they cannot be made yet."""
        kind, say = self.kind, self._words.say
        known = self._guests is not None
        key = "files.issue.guests_count" if known else "files.issue.guests"
        label = say(key, n=self._words.number(self._guests or 0))
        self._kinds[IssueKind.GUESTS].setText(label)
        self._new.setVisible(kind is not IssueKind.GUESTS)
        self._about.show_text(say(_ABOUT[kind]))
        advice = ""
        if kind is IssueKind.GUESTS and self._guests == 0:
            advice = say("files.issue.no_guests")
        elif kind is not IssueKind.GUESTS and not self._count.value:
            advice = say("files.issue.no_count")
        self._advice.show_text(advice)
        self._make.setEnabled(not advice and (known or kind is not IssueKind.GUESTS))


_ABOUT = {
    IssueKind.GUESTS: "files.issue.about_guests",
    IssueKind.NEW: "files.issue.about_new",
    IssueKind.DOOR_SALE: "files.issue.about_door_sale",
}
