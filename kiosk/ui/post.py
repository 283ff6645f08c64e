"""Where this station stands, and what it does there."""

from dataclasses import dataclass

from kiosk.domain.roles import Role
from kiosk.domain.rules import FESTIVAL, Event
from kiosk.domain.verdict import Direction


@dataclass(frozen=True, slots=True)
class Post:
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
    def place(self) -> str:
        """The entrance, with the area before it where that is a room."""
        return self.entrance if self.area == FESTIVAL else f"{self.area} · {self.entrance}"
