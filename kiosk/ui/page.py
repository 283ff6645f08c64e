"""What the window asks of a page beside the scan page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.words import Words


class Page(QWidget):
    """A page that the window brings forward by a key, and leaves by Escape.

    Signals:
        left: a person is done here; the scan page comes forward.
        answered: the door's `Answer` to something done here: the scan page shows it.
    """

    left = Signal()
    answered = Signal(object)

    def title(self) -> str:
        """Return the page's name in the language of now."""
        raise NotImplementedError

    def use_words(self, words: Words) -> None:
        """Say everything again in these words."""
        raise NotImplementedError

    def come_forward(self) -> None:
        """The page is shown now: read what may have changed, put the cursor in its field."""

    def step_back(self) -> bool:
        """Take one step back within the page; False where there is none, and it may be left."""
        return False
