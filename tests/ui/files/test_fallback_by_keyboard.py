"""The fallback list is made by the keys alone, through the real backend."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.backend.files_backend import LocalFiles
from kiosk.reports.fallback_rows import FallbackList
from kiosk.runtime.data_folder import DataFolder
from kiosk.texts import Texts
from kiosk.ui.files.fallback import fallback_dialog
from kiosk.ui.files.fallback.fallback_controller import FallbackController, PrintJob
from kiosk.ui.files.fallback.fallback_dialog import FallbackDialog
from kiosk.ui.files.files_context import FilesContext
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.printing.fallback_printing import fallback_pdf
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.dialog import Dialog
from tests.festival import NOON, Row, add_list, festival, session_on
from tests.ui.guests import EVENT

KEY = Qt.Key
GUESTS = (Row("T-1", name="Jan van den Berg"), Row("T-2", name="Ria 't Hart", places=2))


class Office:
    """The page over a real folder; the dialog for a file chooses the next of `files` at once."""

    def __init__(self, qtbot: QtBot, folder: Path, words: Texts) -> None:
        self.session = session_on(folder)
        self.files: list[Path] = []
        self.jobs: list[bool] = []
        self.printed: list[FallbackList] = []
        self._qtbot = qtbot
        self._dialogs: list[FallbackDialog] = []
        self.page, self.runner = FilesPage(EVENT, words, lambda: NOON, LIGHT), ThreadRunner()
        qtbot.addWidget(self.page)
        ask = cast(Callable[[Dialog], None], self._open)  # the only dialog that it opens
        FallbackController(
            FilesContext(LocalFiles(self.session), self.runner, lambda: words, ask),
            self.page.lists,
            lambda words: FallbackDialog(EVENT, words, lambda: NOON, LIGHT),
            fallback_pdf,
            self._choose_printer,
            self.page,
        )
        with qtbot.waitActive(self.page):
            self.page.show()

    def _open(self, dialog: FallbackDialog) -> None:
        self._dialogs.append(dialog)
        dialog.open_over(self.page)

    def _choose_printer(self, _: QWidget, chosen: Callable[[PrintJob], None]) -> bool:
        """Choose the printer of which the next of `jobs` says whether it starts."""
        if self.jobs:
            chosen(self._print)
        return bool(self.jobs)

    def _print(self, shown: FallbackList, _: Texts) -> bool:
        self.printed.append(shown)
        return self.jobs.pop(0)

    def print(self) -> str:
        """Open the dialog, go to the button of the printer, and press it; return the sentence."""
        self.page.lists.fallback_asked.emit()
        dialog = self._dialogs[-1]
        button = dialog.findChild(QWidget, "primary")
        assert button is not None
        self._qtbot.waitUntil(button.hasFocus)
        QTest.keyClick(button, KEY.Key_Tab)
        QTest.keyClick(QApplication.focusWidget() or button, KEY.Key_Return)
        making = "De lijst wordt gemaakt. Scannen gaat gewoon door."
        self._qtbot.waitUntil(lambda: dialog.message not in ("", making))
        said = dialog.message
        dialog.dismiss()
        return said

    def write(self, path: Path, *keys: Qt.Key) -> str:
        """Open the dialog, press keys, write to a path, and close it; return its sentence."""
        self.files.append(path)
        self.page.lists.fallback_asked.emit()
        dialog = self._dialogs[-1]
        button = dialog.findChild(QWidget, "primary")
        assert button is not None
        self._qtbot.waitUntil(button.hasFocus)
        for key in (*keys, KEY.Key_Return):
            QTest.keyClick(QApplication.focusWidget() or button, key)
        self._qtbot.waitUntil(lambda: button.hasFocus() and path.name in dialog.message)
        said = dialog.message
        QTest.keyClick(button, KEY.Key_Return)
        return said


@pytest.fixture
def office(
    qtbot: QtBot,
    app: QApplication,
    words: dict[str, Texts],
    labels: Language,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    opened_folders: list[Path],
) -> Iterator[Office]:
    assert app is not None
    assert opened_folders == []
    labels.use("nl")
    with festival(tmp_path / "station", GUESTS):
        pass
    made = Office(qtbot, tmp_path / "station", words["nl"])
    monkeypatch.setattr(
        fallback_dialog, "ask_where_to_save_pdf", lambda _, __, chosen: chosen(made.files[-1])
    )
    yield made
    assert made.runner.close(10)


def text_of(path: Path) -> str:
    return str(PdfDocument(path)[0].get_textpage().get_text_range())


def add_guest(session: DataFolder) -> None:
    with session.open_store() as store:
        add_list(store, "partner", [Row("P-1", name="Bo Li")])


def test_all_guests_are_written_then_only_the_additions(office: Office, tmp_path: Path) -> None:
    whole, added = tmp_path / "noodlijst.pdf", tmp_path / "aanvulling.pdf"
    assert "2 gasten" in office.write(whole)
    add_guest(office.session)
    assert "1 gast nieuw of anders" in office.write(added)  # without another choice
    again = tmp_path / "weer alles.pdf"
    assert "3 gasten" in office.write(again)  # nothing changed since: all guests are offered

    assert ("Berg" in text_of(whole), "Li, Bo" in text_of(whole)) == (True, False)
    assert ("Berg" in text_of(added), "Li, Bo" in text_of(added)) == (False, True)
    assert ("Berg" in text_of(again), "Li, Bo" in text_of(again)) == (True, True)
    assert {path.stat().st_mode & 0o777 for path in (whole, added, again)} == {0o600}


def test_a_file_that_cannot_be_written_is_named_and_asked_again(
    office: Office, tmp_path: Path
) -> None:
    assert "eindigen op .pdf" in office.write(tmp_path / "list.txt")
    assert not (tmp_path / "list.txt").exists()


def test_a_list_on_the_printer_counts_as_printed_and_one_that_fails_does_not(
    office: Office,
) -> None:
    office.jobs = [False, True]
    failed, state = office.print(), LocalFiles(office.session).fallback_state()
    printed = office.print()

    assert failed == "De printer doet het niet. Kijk of hij aanstaat, of maak de PDF."
    assert state.printed_at is None
    assert printed == "De printer heeft de lijst: 2 gasten, en 0 om door te strepen."
    assert [one.guests for one in office.printed] == [2, 2]
    assert LocalFiles(office.session).fallback_state().printed_at is not None


def test_without_a_printer_a_sentence_says_what_to_do(office: Office) -> None:
    assert office.print().startswith("Op deze laptop is geen printer ingesteld. Maak de PDF")
    assert LocalFiles(office.session).fallback_state().printed_at is None
