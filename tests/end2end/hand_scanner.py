"""A hand scanner on a screen of its own: sends the keys of a US keyboard by their places."""

from __future__ import annotations

import ctypes
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

_ROWS = {
    10: ("1234567890-=", "!@#$%^&*()_+"),
    24: ("qwertyuiop[]", "QWERTYUIOP{}"),
    38: ("asdfghjkl;'`", 'ASDFGHJKL:"~'),
    51: ("\\zxcvbnm,./", "|ZXCVBNM<>?"),
    65: (" ", ""),
}
_KEYS = {
    character: (first + place, shifted)
    for first, rows in _ROWS.items()
    for shifted, row in enumerate(rows)
    for place, character in enumerate(row)
}
_NAMED = {
    "Return": 36,
    "Tab": 23,
    "Enter": 104,
    "Down": 116,
    "F8": 74,
    "Caps_Lock": 66,
    "Escape": 9,
}
_SHIFT, _CONTROL = 50, 37


@dataclass(frozen=True)
class Manner:
    """How it types (ms): `holes` before a key by its place, `hung` keys held so long."""

    gap: float = 8
    hold: float = 8
    ends: tuple[str, ...] = ("Return",)
    holes: Mapping[int, float] = field(default_factory=dict)
    hung: Mapping[int, float] = field(default_factory=dict)
    stuck_shift: bool = False


class HandScanner:
    """Types through XTEST, as a device would."""

    def __init__(self, display: str) -> None:
        self._env = {"DISPLAY": display, "PATH": "/usr/bin:/bin"}
        self._x11 = ctypes.CDLL("libX11.so.6")
        self._xtst = ctypes.CDLL("libXtst.so.6")
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
        self._x11.XFlush.argtypes = [ctypes.c_void_p]
        self._x11.XCloseDisplay.argtypes = [ctypes.c_void_p]
        self._xtst.XTestFakeKeyEvent.argtypes = [
            ctypes.c_void_p,
            ctypes.c_uint,
            ctypes.c_int,
            ctypes.c_ulong,
        ]
        self._display = self._x11.XOpenDisplay(display.encode())
        assert self._display, "no screen"
        self._late_ms = 0.0

    def close(self) -> None:
        """Unplug it."""
        self._x11.XCloseDisplay(self._display)

    def use_layout(self, *layout: str) -> None:
        """Give the laptop another keyboard layout: `be`, or `us intl`."""
        subprocess.run(["setxkbmap", *layout], env=self._env, check=True)

    def press(self, name: str) -> None:
        """Press a key of the laptop."""
        self._tap(_NAMED[name], 20)

    def scan(self, code: str, manner: Manner) -> float:
        """Type a code; return by how much its longest delay was longer than it should be (ms).

        A busy computer does not let this process run at each moment that it asks for.
        """
        self._late_ms = 0.0
        if manner.stuck_shift:
            self._send(_SHIFT, down=True)
        for place, character in enumerate(code):
            self._wait(manner.holes.get(place, 0))
            key, shifted = _KEYS[character]
            shift = bool(shifted) and not manner.stuck_shift
            self._tap(key, manner.hung.get(place, manner.hold), shift=shift)
            self._wait(manner.gap)
        self._wait(manner.holes.get(len(code), 0))
        if manner.stuck_shift:
            self._send(_SHIFT, down=False)
        for end in manner.ends:
            self._end(end, manner)
        return self._late_ms

    def _end(self, end: str, manner: Manner) -> None:
        if end.startswith("ctrl+"):
            self._send(_CONTROL, down=True)
            self._tap(_KEYS[end[-1]][0], manner.hold)
            self._send(_CONTROL, down=False)
        else:
            self._tap(_NAMED[end], manner.hung.get(-1, manner.hold))
        self._wait(manner.gap)

    def _tap(self, key: int, hold_ms: float, *, shift: bool = False) -> None:
        if shift:
            self._send(_SHIFT, down=True)
        self._send(key, down=True)
        self._wait(hold_ms)
        self._send(key, down=False)
        if shift:
            self._send(_SHIFT, down=False)

    def _wait(self, delay_ms: float) -> None:
        begun = time.monotonic()
        time.sleep(delay_ms / 1000)
        self._late_ms = max(self._late_ms, (time.monotonic() - begun) * 1000 - delay_ms)

    def _send(self, key: int, *, down: bool) -> None:
        self._xtst.XTestFakeKeyEvent(self._display, key, down, 0)
        self._x11.XFlush(self._display)
