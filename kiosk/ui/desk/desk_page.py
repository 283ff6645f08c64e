"""The page of search and desk: a search field with its results, and a panel for the task."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout

from kiosk.checkin.answer import FoundTicket, ScanResult
from kiosk.checkin.desk import NewCode
from kiosk.checkin.station_context import StationContext
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Colour, Direction
from kiosk.texts import Texts
from kiosk.ui.desk.desk_texts import group_texts, walk_in_texts
from kiosk.ui.desk.panel_stack import DeskPanels
from kiosk.ui.desk.paper_order import PaperOrder
from kiosk.ui.desk.search_column import SearchColumn
from kiosk.ui.shell.page import Page
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.result_banner import ResultBanner
from kiosk.ui.widgets.result_list import STILL_MS
from kiosk.ui.widgets.search_field import is_typed
from kiosk.ui.widgets.section import MARGIN, apply_page_style, fill
from kiosk.ui.widgets.ticket_texts import TimeTeller, ticket_name
from kiosk.ui.widgets.verdict_card import Card, card_of

_ALL_IN = Colour.GREEN, Shape.CHECK
_ENTER = {Direction.IN: "desk.enter", Direction.OUT: "desk.enter_out"}


class DeskPage(Page):
    """Searches as a person types, and shows the desk's panels; imports no store.

    Signals:
        searched: the typed text, without spaces around it.
        check_in_asked: the id of the ticket to let in or out.
        task_asked: the name of a task that was opened.
    """

    searched = Signal(str)
    check_in_asked = Signal(str)
    task_asked = Signal(str)

    def __init__(
        self,
        post: StationContext,
        words: Texts,
        now: Callable[[], int],
        theme: Theme,
        *,
        still_ms: int = STILL_MS,
    ) -> None:
        super().__init__()
        self._post = post
        self._words = words
        self._now = now
        self._still_ms = still_ms
        self._typed_on = False
        self._banner = ResultBanner(theme, self)
        self._search = SearchColumn(
            self.time_teller, theme, self._banner, still_ms=still_ms, parent=self
        )
        self.panels = DeskPanels(post, theme, self)
        self.paper_order = PaperOrder(self._search, self.panels, self.time_teller, self)
        apply_page_style(self, theme)
        parts = (self._search, 56), (self.panels, 44)
        fill(QHBoxLayout(self), *parts, margins=MARGIN, spacing=MARGIN)
        self._connect()
        self.use_words(words)

    def title(self) -> str:
        """Return the name of the page in the current language."""
        return QCoreApplication.translate("Desk", "Search and desk")

    def use_words(self, words: Texts) -> None:
        """Show all texts in these words; remove the last result."""
        self._words = words
        self.panels.use_language()
        self._search.use_language()
        self._banner.clear()
        if (found := self._search.current) and self.panels.current is self.panels.ticket:
            self.panels.ticket.show_ticket(found, self.time_teller())
        self._update_advice()

    def move_to(self, post: StationContext) -> None:
        """Work at another gate."""
        self._post = post
        self.panels.move_to(post)
        self._update_advice()

    def on_shown(self) -> None:
        """Focus the search field, with its text selected."""
        self._search.focus_field()

    def search_for(self, text: str) -> None:
        """Search for a text that was typed elsewhere."""
        self._leave_guest()
        self._search.search_for(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pass typed letters to the search field if no other field has the focus."""
        if is_typed(event) and not self._search.field.hasFocus():
            self.on_shown()
            QApplication.sendEvent(self._search.field, event)
        else:
            super().keyPressEvent(event)

    def go_back(self) -> bool:
        """Leave the task; without one, clear the search field."""
        if self.panels.current is self.panels.ticket and self.panels.ticket.go_back():
            return True
        if self.panels.current is not self.panels.tasks:
            self.reset()
            return True
        typed = bool(self._search.field.text())
        self.search_for("")
        return typed

    def await_result(self) -> None:
        """Let the next result take the focus, unless a person types meanwhile."""
        self._typed_on = False

    def time_teller(self) -> TimeTeller:
        """Return the formatter of times, in the current language."""
        event = self._post.event
        return TimeTeller(self._now(), event.zone, self._words, exits=event.rules.exits)

    def reset(self) -> None:
        """Show the tasks and focus the search field, for the next guest."""
        self._search.select_none()
        self.panels.show_panel(self.panels.tasks)
        self.on_shown()
        self._update_advice()

    def show_found(self, text: str, found: Sequence[FoundTicket]) -> None:
        """Show the results of a search, unless another text is typed by now."""
        self._search.show_found(text, found)

    def show_search_failed(self, text: str, sentence: str) -> None:
        """Show why a search failed, unless another text is typed by now."""
        if self._search.show_failed(text):
            self.show_trouble(sentence)

    def show_answer(self, answer: ScanResult) -> None:
        """Show a scan result: here, or on the scan page if this laptop is a door.

        If a person types the next name meanwhile, page and text stay.
        """
        card = card_of(answer, self._post.event, self._words)
        if self._typed_on:
            self._banner.show_card(card)
            return
        self.reset()
        if self._post.role is Role.DOOR:
            self.search_for("")
            self.answered.emit(answer)
            return
        self.show_card(card)

    def show_answers(self, answers: Sequence[ScanResult]) -> None:
        """Show how many people of a group came in, and why the others did not."""
        self._reset_unless_typing()
        text = group_texts(answers, self._post.event, self._words)
        self._banner.show_message(*((Colour.ORANGE, Shape.WARNING) if text[1] else _ALL_IN), *text)
        self._search.search_again()

    def show_ticket(self, found: FoundTicket, text: str = "") -> None:
        """Show a ticket, and the text about the change that was just made."""
        self._search.update_row(found)
        if not self._typed_on:
            self.panels.show_ticket(found, self.time_teller())
            self.on_shown()
        if text:
            name = ticket_name(found.ticket, self._words)
            self.show_done(f"{name}: {text}" if self._typed_on else text)

    @property
    def message(self) -> str:
        """The text about the last action."""
        return self._banner.message

    def show_done(self, text: str) -> None:
        """Show that something was recorded."""
        self._banner.show_message(Colour.BLUE, Shape.INFO, text)

    def show_saved(self, text: str) -> None:
        """Show that a file was written, and focus the search field."""
        self.show_done(text)
        if not self._typed_on:
            self.on_shown()

    def show_card(self, card: Card) -> None:
        """Show a card in the banner, and search again, as the results have changed."""
        self._reset_unless_typing()
        self._banner.show_card(card)
        self._search.search_again()

    def show_trouble(self, sentence: str) -> None:
        """Show an error."""
        self._banner.show_message(Colour.ORANGE, Shape.WARNING, sentence)

    def show_code(self, made: NewCode) -> None:
        """Show a ticket's new code."""
        self._banner.clear()
        self.panels.code.show_code(made, self.time_teller())
        self.panels.show_panel(self.panels.code, with_cursor=not self._typed_on)

    def show_group(self, found: Sequence[FoundTicket]) -> None:
        """Show a group, unless a person types another name by now."""
        if self._typed_on:
            return
        self._banner.clear()
        self.panels.group.show_group(found, self.time_teller())
        self.panels.show_panel(self.panels.group)

    def show_walk_in(self, found: FoundTicket) -> None:
        """Show that a guest without a ticket is in, with their ticket number."""
        if not self._typed_on:
            self.search_for("")
            self.reset()
        text = walk_in_texts(found.ticket, self._post.event, self._words)
        self._banner.show_message(Colour.GREEN, Shape.CHECK, *text)

    def show_on_paper(self, answer: ScanResult, found: FoundTicket) -> None:
        """Show the recorded line of the paper list, and wait for the next one."""
        card = card_of(answer, self._post.event, self._words)
        self.panels.paper.add_line(self.time_teller().at(answer.at), card.name, card.headline)
        if not self._typed_on:
            self.panels.paper.start()
            self.search_for("")
            self.paper_order.go_on_after(found)
            self._search.field.setFocus()

    def _reset_unless_typing(self) -> None:
        if not self._typed_on:
            self.reset()

    def _edit(self) -> None:
        self._typed_on = True
        self._leave_guest()

    def _leave_guest(self) -> None:
        self._banner.clear()
        self.panels.leave_guest()

    def _missed(self) -> None:
        """Open the form for a guest without a ticket, which ignores a second Enter in haste."""
        if self.panels.may_walk_in and not self.panels.on_paper:
            self._begin("walkIn")
            self.panels.walk_in.ignore_enter(self._still_ms)

    def _pick(self, found: FoundTicket | None) -> None:
        if found is not None and not self.panels.on_paper:
            self.panels.show_ticket(found, self.time_teller())

    def _choose(self, found: FoundTicket) -> None:
        if self.panels.on_paper:
            self.paper_order.ask_time(found)
        else:
            self.check_in_asked.emit(found.ticket.id)

    def _begin(self, task: str) -> None:
        self._banner.clear()
        self._search.select_none()
        self.panels.begin(task, "" if self._search.found else self._search.typed)
        if self.panels.on_paper:
            self.on_shown()
        self._update_advice()
        self.task_asked.emit(task)

    def _update_advice(self) -> None:
        paper = self.panels.on_paper
        enter = "desk.enter_paper" if paper else _ENTER[self._post.direction]
        self._search.set_enter(enter, walk_in=self.panels.may_walk_in and not paper)

    def _connect(self) -> None:
        self._search.edited.connect(self._edit)
        self._search.searched.connect(self.searched)
        self._search.picked.connect(self._pick)
        self._search.chosen.connect(self._choose)
        self._search.missed.connect(self._missed)
        self.panels.tasks.add_shortcuts(self)
        self.panels.left.connect(self.reset)
        self.panels.paper.awaited.connect(self.on_shown)
        self.panels.tasks.asked.connect(self._begin)
        self.panels.ticket.check_in_asked.connect(self.check_in_asked)
        self.panels.paper.unreadable.connect(
            lambda: self.show_trouble(self._words.say("desk.no_time"))
        )
