"""Roles: the entries that a station may write, by its certificate."""

from enum import StrEnum

from kiosk.domain.entry import Kind
from kiosk.errors import TextKey


class Role(StrEnum):
    """Door, desk or admin; each may do all that the previous one may.

    A hub is a server that is no laptop of the event: it is outside of that order.
    """

    DOOR = "door"
    DESK = "desk"
    ADMIN = "admin"
    HUB = "hub"

    @property
    def text_key(self) -> TextKey:
        """The text key of the role."""
        return _NAMES[self]

    def covers(self, other: "Role") -> bool:
        """Return whether this role may do all that another may."""
        return self is other or (
            Role.HUB not in (self, other) and LAPTOP_ROLES.index(self) >= LAPTOP_ROLES.index(other)
        )


LAPTOP_ROLES = (Role.DOOR, Role.DESK, Role.ADMIN)
"""The roles of laptops, in their order."""

_NAMES = {
    Role.DOOR: TextKey("role.door"),
    Role.DESK: TextKey("role.desk"),
    Role.ADMIN: TextKey("role.admin"),
    Role.HUB: TextKey("role.hub"),
}
_DOOR = frozenset(
    {Kind.OPEN, Kind.IN, Kind.OUT, Kind.REFUSED, Kind.UNDO, Kind.CLICKER, Kind.CLOCK, Kind.SHIFT}
    | {Kind.CLOSED}
)
HOLD = "hold"
"""The setting with which no door admits guests."""

ALL_DOORS_OPEN = "all_doors_open"
"""The setting that all doors let guests in before their time."""

_HUB = frozenset({Kind.OPEN, Kind.CLOCK, Kind.CLOSED})
_DESK_SETTINGS = frozenset({HOLD, ALL_DOORS_OPEN})
_DESK = _DOOR | {Kind.STATUS, Kind.WALK_IN, Kind.RECOUNT, Kind.DECISION}


def may_write(
    role: Role, kind: Kind, *, about_itself: bool = False, setting: str | None = None
) -> bool:
    """Return whether a role may write a kind; every laptop may change settings about itself.

    `setting` is the key of a setting of the whole event.
    """
    match role:
        case Role.ADMIN:
            return True
        case Role.DESK:
            about_doors = setting in _DESK_SETTINGS
            return kind in _DESK or (kind is Kind.SETTING and (about_itself or about_doors))
        case Role.DOOR:
            return kind in _DOOR or (kind is Kind.SETTING and about_itself)
        case Role.HUB:
            return kind in _HUB
