"""Shows the work that is running: a sentence, its progress, and a button that stops it."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.texts import Texts
from kiosk.ui.widgets.keyboard_focus import FocusMemory
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import WrappedLabel, fill


class BusyLine(QWidget):
    """Hidden while nothing runs; while work runs, the widget `covered` is disabled.

    `next_stop` returns the widget of the next step, which gets the focus afterwards.

    Signals:
        stop_asked: a person wants to stop the running work.
    """

    stop_asked = Signal()

    covered: QWidget
    next_stop: Callable[[], QWidget]

    def __init__(self, words: Texts, page: QWidget) -> None:
        super().__init__(page)
        self.words = words
        self._keys = FocusMemory(page)
        self._sentence = ""
        self._label = WrappedLabel("notice", self)
        self._stop = ChoiceButton(parent=self)
        fill(QHBoxLayout(self), (self._label, 1), self._stop, margins=0)
        self._stop.clicked.connect(self.stop)
        self.hide()

    def begin(self, sentence: str, *, may_stop: bool = False) -> None:
        """Show the work that is running; nothing else can be started meanwhile."""
        self._show(sentence, may_stop=may_stop)
        self._keys.remember_focus()
        self.covered.setEnabled(False)

    def end(self) -> None:
        """Show that nothing runs; restore the focus, or put it on the next step."""
        self._show("")
        self.covered.setEnabled(True)
        self._keys.restore_focus(self.next_stop())

    def _show(self, sentence: str, *, may_stop: bool = False) -> None:
        self._sentence = sentence
        self._label.show_text(sentence)
        self._stop.setText(QCoreApplication.translate("Files", "Stop (Esc)"))
        self._stop.setVisible(may_stop)
        self._stop.setEnabled(may_stop)
        self.setVisible(bool(sentence))

    def show_rows(self, rows: int) -> None:
        """Add how many rows were read."""
        self._add(self.words.say("files.rows_read", rows=self.words.number(rows)))

    def show_progress(self, done: int, total: int) -> None:
        """Add how many steps are done, and of how many."""
        number = self.words.number
        self._add(self.words.say("files.progress", done=number(done), total=number(total)))

    def show_packed(self, percent: int) -> None:
        """Add how much of the file is packed."""
        self._add(self.words.say("files.packed", percent=percent))

    def _add(self, counted: str) -> None:
        self._label.show_text(f"{self._sentence} {counted}")

    def stop(self) -> bool:
        """Ask once to stop the running work; return whether that was possible."""
        if not self.isVisible() or not self._stop.isEnabled():
            return False
        self._stop.setEnabled(False)
        self.stop_asked.emit()
        return True
