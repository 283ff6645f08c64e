"""The section about all doors at once: stop letting in, and open before the time."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.reports.door_orders import DoorOrders
from kiosk.reports.station_names import station_name
from kiosk.texts import Texts
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel, fill

_APART_PX = 8


class DoorsSection(Section):
    """Shows whether the doors let guests in, and has a button for each way to change that.

    Signals:
        hold_asked: admit no guests (True), or admit guests again.
        opening_asked: let guests in before their time (True), or no longer.
    """

    hold_asked = Signal(bool)
    opening_asked = Signal(bool)

    def __init__(self, parent: QWidget | None = None, *, framed: bool = True) -> None:
        """`framed`: it has a frame of its own."""
        super().__init__(parent)
        if not framed:
            self.setObjectName("actions")
            self.column.setContentsMargins(0, 0, 0, 0)
        self._held = self._opened = False
        self._state = WrappedLabel("notice", self)
        self._unaware = WrappedLabel("line", self)
        self._trouble = WrappedLabel("notice", self)
        self.hold = ChoiceButton("hold", self)
        self._open = ChoiceButton("openAll", self)
        self.hold.clicked.connect(lambda: self.hold_asked.emit(not self._held))
        self._open.clicked.connect(lambda: self.opening_asked.emit(not self._opened))
        # Above the texts: the buttons stay under the pointer.
        buttons = fill(QHBoxLayout(), (self.hold, 1), (self._open, 1), spacing=_APART_PX)
        fill(self.column, buttons, self._state, self._unaware, self._trouble)

    def use_language(self) -> None:
        """Show all labels in the current language."""
        translate = QCoreApplication.translate
        self.hold.setText(
            translate("HeadcountPage", "Let guests in again")
            if self._held
            else translate("HeadcountPage", "Stop letting in")
        )
        self._open.setText(
            translate("HeadcountPage", "Doors at the usual time")
            if self._opened
            else translate("HeadcountPage", "Open all doors")
        )

    def show_doors(self, *, held: bool, opened: bool, sentences: Sequence[str]) -> None:
        """Show the state of the doors: the first of the `sentences` is the state, the others name
        the laptops that do not know it.
        """
        self._held, self._opened = held, opened
        self.use_language()
        state, unaware = sentences[:1], sentences[1:]
        self._state.show_text("".join(state))
        self._unaware.show_text("\n".join(unaware))
        self._trouble.show_text("")

    def show_trouble(self, sentence: str) -> None:
        """Show why a change failed."""
        self._trouble.show_text(sentence)


def door_texts(orders: DoorOrders, words: Texts) -> tuple[str, ...]:
    """Return the state of the doors, then the laptops that are not aware of it."""
    return tuple(_sentences(orders, words))


def _sentences(orders: DoorOrders, words: Texts) -> Iterator[str]:
    if orders.hold:
        yield words.say("first_glance.on_hold")
    elif orders.all_open:
        yield words.say("first_glance.doors_open")
    else:
        return
    names = [station_name(station, words) for station in orders.silent]
    if len(names) == 1:
        yield words.say("first_glance.unaware", station=names[0])
    elif names:
        yield words.say("first_glance.unaware_all", stations=", ".join(names))
    if orders.never_seen:
        yield words.say("first_glance.unaware_more", count=orders.never_seen)
