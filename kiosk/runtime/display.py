"""Whether there is a display for the window: asked first, for Qt ends the process without one."""

import os
import sys


def display_there() -> bool:
    """Return whether there is a display; one that is made up does not count."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return False
    return _can_show()


def no_display() -> bool:
    """Return whether a window cannot even be opened."""
    return not os.environ.get("QT_QPA_PLATFORM") and not _can_show()


def _can_show() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
