"""A row of the table of laptops: its texts, its sign, and its button."""

from dataclasses import dataclass
from enum import Enum

from kiosk.domain.verdict import Colour
from kiosk.ui.style.symbols import Shape


class RowAction(Enum):
    """The action of the button in a row."""

    REPLACE = "replace"
    SET_UP = "set_up"


class Urgency(Enum):
    """The state of a laptop; the worst comes first."""

    OLD = 0
    WRONG = 1
    SILENT = 2
    NEVER_CAME = 3
    FINE = 4
    SPARE = 5
    HANDED_IN = 6
    GONE = 7


@dataclass(frozen=True, slots=True)
class LaptopRow:
    """A laptop in words; an empty text leaves its cell empty.

    `key` identifies the laptop by its station and machine, `station` is the id of the former.
    `place` is its entrance, unless the name contains it. `todo` is the next step if there is no
    button for it.
    """

    key: str
    urgency: Urgency
    name: str
    heard: str
    station: str = ""
    place: str = ""
    operator: str = ""
    people: str = ""
    lists: str = ""
    battery: str = ""
    unsent: str = ""
    todo: str = ""
    action: RowAction | None = None

    @property
    def sign(self) -> tuple[Shape, Colour]:
        """The sign of the row, with its own shape and colour."""
        return _SIGNS[self.urgency]


_SIGNS = {
    Urgency.OLD: (Shape.WARNING, Colour.ORANGE),
    Urgency.WRONG: (Shape.WARNING, Colour.ORANGE),
    Urgency.SILENT: (Shape.INFO, Colour.GREY),
    Urgency.NEVER_CAME: (Shape.LAPTOP, Colour.GREY),
    Urgency.FINE: (Shape.CHECK, Colour.GREEN),
    Urgency.SPARE: (Shape.LAPTOP, Colour.BLUE),
    Urgency.HANDED_IN: (Shape.CHECK, Colour.BLUE),
    Urgency.GONE: (Shape.STOP, Colour.GREY),
}
