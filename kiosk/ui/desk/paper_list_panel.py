"""The desk's panel to record a paper list: guests who came in or left earlier."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.checkin.answer import PaperLine
from kiosk.checkin.paper_list import MAX_LINE_PEOPLE
from kiosk.domain.event_settings import Event
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import Direction
from kiosk.ui.widgets.labels import mark_chosen
from kiosk.ui.widgets.panel import ChoiceButton, FormRows, NumberField, Panel, side_by_side
from kiosk.ui.widgets.section import WrappedLabel
from kiosk.ui.widgets.ticket_texts import TimeTeller, ticket_name
from kiosk.ui.widgets.time_input import read_time


class PaperPanel(Panel):
    """Records a line of the paper list: search the guest, then type the time.

    Signals:
        written: the `PaperLine` to record.
        unreadable: the typed text is no time.
        awaited: the panel waits for the next guest.
    """

    written = Signal(object)
    unreadable = Signal()
    awaited = Signal()

    def __init__(self, event: Event, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event = event
        self._ticket: Ticket | None = None
        self._direction = Direction.IN
        self._ways = {way: ChoiceButton(f"paper-{way}", self) for way in Direction}
        self._how = WrappedLabel("quiet", self)
        self._who = WrappedLabel("strong", self)
        self._time = QLineEdit(self, maxLength=5)
        self._people = NumberField(MAX_LINE_PEOPLE, self)
        self._write = ChoiceButton("primary", self)
        self._done = WrappedLabel("line", self)
        self._newest: list[str] = []
        side_by_side(self, *self._ways.values())
        self.column.addWidget(self._how)
        self.column.addWidget(self._who)
        self._fields = FormRows(self)
        self._fields.add(self._time)
        self._fields.add(self._people)
        self.column.addWidget(self._write)
        self.column.addWidget(self._done)
        self.column.addStretch(1)
        for way, button in self._ways.items():
            button.setCheckable(True)
            button.clicked.connect(partial(self._choose, way))
        self._write.clicked.connect(self._ask)
        self.entered.connect(self._ask)

    def use_language(self) -> None:
        """Show all labels in the current language."""
        translate = QCoreApplication.translate
        self._ways[Direction.IN].setText(translate("Desk", "Came in"))
        self._ways[Direction.OUT].setText(translate("Desk", "Left"))
        self.set_direction(self._direction)
        self._how.show_text(
            translate("Desk", "Look the guest up by ticket number or name, then type the time.")
        )
        self._fields.set_labels(translate("Desk", "Time on paper"), translate("Desk", "People"))
        self._write.setText(translate("Desk", "Write down (Enter)"))

    def set_direction(self, way: Direction) -> None:
        """Set whether guests are recorded as coming in or as leaving."""
        translate = QCoreApplication.translate
        self._direction = way
        leaving = way is Direction.OUT
        coming, left = (
            translate("Desk", "Paper list: came in"),
            translate("Desk", "Paper list: left"),
        )
        self.set_title(left if leaving else coming)
        for one, button in self._ways.items():
            mark_chosen(button, one is way)

    def _choose(self, way: Direction) -> None:
        """Set the direction, and focus the next field."""
        self.set_direction(way)
        if self._ticket is not None:
            self._time.setFocus()
        else:
            self.awaited.emit()

    def start(self) -> None:
        """Wait for the next guest."""
        self._ticket = None
        self._who.show_text("")
        self._time.clear()
        self._fields.show_only_if(False, self._people)
        self._write.setEnabled(False)

    def ask_time(self, ticket: Ticket, times: TimeTeller) -> None:
        """Ask when this guest came in or left."""
        self._ticket = ticket
        self._who.show_text(f"{ticket_name(ticket, times.words)} · {ticket.ref}")
        self._people.show_value(ticket.places)
        self._fields.show_only_if(ticket.places > 1, self._people)
        self._write.setEnabled(True)
        self._time.setFocus()
        self._time.selectAll()

    def add_line(self, *parts: str) -> None:
        """Add a line to the list of recorded ones, newest first."""
        self._newest = [" · ".join(filter(None, parts)), *self._newest[:4]]
        self._done.show_text("\n".join(self._newest))

    def _ask(self) -> None:
        if self._ticket is None:
            return
        at = read_time(self._time.text(), self._event.date, self._event.zone)
        if at is None:
            self.unreadable.emit()
        else:
            people = self._people.value or self._ticket.places
            self.written.emit(PaperLine(self._ticket.id, self._direction, at, people))
