"""What is kept as settings are, but set elsewhere: what a station says of itself, PINs, laptops."""

from kiosk.domain.event_settings import setting_of

DOORS_OPEN, OWN_ENTRANCE = "doors_open", "entrance"
OWN_AREA, OWN_DIRECTION = "area", "direction"
REPLACES = "replaces"
"""The laptop whose work a station took over: that one is lost, or its battery died; or empty."""
REPLACES_WHOLE = "replaces_whole"
"""Whether all that that laptop did is known: the stick was in it until the end, and was read."""
_OF_A_STATION = (DOORS_OPEN, OWN_ENTRANCE, OWN_AREA, OWN_DIRECTION, REPLACES, REPLACES_WHOLE)
PIN = "pin."
"""The beginning of the keys of PINs; whose it is follows."""
ENROLMENT = "enrolment."
"""The beginning of the keys of what laptops were set up for; the enrolment key's id follows."""
REVOKED = "revoked."
"""The beginning of the keys that revoke; a station's or an enrolment key's id follows."""
MACHINE = "machine."
"""The beginning of the keys by which a station names a machine of its own; which one follows."""


def is_internal(key: str) -> bool:
    """Return whether a key is not for people to set by its name."""
    return key in _OF_A_STATION or key.startswith((PIN, ENROLMENT, REVOKED, MACHINE))


def is_private(key: str) -> bool:
    """Return whether a key's value is kept apart from the journal."""
    return key.startswith(PIN) if is_internal(key) else setting_of(key).private
