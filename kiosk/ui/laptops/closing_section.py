"""The section to close the day: hand in, check everyone out, then empty this laptop."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from kiosk.ui.widgets.labels import set_texts
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel, fill


class ClosingSection(Section):
    """Offers the steps after the last guest; emptying only after this laptop was handed in.

    Signals:
        hand_in_asked: close the day of this laptop and hand it in.
        all_asked: ask all connected laptops to hand in, or no longer (bool).
        out_asked: check everyone out.
        empty_asked: remove all data from this laptop.
    """

    hand_in_asked = Signal()
    all_asked = Signal(bool)
    out_asked = Signal()
    empty_asked = Signal()

    def __init__(
        self, *, sets_outside: bool, asks_all: bool, parent: QWidget | None = None
    ) -> None:
        """This role may check everyone out (`sets_outside`), or ask all to hand in (`asks_all`)."""
        super().__init__(parent)
        self._handed_in = self._asked = False
        self._hand_in = ChoiceButton("handIn", self)
        self._all = ChoiceButton("handInAll", self)
        self._out = ChoiceButton("checkEveryoneOut", self)
        self._empty = ChoiceButton("emptyLaptop", self)
        self._apart = WrappedLabel("quiet", self)
        self._missing = WrappedLabel("line", self)
        fill(
            self.column,
            self._hand_in,
            self._all,
            self._out,
            self._empty,
            self._apart,
            self._missing,
        )
        self._all.setVisible(asks_all)
        self._out.setVisible(sets_outside)
        self._empty.hide()
        self._hand_in.clicked.connect(self.hand_in_asked)
        self._all.clicked.connect(lambda: self.all_asked.emit(not self._asked))
        self._out.clicked.connect(self.out_asked)
        self._empty.clicked.connect(self.empty_asked)

    def use_language(self) -> None:
        """Show everything in the current language."""
        translate = QCoreApplication.translate
        self.set_heading(translate("Closing", "Close the day"))
        set_texts(
            {
                self._hand_in: translate("Closing", "Hand this laptop in …"),
                self._out: translate("Closing", "Set the count to 0 …"),
                self._empty: translate("Closing", "Empty this laptop …"),
            }
        )
        self._show()

    def show_day(
        self, missing: Sequence[str], *, handed_in: bool, may_empty: bool, asked: bool
    ) -> None:
        """Show which laptops have not handed in, once one has, and whether this one has.

        `may_empty`: all data of this laptop also exists elsewhere. `asked`: all laptops were asked.
        """
        self._asked = asked
        self._missing.show_text("\n".join(missing))
        self._handed_in = handed_in
        self._empty.setVisible(may_empty)
        self._show()

    def _show(self) -> None:
        translate = QCoreApplication.translate
        self._all.setText(
            translate("Closing", "Stop asking to hand in")
            if self._asked
            else translate("Closing", "Ask all laptops to hand in …")
        )
        self._apart.show_text(
            translate("Closing", "This laptop is handed in. The next scan opens the day again.")
            if self._handed_in
            else ""
        )
