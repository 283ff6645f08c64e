"""The desk's forms: a guest without a ticket, another name on a ticket, a manual count."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.checkin.walk_ins import WalkInGuest
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import Direction
from kiosk.ui.desk.category_buttons import CategoryButtons
from kiosk.ui.input.held_keys import PASSES_LETTERS_TO
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.labels import set_texts
from kiosk.ui.widgets.panel import ChoiceButton, FormRows, NumberField, Panel, side_by_side
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill

translate = QCoreApplication.translate
_MAX_LENGTH = 200
_MAX_PEOPLE = 100
_MAX_COUNTED = 999_999


class _PeopleField(NumberField):
    """A number of people.

    Signals:
        letter_typed: a letter, which is no part of a number.
    """

    letter_typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass a letter on."""
        if event.text().isalpha():
            self.letter_typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class WalkInForm(Panel):
    """The form for a guest without a ticket; Enter lets them in, with the number alone.

    A letter that is typed in the number field goes to the name.

    Signals:
        walk_in_asked: the `WalkInGuest` to let in.
    """

    walk_in_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = QLineEdit(self, maxLength=_MAX_LENGTH)
        self._organisation = QLineEdit(self, maxLength=_MAX_LENGTH)
        self.category = CategoryButtons(theme, self)
        self._people = _PeopleField(_MAX_PEOPLE, self)
        self._let_in = ChoiceButton("primary", self)
        self._fields = FormRows(self)
        self._fields.add(self._people)
        self._fields.add_wide(self.category)
        self._fields.add(self._organisation)
        self._fields.add(self._name)
        fill(self.column, self._let_in, Stretch())
        self._people.setProperty(PASSES_LETTERS_TO, self._name)
        self._people.letter_typed.connect(self._go_on_in_name)
        self._let_in.clicked.connect(self._ask)
        self.entered.connect(self._ask)

    def use_language(self) -> None:
        """Show all labels in the current language."""
        self.set_title(translate("Desk", "Guest without a ticket"))
        self._fields.set_labels(
            translate("Desk", "People"),
            translate("Desk", "Category"),
            translate("Desk", "Organisation"),
            translate("Desk", "Name (optional)"),
        )
        self._let_in.setText(translate("Desk", "Let in (Enter)"))

    def start(self, name: str) -> None:
        """Clear the form for the next guest."""
        self._name.setText(name)
        self._organisation.clear()
        self._people.show_value(1)

    def on_shown(self) -> None:
        """Focus the number, selected."""
        self._people.setFocus()
        self._people.selectAll()

    def _go_on_in_name(self, letter: str) -> None:
        self._name.setFocus()
        self._name.insert(letter)

    def _ask(self) -> None:
        guest = WalkInGuest(
            people=self._people.value or 1,
            name=self._name.text().strip(),
            organisation=self._organisation.text().strip(),
            category=self.category.chosen,
        )
        self.walk_in_asked.emit(guest)


class RenameForm(Panel):
    """The form for another name on a ticket.

    Signals:
        rename_asked: the ticket (id), the name and the organisation.
    """

    rename_asked = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticket: Ticket | None = None
        self._name = QLineEdit(self, maxLength=_MAX_LENGTH)
        self._organisation = QLineEdit(self, maxLength=_MAX_LENGTH)
        self._rename = ChoiceButton("primary", self)
        self._fields = FormRows(self)
        self._fields.add(self._name)
        self._fields.add(self._organisation)
        fill(self.column, self._rename, Stretch())
        self._rename.clicked.connect(self._ask)
        self.entered.connect(self._ask)

    def use_language(self) -> None:
        """Show all labels in the current language."""
        self.set_title(translate("Desk", "Another guest comes on this ticket"))
        self._fields.set_labels(
            translate("Desk", "New name"),
            translate("Desk", "Organisation"),
        )
        self._rename.setText(translate("Desk", "Change the name (Enter)"))

    def start(self, ticket: Ticket) -> None:
        """Fill the form from a ticket."""
        self._ticket = ticket
        self._name.setText(ticket.name)
        self._organisation.setText(ticket.organisation)

    def on_shown(self) -> None:
        """Focus the name, selected."""
        self._name.setFocus()
        self._name.selectAll()

    def _ask(self) -> None:
        assert self._ticket is not None  # noqa: S101  # the form starts from a ticket
        self.rename_asked.emit(
            self._ticket.id, self._name.text().strip(), self._organisation.text().strip()
        )


class CountForm(Panel):
    """The form for people without a scan, and for the number of people counted inside.

    Signals:
        click_asked: people went in or out (Direction, int).
        recount_asked: the number of people inside.
        recount_confirmed: the same number, confirmed by a person although it differs.
    """

    recount_confirmed = Signal(int)
    click_asked = Signal(object, int)
    recount_asked = Signal(int)

    def __init__(self, *, may_recount: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_recount = may_recount
        self._exits = True
        self._people = NumberField(_MAX_PEOPLE, self)
        self._in = ChoiceButton("primary", self)
        self._out = ChoiceButton(parent=self)
        self._again = WrappedLabel("panelTitle", self)
        self._explained = WrappedLabel("quiet", self)
        self._inside = NumberField(_MAX_COUNTED, self)
        self._recount = ChoiceButton(parent=self)
        self._question = WrappedLabel("notice", self)
        self._yes, self._no = ChoiceButton("primary", self), ChoiceButton(parent=self)
        self._counted = 0
        self._clicks = FormRows(self)
        self._clicks.add(self._people)
        side_by_side(self, self._in, self._out)
        self.column.addSpacing(12)
        fill(self.column, self._again, self._explained)
        side_by_side(self, self._inside, self._recount)
        self.column.addWidget(self._question)
        side_by_side(self, self._no, self._yes)
        self.column.addStretch(1)
        self._connect()

    def show_exits(self, exits: bool) -> None:
        """Ask about people who leave or are inside only if guests are scanned out."""
        self._exits = exits
        self._out.setVisible(exits)
        for part in (self._again, self._explained, self._inside, self._recount):
            part.setVisible(exits and self._may_recount)

    def use_language(self) -> None:
        """Show all labels in the current language."""
        self.set_title(translate("Desk", "Count people without a scan"))
        self._clicks.set_labels(translate("Desk", "People"))
        if self._may_recount:
            self._again.show_text(translate("Desk", "Counted inside"))
            self._explained.show_text(
                translate("Desk", "The headcount goes on from this number, staff included.")
            )
        self._inside.setPlaceholderText(translate("Desk", "Number"))
        self._inside.setAccessibleName(translate("Desk", "People inside"))
        set_texts(
            {
                self._in: translate("Desk", "Went in (Enter)"),
                self._out: translate("Desk", "Went out"),
                self._recount: translate("Desk", "Write down"),
                self._yes: translate("Desk", "Yes, that is right"),
                self._no: translate("Desk", "No, change it"),
            }
        )
        self.show_exits(self._exits)

    def on_shown(self) -> None:
        """Reset the form to one person."""
        self._hide_question()
        self._people.show_value(1)
        self._people.setFocus()

    def ask(self, question: str, people: int) -> None:
        """Ask a person to confirm the number of people inside."""
        self._counted = people
        self._question.show_text(question)
        self._yes.show()
        self._no.show()
        self._no.setFocus()

    def on_counted(self) -> None:
        """Clear the form after its number was recorded."""
        self._inside.clear()
        self.on_shown()

    def _connect(self) -> None:
        self._in.clicked.connect(lambda: self._click(Direction.IN))
        self._out.clicked.connect(lambda: self._click(Direction.OUT))
        self._recount.clicked.connect(self._ask_recount)
        self.entered.connect(self._enter)
        self._inside.textEdited.connect(self._hide_question)
        self._no.clicked.connect(self._take_back)
        self._yes.clicked.connect(self._confirm)
        self._hide_question()

    def _enter(self) -> None:
        if self._inside.hasFocus():
            self._ask_recount()
        else:
            self._click(Direction.IN)

    def _click(self, direction: Direction) -> None:
        self.click_asked.emit(direction, self._people.value or 1)

    def _ask_recount(self) -> None:
        if self._inside.value is not None:
            self.recount_asked.emit(self._inside.value)

    def _confirm(self) -> None:
        self._inside.setFocus()
        self._hide_question()
        self.recount_confirmed.emit(self._counted)

    def _take_back(self) -> None:
        self._hide_question()
        self._inside.setFocus()
        self._inside.selectAll()

    def _hide_question(self) -> None:
        self._question.show_text("")
        self._yes.hide()
        self._no.hide()
