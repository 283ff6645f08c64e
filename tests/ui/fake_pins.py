"""The organiser's PIN of a made-up festival."""

from dataclasses import dataclass

from kiosk.domain.event_settings import Event
from kiosk.domain.pin_rules import PinOwner, PinProof
from kiosk.errors import UnusableInput
from tests.ui.guests import POST


@dataclass
class FakePins:
    """Knows one PIN; empty is none."""

    pin: str = "246810"

    def event_without_pin(self) -> Event | None:
        return None if self.pin else POST.event

    def check_pin(self, pin: str) -> PinProof:
        if not self.pin:
            raise UnusableInput("error.pin_unset")
        if pin != self.pin:
            raise UnusableInput("error.pin_wrong")
        return PinProof(PinOwner.ORGANISER)

    def set_pin(self, pin: str) -> None:
        self.pin = pin
