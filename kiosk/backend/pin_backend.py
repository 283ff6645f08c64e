"""The backend of the PIN dialog."""

from kiosk.backend.open_station import OpenStation
from kiosk.checkin.pins import Pins
from kiosk.domain.event_settings import Event
from kiosk.domain.pin_rules import PinOwner, PinProof


class LocalPins:
    """Checks and sets PINs, on the thread that owns the store."""

    def __init__(self, station: OpenStation) -> None:
        self._station = station

    def event_without_pin(self) -> Event | None:
        """Return the event if its organiser has no PIN yet, else None."""
        return self._pins.event_without(PinOwner.ORGANISER)

    def check_pin(self, pin: str) -> PinProof:
        """Return the proof of the organiser's PIN; UnusableInput if the PIN is wrong."""
        return self._pins.prove(pin)

    def set_pin(self, pin: str) -> None:
        """Set the organiser's PIN."""
        self._pins.set_pin(PinOwner.ORGANISER, pin)

    @property
    def _pins(self) -> Pins:
        return Pins(self._station.store, self._station.session.clock)
