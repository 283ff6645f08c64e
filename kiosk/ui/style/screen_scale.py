"""The scale of the window: the system's, or smaller where the screen has too little room."""

import os
import sys

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

_FACTOR = "QT_SCALE_FACTOR"


def factor_for(screen: QSize, least: QSize) -> float:
    """Return the scale at which a window of size `least` fits the screen, at most 1."""
    return min(1.0, screen.width() / least.width(), screen.height() / least.height())


def make_app() -> QApplication:
    """Make the application."""
    return QApplication(sys.argv[:1])


def fit_to_screen(app: QApplication, least: QSize) -> QApplication:
    """Return the application, or a new one in a smaller scale if its screen has too little room.

    No window may be open yet. A scale that is set in the environment is kept.
    """
    factor = factor_for(app.primaryScreen().size(), least)
    if factor == 1.0 or _FACTOR in os.environ:
        return app
    app.shutdown()
    os.environ[_FACTOR] = f"{factor:.3f}"  # Qt reads it once, when an application is made
    return make_app()
