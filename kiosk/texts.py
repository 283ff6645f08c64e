"""The sentences of the program, except the window's own labels, in Dutch and English.

They are in `resources/words/<language>/*.toml`. The tables make dotted keys, and the first part of
a key is the name of its file: `no_event` under `[error]` in `error.toml` is `error.no_event`.
A sentence has placeholders: `{name}`; `{n:1 laptop|{n} laptops}` has a form for one and a form for
any other number; `{name:A}` begins with a capital, `{name:a}` with a small letter.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from kiosk.errors import KioskError, TextKey
from kiosk.paths import RESOURCES

LANGUAGES = ("nl", "en")
_THOUSANDS = {"nl": ".", "en": ","}


class _PlaceholderFormatter(Formatter):
    """Fills placeholders: two forms by a number, or a text with another first letter."""

    def format_field(self, value: Any, format_spec: str) -> str:
        """Return a placeholder's text in the form of its format."""
        one, several, more = format_spec.partition("|")
        if several:
            return one if str(value) == "1" else more
        match format_spec:
            case "A":
                return f"{str(value)[:1].upper()}{str(value)[1:]}"
            case "a":
                return f"{str(value)[:1].lower()}{str(value)[1:]}"
            case _:
                return str(super().format_field(value, format_spec))


_FORMATTER = _PlaceholderFormatter()


def filled(sentence: str, /, **params: object) -> str:
    """Return a sentence with its placeholders filled, such as `{n:1 laptop|{n} laptops}`."""
    return _FORMATTER.vformat(sentence, (), params)


class Texts:
    """The sentences of one language by dotted key."""

    def __init__(self, language: str, sentences: Mapping[str, str]) -> None:
        self.language = language
        self._sentences = dict(sentences)

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def __iter__(self) -> Iterator[str]:
        return iter(self._sentences)

    def say(self, key: str, /, **params: object) -> str:
        """Return the sentence with its placeholders filled; an unknown key is a bug (KeyError)."""
        return filled(self._sentences[key], **params)

    def number(self, number: int) -> str:
        """Return a whole number with the thousands separator of the language: 1.214."""
        return f"{number:,}".replace(",", _THOUSANDS[self.language])

    def error_text(self, error: KioskError) -> str:
        """Return the sentence about an error: the failure and the next step."""
        translated = {
            name: self.say(value) if isinstance(value, TextKey) else value
            for name, value in error.params.items()
        }
        return self.say(error.key, **translated)

    def with_overrides(self, sentences: Mapping[str, str]) -> "Texts":
        """Return these texts with some sentences replaced by the event's own."""
        return Texts(self.language, {**self._sentences, **sentences})


def load_words(language: str, folder: Path = RESOURCES / "words") -> Texts:
    """Read all sentences of a language; `language` is one of LANGUAGES."""
    sentences: dict[str, str] = {}
    for path in sorted((folder / language).glob("*.toml")):
        sentences.update(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))
    return Texts(language, sentences)


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
