"""The position of a key, independent of the layout, and its kind, as hand scanners use it."""

import ctypes
import struct
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from kiosk.domain.key_readings import Stroke

ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ENDS = (*ENTERS, Qt.Key.Key_Tab)
EDITING = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Escape)
COMMANDS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
SILENT = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
    Qt.Key.Key_unknown,
    Qt.Key(0),
)
_CONTROL_ENDS = (Qt.Key.Key_J, Qt.Key.Key_M)  # line feed and carriage return
_LINE_END_KEYS = ("j", "m")  # on a US keyboard
_X11 = 8  # X11 and Wayland add this to the positions of a PC keyboard
_XCB_KEY_PRESS, _XCB_SENT, _XCB_SHIFT = 2, 0x7F, 1
_XCB_COMMANDS = 0x4C  # Control, Alt, the Windows key
_XCB_EVENT = struct.Struct("<BBHI20xH")  # kind, place, sequence, time in ms, held keys

# Apple's key codes (Events.h, kVK_ANSI_...) of the rows of a PC keyboard, and of its keypad.
_MAC = (
    {code: place for place, code in enumerate((18, 19, 20, 21, 23, 22, 26, 28, 25, 29, 27, 24), 2)}
    | {
        code: place
        for place, code in enumerate((12, 13, 14, 15, 17, 16, 32, 34, 31, 35, 33, 30), 16)
    }
    | {code: place for place, code in enumerate((0, 1, 2, 3, 5, 4, 38, 40, 37, 41, 39, 50), 30)}
    | {code: place for place, code in enumerate((42, 6, 7, 8, 9, 11, 45, 46, 43, 47, 44), 43)}
    | {
        code: place
        for place, code in enumerate((89, 91, 92, 78, 86, 87, 88, 69, 83, 84, 85, 82, 65), 71)
    }
    | {49: 57, 67: 55, 75: 98}
)


def stroke_of(event: QKeyEvent) -> Stroke:
    """Return the stroke of a key event: its text in this layout, and its position."""
    shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return Stroke(event.text(), _place(event), shift)


def is_keypad(event: QKeyEvent) -> bool:
    """Return whether a key is a digit or sign of the keypad, also without Num Lock."""
    return bool(event.modifiers() & Qt.KeyboardModifier.KeypadModifier) and bool(
        stroke_of(event).on_us
    )


def is_line_end(event: QKeyEvent) -> bool:
    """Return whether a key is a scanner's line feed or carriage return, in any layout."""
    if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return False
    return event.key() in _CONTROL_ENDS or stroke_of(event).flat in _LINE_END_KEYS


def _place(event: QKeyEvent) -> int:
    match QGuiApplication.platformName():
        case "xcb" | "wayland" | "wayland-egl":
            return max(0, event.nativeScanCode() - _X11)
        case "windows":
            return event.nativeScanCode()
        case "cocoa":
            return _MAC.get(event.nativeVirtualKey(), 0)
        case _:
            return 0


@dataclass(frozen=True, slots=True)
class RawKey:
    """A key press as X11 reports it (time in ms), and the text of an input method."""

    key: int
    at_ms: int
    shift: bool
    text: str = ""

    @property
    def stroke(self) -> Stroke:
        """The stroke: text and position."""
        return Stroke(self.text, max(0, self.key - _X11), self.shift)


class RawKeys(QAbstractNativeEventFilter):
    """Reads the X11 keys that an input method consumes: dead keys and the keys after them."""

    def __init__(self, pressed: Callable[[RawKey], None]) -> None:
        super().__init__()
        self._pressed = pressed

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Report a key press; never stop an event."""
        if kind == b"xcb_generic_event_t":
            raw = ctypes.string_at(int(message), _XCB_EVENT.size)
            if raw[0] & _XCB_SENT == _XCB_KEY_PRESS:
                _, key, _, at_ms, held = _XCB_EVENT.unpack(raw)
                if not held & _XCB_COMMANDS:
                    self._pressed(RawKey(key, at_ms, bool(held & _XCB_SHIFT)))
        return False, 0
