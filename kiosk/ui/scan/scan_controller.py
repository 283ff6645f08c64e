"""Passes codes to the door and results to the page, in order and without loss."""

import logging
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from kiosk.checkin.answer import ScanResult
from kiosk.domain.verdict import Outcome
from kiosk.texts import Texts
from kiosk.ui.input.preview import Preview
from kiosk.ui.scan.scan_interface import CodeJudge, ScanBackend
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.station_client import RoomClient
from kiosk.ui.widgets.verdict_card import Card

_log = logging.getLogger(__name__)
# A verdict takes milliseconds, 5 s if another program locks the file. A disk that takes longer is
# not waited for: the page shows a failure, and a thread with another connection continues.
_LIMIT_S = 20.0


class ScanController(QObject):
    """Asks the door about each code, of camera, hand scanner or keyboard.

    Signals:
        answered: the page has a new card after a key or a hand scanner.
        glimpsed: the page has a new card after a code of the camera, or on a page that stays.
        slipped: a person typed a text that is no ticket.
    """

    answered = Signal()
    glimpsed = Signal()
    slipped = Signal(str)

    def __init__(
        self,
        page: ScanPage,
        client: RoomClient[ScanBackend],
        parent: QObject | None = None,
        *,
        limit_s: float = _LIMIT_S,
    ) -> None:
        """A scan that takes longer than `limit_s` has failed."""
        super().__init__(parent)
        self._page = page
        self._client = client
        self._limit_s = limit_s
        self.typed_readings: Callable[[], Sequence[str]] = tuple
        """Returns the meanings of a typed text in other keyboard layouts."""
        self._borrower: Callable[[Sequence[str]], bool] | None = None
        self.is_test: Callable[[], bool] = lambda: False
        """Returns whether codes are judged as test scans, which leave no entry."""
        self.stays: Callable[[], bool] = lambda: False
        """Returns whether a page is left to its person, also after a hand scanner."""

    def picture(self) -> Preview:
        """Return a live picture of the page's camera, for a dialog."""
        return self._page.preview.twin()

    def lend(self, reader: Callable[[Sequence[str]], bool]) -> None:
        """Pass codes of camera and hand scanner to `reader`; one that it takes is not scanned."""
        self._borrower = reader

    @Slot()
    def end_loan(self) -> None:
        """Scan tickets again."""
        self._borrower = None

    @Slot(str)
    def on_code(self, code: str) -> None:
        """Scan a code."""
        self._judge(lambda door: door.scan(code), self._came_by_hand)

    @Slot(str)
    def on_glimpse(self, code: str) -> None:
        """Scan a code of the camera, on any page."""
        if self._borrower is not None and self._borrower([code]):
            return
        self._judge(lambda door: door.scan(code), self.glimpsed)

    @Slot(object)
    def on_keys(self, read: Sequence[str]) -> None:
        """Scan the possible readings of a hand scanner's keys."""
        if self._borrower is not None and self._borrower(read):
            return
        self._judge(lambda door: door.scan_keys(read), self._came_by_hand)

    def on_typed(self, read: Sequence[str], take: Callable[[], bool], *, evenly: bool) -> None:
        """Scan typed keys as a scanner's, if they are a ticket's code and `take` agrees.

        Keys that did not come `evenly` are a person's on other pages, where a person may search for
        a code; and a code that is also a ticket number does not count for them.
        """
        if not evenly and not self._page.isVisible():
            return

        def found(known: bool) -> None:
            if known and take():
                self.on_keys(read)

        self._client.ask(lambda door: door.knows_code(read, numbers=evenly), found, _not_looked_up)

    @Slot(str)
    def on_reference(self, text: str) -> None:
        """Scan a typed ticket number or code."""

        def show(answer: ScanResult) -> None:
            self._show(self._came_to_page, answer)
            if answer.verdict.outcome is Outcome.NOT_A_TICKET and not answer.test:
                self.slipped.emit(text)

        self._page.expect_answer()
        also, judge = tuple(self.typed_readings()), self._judge_now()
        self._client.ask(
            lambda door: judge(door).scan_reference(text, also),
            show,
            lambda error: self._failed(self._came_to_page, error),
            limit_s=self._limit_s,
        )

    def show_undone(
        self, answer: ScanResult | None, card: Callable[[Texts], Card] | None = None
    ) -> None:
        """Show that a result was undone, by its card or by `card`, and count again."""
        self._page.show_undone(answer, card)
        self._came_by_hand.emit()
        self.count()

    def count(self) -> None:
        """Refresh the number of people that came in through this door."""
        self._client.ask(
            lambda door: door.people_through(), self._page.footer.show_people, _not_counted
        )

    def look_up(self, text: str, done: Callable[[bool], None]) -> None:
        """Call `done` with whether a text is surely no ticket."""
        self._client.ask(lambda door: door.is_no_ticket(text), done, _not_looked_up)

    @property
    def _came_by_hand(self) -> SignalInstance:
        """The signal for a code of a hand scanner, or an action by a key."""
        return self.glimpsed if self.stays() else self.answered

    @property
    def _came_to_page(self) -> SignalInstance:
        """The signal for a result of typed text; `glimpsed` if a person changed the page since."""
        return self.answered if self._page.isVisible() else self.glimpsed

    def _judge(self, question: Callable[[CodeJudge], ScanResult], came: SignalInstance) -> None:
        self._page.expect_answer()
        shown, failed = partial(self._show, came), partial(self._failed, came)
        judge = self._judge_now()
        self._client.ask(lambda door: question(judge(door)), shown, failed, limit_s=self._limit_s)

    def _judge_now(self) -> Callable[[ScanBackend], CodeJudge]:
        """Return the judge of a code that is read now, also if a test begins or ends meanwhile."""
        is_test = self.is_test()
        return lambda door: door.rehearsal if is_test else door

    @Slot(object)
    def show(self, answer: ScanResult) -> None:
        """Show a result of an action on another page."""
        self._show(self._came_by_hand, answer)

    def show_corrected(self, answer: ScanResult) -> None:
        """Show an answer in place of the one that it corrects; a person who left stays away."""
        self._show(self._came_to_page, answer)

    def _show(self, came: SignalInstance, answer: ScanResult) -> None:
        try:
            self._page.show_answer(answer)
        except Exception as error:  # noqa: BLE001 - without this, the card before would stay
            self._failed(came, error)
            return
        if answer.verdict.outcome is not Outcome.NOT_A_TICKET:
            came.emit()
        self.count()

    def _failed(self, came: SignalInstance, error: Exception) -> None:
        _log.error("a scan could not be recorded or shown", exc_info=error)
        self._page.show_failure(error)
        came.emit()


def _not_counted(error: Exception) -> None:
    _log.warning("the people through this door could not be counted", exc_info=error)


def _not_looked_up(error: Exception) -> None:
    _log.warning("a code beside a ticket could not be looked up", exc_info=error)
