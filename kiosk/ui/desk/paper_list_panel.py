"""The desk's panel to record a paper list: guests who came in or left earlier."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.checkin.answer import PaperLine
from kiosk.checkin.paper_list import MAX_LINE_PEOPLE
from kiosk.domain.event_settings import Event
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import Direction
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.labels import mark_chosen
from kiosk.ui.widgets.panel import ChoiceButton, FormRows, NumberField, Panel, side_by_side
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill
from kiosk.ui.widgets.ticket_texts import TimeTeller, ticket_name
from kiosk.ui.widgets.time_input import read_time

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.admin.fallback_list import PaperSheet

translate = QCoreApplication.translate
HASTE_MS = 400


class PaperPanel(Panel):
    """Records a line of the paper list: choose the guest, then the time, which stays for the next.

    Signals:
        written: the `PaperLine` to record.
        unreadable: the typed text is no time.
        awaited: the panel waits for the next guest.
        sheet_chosen: the number of the sheet whose order is followed.
    """

    written = Signal(object)
    unreadable = Signal()
    awaited = Signal()
    sheet_chosen = Signal(int)

    def __init__(self, event: Event, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event = event
        self._ticket: Ticket | None = None
        self._direction = Direction.IN
        self._ways = {way: ChoiceButton(f"paper-{way}", self) for way in Direction}
        self._sheets = ComboBox(theme, self)
        self._sheets.hide()
        self._how = WrappedLabel("quiet", self)
        self._who = WrappedLabel("strong", self)
        self._time = QLineEdit(self, maxLength=5)
        self._people = NumberField(MAX_LINE_PEOPLE, self)
        self._write = ChoiceButton("primary", self)
        self._done = WrappedLabel("line", self)
        self._newest: list[str] = []
        side_by_side(self, *self._ways.values())
        fill(self.column, self._sheets, self._how, self._who)
        self._fields = FormRows(self)
        self._fields.add(self._time)
        self._fields.add(self._people)
        fill(self.column, self._write, self._done, Stretch())
        for way, button in self._ways.items():
            button.setCheckable(True)
            button.clicked.connect(partial(self._choose, way))
        self._write.clicked.connect(self._ask)
        self._time.textEdited.connect(lambda _: self.ignore_enter(0))
        self._sheets.activated.connect(self._choose_sheet)
        self.entered.connect(self._ask)

    def use_language(self) -> None:
        """Show all labels in the current language."""
        self._ways[Direction.IN].setText(translate("Desk", "Came in"))
        self._ways[Direction.OUT].setText(translate("Desk", "Left"))
        self.set_direction(self._direction)
        self._how.show_text(
            translate("Desk", "Choose a guest in the order of the list, or type a name or number.")
        )
        self._sheets.setAccessibleName(translate("Desk", "List on paper"))
        self._fields.set_labels(translate("Desk", "Time on paper"), translate("Desk", "People"))
        self._write.setText(translate("Desk", "Write down (Enter)"))

    def set_direction(self, way: Direction) -> None:
        """Set whether guests are recorded as coming in or as leaving."""
        self._direction = way
        left = translate("Desk", "Paper list: left")
        coming = translate("Desk", "Paper list: came in")
        self.set_title(left if way is Direction.OUT else coming)
        for one, button in self._ways.items():
            mark_chosen(button, one is way)

    def _choose(self, way: Direction) -> None:
        self.set_direction(way)
        if self._ticket is not None:
            self._time.setFocus()
        else:
            self.awaited.emit()

    def start(self) -> None:
        """Wait for the next guest."""
        self._ticket = None
        self._who.show_text("")
        self._fields.show_only_if(False, self._people)
        self._write.setEnabled(False)

    def ask_time(self, ticket: Ticket, times: TimeTeller, *, in_haste: bool = False) -> None:
        """Ask when this guest came in or left; the time of the line before is proposed.

        `in_haste`: the guest was typed, so that a second Enter may be meant for the results.
        """
        self._ticket = ticket
        self._who.show_text(f"{ticket_name(ticket, times.words)} · {ticket.ref}")
        self._people.show_value(ticket.places)
        self._fields.show_only_if(ticket.places > 1, self._people)
        self._write.setEnabled(True)
        self._time.setFocus()
        self._time.selectAll()
        if in_haste:
            self.ignore_enter(HASTE_MS)

    def add_line(self, *parts: str) -> None:
        """Add a line to the list of recorded ones, newest first."""
        self._newest = [" · ".join(filter(None, parts)), *self._newest[:4]]
        self._done.show_text("\n".join(self._newest))

    @property
    def sheet(self) -> int:
        """The number of the chosen sheet, -1 without any."""
        return self._sheets.currentIndex()

    def show_sheets(self, sheets: Sequence[PaperSheet], chosen: int, times: TimeTeller) -> None:
        """Offer sheets on paper, if there are several."""
        self._sheets.clear()
        for one in sheets:
            name = times.words.say("desk.paper_all")
            if one.at is not None:
                name = times.words.say("desk.paper_additions", at=times.at(one.at))
            self._sheets.addItem(" · ".join(filter(None, (name, one.entrance))))
        self._sheets.setCurrentIndex(chosen)
        self._sheets.setVisible(len(sheets) > 1)

    def _choose_sheet(self, number: int) -> None:
        self.start()
        self.sheet_chosen.emit(number)
        self.awaited.emit()

    def _ask(self) -> None:
        if self._ticket is None:
            return
        at = read_time(self._time.text(), self._event.date, self._event.zone)
        if at is None:
            self.unreadable.emit()
        else:
            people = self._people.value or self._ticket.places
            self.written.emit(PaperLine(self._ticket.id, self._direction, at, people))
