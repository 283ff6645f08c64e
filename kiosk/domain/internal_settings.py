"""Settings that are not set by their key: of a station about itself, PINs, revocations, choices."""

from kiosk.domain.event_settings import setting_of

DOORS_OPEN, OWN_ENTRANCE = "doors_open", "entrance"
OWN_AREA, OWN_DIRECTION = "area", "direction"
REPLACES = "replaces"
"""The laptop that a station replaces, because it is lost or its battery is empty; or empty."""
REPLACES_WHOLE = "replaces_whole"
"""Set if all entries of that laptop are known: its stick was read completely."""
HELD_LISTS = "held_lists"
"""The contents of other laptops' lists that a station has."""
EARLY_KEPT = "early_kept"
"""The scans from before the doors opened that a station's people called real: log and number."""
_OF_A_STATION = (
    *(DOORS_OPEN, OWN_ENTRANCE, OWN_AREA, OWN_DIRECTION),
    *(REPLACES, REPLACES_WHOLE, HELD_LISTS, EARLY_KEPT),
)
PIN = "pin."
"""Prefix of the keys of PINs; the owner follows."""
ENROLMENT = "enrolment."
"""Prefix of the keys of enrolments; the enrolment key's id follows."""
REVOKED = "revoked."
"""Prefix of the keys that revoke; a station's or an enrolment key's id follows."""
RECOVERY = "recovery"
"""When a recovery file was made (ms UTC)."""
MACHINE = "machine."
"""Prefix of the keys of a station's names for its machines; the machine's id follows."""
READING = "reading."
"""Prefix of the keys of the choices of a source's last import; the source follows."""

PRINTED = "printed."
"""Prefix of the keys of printed lists; the time, the laptop and a number follow."""


def is_internal(key: str) -> bool:
    """Return whether a key cannot be set by its name."""
    return key in (*_OF_A_STATION, RECOVERY) or key.startswith(
        (PIN, ENROLMENT, REVOKED, MACHINE, READING, PRINTED)
    )


def is_private(key: str) -> bool:
    """Return whether a key's value is stored outside the journal."""
    return key.startswith((PIN, READING)) if is_internal(key) else setting_of(key).private
