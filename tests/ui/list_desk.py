"""The page of lists over a real folder, and the keys of a person."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.backend.files_backend import LocalFiles
from kiosk.runtime.data_folder import DataFolder
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.widgets.section import WrappedLabel

MOST_MS = 30_000
MOST_TABS = 200


@dataclass
class ListDesk:
    """A page over a real folder, and the keys of a person."""

    page: FilesPage
    session: DataFolder
    folder: Path
    qtbot: QtBot
    keys: int = 0

    def drop(self, name: str, text: str) -> None:
        """Write a file, and drop it on the page."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        self.open(path)

    def open(self, path: Path) -> None:
        """Drop a file on the page."""
        self.page.open_files([path])
        self.wait()

    def press(self, *keys: Qt.Key) -> None:
        """Press keys, each once the page is at rest."""
        for key in keys:
            QTest.keyClick(self.focused, key)
            self.keys += 1
            self.wait()

    def press_button(self, text: str) -> None:
        """Go to a button by Tab, and press it."""
        for _ in range(MOST_TABS):
            focused = self.focused
            if isinstance(focused, QPushButton) and focused.text().replace("&&", "&") == text:
                self.press(Qt.Key.Key_Return)
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(text)

    def wait(self) -> None:
        """Wait until nothing is being read or written."""
        self.qtbot.waitUntil(lambda: self.focused is not self.page, timeout=MOST_MS)

    @property
    def focused(self) -> QWidget:
        """The widget that has the keys."""
        return QApplication.focusWidget() or self.page

    @property
    def said(self) -> str:
        """All sentences in sight."""
        labels = self.page.findChildren(WrappedLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def statuses(self) -> dict[str, str]:
        """Return the status of each guest on a list."""
        with self.session.open_store() as store:
            return {one.name: one.status.value for one in store.tickets.all()}

    def sources(self) -> list[str]:
        """Return whose lists there are."""
        return [one.source for one in LocalFiles(self.session).lists()]
