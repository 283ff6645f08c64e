"""Letters that a program read wrongly: UTF-8 taken for Windows-1252."""

import re
import unicodedata

_TWICE = re.compile("[\u00c2-\u00f4][^\x00-\x7f]")
_MOST_TURNS = 3
_LATIN_1_END = 0x100


def mended(text: str) -> str:
    """Return a text whose letters were decoded wrongly as it was; any other text as it is.

    Only where turning back is exact and gives Latin letters and usual signs.
    """
    for _ in range(_MOST_TURNS):
        if text.isascii() or not _TWICE.search(text):
            return text
        before = _turned_back(text)
        if before is None:
            return text
        text = before
    return text


def _turned_back(text: str) -> str | None:
    try:
        before = b"".join(map(_byte, text)).decode("utf-8")
    except UnicodeError:
        return None
    return before if all(map(_is_usual, before)) else None


def _byte(letter: str) -> bytes:
    # Windows-1252 leaves five bytes without a letter; programs pass them on as they are.
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
