"""The page of search and desk: one field with the cursor in it, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from kiosk.checkin.answer import FoundTicket, ScanResult
from kiosk.checkin.desk import NewCode
from kiosk.checkin.station_context import StationContext
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Colour, Direction
from kiosk.texts import Texts
from kiosk.ui.desk.desk_texts import group_texts, walk_in_texts
from kiosk.ui.desk.panel_stack import DeskPanels
from kiosk.ui.desk.search_column import SearchColumn
from kiosk.ui.shell.page import Page
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.result_banner import ResultBanner
from kiosk.ui.widgets.result_list import STILL_MS
from kiosk.ui.widgets.search_field import is_typed
from kiosk.ui.widgets.section import MARGIN, apply_page_style
from kiosk.ui.widgets.ticket_texts import TimeTeller, ticket_name
from kiosk.ui.widgets.verdict_card import Card, card_of

_ALL_IN = Colour.GREEN, Shape.CHECK
_ENTER = {Direction.IN: "desk.enter", Direction.OUT: "desk.enter_out"}


class DeskPage(Page):
    """Finds guests as a person types, and shows what the desk can do; knows no store.

    Signals:
        searched: what is typed now, without spaces around it.
        check_in_asked: let this ticket (id) in.
        task_asked: the name of a task that needs something first.
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
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
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
        apply_page_style(self, theme)
        self._lay_out()
        self._connect()
        self.use_words(words)

    def title(self) -> str:
        """Return the page's name in the language of now."""
        return QCoreApplication.translate("Desk", "Search and desk")

    def use_words(self, words: Texts) -> None:
        """Say everything again in these words; what just came of something is over."""
        self._words = words
        self.panels.use_language()
        self._search.use_language()
        self._banner.clear()
        if (found := self._search.current) and self.panels.current is self.panels.ticket:
            self.panels.ticket.show_ticket(found, self.time_teller())
        self._update_advice()

    def move_to(self, post: StationContext) -> None:
        """Stand elsewhere from now on."""
        self._post = post
        self.panels.move_to(post)
        self._update_advice()

    def on_shown(self) -> None:
        """Put the cursor in the field, what was typed before selected."""
        self._search.focus_field()

    def search_for(self, text: str) -> None:
        """Search for a text that was typed elsewhere."""
        self._leave_guest()
        self._search.search_for(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search for what is typed where nothing else takes it: no letter is lost."""
        if is_typed(event) and not self._search.field.hasFocus():
            self.on_shown()
            QApplication.sendEvent(self._search.field, event)
        else:
            super().keyPressEvent(event)

    def go_back(self) -> bool:
        """Leave what is being done, then clear the field."""
        if self.panels.current is self.panels.ticket and self.panels.ticket.go_back():
            return True
        if self.panels.current is not self.panels.tasks:
            self.reset()
            return True
        typed = bool(self._search.field.text())
        self.search_for("")
        return typed

    def await_result(self) -> None:
        """Something was asked of the station; its result takes the cursor unless a person typed."""
        self._typed_on = False

    def time_teller(self) -> TimeTeller:
        """Return what says times at this event, in the words of now."""
        return TimeTeller(self._now(), self._post.event.zone, self._words)

    def reset(self) -> None:
        """Wait for the next guest: the tasks beside the field with the cursor in it."""
        self._search.select_none()
        self.panels.show_panel(self.panels.tasks)
        self.on_shown()
        self._update_advice()

    def show_found(self, text: str, found: Sequence[FoundTicket]) -> None:
        """Show what a text finds, unless another one is typed by now."""
        self._search.show_found(text, found)

    def show_search_failed(self, text: str, sentence: str) -> None:
        """Say why a text could not be searched for, unless another one is typed by now."""
        if self._search.show_failed(text):
            self.show_trouble(sentence)

    def show_answer(self, answer: ScanResult) -> None:
        """Show what the door says: at a door on the scan page, at a desk here.

        A person who types the next name meanwhile stays here, and so does what was typed.
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
        """Show how many of a group came in, and who did not and why."""
        self._reset_unless_typing()
        text = group_texts(answers, self._post.event, self._words)
        self._banner.show_message(*((Colour.ORANGE, Shape.WARNING) if text[1] else _ALL_IN), *text)
        self._search.search_again()

    def show_ticket(self, found: FoundTicket, text: str = "") -> None:
        """Show a ticket as it is now, and what was just done with it."""
        self._search.update_row(found)
        if not self._typed_on:
            self.panels.show_ticket(found, self.time_teller())
            self.on_shown()
        if text:
            name = ticket_name(found.ticket, self._words)
            self.show_done(f"{name}: {text}" if self._typed_on else text)

    @property
    def message(self) -> str:
        """What came of the last thing that was done."""
        return self._banner.message

    def show_done(self, text: str) -> None:
        """Say that something was written down."""
        self._banner.show_message(Colour.BLUE, Shape.INFO, text)

    def show_saved(self, text: str) -> None:
        """Say that a file was written; next a person types a name."""
        self.show_done(text)
        if not self._typed_on:
            self.on_shown()

    def show_card(self, card: Card) -> None:
        """Show a card in the strip; what was found, and what is shown of it, is otherwise now."""
        self._reset_unless_typing()
        self._banner.show_card(card)
        self._search.search_again()

    def show_trouble(self, sentence: str) -> None:
        """Show what could not be done."""
        self._banner.show_message(Colour.ORANGE, Shape.WARNING, sentence)

    def show_code(self, made: NewCode) -> None:
        """Show a ticket's new code."""
        self._banner.clear()
        self.panels.code.show_code(made, self.time_teller())
        self.panels.show_panel(self.panels.code, with_cursor=not self._typed_on)

    def show_group(self, found: Sequence[FoundTicket]) -> None:
        """Show all that was booked together, unless a person types another name by now."""
        if self._typed_on:
            return
        self._banner.clear()
        self.panels.group.show_group(found, self.time_teller())
        self.panels.show_panel(self.panels.group)

    def show_walk_in(self, found: FoundTicket) -> None:
        """Say that a guest without a ticket is in, and under which number."""
        if not self._typed_on:
            self.search_for("")
            self.reset()
        text = walk_in_texts(found.ticket, self._post.event, self._words)
        self._banner.show_message(Colour.GREEN, Shape.CHECK, *text)

    def show_on_paper(self, answer: ScanResult) -> None:
        """Say what was written down from paper, and wait for the next line."""
        card = card_of(answer, self._post.event, self._words)
        self.panels.paper.add_line(self.time_teller().at(answer.at), card.name, card.headline)
        if not self._typed_on:
            self.panels.paper.start()
            self.search_for("")
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
        """Take a guest without a ticket down; a second Enter in haste is not meant for the form."""
        if self.panels.may_walk_in and not self.panels.on_paper:
            self._begin("walkIn")
            self.panels.walk_in.ignore_enter(self._still_ms)

    def _pick(self, found: FoundTicket | None) -> None:
        if found is not None and not self.panels.on_paper:
            self.panels.show_ticket(found, self.time_teller())

    def _choose(self, found: FoundTicket) -> None:
        if self.panels.on_paper:
            self.panels.paper.ask_time(found.ticket, self.time_teller())
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

    def _lay_out(self) -> None:
        page = QHBoxLayout(self)
        page.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        page.setSpacing(MARGIN)
        page.addWidget(self._search, 56)
        page.addWidget(self.panels, 44)

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
