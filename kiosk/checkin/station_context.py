"""The gate of this station, its event and its role."""

from dataclasses import dataclass
from enum import StrEnum

from kiosk.checkin.gate import Gate
from kiosk.domain.event_settings import FESTIVAL, Event
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Direction


class GateKind(StrEnum):
    """The kinds of gates, which look different at two metres."""

    ENTRANCE = "entrance"
    ROOM = "room"
    LEAVING = "leaving"


@dataclass(frozen=True, slots=True)
class StationContext:
    """The event, the station's entrance, area and direction, and the role of the laptop."""

    event: Event
    entrance: str
    area: str = FESTIVAL
    direction: Direction = Direction.IN
    role: Role = Role.DOOR

    @property
    def is_exit(self) -> bool:
        """True if guests go out here."""
        return self.direction is Direction.OUT

    @property
    def gate_kind(self) -> GateKind:
        """The kind of this gate."""
        if self.is_exit:
            return GateKind.LEAVING
        return GateKind.ENTRANCE if self.area == FESTIVAL else GateKind.ROOM

    @property
    def room(self) -> str:
        """The room's name; empty at the festival's own doors."""
        return "" if self.area == FESTIVAL else self.area

    @property
    def gate(self) -> Gate:
        """The gate, as the door knows it."""
        return Gate(self.area, self.entrance, self.direction)

    @property
    def gate_name(self) -> str:
        """The entrance, after the area if that is a room."""
        return gate_name(self.area, self.entrance)


def gate_name(area: str, entrance: str) -> str:
    """Return the name of an entrance of an area; a room's only door has the room's name."""
    if area == FESTIVAL:
        return entrance
    return area if entrance == area else f"{area} · {entrance}"
