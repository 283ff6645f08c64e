"""Reads whether a guest may be mailed: an answer, a state of a mailing list, a date of consent."""

from functools import lru_cache

from kiosk.domain.ticket import Status
from kiosk.guestlist.columns.status_words import status_words


@lru_cache(maxsize=1024)
def may_mail(text: str) -> bool | None:
    """Return the meaning of a cell, None if it is neither yes nor no."""
    if not text.strip():
        return None
    said = status_words().of_mailing(text) or status_words().meaning("coming", text)
    return {Status.VALID: True, Status.CANCELLED: False}.get(said) if said else None
