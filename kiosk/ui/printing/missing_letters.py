"""Letters that no font on this laptop has: on paper they would be boxes."""

from functools import lru_cache

from PySide6.QtGui import QRawFont, QTextLayout

from kiosk.ui.style.theme import font

_SIZE = 20


def has_all_letters(text: str) -> bool:
    """Return whether our font, or another one of this laptop, has every letter of a text."""
    return all(map(_is_ours, text)) or _is_drawable(text)


@lru_cache(maxsize=4096)
def _is_ours(letter: str) -> bool:
    return letter.isascii() or QRawFont.fromFont(font(_SIZE)).supportsCharacter(ord(letter))


def _is_drawable(text: str) -> bool:
    layout = QTextLayout(text, font(_SIZE))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    return all(glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes())
