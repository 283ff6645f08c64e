"""After every panel and file dialog, the focus is where a person types next."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton

from kiosk.texts import Texts
from kiosk.ui.desk.desk_page import DeskPage
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.setup.join_page import JoinPage
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT, WindowOptions
from tests.ui.fake_files import FakeFiles
from tests.ui.gallery.stage import Stage, Station, staged
from tests.ui.gallery.states import ADMIN, State, chooses_an_event_file
from tests.ui.guests import part
from tests.ui.ways_out import the_keys

SIZE = QSize(1024, 600)
LOOK = WindowOptions(language="nl", theme=LIGHT, animated=False)
Opened = Callable[..., Stage]


@pytest.fixture
def opened(app: QApplication, words: dict[str, Texts], labels: Language) -> Iterator[Opened]:
    staging = []

    def open_stage(state: State, station: Station | None = None) -> Stage:
        made = staged(
            app, labels, words, LOOK, SIZE, post=state.post, station=station or state.station()
        )
        staging.append(made)
        return made.__enter__()

    yield open_stage
    for made in staging:
        made.__exit__(None, None, None)


def answer_dialog(stage: Stage, path: Path | None) -> None:
    """Choose a file in the open dialog, or cancel it."""
    dialog = next(one for one in stage.window.findChildren(QFileDialog) if one.isVisible())
    if path is None:
        dialog.reject()
    else:
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(name, QLineEdit)
        name.setText(str(path))
        dialog.done(QFileDialog.DialogCode.Accepted)
        dialog.fileSelected.emit(str(path))
        dialog.filesSelected.emit([str(path)])
    stage.settle()
    QTest.qWait(1)
    stage.settle()


def play(stage: Stage, *keys: str) -> None:
    for key in keys:
        stage.press(key)
        stage.settle()


PLAIN = State("desk", lambda _: None, ADMIN)


@pytest.mark.parametrize("chosen", [True, False])
def test_after_a_saved_code_the_next_name_is_typed(
    opened: Opened, tmp_path: Path, chosen: bool
) -> None:
    stage = opened(PLAIN)
    play(stage, "F2")
    stage.type("zo")
    stage.settle()
    play(stage, "Down")
    stage.part(DeskPage).panels.ticket.reissue_asked.emit(stage.station.desk.found[3].ticket.id)
    stage.settle()
    play(stage, "Ctrl+S")
    answer_dialog(stage, tmp_path / "kaart.pdf" if chosen else None)
    after = the_keys().objectName() if chosen else the_keys().parent()

    assert after == ("search" if chosen else stage.part(DeskPage).panels.code)


@pytest.mark.parametrize("chosen", [True, False])
def test_after_a_ticket_from_a_file_the_next_number_is_typed(
    opened: Opened, tmp_path: Path, chosen: bool
) -> None:
    stage = opened(PLAIN)
    play(stage, "Ctrl+O")
    answer_dialog(stage, tmp_path / "ticket.png" if chosen else None)

    assert the_keys() is stage.scan.footer.field


def test_after_a_list_was_looked_into_enter_takes_it_in(opened: Opened, tmp_path: Path) -> None:
    filed = FakeFiles()
    stage = opened(PLAIN, Station(files=filed))
    play(stage, "F4")
    first = the_keys()
    play(stage, "Space")
    answer_dialog(stage, tmp_path / "lijst.csv")
    offered = the_keys()

    assert first.property("text") == "Lijst toevoegen of bijwerken …"
    assert offered.property("text") == "Deze lijst inlezen"


def test_after_no_file_was_chosen_the_keys_are_where_they_were(opened: Opened) -> None:
    stage = opened(PLAIN)
    play(stage, "F4", "Space")
    answer_dialog(stage, None)

    assert the_keys().property("text") == "Lijst toevoegen of bijwerken …"


@pytest.mark.parametrize("chosen", [True, False])
def test_after_the_attendance_file_the_keys_are_at_its_button(
    opened: Opened, tmp_path: Path, chosen: bool
) -> None:
    stage = opened(PLAIN)
    play(stage, "F4")
    write = next(
        one
        for one in stage.part(FilesPage).findChildren(QPushButton)
        if one.text() == "Schrijf het bestand …"
    )
    write.setFocus()
    play(stage, "Space")
    answer_dialog(stage, tmp_path / "aanwezig.csv" if chosen else None)

    assert the_keys() is write


@pytest.mark.parametrize("chosen", [True, False])
def test_after_a_folder_the_keys_are_at_its_button(
    opened: Opened, tmp_path: Path, chosen: bool
) -> None:
    stage = opened(PLAIN)
    stage.window.show_page("laptops")
    stage.settle()
    stage.tap("moreActions")
    part(stage.window, QPushButton, "chooseFolder").setFocus()
    before = the_keys()
    play(stage, "Space")
    answer_dialog(stage, tmp_path if chosen else None)

    assert the_keys() is before
    assert before.objectName() == "chooseFolder"


@pytest.mark.parametrize("chosen", [True, False])
def test_after_the_event_file_its_passphrase_is_typed(
    opened: Opened, tmp_path: Path, chosen: bool
) -> None:
    stage = opened(State("join", chooses_an_event_file, None))
    chooses_an_event_file(stage)
    page = stage.part(JoinPage)
    file = next(one for one in page.findChildren(QPushButton) if one.isVisible())
    file.setFocus()
    QTest.keyClick(file, Qt.Key.Key_Space)
    stage.settle()
    answer_dialog(stage, tmp_path / "feest.kiosk-event" if chosen else None)

    assert isinstance(the_keys(), QLineEdit) is chosen
    assert chosen or the_keys() is file


def test_letters_go_to_the_search_wherever_the_keys_are(opened: Opened) -> None:
    stage = opened(PLAIN)
    play(stage, "F2", "Ctrl+4")
    QTest.keyClicks(the_keys(), "z")
    QTest.keyClicks(the_keys(), "o")
    search = part(stage.part(DeskPage), QLineEdit, "search")
    stage.wait(lambda: search.text() == "zo")  # they might have been a hand scanner's

    assert the_keys() is search
