"""The desk's panels with several guests: a group, and the last refusals."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from kiosk.checkin.answer import FoundTicket
from kiosk.checkin.recent_activity import RefusedScan
from kiosk.domain.verdict import colour
from kiosk.reports.outcome_texts import outcome_key
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.check_list import TickList
from kiosk.ui.widgets.panel import ChoiceButton, Panel, side_by_side
from kiosk.ui.widgets.result_list import ResultList
from kiosk.ui.widgets.section import WrappedLabel, fill
from kiosk.ui.widgets.ticket_texts import ResultRow, TimeTeller, result_rows, ticket_name


class GroupPanel(Panel):
    """The tickets that were booked together: tick the guests who are here, then Enter.

    Signals:
        check_in_asked: the ids of the tickets to let in or out.
    """

    check_in_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.leaving = False
        self._found: Sequence[FoundTicket] = ()
        self._list = TickList(theme, parent=self)
        self._all = ChoiceButton(parent=self)
        self._check_in = ChoiceButton("primary", self)
        self.column.addWidget(self._list, 1)
        side_by_side(self, self._all, self._check_in, even=False)
        self._list.ticked.connect(self._count)
        self._list.confirmed.connect(self._ask)
        self._all.clicked.connect(self._tick_all)
        self._check_in.clicked.connect(self._ask)

    def show_group(self, found: Sequence[FoundTicket], times: TimeTeller) -> None:
        """Show a group; guests who are in already (or out, if leaving) have no check box."""
        self._found = found
        self.set_title(found[0].ticket.booked_by if found else "")
        self._list.show_rows(
            _of_group(found, times),
            [bool(one.inside) if self.leaving else one.inside < one.ticket.places for one in found],
        )
        self._count()

    def use_language(self) -> None:
        """Show all labels in the current language."""
        self._all.setText(QCoreApplication.translate("Desk", "All here"))
        self._count()

    def on_shown(self) -> None:
        """Focus the list."""
        self._list.setFocus()

    def _tick_all(self) -> None:
        """Tick all, and focus the list, where Enter lets them in."""
        self._list.tick_all()
        self._list.setFocus()

    def _count(self) -> None:
        translate = QCoreApplication.translate
        out = translate("Desk", "Check out {n} (Enter)")
        text = out if self.leaving else translate("Desk", "Check in {n} (Enter)")
        self._check_in.setText(text.format(n=len(self._list.ticked_rows)))
        self._check_in.setEnabled(bool(self._list.ticked_rows))

    def _ask(self) -> None:
        chosen = [self._found[row].ticket.id for row in self._list.ticked_rows]
        if chosen:
            self.check_in_asked.emit(chosen)


class RefusedPanel(Panel):
    """The refusals of the last 15 minutes, here and at other stations.

    Signals:
        chosen: the id of the refused ticket to show.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._refused: Sequence[RefusedScan] = ()
        self._none = WrappedLabel("quiet", self)
        self._list = ResultList(theme, parent=self)
        fill(self.column, self._none, (self._list, 1))
        self._list.chosen.connect(self._choose)
        self._list.itemActivated.connect(lambda _: self._choose(self._list.currentRow()))

    def use_language(self) -> None:
        """Show all labels in the current language."""
        self.set_title(QCoreApplication.translate("Desk", "Refused in the last 15 minutes"))

    def show_refused(self, refused: Sequence[RefusedScan], times: TimeTeller) -> None:
        """Show refusals, newest first."""
        self._refused = refused
        self._list.show_results([_refusal(one, times) for one in refused])
        self._none.show_text("" if refused else times.words.say("first_glance.nothing_odd"))
        self._list.setVisible(bool(refused))

    def on_shown(self) -> None:
        """Focus the list."""
        self._list.setFocus()

    def _choose(self, row: int) -> None:
        ticket = self._refused[row].ticket
        if ticket is not None:
            self.chosen.emit(ticket.id)


def _of_group(found: Sequence[FoundTicket], times: TimeTeller) -> list[ResultRow]:
    """Return the rows of a group, without the name of its booker."""
    alike = [replace(one, ticket=replace(one.ticket, booked_by="")) for one in found]
    return result_rows(alike, times)


def _refusal(refused: RefusedScan, times: TimeTeller) -> ResultRow:
    ticket = refused.ticket
    return ResultRow(
        name=ticket_name(ticket, times.words) if ticket else times.words.say("desk.no_ticket"),
        about=" · ".join(filter(None, (times.at(refused.at), refused.entrance, refused.station))),
        ref=ticket.ref if ticket else "",
        mark=times.words.say(outcome_key(refused.outcome, "headline")).rstrip("."),
        colour=colour(refused.outcome),
    )
