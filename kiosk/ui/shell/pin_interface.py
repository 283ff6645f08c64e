"""The backend of PINs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from kiosk.domain.event_settings import Event
    from kiosk.domain.pin_rules import PinProof


class PinBackend(Protocol):
    """Checks and sets PINs."""

    def event_without_pin(self) -> Event | None:
        """Return the event if its organiser has no PIN yet, else None."""

    def check_pin(self, pin: str) -> PinProof:
        """Return the proof that a PIN is the organiser's or admin's; else UnusableInput."""

    def set_pin(self, pin: str) -> None:
        """Give the organiser a PIN; UnusableInput if it is none, or not from this laptop."""
