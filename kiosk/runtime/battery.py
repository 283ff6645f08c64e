"""The charge of this laptop's battery, as the operating system reports it."""


def battery_charge() -> tuple[int, bool] | None:
    """Return the charge in percent and whether it is plugged in; None if that is unknown."""
    import psutil  # noqa: PLC0415  # loaded after the window

    read = getattr(psutil, "sensors_battery", None)  # some systems have no such sensor
    try:
        reading = read() if read else None
    except (OSError, psutil.Error):  # no reading: treated as no battery
        return None
    if reading is None:
        return None
    return round(reading.percent), reading.power_plugged is not False
