"""Plays states one after the other, in as few windows as possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from kiosk.camera.frame import Frame
from kiosk.texts import LANGUAGES, Texts, load_words
from kiosk.ui.style.language import translated_labels
from kiosk.ui.style.theme import WindowOptions
from tests.ui.gallery.stage import BLANK, Stage, staged
from tests.ui.gallery.states import State, alike


@dataclass(frozen=True)
class Screen:
    """The screen of a laptop: its pixels, and its scale."""

    width: int
    height: int
    scale: float = 1.0

    @property
    def name(self) -> str:
        """The name of the screen."""
        larger = f"-{self.scale:.0%}".rstrip("%") if self.scale != 1 else ""
        return f"{self.width}x{self.height}{larger}"

    @property
    def size(self) -> QSize:
        """The size of the window in scaled pixels."""
        return QSize(round(self.width / self.scale), round(self.height / self.scale))


SCREENS = (Screen(1366, 768), Screen(1024, 600), Screen(1920, 1080, 1.5))
"""The usual laptops of a festival. The last one has 1280x720 scaled pixels."""


@cache
def all_words() -> dict[str, Texts]:
    """Return the texts of each language."""
    return {language: load_words(language) for language in LANGUAGES}


def played(
    app: QApplication,
    states: Iterable[State],
    look: WindowOptions,
    size: QSize,
    frame: Frame = BLANK,
) -> Iterator[tuple[State, Stage]]:
    """Play each state in a window of this size, and yield it while it is shown."""
    words = all_words()
    with translated_labels(app) as language:
        for group in alike(states):
            first = group[0]
            with staged(
                app,
                language,
                words,
                look,
                size,
                post=first.post,
                station=first.station(),
                frame=frame,
            ) as stage:
                for state in group:
                    if state is not first:
                        stage.rest()
                    stage.window.resize(size)
                    state.play(stage)
                    stage.settle()
                    yield state, stage
