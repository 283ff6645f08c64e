"""Readings of a code by a hand scanner's keys: in the laptop's layout, or by key positions."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_ROWS = {
    2: ("1234567890-=", "!@#$%^&*()_+"),
    16: ("qwertyuiop[]", "QWERTYUIOP{}"),
    30: ("asdfghjkl;'`", 'ASDFGHJKL:"~'),
    43: ("\\zxcvbnm,./", "|ZXCVBNM<>?"),
    57: (" ", " "),
}
_KEYPAD = dict(zip((*range(71, 84), 55, 98), "789-456+1230.*/", strict=True))
_US = {
    place: pair
    for first, (plain, shifted) in _ROWS.items()
    for place, pair in enumerate(zip(plain, shifted, strict=True), start=first)
} | {place: (key, key) for place, key in _KEYPAD.items()}

_NUMBER_WIDTHS = (4, 3)  # Alt+0077, Alt+077
_PRINTED = range(0x20, 0x7F)

_TWICE = 12  # a shorter half may repeat by chance

# The character that a dead key types before a key that it does not combine with.
_MARKS = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"', "\u0327": ","}


@dataclass(frozen=True, slots=True)
class Stroke:
    """A pressed key: its text in the laptop's layout, and its position.

    `place` is the key's number on a PC keyboard (the same on Linux and Windows), 0 if unknown. A
    dead key has no text of its own.
    """

    text: str
    place: int = 0
    shift: bool = False

    @property
    def on_us(self) -> str:
        """The key's character on a US keyboard, the factory setting of scanners."""
        return self._on_us(self.shift)

    def _on_us(self, shift: bool) -> str:
        return _US[self.place][shift] if self.place in _US else self.text

    @property
    def flat(self) -> str:
        """The same without Shift, which may be pressed by mistake."""
        return self._on_us(False)

    @property
    def flipped(self) -> str:
        """The same with the opposite of Shift."""
        return self._on_us(not self.shift)


def readings(strokes: Sequence[Stroke]) -> tuple[str, ...]:
    """Return the possible codes: in the laptop's layout first, then by positions, then by case."""
    as_is = "".join(one.text for one in strokes)
    on_us = "".join(one.on_us for one in strokes)
    flat = "".join(one.flat for one in strokes)
    found = [as_is, on_us, _with_marks_apart(as_is)]
    found += [one.swapcase() for one in found[:2]]
    found += ["".join(one.flipped for one in strokes), flat, flat.upper()]
    found += _by_numbers(on_us)
    return tuple(dict.fromkeys(filter(None, map(_halved, found)))) if as_is or on_us else ()


def _by_numbers(digits: str) -> list[str]:
    """Return the characters that a scanner types by their numbers with Alt.

    Only Windows makes characters of these; other systems receive the digits.
    """
    if not (digits.isascii() and digits.isdigit()):
        return []
    read = []
    for width in _NUMBER_WIDTHS:
        numbers = [int(digits[at : at + width]) for at in range(0, len(digits), width)]
        if len(digits) % width == 0 and all(number in _PRINTED for number in numbers):
            read.append("".join(map(chr, numbers)))
    return read


def may_disagree(read: Iterable[str]) -> bool:
    """Return whether a US layout gives another code than the laptop's layout."""
    first, *others = [one.casefold() for one in read] or [""]
    return bool(others) and others[0] != first


def _halved(text: str) -> str:
    """Return a code once that was sent twice without a pause."""
    half = len(text) // 2
    return text[:half] if half >= _TWICE and text[:half] == text[half:] else text


def _with_marks_apart(text: str) -> str:
    """Return a text in which dead keys did not combine with the next letter."""
    if text.isascii():
        return text
    apart = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        known = "".join(_MARKS.get(mark, "") for mark in parts[1:])
        apart.append(known + parts[0] if known else letter)
    return "".join(apart)
