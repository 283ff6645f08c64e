"""The bar above a page: each button has a word, and that of the page in front is marked."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from kiosk.texts import LANGUAGES
from kiosk.ui.shell.page_bar import PageBar
from kiosk.ui.style.theme import THEMES, WindowOptions, apply_theme
from kiosk.ui.widgets.key_button import KeyButton
from tests.ui.gallery.played import played
from tests.ui.gallery.stage import Stage
from tests.ui.gallery.states import ADMIN, State

PAGES = {"F2": "go-search", "F3": "go-people", "Shift+F3": "go-double", "F4": "go-files"}
PLAIN = State("bar", lambda _: None, ADMIN)


def bar_of(stage: Stage) -> list[KeyButton]:
    return stage.part(PageBar).findChildren(KeyButton)


@pytest.mark.parametrize("look", THEMES)
def test_the_page_in_front_is_marked_in_the_bar(app: QApplication, look: str) -> None:
    theme = THEMES[look]
    apply_theme(app, theme)
    options = WindowOptions(theme=theme, animated=False)
    for _, stage in played(app, [PLAIN], options, QSize(1024, 600)):
        for key, name in PAGES.items():
            stage.press(key)
            stage.settle()
            marked = [one for one in bar_of(stage) if one.property("current")]
            assert [one.objectName() for one in marked] == [name]
            painted = {
                one.objectName(): one.grab().toImage().pixelColor(one.width() // 2, 4)
                for one in bar_of(stage)
            }
            filled = [one for one, colour in painted.items() if colour == QColor(theme.accent)]
            assert filled == [name]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_button_of_the_bar_and_the_door_has_a_word(app: QApplication, language: str) -> None:
    options = WindowOptions(language=language, animated=False)
    for _, stage in played(app, [PLAIN], options, QSize(1024, 600)):
        words = {one.objectName(): one.word for one in stage.window.findChildren(KeyButton)}

        assert all(words.values())
        assert len(set(words.values())) == len(words)
        assert words["go-people"] == {"nl": "Aantallen", "en": "Count"}[language]
