"""The laptop's battery, as far as the system tells."""

import psutil

from kiosk.ui.health import Battery


def battery() -> Battery | None:
    """Return how full the battery is; None where there is none, or nobody can tell."""
    read = getattr(psutil, "sensors_battery", None)  # some systems have no such sensor
    told = read() if read else None
    if told is None:
        return None
    return Battery(percent=round(told.percent), plugged=told.power_plugged is not False)
