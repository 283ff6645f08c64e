"""The page of lists over a real folder, and the keys of a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.backend.files_backend import LocalFiles
from kiosk.guestlist.list_draft import Obstacle, questions_of
from kiosk.runtime.data_folder import DataFolder
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.files.import_texts import answer_texts
from kiosk.ui.widgets.section import WrappedLabel

MOST_MS = 30_000
MOST_TABS = 200
MOST_STEPS = 30


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
            if isinstance(focused, QAbstractButton) and focused.text().replace("&&", "&") == text:
                pushed = isinstance(focused, QPushButton)
                self.press(Qt.Key.Key_Return if pushed else Qt.Key.Key_Space)
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(text)

    def go_to(self, name: str) -> None:
        """Go to a field by Tab."""
        for _ in range(MOST_TABS):
            if self.focused.accessibleName() == name:
                return
            self.press(Qt.Key.Key_Tab)
        raise AssertionError(name)

    def type(self, text: str) -> None:
        """Type a text."""
        QTest.keyClicks(self.focused, text)
        self.keys += len(text)

    def take_in(
        self, file: Path, answers: Sequence[str] = (), groups: Mapping[str, int] | None = None
    ) -> None:
        """Drop a file, and do each step that the doctor asks for until the list is in.

        `answers` are options of the command, `groups` how often Down is pressed for a category.
        """
        self.open(file)
        self.go_on(answers, groups)

    def go_on(self, answers: Sequence[str] = (), groups: Mapping[str, int] | None = None) -> None:
        """Do each step that the doctor asks for until the list is in."""
        for _ in range(MOST_STEPS):
            if not self.page.doctor.isVisible():
                return
            self._step(answers, groups or {})
        raise AssertionError(self.said)

    def _step(self, answers: Sequence[str], groups: Mapping[str, int]) -> None:
        doctor = self.page.doctor
        report, draft = doctor._report, doctor._draft  # what the page shows
        assert report is not None
        assert draft is not None
        match draft.obstacle(report):
            case Obstacle.QUESTIONS:
                question = questions_of(draft, report)[0]
                texts = answer_texts(question, self.page._words)
                answer = next((one for one in answers if one in texts), question.answers[0])
                self.press_button(texts[answer])
            case Obstacle.NO_GROUP:
                picker = self.focused
                assert isinstance(picker, QComboBox)
                category = picker.accessibleName().partition(": ")[2]
                self.press(*[Qt.Key.Key_Down] * groups.get(category, 1), Qt.Key.Key_Return)
            case Obstacle.REJECTED_ROWS:
                self.press(Qt.Key.Key_Space)
            case _:
                assert doctor.next_stop is self.focused
                self.press(Qt.Key.Key_Return)

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
