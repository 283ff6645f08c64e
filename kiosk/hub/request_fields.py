"""Reads the parts of a request: a text, a hash, a have-vector."""

from typing import Any

from kiosk.hub.refusals import HubRefusal, RefusalReason
from kiosk.store.journal.have_vector import HaveVector
from kiosk.sync.messages import decode_message

_HASH_DIGITS = 64


def read_text(form: dict[str, Any], key: str, most: int = 512) -> str:
    """Return a text of a form; HubRefusal if it is none, or too long."""
    value = form.get(key)
    if not isinstance(value, str) or len(value) > most or not _is_text(value):
        raise HubRefusal(RefusalReason.UNREADABLE)
    return value


def _is_text(value: str) -> bool:
    """Return whether a value can be written as UTF-8; JSON can hold half a character."""
    return not any("\ud800" <= each <= "\udfff" for each in value)


def is_hash(text: str) -> bool:
    """Return whether a text is a hash in hex."""
    try:
        return len(text) == _HASH_DIGITS and bytes.fromhex(text).hex() == text
    except ValueError:
        return False


def read_have_vector(content: bytes) -> HaveVector:
    """Return a have-vector; HubRefusal if it is none."""
    try:
        message = decode_message(content.decode())
    except ValueError as error:
        raise HubRefusal(RefusalReason.UNREADABLE) from error
    if not isinstance(message, HaveVector):
        raise HubRefusal(RefusalReason.UNREADABLE)
    return message
