"""Tickets are made by the keys alone, through the real backend, and stopped without a trace."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.admin.list_import import import_list
from kiosk.backend.files_backend import LocalFiles
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.event_settings import FESTIVAL
from kiosk.errors import Cancelled, WorldFailed
from kiosk.guestlist.import_report import ImportOptions
from kiosk.runtime.data_folder import DataFolder
from kiosk.texts import Texts
from kiosk.ui.files import file_places
from kiosk.ui.files.file_dialogs import new_folder
from kiosk.ui.files.files_context import FilesContext
from kiosk.ui.files.files_controller import FilesController
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.files.issue_controller import IssueController
from kiosk.ui.printing.ticket_folder import TicketFolder
from kiosk.ui.shell.long_task import LongTask
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from tests.festival import festival, session_on
from tests.ui.fake_files import FakeFiles, FakeReaders
from tests.ui.fakes import Inline
from tests.ui.guests import EVENT, NOW

KEY = Qt.Key
GUESTS = "Naam;E-mail\nZoë van den Berg;zoe@example.nl\nJan;jan@example.nl\n"


@dataclass
class Office:
    """The page over a real folder; the dialog for a place chooses `place` at once."""

    page: FilesPage
    session: DataFolder
    place: Path
    opened: list[Path]
    qtbot: QtBot

    def press(self, *keys: Qt.Key) -> None:
        """Press keys on the widget that has the focus."""
        for key in keys:
            QTest.keyClick(self.focused, key)

    @property
    def focused(self) -> QWidget:
        """The widget that has the keys."""
        return QApplication.focusWidget() or self.page

    def said(self) -> str:
        """Wait for the result of the work; return its sentence."""
        self.qtbot.waitUntil(lambda: bool(self.page.message))
        return self.page.message


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
    labels.use("nl")
    with festival(tmp_path / "station"):
        pass
    session = session_on(tmp_path / "station")
    (tmp_path / "gasten.csv").write_text(GUESTS)
    import_list(session, tmp_path / "gasten.csv", ImportOptions())
    place = tmp_path / "met een spatie"
    place.mkdir()
    monkeypatch.setattr(
        file_places, "ask_for_new_folder", lambda _, name, chosen: chosen(new_folder(place, name))
    )
    page, runner = FilesPage(EVENT, words["nl"], lambda: NOW, LIGHT), ThreadRunner()
    qtbot.addWidget(page)
    context = FilesContext(LocalFiles(session), runner, lambda: words["nl"], lambda _: None)
    FilesController(context, page, FakeReaders(), page)
    IssueController(context, page, TicketFolder, page)
    with qtbot.waitActive(page):
        page.show()
    page.on_shown()
    yield Office(page, session, place, opened_folders, qtbot)
    assert runner.close(10)


def test_guests_without_a_code_get_a_ticket_each(office: Office) -> None:
    office.press(KEY.Key_Tab, KEY.Key_Return)
    office.qtbot.waitUntil(lambda: "2 gasten" in office.page.issue.next_stop.text())
    office.press(KEY.Key_Return)
    said = office.said()

    (folder,) = office.place.iterdir()
    assert said.startswith(f"2 tickets gemaakt in de map '{folder.name}'.")
    assert office.opened == [folder]
    assert len(list(folder.glob("ticket-*.pdf"))) == 2
    assert office.page.lists.isVisible()
    with office.session.open_store() as store:
        assert not any(store.tickets.codes_of(one.id) == [] for one in store.tickets.all())


def test_tickets_for_the_door_are_printed_in_one_file(office: Office) -> None:
    office.press(KEY.Key_Tab, KEY.Key_Return, KEY.Key_Down, KEY.Key_Down)
    office.press(KEY.Key_Tab)
    QTest.keyClicks(office.focused, "3")
    office.press(KEY.Key_Tab)
    QTest.keyClicks(office.focused, "Los")
    office.press(KEY.Key_Tab, KEY.Key_Down, KEY.Key_Return)
    office.said()

    (folder,) = office.place.iterdir()
    assert [path.name for path in folder.iterdir()] == ["tickets.pdf"]
    with office.session.open_store() as store:
        made = [(one.ref, one.category, one.status.value) for one in store.tickets.all()][:3]
        assert Door(store, Gate(FESTIVAL, "Noord")).scan_reference("D-0002").verdict.ticket
    assert made == [(f"D-000{number}", "Los", "door_sale") for number in (1, 2, 3)]


def test_no_number_is_no_order(office: Office) -> None:
    office.press(KEY.Key_Tab, KEY.Key_Return, KEY.Key_Down, KEY.Key_Tab, KEY.Key_Backspace)
    office.press(KEY.Key_Return)
    assert list(office.place.iterdir()) == []
    assert office.page.go_back()
    assert office.page.lists.isVisible()
    assert not office.page.go_back()


@dataclass
class Stopped(FakeFiles):
    """A backend whose work a person stops with Esc while it runs."""

    page: FilesPage | None = None

    def issue(self, request: object, output: object) -> int:
        assert isinstance(output, TicketFolder)
        assert self.page is not None
        output._progress(120, 1_000)  # as the work reports it
        self.seen = self.page.busy._label.text()
        assert self.page.go_back()
        output._progress(121, 1_000)
        raise AssertionError(request)


def test_escape_stops_the_work(
    qtbot: QtBot, app: QApplication, words: dict[str, Texts], tmp_path: Path
) -> None:
    assert app is not None
    page = FilesPage(EVENT, words["nl"], lambda: NOW, LIGHT)
    files = Stopped(page=page)
    qtbot.addWidget(page)
    context = FilesContext(files, Inline(), lambda: words["nl"], lambda _: None)
    IssueController(context, page, TicketFolder, page)
    page.show()
    page.open_issue()
    page.issue_asked.emit(page.issue.request, tmp_path / "out", True)

    assert files.seen.endswith("120 van 1.000.")
    assert page.message == "Gestopt. Er zijn geen tickets gemaakt."
    assert page.issue.isVisible()


def test_a_full_disk_is_said_and_the_choice_stays(
    qtbot: QtBot, app: QApplication, words: dict[str, Texts], tmp_path: Path
) -> None:
    assert app is not None
    page = FilesPage(EVENT, words["nl"], lambda: NOW, LIGHT)
    files = FakeFiles(fails=WorldFailed("error.file_not_written", file="tickets.pdf"))
    qtbot.addWidget(page)
    context = FilesContext(files, Inline(), lambda: words["nl"], lambda _: None)
    IssueController(context, page, TicketFolder, page)
    page.show()
    page.open_issue()
    page.issue_asked.emit(page.issue.request, tmp_path / "out", True)

    assert "tickets.pdf" in page.message
    assert page.issue.isVisible()


def test_a_task_that_was_stopped_raises_at_its_next_step() -> None:
    task, seen = LongTask(), list[tuple[int, int]]()
    task.progressed.connect(lambda done, total: seen.append((done, total)))
    task(1, 10)
    task(10, 10)
    task.stop()
    with pytest.raises(Cancelled):
        task(10, 10)
    assert seen == [(1, 10), (10, 10)]


def test_a_new_folder_never_takes_the_place_of_another(tmp_path: Path) -> None:
    names = []
    for _ in range(3):
        folder = new_folder(tmp_path, "2026-04-13 tickets")
        folder.mkdir()
        names.append(folder.name)
    assert names == ["2026-04-13 tickets", "2026-04-13 tickets 2", "2026-04-13 tickets 3"]
