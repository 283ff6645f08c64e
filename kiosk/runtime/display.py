"""Finds out whether there is a display, because Qt ends the process without one."""

import os
import sys


def has_display() -> bool:
    """Return whether there is a real display; an offscreen one does not count."""
    if os.environ.get("QT_QPA_PLATFORM", "").startswith(("offscreen", "minimal")):
        return False
    return _can_show()


def cannot_open_window() -> bool:
    """Return whether no window can be opened, not even offscreen."""
    return not os.environ.get("QT_QPA_PLATFORM") and not _can_show()


def _can_show() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
