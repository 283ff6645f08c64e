"""The top of the page of laptops: a sentence about all, the connection, and the next step."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.ui.laptops.next_step import NextStep, step_text
from kiosk.ui.widgets.labels import set_texts
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import WrappedLabel, fill


class OverviewBar(QWidget):
    """Shows the state of the laptops, and the one button with the next step of the day.

    Signals:
        step_asked: the `NextStep` whose button was pressed.
        serve_asked: be the hub for the other laptops.
        more_asked: the other actions, or the laptops again.
    """

    step_asked = Signal(object)
    serve_asked = Signal()
    more_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._step = NextStep.EXCHANGE
        self._shows_more = False
        self.sentence = WrappedLabel("strong", self)
        self._network = WrappedLabel("line", self)
        self.next = ChoiceButton("primary", self)
        self._serve = ChoiceButton("serveNow", self)
        self._serve.hide()
        self.more = ChoiceButton("moreActions", self)
        self._lay_out()
        self.next.clicked.connect(lambda: self.step_asked.emit(self._step))
        self._serve.clicked.connect(self.serve_asked)
        self.more.clicked.connect(self.more_asked)

    def use_language(self) -> None:
        """Show the labels in the current language."""
        translate = QCoreApplication.translate
        back, more = translate("Laptops", "Back to the laptops"), translate("Laptops", "More")
        set_texts(
            {
                self.next: step_text(self._step),
                self._serve: translate("Network", "Let this laptop connect the others"),
                self.more: back if self._shows_more else more,
            }
        )

    def show_step(self, step: NextStep) -> None:
        """Offer this step of the day."""
        self._step = step
        self.use_language()

    def show_network(self, text: str, *, offers_to_serve: bool) -> None:
        """Show the connection; `offers_to_serve`: the hub is gone, and this laptop may be it."""
        self._network.show_text(text)
        self._serve.setVisible(offers_to_serve)

    def show_more(self, shown: bool) -> None:
        """Set the label of the button: the other actions, or the laptops."""
        self._shows_more = shown
        self.use_language()

    def _lay_out(self) -> None:
        above = fill(QHBoxLayout(), (self.sentence, 1), self.next, self.more, spacing=8)
        below = fill(QHBoxLayout(), (self._network, 1), self._serve, spacing=8)
        fill(QVBoxLayout(self), above, below, margins=0, spacing=4)
