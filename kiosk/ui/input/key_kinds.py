"""Kinds of keys, as hand scanners use them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from kiosk.ui.input.key_positions import stroke_of

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


def is_line_end(event: QKeyEvent) -> bool:
    """Return whether a key is a scanner's line feed or carriage return, in any layout."""
    if event.modifiers() != Qt.KeyboardModifier.ControlModifier:
        return False
    return event.key() in _CONTROL_ENDS or stroke_of(event).flat in _LINE_END_KEYS
