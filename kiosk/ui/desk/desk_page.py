"""The page of search and desk: one field with the cursor in it, and what it finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.checkin.answer import Answer, FoundTicket
from kiosk.checkin.desk import NewCode
from kiosk.checkin.station_context import StationContext
from kiosk.domain.roles import Role
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import Colour, Direction
from kiosk.texts import Words
from kiosk.ui.desk.desk_texts import of_group, of_walk_in
from kiosk.ui.desk.panel_stack import DeskPanels
from kiosk.ui.shell.page import Page
from kiosk.ui.style.icons import Icon
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.empty_state import Blank
from kiosk.ui.widgets.result_banner import Banner
from kiosk.ui.widgets.result_list import STILL_MS, SearchList
from kiosk.ui.widgets.search_field import SearchField
from kiosk.ui.widgets.section import MARGIN, Sentence, dress_page
from kiosk.ui.widgets.ticket_texts import TimeTeller, advise, lines
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
        words: Words,
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
        self._found: Sequence[FoundTicket] = ()
        self._field = SearchField(self)
        self._hint = Sentence("quiet", self)
        self._list = SearchList(theme, still_ms=still_ms, parent=self)
        self._blank = Blank(Icon.SEARCH, theme, self)
        self._banner = Banner(theme, self)
        self.panels = DeskPanels(post, theme, self)
        dress_page(self, theme)
        self._lay_out()
        self._connect()
        self.use_words(words)

    def title(self) -> str:
        """Return the page's name in the language of now."""
        return QCoreApplication.translate("Desk", "Search and desk")

    def use_words(self, words: Words) -> None:
        """Say everything again in these words; what just came of something is over."""
        self._words = words
        name = QCoreApplication.translate("Desk", "Name, organisation or ticket number")
        self._field.setPlaceholderText(name)
        self._field.setAccessibleName(name)
        self._list.setAccessibleName(QCoreApplication.translate("Desk", "Found"))
        self.panels.use_language()
        self._list.reword(lines(self._found, self.told()))
        self._banner.clear()
        if (row := self._list.currentRow()) >= 0 and self.panels.current is self.panels.ticket:
            self.panels.ticket.show_ticket(self._found[row], self.told())
        self._advise()

    def stand_at(self, post: StationContext) -> None:
        """Stand elsewhere from now on."""
        self._post = post
        self.panels.stand_at(post)
        self._advise()

    def come_forward(self) -> None:
        """Put the cursor in the field, what was typed before selected."""
        self._field.setFocus()
        self._field.selectAll()

    def search_for(self, text: str) -> None:
        """Search for a text that was typed elsewhere."""
        self._field.setText(text)
        self._type()

    def step_back(self) -> bool:
        """Leave what is being done, then clear the field."""
        if self.panels.current is self.panels.ticket and self.panels.ticket.step_back():
            return True
        if self.panels.current is not self.panels.tasks:
            self.rest()
            return True
        typed = bool(self._field.text())
        self.search_for("")
        return typed

    def told(self) -> TimeTeller:
        """Return what says times at this event, in the words of now."""
        return TimeTeller(self._now(), self._post.event.zone, self._words)

    def rest(self) -> None:
        """Wait for the next guest: the tasks beside the field with the cursor in it."""
        self._list.setCurrentRow(-1)
        self.panels.bring(self.panels.tasks)
        self.come_forward()
        self._advise()

    def show_found(self, text: str, found: Sequence[FoundTicket]) -> None:
        """Show what a text finds, unless another one is typed by now."""
        if text != self._field.typed:
            return
        self._found = found
        self._list.show_lines(lines(found, self.told()))
        self._advise()

    def show_answer(self, answer: Answer) -> None:
        """Show what the door says: at a door on the scan page, at a desk here."""
        self.rest()
        if self._post.role is Role.DOOR:
            self.search_for("")
            self.answered.emit(answer)
            return
        self.show_card(card_of(answer, self._post.event, self._words))

    def show_answers(self, answers: Sequence[Answer]) -> None:
        """Show how many of a group came in, and who did not and why."""
        self.rest()
        told = of_group(answers, self._post.event, self._words)
        self._banner.say(*((Colour.ORANGE, Shape.WARNING) if told[1] else _ALL_IN), *told)
        self.searched.emit(self._field.typed)

    def show_ticket(self, found: FoundTicket, said: str = "") -> None:
        """Show a ticket as it is now, and what was just done with it."""
        self._found = [found if one.ticket.id == found.ticket.id else one for one in self._found]
        self._list.reword(lines(self._found, self.told()))
        self.panels.ticket.show_ticket(found, self.told())
        self.panels.bring(self.panels.ticket)
        if said:
            self._banner.say(Colour.BLUE, Shape.INFO, said)

    @property
    def said(self) -> str:
        """What came of the last thing that was done."""
        return self._banner.said

    def show_done(self, said: str) -> None:
        """Say that something was written down."""
        self._banner.say(Colour.BLUE, Shape.INFO, said)

    def show_card(self, card: Card) -> None:
        """Show a card in the strip; what was found may stand otherwise now."""
        self._banner.show_card(card)
        self.searched.emit(self._field.typed)

    def show_trouble(self, sentence: str) -> None:
        """Say what could not be done."""
        self._banner.say(Colour.ORANGE, Shape.WARNING, sentence)

    def show_code(self, made: NewCode) -> None:
        """Show a ticket's new code."""
        self._banner.clear()
        self.panels.code.show_code(made, self.told())
        self.panels.bring(self.panels.code)

    def show_group(self, found: Sequence[FoundTicket]) -> None:
        """Show all that was booked together."""
        self._banner.clear()
        self.panels.group.show_group(found, self.told())
        self.panels.bring(self.panels.group)

    def show_walk_in(self, found: FoundTicket) -> None:
        """Say that a guest without a ticket is in, and under which number."""
        self.search_for("")
        self.rest()
        said = of_walk_in(found.ticket, self._post.event, self._words)
        self._banner.say(Colour.GREEN, Shape.CHECK, *said)

    def show_on_paper(self, answer: Answer) -> None:
        """Say what was written down from paper, and wait for the next line."""
        card = card_of(answer, self._post.event, self._words)
        self.panels.paper.note(self.told().at(answer.at), card.name, card.headline)
        self.panels.paper.start()
        self.search_for("")
        self._field.setFocus()

    def _clear(self) -> None:
        self._field.clear()
        self._type()

    def _type(self) -> None:
        """Search for what is typed now; nothing is listed before anything is."""
        self._banner.clear()
        if self.panels.current not in (self.panels.tasks, self.panels.paper):
            self.panels.bring(self.panels.tasks)
        if self._field.typed:
            self.searched.emit(self._field.typed)
        else:
            self.show_found("", ())

    def _enter(self) -> None:
        if self._found or not self._field.typed:
            self._list.enter()
        elif self.panels.may_walk_in and not self._list.moving:
            self._begin("walkIn")

    def _picked(self, row: int) -> None:
        if row >= 0 and self.panels.current is not self.panels.paper:
            self.panels.ticket.show_ticket(self._found[row], self.told())
            self.panels.bring(self.panels.ticket)
        self._advise()

    def _chosen(self, row: int) -> None:
        ticket = self._found[row].ticket
        if self.panels.current is self.panels.paper:
            self.panels.paper.take(ticket, self.told())
        else:
            self.check_in_asked.emit(ticket.id)

    def _begin(self, task: str) -> None:
        panel = self.panels.of_task(task)
        if panel is self.panels.walk_in:
            self.panels.walk_in.start("" if self._found else self._field.typed)
        if panel is self.panels.paper:
            self.panels.paper.start()
        self._banner.clear()
        self._list.setCurrentRow(-1)
        self.panels.bring(panel)
        if panel is self.panels.paper:
            self.come_forward()
        self._advise()
        self.task_asked.emit(task)

    def _rename(self, ticket: Ticket) -> None:
        self.panels.rename.start(ticket)
        self.panels.bring(self.panels.rename)

    def _advise(self) -> None:
        paper = self.panels.current is self.panels.paper
        advice = advise(
            self._field.typed,
            self._found,
            self._list.currentRow(),
            self._words,
            enter="desk.enter_paper" if paper else _ENTER[self._post.direction],
            walk_in=self.panels.may_walk_in and not paper,
        )
        self._list.setVisible(bool(self._found))
        self._blank.setVisible(not self._found)
        self._hint.say(advice if self._found else "")
        self._blank.say("" if self._found else advice)

    def _lay_out(self) -> None:
        found = QVBoxLayout()
        found.setSpacing(8)
        found.addWidget(self._field)
        found.addWidget(self._banner)
        found.addWidget(self._hint)
        found.addWidget(self._list, 1)
        found.addWidget(self._blank, 1)
        page = QHBoxLayout(self)
        page.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        page.setSpacing(MARGIN)
        page.addLayout(found, 56)
        page.addWidget(self.panels, 44)

    def _connect(self) -> None:
        self._field.textEdited.connect(self._type)
        self._field.stepped.connect(self._list.step)
        self._field.entered.connect(self._enter)
        self._list.picked.connect(self._picked)
        self._list.chosen.connect(self._chosen)
        self.panels.tasks.listen_on(self)
        self.panels.tasks.asked.connect(self._begin)
        self.panels.ticket.check_in_asked.connect(self.check_in_asked)
        self.panels.ticket.rename_asked.connect(self._rename)
        self.panels.paper.unreadable.connect(
            lambda: self.show_trouble(self._words.say("desk.no_time"))
        )
