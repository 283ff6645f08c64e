"""The language of a phone, by the header of its browser."""

from contextlib import suppress

from kiosk.texts import LANGUAGES


def preferred_language(accepted: str) -> str:
    """Return the first of our languages in an `Accept-Language` header, Dutch if it names none."""
    best, most = LANGUAGES[0], 0.0
    for part in accepted.split(","):
        name, _, options = part.strip().partition(";")
        weight = 1.0
        with suppress(ValueError):
            weight = float(options.strip().removeprefix("q=")) if options else 1.0
        language = name.strip().lower().split("-")[0]
        if language in LANGUAGES and weight > most:
            best, most = language, weight
    return best
