"""Texts as people see them: one form for each letter, nothing between them that nobody sees."""

import re
import unicodedata

_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xa0\xad\u034f\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\ufe00-\ufe0f\ufeff]"
)
_SEPARATORS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_BARE_AFTER_APOSTROPHE = re.compile(r"['\u2018\u2019\u02bc`]((?=.*\d).+|[^\W_]{6,})")
_WHOLE_WITH_ZEROS = re.compile(r"(\d{1,16})\.0+")


def composed(text: str) -> str:
    """Return a text with each letter in one piece (NFC): decomposed ones look the same."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def alike(name: str) -> str:
    """Return what two names have in common that people take for one: case and letters aside."""
    return composed(name).casefold()


def one_line(text: str) -> str:
    """Return a text in one line, its letters composed, without characters that nobody sees."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = _UNSEEN.sub(lambda found: _seen(found[0], _SEPARATORS), composed(text))
    kept = spaced if spaced.isprintable() else "".join(filter(str.isprintable, spaced))
    return " ".join(kept.split())


def bare_code(text: str) -> str:
    """Return a ticket's code without what spreadsheets, shops and scanners put in or around it.

    A list and a scan are read by this same rule, so that a code which really holds any of it is
    still found.
    """
    if not (text.isascii() and text.isprintable()):
        text = _UNSEEN.sub(lambda found: _seen(found[0], "\t\n\v\f\r\x85"), composed(text))
        text = "".join(filter(str.isprintable, text))
    text = " ".join(text.split())
    if text.startswith('="') and text.endswith('"') and len(text) > len('=""'):
        text = text[2:-1].strip()
    return plain_number(text)


def plain_number(text: str) -> str:
    """Return a number or code without a spreadsheet's apostrophe before it or ".0" behind it."""
    if text[:1] in "'\u2018\u2019\u02bc`" and text:
        marked = _BARE_AFTER_APOSTROPHE.fullmatch(text)
        text = marked[1] if marked else text
    whole = _WHOLE_WITH_ZEROS.fullmatch(text) if text.endswith("0") else None
    return whole[1] if whole else text


def _seen(unseen: str, separators: str) -> str:
    is_space = unseen in separators or unicodedata.category(unseen) == "Zs"
    return " " if is_space else ""
