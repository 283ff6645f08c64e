"""Lists come in by the keys alone, through the real backend, and nothing changes before the end."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.backend.files_backend import LocalFiles
from kiosk.runtime.data_folder import DataFolder
from kiosk.texts import Texts
from kiosk.ui.files.files_controller import FilesController
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.section import WrappedLabel
from tests.festival import festival, session_on
from tests.ui.guests import EVENT, NOW

HEAD = "Naam;Organisatie;E-mail\n"
PARTNERS = ("Zoë 't Hart", "Bo Li", "Fatima El Amrani", "Jan de Vries")
MOST_MS = 30_000
RETURN, SPACE, TAB, ESCAPE = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Space,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Escape,
)


def partner(*names: str) -> str:
    return HEAD + "".join(f"{name};Katalys;{name[:2]}@x.example\n" for name in names)


@dataclass
class Desk:
    """A page over a real folder, and the keys of a person."""

    page: FilesPage
    session: DataFolder
    folder: Path
    qtbot: QtBot

    def drop(self, name: str, text: str) -> None:
        """Drop a file on the page."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        self.page.open_files([path])
        self.wait()

    def press(self, *keys: Qt.Key) -> None:
        """Press keys, each once the page is at rest."""
        for key in keys:
            QTest.keyClick(self.focused, key)
            self.wait()

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


@pytest.fixture
def desk(
    qtbot: QtBot, app: QApplication, words: dict[str, Texts], labels: Language, tmp_path: Path
) -> Iterator[Desk]:
    assert app is not None
    labels.use("nl")
    with festival(tmp_path / "station"):
        pass
    session = session_on(tmp_path / "station")
    page, runner = FilesPage(EVENT, words["nl"], lambda: NOW, LIGHT), ThreadRunner()
    qtbot.addWidget(page)
    FilesController(
        page,
        LocalFiles(session),
        runner,
        lambda: words["nl"],
        lambda sheet: sheet.open_over(page),
        page,
    )
    with qtbot.waitActive(page):
        page.show()
    page.on_shown()
    yield Desk(page, session, tmp_path, qtbot)
    assert runner.close(10)


def test_a_list_comes_in_by_one_key_and_not_before(desk: Desk) -> None:
    desk.drop("katalys.csv", partner(*PARTNERS))
    before = desk.statuses()
    desk.press(RETURN)

    assert before == {}
    assert desk.statuses() == dict.fromkeys(PARTNERS, "valid")
    assert desk.page.said == "Ingelezen: 4 nieuw, 0 anders, 0 vervallen."


def test_a_question_is_answered_and_then_the_button_has_the_keys(desk: Desk) -> None:
    desk.drop("lijst.csv", "Naam;Status\nBo Li;misschien\nJan de Vries;ok\n")
    asked = desk.said
    desk.press(RETURN, RETURN)

    assert "Wat betekent dat?" in asked
    assert desk.statuses() == {"Bo Li": "valid", "Jan de Vries": "valid"}


def test_a_partners_next_version_takes_the_place_of_the_first(desk: Desk) -> None:
    desk.drop("katalys.csv", partner(*PARTNERS[:2]))
    desk.press(RETURN)
    desk.drop("deelnemers definitief.csv", partner(*PARTNERS[:2]).replace("Bo@", "Bo.Li@"))
    asked = desk.said
    desk.press(RETURN, RETURN)

    assert "staan al op de lijst van katalys (van de 2 rijen)." in asked
    assert desk.sources() == ["katalys"]
    assert len(desk.statuses()) == 2


def test_guests_who_are_left_off_stay_unless_a_person_says_otherwise(desk: Desk) -> None:
    desk.drop("katalys.csv", partner(*PARTNERS))
    desk.press(RETURN)
    desk.drop("katalys.csv", partner(*PARTNERS[:3], "Els Bos"))
    named = desk.said
    desk.press(RETURN)

    assert (
        "1 gast van de vorige versie staat niet in dit bestand (Jan de Vries). Die blijft" in named
    )
    assert desk.statuses() == dict.fromkeys((*PARTNERS, "Els Bos"), "valid")


def test_rows_with_an_error_are_skipped_by_the_space_bar(desk: Desk) -> None:
    desk.drop("lijst.csv", "Naam;Personen\nBo Li;veel\nJan de Vries;2\n")
    desk.press(SPACE)
    before = desk.statuses()
    desk.press(RETURN)

    assert before == {}
    assert desk.statuses() == {"Jan de Vries": "valid"}


def test_escape_leaves_everything_as_it_was(desk: Desk) -> None:
    desk.drop("katalys.csv", partner(*PARTNERS))
    left = desk.page.go_back()

    assert left
    assert desk.statuses() == {}
    assert desk.focused is desk.page.lists.next_stop


def test_a_next_version_is_read_as_the_one_before_and_says_so(desk: Desk) -> None:
    asks = "Naam;Status\nBo Li;misschien\nJan de Vries;misschien\n"
    desk.drop("lijst.csv", asks)
    desk.press(RETURN, RETURN)
    desk.drop("lijst v2.csv", asks + "Els Bos;misschien\n")
    told = desk.said
    desk.press(RETURN)

    assert "Zoals de vorige keer: 'misschien' telt als geldig." in told
    assert "Wat betekent dat?" not in told
    assert desk.statuses()["Els Bos"] == "valid"
