"""The sentences that the program says outside the window's own labels, in Dutch and English.

They stand in `resources/words/<language>/*.toml`; nested tables make dotted keys:
`[error] no_event = "..."` is `error.no_event`. `{name}` in a sentence is filled by `say`.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kiosk.errors import KioskError, Word
from kiosk.paths import RESOURCES

LANGUAGES = ("nl", "en")


class Words:
    """One language's sentences by dotted key."""

    def __init__(self, language: str, sentences: Mapping[str, str]) -> None:
        self.language = language
        self._sentences = dict(sentences)

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def __iter__(self) -> Iterator[str]:
        return iter(self._sentences)

    def say(self, key: str, /, **params: object) -> str:
        """Return the sentence with its blanks filled; an unknown key is a bug (KeyError)."""
        return self._sentences[key].format(**params)

    def explain(self, error: KioskError) -> str:
        """Return the one sentence that tells a person what failed and what to do."""
        said = {
            name: self.say(value) if isinstance(value, Word) else value
            for name, value in error.params.items()
        }
        return self.say(f"error.{error.key}", **said)

    def changed(self, sentences: Mapping[str, str]) -> "Words":
        """Return these words with some sentences replaced, as an event may ask."""
        return Words(self.language, {**self._sentences, **sentences})


def load_words(language: str, folder: Path = RESOURCES / "words") -> Words:
    """Read all sentences of a language; `language` is one of LANGUAGES."""
    sentences: dict[str, str] = {}
    for path in sorted((folder / language).glob("*.toml")):
        sentences.update(_flat(tomllib.loads(path.read_text(encoding="utf-8"))))
    return Words(language, sentences)


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
