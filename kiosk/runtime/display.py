"""Finds out whether there is a display, because Qt ends the process without one."""

import ctypes
import os
import sys
from pathlib import Path


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
    return _wayland_answers() or _x_answers()


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    return bool(name) and Path(os.environ.get("XDG_RUNTIME_DIR", "/"), str(name)).is_socket()


def _x_answers() -> bool:
    """Return whether the X server of DISPLAY lets us in: it may have ended, or belong to others."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # Qt says what is missing
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed
