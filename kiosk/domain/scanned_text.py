"""What a scanner or a camera read: the candidates for a ticket code, and what it surely is not."""

import json
import re
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote, unquote_plus

from kiosk.domain.letters import bare_code, listed_code

LONGEST = 4096
"""Characters of a code at most: more than the 2,953 bytes of a QR code (ISO/IEC 18004, 40-L)."""

# Extended channel interpretations as scanners type them (\000026), and AIM symbology
# identifiers (]Q1): both name an encoding and belong to no ticket.
_PREFIXES = re.compile(r"^(?:\ufeff|\][A-Za-z][0-9A-Za-z]|\\0000\d\d)+")

_NOT_A_TICKET = re.compile(
    r"(?:https?://|www\.|wifi:|begin:v|mecard:|bizcard:|mailto:|matmsg:|tel:|smsto:|sms:|geo:"
    r"|market:|otpauth:|bitcoin:|ethereum:|upi:|dpp:|BCD[\r\n]|urn:|intent:)",
    re.IGNORECASE,
)

_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.|(?:[\w-]+\.)+[\w-]+[/?#])", re.IGNORECASE)
_PARTS = re.compile(r"[/?#&;]")
_MOST_INSIDE = 20  # codes that are looked for inside one text
_LEAST_CODE = 10**7  # a smaller number in JSON counts or names something else
_DEEPEST = 3  # addresses and JSON within each other


def possible_codes(text: str, address: str = "") -> tuple[str, ...]:
    """Return what may be the ticket's code in a text, likeliest first; none in a giant one.

    Tried are the text itself, as a list is read, without a scanner's prefix, with its letters taken
    apart as an older list may hold them, and without the `address` in front where the event's
    codes are web addresses.
    """
    if len(text) > LONGEST:
        return ()
    plain = text.strip()
    found = [plain]
    # Whatever is taken off cannot be printed or begins so: most codes are spared the search.
    found.append(listed_code(text))
    clean = listed_code(_PREFIXES.sub("", plain)) if _is_prefixed(plain) else found[-1]
    found.append(clean)
    if not clean.isascii():
        found.append(normalize("NFD", clean))
    if address and clean.casefold().startswith(address.casefold()):
        found.append(clean[len(address) :].strip("/").strip())
    return tuple(dict.fromkeys(filter(None, found)))


def _is_prefixed(text: str) -> bool:
    return not text.isprintable() or text.startswith(("]", "\\"))


def is_not_a_ticket(text: str, address: str = "") -> bool:
    """Return whether a text is plainly something else: a web address, Wi-Fi, contact or payment.

    An address under the event's own `address` may be a ticket that is not known.
    """
    clean = _PREFIXES.sub("", text[:LONGEST].strip())
    if address and clean.casefold().startswith(address.casefold()):
        return False
    return _NOT_A_TICKET.match(clean) is not None


def inside(text: str) -> tuple[str, ...]:
    """Return what may be a code inside a web address or JSON, in its order; none in other texts."""
    if len(text) > LONGEST:
        return ()
    clean = bare_code(_PREFIXES.sub("", text.strip()))
    found: dict[str, None] = {}
    for part in _parts(clean, 1):
        if part and part != clean:
            found[part] = None
        if len(found) == _MOST_INSIDE:
            break
    return tuple(found)


def _parts(text: str, depth: int) -> Iterator[str]:
    """Yield the parts of an address, or the texts of JSON, down to those within each other."""
    if depth > _DEEPEST:
        return
    if text.startswith(("{", "[")):
        parts = _texts(text)
    elif _ADDRESS.match(text):
        parts = _of_address(text)
    else:
        return
    for part in parts:
        yield part
        yield from _parts(part, depth + 1)


def _of_address(text: str) -> Iterator[str]:
    rest = text.partition("://")[2] or text
    for part in reversed(_PARTS.split(rest)[1:]):  # the code comes late in most of them
        _, equals, value = part.partition("=")
        if equals:
            yield from dict.fromkeys((unquote_plus(value).strip(), unquote(value).strip()))
        whole = unquote(part).strip()
        yield whole
        stem, dot, _ = whole.rpartition(".")
        if dot and not equals:
            yield stem


def _texts(text: str) -> Iterator[str]:
    try:
        waiting: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        match waiting.pop(0):
            case str() as found:
                yield found.strip()
            case dict() as named:
                waiting[:0] = named.values()
            case list() as listed:
                waiting[:0] = listed
            case int() as number if number >= _LEAST_CODE:
                yield str(number)
