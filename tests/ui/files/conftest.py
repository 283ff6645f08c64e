"""The page of lists with its real backend."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.backend.files_backend import LocalFiles
from kiosk.texts import Texts
from kiosk.ui.files.files_context import FilesContext
from kiosk.ui.files.files_controller import FilesController
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from tests.festival import festival, session_on
from tests.ui.fake_files import FakeReaders
from tests.ui.guests import EVENT, NOW
from tests.ui.list_desk import ListDesk


@pytest.fixture
def desk(
    qtbot: QtBot, app: QApplication, words: dict[str, Texts], labels: Language, tmp_path: Path
) -> Iterator[ListDesk]:
    assert app is not None
    labels.use("nl")
    with festival(tmp_path / "station"):
        pass
    session = session_on(tmp_path / "station")
    page, runner = FilesPage(EVENT, words["nl"], lambda: NOW, LIGHT), ThreadRunner()
    qtbot.addWidget(page)
    ask = lambda dialog: dialog.open_over(page)  # noqa: E731
    context = FilesContext(LocalFiles(session), runner, lambda: words["nl"], ask)
    FilesController(context, page, FakeReaders(), page)
    with qtbot.waitActive(page):
        page.show()
    page.on_shown()
    yield ListDesk(page, session, tmp_path, qtbot)
    assert runner.close(10)
