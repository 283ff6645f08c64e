"""The window without a display, in its own font and colours."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kiosk.texts import LANGUAGES, Texts, load_words
from kiosk.ui.input.hand_scanner import WedgeScanner
from kiosk.ui.style import language as language_module
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT, apply_theme, load_fonts, stylesheet


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ignore the Qt warning that each window on an offscreen screen gives."""
    quiet = pytest.mark.qt_log_ignore("does not support propagateSizeHints", extend=True)
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(quiet)


_load_fonts_once = cache(load_fonts)


def in_light_colours(qapp: QApplication) -> QApplication:
    """Set the fonts and light colours of the application."""
    _load_fonts_once()
    if qapp.styleSheet() != stylesheet(LIGHT):
        apply_theme(qapp, LIGHT)
    return qapp


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    return in_light_colours(qapp)


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QtBot:
    """Keep a reference to each page of a test: without one, it may be collected while it paints."""
    held: list[QWidget] = []
    add = qtbot.addWidget

    def hold(widget: QWidget) -> None:
        held.append(widget)
        add(widget)

    monkeypatch.setattr(qtbot, "addWidget", hold)
    return qtbot


@pytest.fixture(autouse=True)
def opened_folders(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the folders that the system's file manager was asked to open; it does not."""
    opened = list[Path]()
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile()))
    )
    return opened


@pytest.fixture(scope="session")
def words() -> dict[str, Texts]:
    return {language: load_words(language) for language in LANGUAGES}


@pytest.fixture
def labels(app: QApplication) -> Iterator[Language]:
    with language_module.translated_labels(app) as language:
        yield language


@pytest.fixture
def scanner(app: QApplication) -> Iterator[WedgeScanner]:
    wedge = WedgeScanner()
    app.installEventFilter(wedge)
    yield wedge
    app.removeEventFilter(wedge)
