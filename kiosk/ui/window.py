"""The window: the scan page and the keys that work everywhere; never closed by accident."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QMessageBox

from kiosk.ui.language import Language
from kiosk.ui.scan_page import ScanPage
from kiosk.words import Words

SMALLEST = QSize(910, 512)  # 1366x768 at 150 %


class Window(QMainWindow):
    """Holds the page; closes only after a person confirmed it."""

    def __init__(
        self, page: ScanPage, labels: Language, words: Mapping[str, Words], *, language: str
    ) -> None:
        super().__init__()
        self._page = page
        self._labels = labels
        self._words = words
        self._language = language
        self._may_close = False
        self._question: QMessageBox | None = None
        self.setCentralWidget(page)
        self.setMinimumSize(SMALLEST)
        self.use_language(language)
        page.language_asked.connect(self.switch_language)
        self._add_keys()
        page.footer.field.setFocus()

    def use_language(self, language: str) -> None:
        """Say everything in this language, at once."""
        self._language = language
        self._labels.use(language)
        self._page.use_words(self._words[language])
        self.setWindowTitle(QCoreApplication.translate("Window", "Check-in"))

    def switch_language(self) -> None:
        """Say everything in the next language."""
        languages = list(self._words)
        self.use_language(languages[(languages.index(self._language) + 1) % len(languages)])
        self._page.footer.field.setFocus()

    def ask_to_close(self) -> None:
        """Ask whether to stop checking in; close if so."""
        if self._question is not None:
            return
        translate = QCoreApplication.translate
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.NoIcon)
        question.setText(translate("Window", "Stop checking in on this laptop?"))
        stop = question.addButton(translate("Window", "Stop"), QMessageBox.ButtonRole.AcceptRole)
        stay = question.addButton(translate("Window", "Go on"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(stay)
        question.setEscapeButton(stay)
        stop.clicked.connect(self._close_for_good)
        question.finished.connect(self._forget_question)
        self._question = question
        question.open()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first, however the window is told to close."""
        if not self._may_close:
            event.ignore()
            self.ask_to_close()
            return
        event.accept()

    def _close_for_good(self) -> None:
        self._may_close = True
        self.close()

    def _forget_question(self) -> None:
        self._question = None

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _add_keys(self) -> None:
        field = self._page.footer.field
        for keys, action in (
            ("F2", field.setFocus),
            ("F9", self.switch_language),
            ("F11", self._toggle_full_screen),
            ("Ctrl+Q", self.ask_to_close),
            ("Escape", field.clear),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)
