"""Asks which laptop this one replaces, shows the consequence, and records it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics

from kiosk.checkin.station_context import StationContext
from kiosk.ui.laptops.exchange_controller import ExchangeController
from kiosk.ui.laptops.laptops_interface import LaptopsBackend
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.laptops.replace_texts import (
    consequence,
    may_have_died,
    replace_row,
    replaceable,
    replaces,
)
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.style.theme import font

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.laptops import Laptop, Laptops

_log = logging.getLogger(__name__)
_WIDTH = 700
_AROUND = 140  # pixels of margins, borders, the number and a bar next to the text
_NO_LAPTOP = ""
_NO, _WHOLE, _PARTLY = "replace.no", "replace.whole", "replace.partly"
_HERE, _SET_UP = "replace.another.here", "replace.another.set_up"


class ReplaceController(RoomController[LaptopsBackend]):
    """Asks which laptop this one replaces; any person may choose, and the choice can be undone.

    After an exchange with a stick, a laptop without scans asks by itself, once.

    Signals:
        moved: this station works at another `StationContext` now.
    """

    moved = Signal(object)

    def __init__(
        self,
        ui: UiContext[LaptopsBackend],
        page: LaptopsPage,
        scan: ScanPage,
        exchanges: ExchangeController,
    ) -> None:
        super().__init__(ui, page)
        self._page = page
        self._scan = scan
        self._exchanges = exchanges
        self._offered = False
        page.more.replace_asked.connect(
            lambda: exchanges.ask_laptops(self._ask_which, self._failed)
        )
        page.put_another_asked.connect(
            lambda station: exchanges.ask_laptops(partial(self._put_another, station), self._failed)
        )
        exchanges.exchanged.connect(self._may_be_asked)

    def _may_be_asked(self) -> None:
        if not self._offered:
            self._exchanges.ask_laptops(self._offer, _not_offered)

    def _offer(self, laptops: Laptops) -> None:
        if may_have_died(laptops):
            self._offered = True
            self._ask_which(laptops)

    def _ask_which(self, laptops: Laptops) -> None:
        words, now, may = self._words, replaces(laptops), replaceable(laptops)
        if not may:
            self._page.show_trouble(words.say("replace.none"))
            return
        title = words.say("replace.now", name=now) if now else words.say("replace.which")
        how = words.say("replace.now_help" if now else "replace.which_help")
        by_id = {one.status.id: one for one in may}
        self._ask_choice(
            title,
            list(self._choices(may, laptops)),
            lambda id_: self._chosen(by_id.get(id_), laptops),
            how,
            width=_WIDTH,
        )

    def _put_another(self, station: str, seen: Laptops) -> None:
        """Replace a silent laptop by this one if this is a spare; else show how to do it."""
        lost = next((one for one in replaceable(seen) if one.status.id == station), None)
        if lost is None:
            self._page.show_trouble(self._words.say("replace.none"))
        elif seen.spare:
            self._ask_whether(lost, seen)
        else:
            self._show_how(lost, seen)

    def _show_how(self, lost: Laptop, seen: Laptops) -> None:
        words, name = self._words, lost.status.name
        keys = [_NO, *([_SET_UP] if self._page.enrols else []), _HERE]

        def chosen(key: str) -> None:
            if key == _HERE:
                self._ask_whether(lost, seen)
            elif key == _SET_UP:
                self._page.setup_asked.emit()

        self._ask_choice(
            words.say("replace.another.title", name=name),
            [(key, words.say(key)) for key in keys],
            chosen,
            words.say("replace.another.how", name=name),
            width=_WIDTH,
        )

    def _choices(self, may: list[Laptop], laptops: Laptops) -> Iterator[tuple[str, str]]:
        words, now = self._words, replaces(laptops)
        key = "replace.stop" if now else "replace.no_laptop"
        yield _NO_LAPTOP, _fitting(lambda name: words.say(key, name=name), now)
        for one in may:
            row = partial(replace_row, one, laptops, words)
            yield one.status.id, _fitting(row, one.status.name)

    def _chosen(self, lost: Laptop | None, laptops: Laptops) -> None:
        if lost is not None:
            self._ask_whether(lost, laptops)
        elif replaces(laptops):
            self._replace(_NO_LAPTOP, self._words.say("replace.done_none"), whole=False)

    def _ask_whether(self, lost: Laptop, laptops: Laptops) -> None:
        words, name = self._words, lost.status.name
        keys = (_NO, _WHOLE, _PARTLY) if lost.status.last_seen is not None else (_NO, _PARTLY)
        self._ask_choice(
            words.say("replace.title", name=name),
            [(key, words.say(key)) for key in keys],
            partial(self._decided, lost, laptops),
            consequence(lost, laptops, words),
            width=_WIDTH,
        )

    def _decided(self, lost: Laptop, laptops: Laptops, key: str) -> None:
        done = "replace.done_whole" if key == _WHOLE else "replace.done_partly"
        if key == _NO:
            self._ask_which(laptops)
        else:
            text = self._words.say(done, name=lost.status.name)
            self._replace(lost.status.id, text, whole=key == _WHOLE)

    def _replace(self, laptop: str, text: str, *, whole: bool) -> None:
        self._client.ask(
            lambda station: station.replace(laptop, whole=whole),
            partial(self._replaced, text),
            self._failed,
            once=("replace", laptop),
        )

    def _replaced(self, text: str, post: StationContext) -> None:
        self._scan.move_to(post)
        self.moved.emit(post)
        self._page.show_done(text)
        self._scan.notices.show_done(text)

    def _failed(self, error: Exception) -> None:
        self._page.show_trouble(self._error_text(error))


def _fitting(worded: Callable[[str], str], name: str) -> str:
    """Return a text with a name that fits on a button; the name is shortened where needed."""
    metrics = QFontMetrics(font(20, QFont.Weight.DemiBold))
    room = _WIDTH - _AROUND - metrics.horizontalAdvance(worded(""))
    return worded(metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)).replace("&", "&&")


def _not_offered(error: Exception) -> None:
    _log.warning("whom this laptop may replace could not be looked up", exc_info=error)
