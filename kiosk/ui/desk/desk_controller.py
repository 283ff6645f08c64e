"""Passes the desk's searches and actions to the station, and the results to the page."""

from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from kiosk.checkin.answer import FoundTicket, PaperLine, ScanResult
from kiosk.checkin.walk_ins import WalkInGuest
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.verdict import Direction
from kiosk.texts import Texts
from kiosk.ui.desk.desk_interface import DeskBackend
from kiosk.ui.desk.desk_page import DeskPage
from kiosk.ui.desk.desk_texts import recount_question
from kiosk.ui.desk.doors_panel import DoorsController
from kiosk.ui.shell.error_text import error_text
from kiosk.ui.shell.station_client import RoomClient
from kiosk.ui.style.time_format import locale

T = TypeVar("T")


class DeskController(QObject):
    """Asks the station for searches and actions; only the newest search is waiting.

    Signals:
        action_done: an action succeeded; carries the `ScanResult` that the page shows, or None.
    """

    action_done = Signal(object)

    def __init__(
        self,
        page: DeskPage,
        client: RoomClient[DeskBackend],
        words: Callable[[], Texts],
        parent: QObject | None = None,
    ) -> None:
        """`words` returns the texts in the current language."""
        super().__init__(parent)
        self._page = page
        self._client = client
        self._words = words
        self._wanted: str | None = None
        self._searching = False
        self._letting_in = False
        self._connect()
        DoorsController(page.panels.doors, client, words, self)

    def _connect(self) -> None:
        page, panels = self._page, self._page.panels
        page.searched.connect(self._search)
        page.task_asked.connect(self._begin)
        page.check_in_asked.connect(self._check_in)
        panels.group.check_in_asked.connect(self._check_in_all)
        panels.ticket.number_asked.connect(self._check_in)
        panels.ticket.act_asked.connect(self._act)
        panels.ticket.reissue_asked.connect(self._reissue)
        panels.ticket.group_asked.connect(self._show_group)
        panels.rename.rename_asked.connect(self._rename)
        panels.walk_in.walk_in_asked.connect(self._walk_in)
        panels.paper.written.connect(self._write_from_paper)
        panels.code.save_asked.connect(self._save)
        panels.code.not_printed.connect(
            lambda: page.show_trouble(self._words().say("desk.not_printed"))
        )
        panels.counting.click_asked.connect(self._click)
        panels.counting.recount_asked.connect(self._recount)
        panels.counting.recount_confirmed.connect(self._write_recount)
        panels.refused.chosen.connect(self._show_ticket)

    def _search(self, text: str) -> None:
        self._wanted = text
        if not self._searching:
            self._search_next()

    def _search_next(self) -> None:
        text, self._wanted = self._wanted, None
        if text is None:
            return
        self._searching = True

        def found(tickets: Sequence[FoundTicket]) -> None:
            self._searching = False
            self._page.show_found(text, tickets)
            self._search_next()

        def failed(error: Exception) -> None:
            self._searching = False
            self._page.show_search_failed(text, error_text(error, self._words()))
            self._search_next()

        self._client.ask(lambda desk: desk.find(text), found, failed)

    def _begin(self, task: str) -> None:
        panels = self._page.panels
        if panels.task_panel(task) is panels.walk_in:
            show = panels.walk_in.category.show_categories
            self._ask(lambda desk: desk.categories(), show)
        if panels.task_panel(task) is panels.paper:
            self._ask(lambda desk: desk.paper_sheets(), self._page.paper_order.show_sheets)
        if panels.task_panel(task) is panels.refused:
            self._ask(
                lambda desk: desk.recently_refused(),
                lambda some: panels.refused.show_refused(some, self._page.time_teller()),
            )

    def _check_in(self, ticket: str, people: int | None = None) -> None:
        self._ask(
            lambda desk: desk.check_in(ticket, people), self._show_answer, once=("in", ticket)
        )

    def _check_in_all(self, tickets: Sequence[str]) -> None:
        if self._letting_in:
            self._show_busy()
            return
        self._letting_in = True
        # One question for each ticket: a scan at this laptop waits for one guest, not for thirty.
        results: list[ScanResult | Exception] = []

        def done(result: ScanResult | Exception) -> None:
            results.append(result)
            if len(results) < len(tickets):
                return
            self._letting_in = False
            self._page.show_answers([one for one in results if isinstance(one, ScanResult)])
            self.action_done.emit(None)
            if errors := [one for one in results if isinstance(one, Exception)]:
                self._failed(errors[0])

        together = uuid4().hex if len(tickets) > 1 else ""
        for ticket in tickets:
            self._ask(_let_in(ticket, together), done, done)

    def _act(self, ticket: str, action: TicketAction) -> None:
        def acted(found: FoundTicket) -> None:
            status = self._words().say(found.ticket.status.text_key)
            self._page.show_ticket(found, self._words().say("desk.now", status=status))

        self._do(lambda desk: desk.act(ticket, action), acted, once=(ticket, action))

    def _reissue(self, ticket: str) -> None:
        self._do(lambda desk: desk.reissue(ticket), self._page.show_code, once=("code", ticket))

    def _save(self, path: Path, content: bytes) -> None:
        text = self._words().say("desk.saved", file=path.name)
        self._ask(lambda desk: desk.save(path, content), lambda _: self._page.show_saved(text))

    def _show_group(self, ticket: str) -> None:
        self._ask(lambda desk: desk.booked_together(ticket), self._page.show_group)

    def _show_ticket(self, ticket: str) -> None:
        self._ask(lambda desk: desk.look_up(ticket), self._page.show_ticket)

    def _rename(self, ticket: str, name: str, organisation: str) -> None:
        def renamed(found: FoundTicket) -> None:
            self._page.show_ticket(found, self._words().say("desk.renamed"))

        renaming = ("name", ticket, name, organisation)
        self._do(lambda desk: desk.rename(ticket, name, organisation), renamed, once=renaming)

    def _walk_in(self, guest: WalkInGuest) -> None:
        self._do(lambda desk: desk.walk_in(guest), self._page.show_walk_in, once=guest)

    def _write_from_paper(self, line: PaperLine) -> None:
        self._do(
            lambda desk: (desk.on_paper(line), desk.look_up(line.ticket)),
            lambda written: self._page.show_on_paper(*written),
            once=line,
        )

    def _click(self, direction: Direction, people: int) -> None:
        key = "desk.clicked_in" if direction is Direction.IN else "desk.clicked_out"
        self._do(
            lambda desk: desk.click(direction, people),
            lambda _: self._counted(key, people),
            once=("click", direction, people),
        )

    def _recount(self, people: int) -> None:
        """Ask for a confirmation if the number differs from the current headcount."""

        def ask(inside: int) -> None:
            if people == inside:
                self._write_recount(people)
            else:
                question = recount_question(inside, people, self._words())
                self._page.panels.counting.ask(question, people)

        self._ask(lambda desk: desk.inside(), ask, once=("recount", people))

    def _write_recount(self, people: int) -> None:
        self._do(
            lambda desk: desk.recount(people),
            lambda _: self._counted("desk.recounted", people),
            once=("recount", people),
        )

    def _counted(self, key: str, people: int) -> None:
        self._page.panels.counting.on_counted()
        words = self._words()
        self._page.show_done(words.say(key, people=locale(words.language).toString(people)))

    def _show_answer(self, answer: ScanResult) -> None:
        self._page.show_answer(answer)
        if self._page.isVisible():  # else the scan page shows it
            self.action_done.emit(answer)

    def _do(
        self,
        question: Callable[[DeskBackend], T],
        done: Callable[[T], None],
        *,
        once: Hashable,
    ) -> None:
        def show(result: T) -> None:
            done(result)
            self.action_done.emit(None)

        self._ask(question, show, once=once)

    def _ask(
        self,
        question: Callable[[DeskBackend], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        once: Hashable = None,
    ) -> None:
        self._page.await_result()
        if not self._client.ask(question, done, failed or self._failed, once=once):
            self._show_busy()

    def _show_busy(self) -> None:
        self._page.show_done(self._words().say("scan.writing"))

    def _failed(self, error: Exception) -> None:
        self._page.show_trouble(error_text(error, self._words()))


def _let_in(ticket: str, together: str) -> Callable[[DeskBackend], ScanResult]:
    return lambda desk: desk.check_in_whole(ticket, together)
