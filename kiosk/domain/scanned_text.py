"""Scanned text: the possible ticket codes in it, and texts that are certainly no ticket."""

import json
import re
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize
from urllib.parse import unquote, unquote_plus

from kiosk.domain.letters import bare_code, listed_code

MAX_CODE_LENGTH = 4096
"""Most characters of a code: more than the 2,953 bytes of a QR code (ISO/IEC 18004, 40-L)."""

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
_QUOTES = ('""', "''", "**")  # around a code: JSON, spreadsheets, and the signs of Code 39
_SEPARATED = re.compile(r"\s*[;|,\t\n]\s*|(?<=\w):\s*")
_LEAST_BESIDE = 6  # characters; a shorter part among others is a number or a word
_MOST_INSIDE = 20  # codes that are searched inside one text
_LEAST_CODE = 10**7  # a smaller number in JSON is a count or another id
_DEEPEST = 3  # levels of addresses and JSON within each other


def possible_codes(text: str, address: str = "") -> tuple[str, ...]:
    """Return the possible ticket codes in a text, likeliest first; none if it is too long.

    These are the text itself, as it would be in a list, without a scanner's prefix, with its
    letters decomposed as in older lists, and without the event's `address` before it; of a web
    address also the same address in other words.
    """
    if len(text) > MAX_CODE_LENGTH:
        return ()
    plain = text.strip()
    found = [plain]
    # A prefix is not printable or has a known first character: most codes skip the search.
    found.append(listed_code(text))
    clean = listed_code(_PREFIXES.sub("", plain)) if _is_prefixed(plain) else found[-1]
    found.append(clean)
    if not clean.isascii():
        found.append(normalize("NFD", clean))
    found += _same_addresses(clean)
    if address and clean.casefold().startswith(address.casefold()):
        found.append(clean[len(address) :].strip("/").strip())
    return tuple(dict.fromkeys(filter(None, found)))


def _same_addresses(text: str) -> list[str]:
    """Return a web address with https and with http, and its host in small letters."""
    scheme, found, rest = text.partition("://")
    if not found or scheme.lower() not in ("http", "https"):
        return []
    host, slash, path = rest.partition("/")
    return [f"{each}://{host.lower()}{slash}{path}" for each in ("https", "http")]


def _is_prefixed(text: str) -> bool:
    return not text.isprintable() or text.startswith(("]", "\\"))


def is_not_a_ticket(text: str, address: str = "") -> bool:
    """Return whether a text is something else: a web address, Wi-Fi, contact or payment.

    An address under the event's own `address` may be an unknown ticket.
    """
    clean = _PREFIXES.sub("", text[:MAX_CODE_LENGTH].strip())
    if address and clean.casefold().startswith(address.casefold()):
        return False
    return _NOT_A_TICKET.match(clean) is not None


def other_cases(code: str) -> tuple[str, ...]:
    """Return a code with the case of its letters swapped, in capitals, and in small letters.

    Caps Lock swaps the case, and some scanners and QR codes have capitals only.
    """
    cases = code.swapcase(), code.upper(), code.lower()
    return tuple(dict.fromkeys(one for one in cases if one != code)) if code.isascii() else ()


def embedded_codes(text: str) -> tuple[str, ...]:
    """Return the possible codes inside a web address, JSON, quotes, or a text with separators."""
    if len(text) > MAX_CODE_LENGTH:
        return ()
    whole = _PREFIXES.sub("", text.strip())
    quoted = whole[:1] + whole[-1:] in _QUOTES
    clean = bare_code(whole[1:-1] if quoted else whole)
    found: dict[str, None] = {clean: None} if quoted and clean else {}
    for part in _parts(clean, 1):
        if part and part != clean:
            found[part] = None
        if len(found) == _MOST_INSIDE:
            break
    return tuple(found)


def _parts(text: str, depth: int) -> Iterator[str]:
    """Yield the parts of an address, JSON or separated text, also of nested ones."""
    if depth > _DEEPEST:
        return
    if text.startswith(("{", "[")):
        parts = _texts(text)
    elif _ADDRESS.match(text):
        parts = _of_address(text)
    else:
        parts = _separated(text)
    for part in parts:
        yield part
        yield from _parts(part, depth + 1)


def _separated(text: str) -> Iterator[str]:
    """Yield the parts of a text like `label: code` or `code;name;1` that may be codes."""
    for part in _SEPARATED.split(text):
        if len(part) >= _LEAST_BESIDE and any(map(str.isdigit, part)):
            yield part


def _of_address(text: str) -> Iterator[str]:
    rest = text.partition("://")[2] or text
    for part in reversed(_PARTS.split(rest)[1:]):  # most addresses have the code near the end
        _, equals, value = part.partition("=")
        if equals:
            yield from dict.fromkeys((unquote_plus(value).strip(), unquote(value).strip()))
        whole = unquote(part).strip()
        yield whole
        if not equals:
            yield from _shorter(whole)


def _shorter(part: str) -> Iterator[str]:
    """Yield a part of an address without the ending of a file, and without a second id."""
    stem, dot, _ = part.rpartition(".")
    if dot:
        yield stem
    first, comma, _ = part.partition(",")
    if comma:
        yield first


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
