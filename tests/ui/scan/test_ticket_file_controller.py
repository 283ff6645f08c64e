from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from kiosk.domain.verdict import Outcome
from kiosk.errors import UnusableInput
from kiosk.texts import Texts
from kiosk.ui.application import run
from kiosk.ui.scan.recent_controller import RecentController, RecentDialog
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.scan.ticket_file_controller import MAX_FILES, TicketFileController
from kiosk.ui.shell.main_window import Window
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT, WindowOptions
from tests.camera.drawing import draw
from tests.camera.pdfs import ticket_pdf
from tests.ui.fake_scan import FakeScan
from tests.ui.fakes import FakeBackend, ui_of
from tests.ui.guests import NOW, POST, answer, part

ACTIONS = Qt.DropAction.CopyAction
Read = Callable[[Path], Sequence[str]]


class Place:
    """A window at a door where files can be handed in."""

    def __init__(self, qtbot: QtBot, labels: Language, words: dict[str, Texts], read: Read) -> None:
        self.door = FakeScan()
        self.window = Window(labels, words, language="nl")
        qtbot.addWidget(self.window)
        self.page = ScanPage(POST, words["nl"], lambda: NOW, LIGHT)
        self.window.add_scan(self.page)
        ui = ui_of(self.window, self.door)
        scanning = ScanController(self.page, ui.client, self.window)
        back = RecentController(ui, self.page)
        self.handing = TicketFileController(ui, self.page, scanning, read, back.show)
        self.window.show()

    def drop(self, *urls: str) -> bool:
        """Drag something over the window and drop it; whether it was taken."""
        data = QMimeData()
        data.setUrls([QUrl(url) for url in urls])
        keys = Qt.KeyboardModifier.NoModifier
        over = QDragEnterEvent(
            QPointF(5, 5).toPoint(), ACTIONS, data, Qt.MouseButton.LeftButton, keys
        )
        over.ignore()
        QApplication.sendEvent(self.window, over)
        drop = QDropEvent(QPointF(5, 5), ACTIONS, data, Qt.MouseButton.LeftButton, keys)
        if over.isAccepted():
            QApplication.sendEvent(self.window, drop)
        return over.isAccepted()


Set = Callable[[Read], Place]


@pytest.fixture
def place(qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> Set:
    return lambda read: Place(qtbot, labels, words, read)


def test_the_code_of_a_dropped_picture_is_judged(place: Set) -> None:
    here = place(lambda path: [f"code in {path.name}"])

    assert here.drop("file:///tmp/ticket.png")
    assert here.door.asked == ["code code in ticket.png"]
    assert here.page.answer is not None


def test_several_codes_are_judged_one_by_one_and_shown_together(place: Set) -> None:
    here = place(lambda _: ["A-1", "A-2", "A-3"])
    here.door.answers = [
        answer(Outcome.ADMITTED),
        answer(Outcome.UNKNOWN),
        answer(Outcome.ADMITTED),
    ]
    here.drop("file:///tmp/group.pdf")

    assert here.door.asked == ["code A-1", "code A-2", "code A-3"]
    assert part(here.window, RecentDialog).is_open


def test_one_code_alone_is_shown_on_the_card(place: Set) -> None:
    here = place(lambda _: ["A-1"])
    here.drop("file:///tmp/ticket.pdf")

    assert here.window.findChild(RecentDialog) is None


def test_each_of_several_files_is_read(place: Set) -> None:
    here = place(lambda path: [path.stem])
    here.drop("file:///tmp/A-1.png", "file:///tmp/A-2.png")

    assert here.door.asked == ["code A-1", "code A-2"]


def test_a_whole_folder_of_files_is_not_read_at_once(place: Set) -> None:
    here = place(lambda path: [path.stem])
    here.drop(*[f"file:///tmp/A-{number}.png" for number in range(MAX_FILES + 5)])

    assert len(here.door.asked) == MAX_FILES


def test_why_a_file_cannot_be_read_is_one_sentence(place: Set) -> None:
    def locked(path: Path) -> Sequence[str]:
        raise UnusableInput("error.pdf_locked", file=path.name)

    here = place(locked)
    here.drop("file:///tmp/ticket.pdf")

    assert here.page.preview.hint.startswith("'ticket.pdf' zit op slot")
    assert here.door.asked == []


def test_what_is_no_file_is_not_taken(place: Set) -> None:
    here = place(lambda _: ["A-1"])

    assert not here.drop("https://example.org/ticket.png")
    assert not here.drop()
    assert here.door.asked == []


def test_a_file_is_chosen_in_a_dialog(place: Set) -> None:
    here = place(lambda path: [path.stem])
    here.handing.choose()
    dialog = part(here.window, QFileDialog)
    dialog.filesSelected.emit(["A-1.pdf"])
    dialog.close()

    assert here.door.asked == ["code A-1"]


def test_a_file_dropped_on_a_field_is_left_to_the_window(place: Set) -> None:
    here = place(lambda path: [path.stem])

    assert not here.page.footer.field.acceptDrops()


def test_a_pdf_is_read_beside_the_window_and_every_ticket_on_it_judged(
    app: QApplication, words: dict[str, Texts], tmp_path: Path
) -> None:
    door = FakeScan()
    sheet = draw(("C-1", 320, 200, 150), ("C-2", 960, 200, 150), ("C-3", 320, 520, 150))
    path = ticket_pdf(tmp_path / "tickets.pdf", [sheet])
    shown: list[bool] = []

    def windows() -> list[Window]:
        tops = QApplication.topLevelWidgets()
        return [one for one in tops if isinstance(one, Window) and one.isVisible()]

    def drop() -> None:
        window = windows()[0] if windows() else None
        handing = None if window is None else window.findChild(TicketFileController)
        if window is None or handing is None:
            QTimer.singleShot(5, drop)
            return
        handing.read_files([path])
        look(window)

    def look(window: Window) -> None:
        sheet = window.findChild(RecentDialog)
        if sheet is None:
            QTimer.singleShot(5, lambda: look(window))
            return
        shown.append(sheet.is_open)
        window.close_for_good()

    QTimer.singleShot(5, drop)
    run(
        app,
        lambda: FakeBackend(scan=door),
        None,
        words,
        options=WindowOptions(windowed=True),
        now=lambda: NOW,
    )

    assert door.asked == ["code C-1", "code C-2", "code C-3"]
    assert shown == [True]
