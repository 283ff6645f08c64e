"""The panel of one ticket: the guest, the status, and the desk's actions."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from kiosk.checkin.answer import FoundTicket
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.ticket import Status, Ticket
from kiosk.texts import filled
from kiosk.ui.widgets.keyboard_focus import takes_keys
from kiosk.ui.widgets.labels import named, set_texts
from kiosk.ui.widgets.panel import ChoiceButton, Panel, side_by_side
from kiosk.ui.widgets.section import WrappedLabel, fill
from kiosk.ui.widgets.ticket_texts import TimeTeller, about, status_text, ticket_name

translate = QCoreApplication.translate
_COLUMNS = 2
MAX_BUTTONS = 4
"""For a larger group, a dialog asks for the number."""


class NumberRow(QWidget):
    """A row of buttons, one for each possible number of people.

    Signals:
        chosen: the number of people.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("actions")
        self._how_many = named("fieldName", QLabel(self))
        self._buttons = [ChoiceButton(f"people{one}", self) for one in range(1, MAX_BUTTONS + 1)]
        row = fill(QHBoxLayout(self), (self._how_many, 1), margins=0, spacing=8)
        for number, button in enumerate(self._buttons, start=1):
            button.setText(str(number))
            button.setProperty("number", True)
            button.clicked.connect(partial(self.chosen.emit, number))
            row.addWidget(button)
        self.hide()

    def use_language(self, *, leaving: bool) -> None:
        """Show the question how many come in, or leave, in the current language."""
        coming = translate("Desk", "How many in?")
        self._how_many.setText(translate("Desk", "How many out?") if leaving else coming)
        for number, button in enumerate(self._buttons, start=1):
            people = translate("Strip", "{n:1 person|{n} people}")
            button.setAccessibleName(filled(people, n=number))

    def show_up_to(self, most: int) -> None:
        """Show the numbers up to `most`; hide the row for one person or a large group."""
        self.setVisible(1 < most <= MAX_BUTTONS)
        for number, button in enumerate(self._buttons, start=1):
            button.setVisible(number <= most)


class TicketPanel(Panel):
    """Shows a ticket; actions that cannot be undone ask for a confirmation.

    Signals:
        check_in_asked: the id of the ticket to let in or out.
        number_asked: the id of a ticket, and the number of its people to let in or out.
        act_asked: the id of a ticket, and the `TicketAction` for it.
        rename_asked: the `Ticket` that gets another name.
        reissue_asked: the id of the ticket that gets a new code.
        group_asked: the id of the ticket whose group is shown.
    """

    check_in_asked = Signal(str)
    number_asked = Signal(str, int)
    act_asked = Signal(str, object)
    rename_asked = Signal(object)
    reissue_asked = Signal(str)
    group_asked = Signal(str)

    def __init__(self, *, may_change: bool, parent: QWidget | None = None) -> None:
        """`may_change`: the role of this station allows more than checking in."""
        super().__init__(parent)
        self._may_change = may_change
        self.leaving = False
        self._found: FoundTicket | None = None
        self._sure: Callable[[], None] | None = None
        self._asker: QWidget | None = None
        self._about = WrappedLabel("quiet", self)
        self._status = WrappedLabel("strong", self)
        self._note = WrappedLabel("notice", self)
        self._actions = named("actions", QWidget(self))
        self._check_in = ChoiceButton("primary", self)
        self._numbers = NumberRow(self)
        self._pay, self._block, self._cancel, self._lift, self._rename, self._reissue = (
            ChoiceButton(parent=self) for _ in range(6)
        )
        self._group = ChoiceButton("group", self)
        self._grid = QGridLayout()
        self._grid.setSpacing(8)
        self._question = WrappedLabel("notice", self)
        self._yes = ChoiceButton("primary", self)
        self._no = ChoiceButton(parent=self)
        self._lay_out()
        self._connect()

    @property
    def ticket(self) -> Ticket | None:
        """The ticket that is shown."""
        return self._found.ticket if self._found else None

    def show_ticket(self, found: FoundTicket, times: TimeTeller) -> None:
        """Show a ticket and the possible actions."""
        self._found = found
        self._ask(None)
        self.set_title(ticket_name(found.ticket, times.words))
        parts = (about(found.ticket, times.words), found.ticket.ref)
        self._about.show_text(" · ".join(filter(None, parts)))
        self._status.show_text(status_text(found, times)[0])
        self._note.show_text(found.ticket.note)
        status, hand = found.ticket.status, found.ticket.desk_overrides
        refused = status in (Status.CANCELLED, Status.BLOCKED, Status.WITHDRAWN)
        self._offer(
            (self._pay, status in (Status.UNPAID, Status.DOOR_SALE)),
            (self._rename, not refused),
            (self._reissue, not refused),
            (self._lift, hand.cancelled or hand.blocked),
            (self._block, not refused),
            (self._cancel, status not in (Status.CANCELLED, Status.WITHDRAWN)),
        )
        self._group.setVisible(bool(found.ticket.booked_by))
        self._offer_numbers()

    def use_language(self) -> None:
        """Show all labels in the current language."""
        out = translate("Desk", "Check out")
        self._check_in.setText(out if self.leaving else translate("Desk", "Check in"))
        self._numbers.use_language(leaving=self.leaving)
        self._offer_numbers()
        set_texts(
            {
                self._pay: translate("Desk", "Mark as paid"),
                self._block: translate("Desk", "Hold back"),
                self._cancel: translate("Desk", "Cancel ticket"),
                self._lift: translate("Desk", "Allow again"),
                self._rename: translate("Desk", "Other name"),
                self._reissue: translate("Desk", "New code"),
                self._group: translate("Desk", "The whole group"),
                self._yes: translate("Desk", "Yes, do it"),
                self._no: translate("Desk", "No"),
            }
        )

    def go_back(self) -> bool:
        """Close the question; False if none was open."""
        asked = self._sure is not None
        self._ask(None)
        return asked

    def _lay_out(self) -> None:
        fill(self.column, self._about, self._status, self._note)
        fill(
            QVBoxLayout(self._actions),
            self._check_in,
            self._numbers,
            self._group,
            self._grid,
            margins=0,
            spacing=self.column.spacing(),
        )
        fill(self.column, self._actions, self._question)
        side_by_side(self, self._no, self._yes)
        self.column.addStretch(1)

    def _offer(self, *actions: tuple[ChoiceButton, bool]) -> None:
        """Show the buttons of possible actions, without gaps."""
        for button, _ in actions:
            self._grid.removeWidget(button)
            button.hide()
        there = [button for button, may in actions if may and self._may_change]
        for number, button in enumerate(there):
            self._grid.addWidget(button, number // _COLUMNS, number % _COLUMNS)
            button.show()

    def _offer_numbers(self) -> None:
        """Offer the possible numbers of people of a group of two to four."""
        if self._found is not None:
            inside, places = self._found.inside, self._found.ticket.places
            self._numbers.show_up_to(inside if self.leaving else places - inside)

    def _connect(self) -> None:
        self._numbers.chosen.connect(lambda people: self.number_asked.emit(self._id(), people))
        self._check_in.clicked.connect(lambda: self.check_in_asked.emit(self._id()))
        self._group.clicked.connect(lambda: self.group_asked.emit(self._id()))
        self._rename.clicked.connect(lambda: self.rename_asked.emit(self.ticket))
        self._pay.clicked.connect(lambda: self._act(TicketAction.PAY))
        self._lift.clicked.connect(lambda: self._act(TicketAction.LIFT))
        self._block.clicked.connect(lambda: self._act(TicketAction.BLOCK))
        self._cancel.clicked.connect(self._ask_to_cancel)
        self._reissue.clicked.connect(self._ask_to_reissue)
        self._no.clicked.connect(lambda: self._ask(None))
        self._yes.clicked.connect(self._do)

    def _id(self) -> str:
        assert self._found is not None  # noqa: S101  # the panel is shown with a ticket
        return self._found.ticket.id

    def _act(self, action: TicketAction) -> None:
        self.act_asked.emit(self._id(), action)

    def _ask_to_cancel(self) -> None:
        question = translate("Desk", "Cancel this ticket? It is refused then.")
        self._ask(lambda: self._act(TicketAction.CANCEL), question)

    def _ask_to_reissue(self) -> None:
        question = translate("Desk", "Make a new code? The old one is refused then.")
        self._ask(lambda: self.reissue_asked.emit(self._id()), question)

    def _ask(self, sure: Callable[[], None] | None, question: str = "") -> None:
        """Show a question in place of the buttons; None shows the buttons again."""
        self._sure = sure
        asks, had_keys = sure is not None, self._yes.hasFocus() or self._no.hasFocus()
        if asks:
            self._asker = QApplication.focusWidget()
        self._question.show_text(question)
        self._yes.setVisible(asks)
        self._no.setVisible(asks)
        self._actions.setVisible(not asks)
        if asks:
            self._no.setFocus()
        elif had_keys:
            (self._asker if takes_keys(self._asker) else self._check_in).setFocus()

    def _do(self) -> None:
        sure = self._sure
        self._ask(None)
        if sure is not None:
            sure()
