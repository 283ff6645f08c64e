"""Texts as people see them: one form for each letter, without invisible characters."""

import re
import unicodedata

from kiosk.domain.formula_guard import unguarded

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xa0\xad\u034f\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\ufe00-\ufe0f\ufeff]"
)
_SEPARATORS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_BARE_AFTER_APOSTROPHE = re.compile(r"['\u2018\u2019\u02bc`]((?=.*\d).+|[^\W_]{6,})")
_WHOLE_WITH_ZEROS = re.compile(r"(\d{1,16})\.0+")
MAX_TEXT_LENGTH = 400
"""Most characters of a name that another station wrote; people type fewer."""


def composed(text: str) -> str:
    """Return a text with each letter composed (NFC); decomposed letters look the same."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def name_key(name: str) -> str:
    """Return the form of a name in which names that look the same are equal."""
    return composed(name).casefold()


def one_line(text: str) -> str:
    """Return a text in one line, its letters composed, without invisible characters."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = _UNSEEN.sub(lambda found: _replacement(found[0], _SEPARATORS), composed(text))
    kept = spaced if spaced.isprintable() else "".join(filter(str.isprintable, spaced))
    return " ".join(kept.split())


def listed_code(text: str) -> str:
    """Return a ticket's code as stored in lists: without what spreadsheets, shops and scanners add.

    Lists and scans use this same rule, so a code that really contains any of it is still found.
    """
    whole = undo_wrong_decoding(text)
    if whole[:1] == "'":
        whole = unwrapped(one_line(unguarded(whole)))
    return bare_code(whole)


_MARKED_TEXT = re.compile(r"'[^\W\d_]{3}[^']*")
"""An apostrophe that makes a cell text; names begin with one before a letter or two ('t, 's)."""


def unwrapped(text: str) -> str:
    """Return a text without the marks that keep a spreadsheet from reading it as a number."""
    if _MARKED_TEXT.fullmatch(text):
        return text[1:]
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1].strip()  # keeps Excel from reading a code as a number
    return text


def bare_code(text: str) -> str:
    """Return a code in one line, without invisible characters."""
    if not (text.isascii() and text.isprintable()):
        text = _UNSEEN.sub(lambda found: _replacement(found[0], "\t\n\v\f\r\x85"), composed(text))
        text = "".join(filter(str.isprintable, text))
    text = " ".join(text.split())
    if text.startswith('="') and text.endswith('"') and len(text) > len('=""'):
        text = text[2:-1].strip()
    return plain_number(text)


def plain_number(text: str) -> str:
    """Return a number or code without an apostrophe before it or ".0" after it."""
    if text[:1] in "'\u2018\u2019\u02bc`" and text:
        marked = _BARE_AFTER_APOSTROPHE.fullmatch(text)
        text = marked[1] if marked else text
    whole = _WHOLE_WITH_ZEROS.fullmatch(text) if text.endswith("0") else None
    return whole[1] if whole else text


def _replacement(unseen: str, separators: str) -> str:
    is_space = unseen in separators or unicodedata.category(unseen) == "Zs"
    return " " if is_space else ""


_TWICE = re.compile("[\u00c2-\u00f4][^\x00-\x7f]")
_LATIN_1_END = 0x100


def undo_wrong_decoding(text: str) -> str:
    """Return a text whose letters were decoded wrongly in its original form; others unchanged.

    Only if the reversal is exact and gives Latin letters and common signs.
    """
    while not text.isascii() and _TWICE.search(text):
        before = _decode_again(text)
        if before is None:
            break
        text = before  # shorter each time
    return text


def _decode_again(text: str) -> str | None:
    try:
        before = b"".join(map(_byte, text)).decode("utf-8")
    except UnicodeError:
        return None
    return before if all(map(_is_usual, before)) else None


def _byte(letter: str) -> bytes:
    # Windows-1252 has five bytes without a letter, which programs pass on unchanged.
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        if ord(letter) < _LATIN_1_END:
            return bytes([ord(letter)])
        raise


def _is_usual(letter: str) -> bool:
    if letter.isascii():
        return True
    if unicodedata.category(letter)[0] in "LM":
        return unicodedata.name(letter, "").startswith(("LATIN", "COMBINING"))
    return unicodedata.category(letter)[0] in "PSZN" or letter in "\u200b\u200d\ufe0f\ufeff"


def printable(value: object) -> str:
    """Return a text without control characters; "" if the value is no text."""
    if not isinstance(value, str):
        return ""
    return "".join(each if each.isprintable() else " " for each in value[:MAX_TEXT_LENGTH]).strip()


def is_printable(value: str) -> bool:
    """Return whether a name that another station wrote can be shown unchanged."""
    return value.isprintable() and len(value) <= MAX_TEXT_LENGTH
