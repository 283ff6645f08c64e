"""The dialog to make the fallback list: of all guests, or only the additions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QRadioButton

from kiosk.domain.event_settings import Event
from kiosk.texts import Texts
from kiosk.ui.files.file_dialogs import ask_where_to_save_pdf
from kiosk.ui.style.theme import Theme
from kiosk.ui.style.time_format import moment
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import apply_page_style, fill
from kiosk.ui.widgets.status_label import StatusLabel

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.admin.fallback_list import FallbackState

_WIDTH = 640


class FallbackDialog(Dialog):
    """Shows the time of the last print and the changes since; asks for the file to write.

    Signals:
        asked: the file (Path) to write, and whether only the additions (bool) are wanted.
        print_asked: the same on a printer.
    """

    asked = Signal(object, bool)
    print_asked = Signal(bool)

    def __init__(self, event: Event, words: Texts, now: Callable[[], int], theme: Theme) -> None:
        """`now` is ms UTC."""
        translate = QCoreApplication.translate
        super().__init__(translate("Files", "Fallback list on paper"), _WIDTH)
        self._event = event
        self._words = words
        self._now = now
        self._done = False
        about = named("mutedText", QLabel(words.say("fallback.about"), self.frame, wordWrap=True))
        self._last = named("strong", QLabel(self.frame, wordWrap=True))
        self._all, self._additions = QRadioButton(self.frame), QRadioButton(self.frame)
        self._status = StatusLabel("overlayStatus", self.frame)
        self._make = ChoiceButton("primary", self.frame)
        self._print = ChoiceButton(parent=self.frame, text=translate("Files", "Print …"))
        choice = (about, self._last, self._all, self._additions, self._status)
        fill(self.column, *choice, fill(QHBoxLayout(), (self._make, 1), self._print))
        self._all.setChecked(True)
        self._make.clicked.connect(self._ask)
        self._print.clicked.connect(lambda: self.print_asked.emit(self._additions.isChecked()))
        self._all.toggled.connect(lambda _: self._offer())
        apply_page_style(self, theme)
        self._offer()
        self._enable(False)

    @property
    def message(self) -> str:
        """The text of the status label."""
        return self._status.text()

    def show_state(self, state: FallbackState) -> None:
        """Show the number of guests of a list; choose the additions if there are any."""
        say, changes = self._words.say, state.added + state.struck
        if state.printed_at is None:
            self._last.setText(say("fallback.never"))
        else:
            at = moment(state.printed_at, self._now(), self._event.zone, self._words.language)
            key = "fallback.last" if changes else "fallback.unchanged"
            self._last.setText(say(key, at=at, added=state.added, struck=state.struck))
        self._all.setText(say("fallback.all", n=self._words.number(state.guests)))
        self._additions.setText(say("fallback.only_changes", n=changes))
        self._additions.setVisible(changes > 0)
        self._additions.setChecked(changes > 0)
        self._enable(True)
        for button in (self._make, self._print):
            button.setEnabled(state.guests > 0)
        if not state.guests:
            self._status.show_status(say("error.fallback_empty"))
        self._make.setFocus()

    def show_busy(self) -> None:
        """Show that the file is being written."""
        self._status.show_status(self._words.say("fallback.making"))
        self._enable(False)

    def show_trouble(self, sentence: str) -> None:
        """Show an error, and ask again."""
        self._status.show_trouble(sentence)
        self._enable(True)
        self._make.setFocus()

    def show_written(self, sentence: str) -> None:
        """Show that the file was written; another choice starts another one."""
        self._status.show_status(sentence)
        self._enable(True)
        self._done = True
        self._make.setText(QCoreApplication.translate("Pack", "Done"))
        self._make.setFocus()

    def _offer(self) -> None:
        self._done = False
        self._make.setText(QCoreApplication.translate("Files", "Make the PDF …"))

    def _ask(self) -> None:
        if self._done:
            self.dismiss()
            return
        additions = self._additions.isChecked()
        key = "fallback.name_additions" if additions else "fallback.name"
        name = f"{self._event.date.isoformat()} {self._words.say(key)}.pdf"
        ask_where_to_save_pdf(self, name, lambda path: self._chosen(path, additions))

    def _chosen(self, path: Path, additions: bool) -> None:
        self.show_busy()
        self.asked.emit(path, additions)

    def _enable(self, enabled: bool) -> None:
        for part in (self._all, self._additions, self._make, self._print):
            part.setEnabled(enabled)
