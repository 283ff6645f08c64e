"""The names of the kinds of entries, for reports and errors."""

from kiosk.domain.entry import Kind
from kiosk.errors import TextKey

KIND_NAMES = {
    Kind.OPEN: TextKey("kind.open"),
    Kind.IN: TextKey("kind.in"),
    Kind.OUT: TextKey("kind.out"),
    Kind.REFUSED: TextKey("kind.refused"),
    Kind.UNDO: TextKey("kind.undo"),
    Kind.WALK_IN: TextKey("kind.walk_in"),
    Kind.CLICKER: TextKey("kind.clicker"),
    Kind.RECOUNT: TextKey("kind.recount"),
    Kind.STATUS: TextKey("kind.status"),
    Kind.SETTING: TextKey("kind.setting"),
    Kind.LIST: TextKey("kind.list"),
    Kind.DECISION: TextKey("kind.decision"),
    Kind.CLOCK: TextKey("kind.clock"),
    Kind.SHIFT: TextKey("kind.shift"),
    Kind.CLOSED: TextKey("kind.closed"),
    Kind.PURGE: TextKey("kind.purge"),
    Kind.FOREIGN: TextKey("kind.foreign"),
}
"""The key of each kind's name."""
