"""Drawing on paper by a command: Qt without a display."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def drawing() -> Iterator[None]:
    """Have a Qt application for drawing, without a display, while the block runs."""
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415  # Qt loads only to draw

    from kiosk.ui.style.screen_scale import make_app  # noqa: PLC0415
    from kiosk.ui.style.theme import load_fonts  # noqa: PLC0415

    if isinstance(QApplication.instance(), QApplication):
        yield
        return
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = make_app()
    load_fonts()
    try:
        yield
    finally:
        del application
