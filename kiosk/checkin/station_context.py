"""Where this station stands, and what it does there."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.checkin.gate import Gate
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Direction


class GateKind(StrEnum):
    """What a page must look like, so that nobody takes one for another at two metres."""

    ENTRANCE = "entrance"
    ROOM = "room"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True)
class StationContext:
    """The event, the entrance and area, whether guests come in or go out here, and whose laptop."""

    event: Event
    entrance: str
    area: str = FESTIVAL
    direction: Direction = Direction.IN
    role: Role = Role.DOOR

    @property
    def leaving(self) -> bool:
        """Whether guests go out here."""
        return self.direction is Direction.OUT

    @property
    def stance(self) -> GateKind:
        """What sets this post apart from the others."""
        if self.leaving:
            return GateKind.LEAVING
        return GateKind.ENTRANCE if self.area == FESTIVAL else GateKind.ROOM

    @property
    def room(self) -> str:
        """The room's name, empty at the festival's own doors."""
        return "" if self.area == FESTIVAL else self.area

    @property
    def at(self) -> Gate:
        """The place as the door knows it."""
        return Gate(self.area, self.entrance, self.direction)

    @property
    def place(self) -> str:
        """The entrance, with the area before it where that is a room."""
        return place_name(self.area, self.entrance)


def place_name(area: str, entrance: str) -> str:
    """Return what people call an entrance of an area; a room's only door is named as the room."""
    if area == FESTIVAL:
        return entrance
    return area if entrance == area else f"{area} · {entrance}"
