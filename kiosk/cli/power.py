"""The laptop's battery, as far as the system tells."""

from kiosk.ui.health import Battery


def battery() -> Battery | None:
    """Return how full the battery is; None where there is none, or nobody can tell."""
    import psutil  # noqa: PLC0415  # loads once the door is up

    read = getattr(psutil, "sensors_battery", None)  # some systems have no such sensor
    try:
        told = read() if read else None
    except (OSError, psutil.Error):  # a system that does not tell is as one without a battery
        told = None
    if told is None:
        return None
    return Battery(percent=round(told.percent), plugged=told.power_plugged is not False)
