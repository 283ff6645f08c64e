"""Drawing on paper by a command: Qt without a display."""

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def drawing_application() -> "QApplication":
    """Return an application for drawing, without a display."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  # Qt loads only to draw

    from kiosk.ui.style.screen_scale import make_app  # noqa: PLC0415
    from kiosk.ui.style.theme import load_fonts  # noqa: PLC0415

    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = make_app()
    load_fonts()
    return app
