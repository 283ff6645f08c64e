"""The desk's search: the field, the results below, and the text about the Enter key."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.checkin.answer import FoundTicket
from kiosk.ui.style.icons import Icon
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.empty_state import EmptyState
from kiosk.ui.widgets.result_list import STILL_MS, ResultList
from kiosk.ui.widgets.search_field import SearchField
from kiosk.ui.widgets.section import WrappedLabel, fill
from kiosk.ui.widgets.ticket_texts import TimeTeller, result_rows, search_advice

LATE_MS = 300
"""Time that the rows of an older text stay visible, so that they do not flicker while typing."""


class SearchColumn(QWidget):
    """Relates rows to the text they were found by; an early Enter acts on the rows to come.

    Signals:
        edited: a person typed.
        searched: the text to search for, without spaces around it.
        picked: the `FoundTicket` of the selected row, None for none.
        chosen: the `FoundTicket` that was chosen by Enter.
        missed: Enter was pressed, and no guest has this name or number.
    """

    edited = Signal()
    searched = Signal(str)
    picked = Signal(object)
    chosen = Signal(object)
    missed = Signal()

    def __init__(
        self,
        time_teller: Callable[[], TimeTeller],
        theme: Theme,
        banner: QWidget,
        *,
        still_ms: int = STILL_MS,
        parent: QWidget | None = None,
    ) -> None:
        """`banner` is placed below the field."""
        super().__init__(parent)
        self._time_teller = time_teller
        self._rows: Sequence[FoundTicket] = ()
        self._resting: Sequence[FoundTicket] = ()
        self._asked = ""
        self._answered: str | None = ""
        self._enter_key = "desk.enter"
        self._walk_in = False
        self.field = SearchField(self)
        self._hint = WrappedLabel("quiet", self)
        self._list = ResultList(theme, still_ms=still_ms, parent=self)
        self._blank = EmptyState(Icon.SEARCH, theme, self)
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        above = (self.field, banner, self._hint)
        fill(QVBoxLayout(self), *above, (self._list, 1), (self._blank, 1), margins=0, spacing=8)
        self._connect()

    @property
    def typed(self) -> str:
        """The text in the field, without spaces around it."""
        return self.field.typed

    @property
    def found(self) -> Sequence[FoundTicket]:
        """The guests that match the typed text; empty until the result is there."""
        return self._rows if self._answered == self.typed else ()

    @property
    def current(self) -> FoundTicket | None:
        """The guest of the selected row."""
        row = self._list.currentRow()
        return self._rows[row] if row >= 0 else None

    def use_language(self) -> None:
        """Show all texts in the current language; the selection stays."""
        name = QCoreApplication.translate("Desk", "Name, organisation or ticket number")
        self.field.setPlaceholderText(name)
        self.field.setAccessibleName(name)
        self._list.setAccessibleName(QCoreApplication.translate("Desk", "Found"))
        self._list.retranslate(result_rows(self._rows, self._time_teller()))
        self._update_advice()

    def set_enter(self, enter: str, *, walk_in: bool) -> None:
        """Set the text key for Enter on a guest, and whether walk-ins are allowed."""
        self._enter_key, self._walk_in = enter, walk_in
        self._update_advice()

    def focus_field(self) -> None:
        """Focus the field, with its text selected."""
        self._list.forget_enter()
        self.field.setFocus()
        self.field.selectAll()

    def search_for(self, text: str) -> None:
        """Search for a text that was typed elsewhere."""
        self._asked = text.strip()
        self.field.setText(text)
        self._search()

    def search_again(self) -> None:
        """Search for the typed text again, after a ticket changed."""
        if self.typed:
            self.searched.emit(self.typed)

    def rest_on(self, guests: Sequence[FoundTicket]) -> None:
        """Show guests while the field is empty; the selection stays if they are the same ones."""
        before = [one.ticket.id for one in self._resting]
        self._resting = guests
        if self.typed:
            return
        if [one.ticket.id for one in guests] == before == [one.ticket.id for one in self._rows]:
            self._rows = guests
            self._list.retranslate(result_rows(guests, self._time_teller()))
        else:
            self.show_found("", guests)

    def select(self, row: int) -> None:
        """Select a row, if it is there."""
        if row < len(self._rows):
            self._list.setCurrentRow(row)

    def select_none(self) -> None:
        """Clear the selection, and forget an early Enter."""
        self._list.forget_enter()
        self._list.setCurrentRow(-1)

    def show_found(self, text: str, found: Sequence[FoundTicket]) -> None:
        """Show the guests that a text finds, unless another text is typed by now."""
        if text != self.typed:
            return
        self._late.stop()
        self._rows, self._answered = found, text
        self._list.show_results(result_rows(found, self._time_teller()))
        self._update_advice()

    def show_failed(self, text: str) -> bool:
        """Show that a search failed; False where another text is typed by now."""
        if text != self.typed:
            return False
        self._late.stop()
        self._rows, self._answered = (), None
        self._list.forget_enter()
        self._list.show_results(())
        self._update_advice()
        return True

    def update_row(self, found: FoundTicket) -> None:
        """Update the row of a changed ticket."""
        self._rows = [found if one.ticket.id == found.ticket.id else one for one in self._rows]
        self._list.retranslate(result_rows(self._rows, self._time_teller()))

    def hideEvent(self, event: QHideEvent) -> None:
        """Forget an early Enter: the page was left."""
        self._list.forget_enter()
        super().hideEvent(event)

    def _edit(self) -> None:
        self.select_none()  # also where another text finds the same guests
        self.edited.emit()

    def _follow(self) -> None:
        """Search if the text changed, also if it was restored after a hand scanner's keys."""
        if self.typed != self._asked:
            self._search()

    def _search(self) -> None:
        """Search for the typed text; without one, show the guests of `rest_on`."""
        self._asked = self.typed
        self._list.await_rows()
        if self.typed:
            self._late.start()
            self.searched.emit(self.typed)
        else:
            self.show_found("", self._resting)

    def _enter_missed(self) -> None:
        if self._answered == self.typed:
            if self.typed:
                self.missed.emit()
            return
        self._search()  # the last search failed
        self._list.enter()

    def _pick(self, row: int) -> None:
        self.picked.emit(self._rows[row] if row >= 0 else None)
        self._update_advice()

    def _update_advice(self) -> None:
        there = bool(self._rows) and not self._is_late
        if self._list.hasFocus() and not there:
            self.field.setFocus()
        self._list.setVisible(there)
        self._blank.setVisible(not there)
        if self._list.awaiting and not self._is_late:
            return  # the text stays for a moment, as the rows do
        advice = self._advice()
        self._hint.show_text(advice if there else "")
        self._blank.show_text("" if there else advice)

    @property
    def _is_late(self) -> bool:
        """True if the search takes so long that the rows of an older text are hidden."""
        return self._list.awaiting and not self._late.isActive()

    def _advice(self) -> str:
        words = self._time_teller().words
        if self._is_late:
            return words.say("desk.searching", text=self.typed)
        if self._answered is None:
            return words.say("desk.search_failed")
        row = self._list.currentRow()
        if not self.typed and self._rows and row < 0:
            return words.say("desk.paper_order")
        return search_advice(
            self.typed, self._rows, row, words, enter=self._enter_key, walk_in=self._walk_in
        )

    def _connect(self) -> None:
        self.field.textEdited.connect(self._edit)
        self.field.textChanged.connect(self._follow)
        self.field.stepped.connect(self._list.step)
        self.field.entered.connect(self._list.enter)
        self._list.picked.connect(self._pick)
        self._list.chosen.connect(lambda row: self.chosen.emit(self._rows[row]))
        self._list.missed.connect(self._enter_missed)
        self._late.timeout.connect(self._update_advice)
