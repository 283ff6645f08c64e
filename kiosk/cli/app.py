"""`kiosk` without a command: the app on this station's folder."""

from kiosk.cli.station import Session
from kiosk.errors import UnusableInput


def run_app(session: Session, *, camera: str | None, windowed: bool) -> int:
    """Open the window; return its exit code."""
    raise UnusableInput("no_event")
