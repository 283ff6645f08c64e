"""The desk's panels that work through guests: a group at once, a paper list, the refusals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from kiosk.answers import Found
from kiosk.desk import Reissued
from kiosk.domain.rules import Event
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import colour
from kiosk.recent import Refused
from kiosk.ui.panel import Choice, Fields, Panel, side_by_side
from kiosk.ui.paper_time import read_time
from kiosk.ui.qr_code import QrCode
from kiosk.ui.search_list import SearchList
from kiosk.ui.search_words import Line, Told, lines, name_of
from kiosk.ui.sheet import Sentence
from kiosk.ui.theme import Theme
from kiosk.ui.tick_list import TickList


class GroupPanel(Panel):
    """All that was booked together: tick who is here, one Enter.

    Signals:
        check_in_asked: let these tickets (ids) in.
    """

    check_in_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leaving = False
        self._found: Sequence[Found] = ()
        self._list = TickList(theme, parent=self)
        self._all = Choice(parent=self)
        self._check_in = Choice("judge", self)
        self.column.addWidget(self._list, 1)
        side_by_side(self, self._all, self._check_in, even=False)
        self._list.ticked.connect(self._count)
        self._list.confirmed.connect(self._ask)
        self._all.clicked.connect(self._list.tick_all)
        self._check_in.clicked.connect(self._ask)

    def show_group(self, found: Sequence[Found], told: Told) -> None:
        """Show a group; who is inside already, or where guests leave who is not, has no tick."""
        self._found = found
        booked_by = found[0].ticket.booked_by if found else ""
        self.title_it(booked_by)
        self._list.show_rows(
            _of_group(found, told),
            [bool(one.inside) if self.leaving else one.inside < one.ticket.places for one in found],
        )
        self._count()

    def use_language(self) -> None:
        """Say what can be done in the language of now."""
        self._all.setText(QCoreApplication.translate("Desk", "All here"))
        self._count()

    def come_forward(self) -> None:
        """Put the cursor on the first name."""
        self._list.setFocus()

    def _count(self) -> None:
        translate = QCoreApplication.translate
        out = translate("Desk", "Check out {n} (Enter)")
        said = out if self.leaving else translate("Desk", "Check in {n} (Enter)")
        self._check_in.setText(said.format(n=len(self._list.chosen_rows)))
        self._check_in.setEnabled(bool(self._list.chosen_rows))

    def _ask(self) -> None:
        chosen = [self._found[row].ticket.id for row in self._list.chosen_rows]
        if chosen:
            self.check_in_asked.emit(chosen)


class PaperPanel(Panel):
    """Takes down from paper who came in when: look the guest up, type the time.

    Signals:
        written: this ticket (id) came in at this time (ms UTC).
        unreadable: what was typed is no time.
    """

    written = Signal(str, object)  # an int of Qt has 32 bits: too few for ms
    unreadable = Signal()

    def __init__(self, event: Event, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event = event
        self._ticket: Ticket | None = None
        self._how = Sentence("quiet", self)
        self._who = Sentence("strong", self)
        self._time = QLineEdit(self, maxLength=5)
        self._write = Choice("judge", self)
        self._done = Sentence("line", self)
        self._newest: list[str] = []
        self.column.addWidget(self._how)
        self.column.addWidget(self._who)
        self._fields = Fields(self)
        self._fields.add(self._time)
        self.column.addWidget(self._write)
        self.column.addWidget(self._done)
        self.column.addStretch(1)
        self._write.clicked.connect(self._ask)
        self.entered.connect(self._ask)

    def use_language(self) -> None:
        """Name everything in the language of now."""
        translate = QCoreApplication.translate
        self.title_it(translate("Desk", "From the paper list"))
        self._how.say(
            translate("Desk", "Look the guest up by ticket number or name, then type the time.")
        )
        self._fields.name_them(translate("Desk", "Time on paper"))
        self._write.setText(translate("Desk", "Write down (Enter)"))

    def start(self) -> None:
        """Wait for the next guest."""
        self._ticket = None
        self._who.silence()
        self._time.clear()
        self._write.setEnabled(False)

    def take(self, ticket: Ticket, told: Told) -> None:
        """Ask when this guest came in."""
        self._ticket = ticket
        self._who.say(f"{name_of(ticket, told.words)} · {ticket.ref}")
        self._write.setEnabled(True)
        self._time.setFocus()
        self._time.selectAll()

    def note(self, sentence: str) -> None:
        """Add a line about what was written down, newest first."""
        self._newest = [sentence, *self._newest[:4]]
        self._done.say("\n".join(self._newest))

    def _ask(self) -> None:
        if self._ticket is None:
            return
        at = read_time(self._time.text(), self._event.date, self._event.zone)
        if at is None:
            self.unreadable.emit()
        else:
            self.written.emit(self._ticket.id, at)


class RefusedPanel(Panel):
    """Who was refused a moment ago, here and at stations that were heard.

    Signals:
        chosen: the ticket (id) of a refusal, to be looked at.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refused: Sequence[Refused] = ()
        self._none = Sentence("quiet", self)
        self._list = SearchList(theme, parent=self)
        self.column.addWidget(self._none)
        self.column.addWidget(self._list, 1)
        self._list.chosen.connect(self._choose)
        self._list.itemActivated.connect(lambda _: self._choose(self._list.currentRow()))

    def use_language(self) -> None:
        """Say what it is in the language of now."""
        self.title_it(QCoreApplication.translate("Desk", "Refused in the last 15 minutes"))

    def show_refused(self, refused: Sequence[Refused], told: Told) -> None:
        """Show refusals, newest first."""
        self._refused = refused
        self._list.show_lines([_refusal(one, told) for one in refused])
        self._none.say("" if refused else told.words.say("first_glance.nothing_odd"))
        self._list.setVisible(bool(refused))

    def come_forward(self) -> None:
        """Put the cursor in the list."""
        self._list.setFocus()

    def _choose(self, row: int) -> None:
        ticket = self._refused[row].ticket
        if ticket is not None:
            self.chosen.emit(ticket.id)


class CodePanel(Panel):
    """The new code of a ticket, to be photographed or scanned from the screen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._how = Sentence("line", self)
        self._code = QrCode(self)
        self.column.addWidget(self._how)
        self.column.addWidget(self._code, 1)

    def show_code(self, made: Reissued, told: Told) -> None:
        """Show the code that stands for a ticket from now on."""
        self.title_it(f"{name_of(made.ticket, told.words)} · {made.ticket.ref}")
        self._how.say(told.words.say("desk.new_code"))
        self._code.show_code(made.code)
        self._code.setAccessibleName(told.words.say("desk.new_code"))

    def forget(self) -> None:
        """Show no code any more."""
        self._code.show_code("")


def _of_group(found: Sequence[Found], told: Told) -> list[Line]:
    """Return rows that leave out what all of a group have in common."""
    alike = [replace(one, ticket=replace(one.ticket, booked_by="")) for one in found]
    return lines(alike, told)


def _refusal(refused: Refused, told: Told) -> Line:
    key = f"verdict.{refused.outcome}.headline"
    ticket = refused.ticket
    return Line(
        name=name_of(ticket, told.words) if ticket else told.words.say("desk.no_ticket"),
        about=" · ".join(filter(None, (told.at(refused.at), refused.entrance, refused.station))),
        ref=ticket.ref if ticket else "",
        mark=told.words.say(key).rstrip("."),
        colour=colour(refused.outcome),
    )
