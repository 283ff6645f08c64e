"""How large everything is shown: as the system asks, but no larger than the screen has room for."""

import os
import sys

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

_FACTOR = "QT_SCALE_FACTOR"


def factor_for(screen: QSize, least: QSize) -> float:
    """Return what to multiply sizes by so that a window of at least `least` fits the screen."""
    return min(1.0, screen.width() / least.width(), screen.height() / least.height())


def make_app() -> QApplication:
    """Make the application."""
    return QApplication(sys.argv[:1])


def fit_to_screen(app: QApplication, least: QSize) -> QApplication:
    """Return the application, made again in a smaller scale where its screen has too little room.

    No window may be open yet; whoever set a scale of their own keeps it.
    """
    factor = factor_for(app.primaryScreen().size(), least)
    if factor == 1.0 or _FACTOR in os.environ:
        return app
    app.shutdown()
    os.environ[_FACTOR] = f"{factor:.3f}"  # Qt reads it once, when an application is made
    return make_app()
