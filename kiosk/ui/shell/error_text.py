"""The sentence of an error on a page."""

import logging

from kiosk.errors import KioskError
from kiosk.texts import Texts

_log = logging.getLogger(__name__)


def error_text(error: Exception, words: Texts) -> str:
    """Return the sentence of an error; an error without one is a bug and is logged."""
    if isinstance(error, KioskError):
        return words.error_text(error)
    _log.error("what a page asked for failed", exc_info=error)
    return words.say("cli.bug")
