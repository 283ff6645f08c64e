"""What a word in a status column says about a ticket, and which of several columns decides."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from kiosk.domain.letters import plain_number
from kiosk.domain.ticket import Status
from kiosk.guestlist.columns.column_words import LISTS, plain

STRICTEST = (Status.CANCELLED, Status.BLOCKED, Status.UNPAID, Status.VALID)
"""Of several statuses of one ticket, the first of these counts."""

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.*")
_ANSWER_FIRST = re.compile(
    r"(ja|nee|yes|no|oui|non|nein)(?:\s*[,.;:!(]|\s+(?:graag|helaas|hoor|please|sorry|merci)\b)",
    re.I,
)
"""An answer that goes on: "Ja, ik kom graag"."""

_YES, _NO, _NEITHER = "yes", "no", "neither"


class StatusWords:
    """The words of `statuses.toml`: states, and the answers to a yes-or-no question."""

    def __init__(
        self,
        words: Mapping[str, Status],
        answers: Mapping[str, str],
        kinds: Mapping[str, Mapping[str, Status]],
    ) -> None:
        self._words = words
        self._answers = answers
        self._kinds = kinds

    def meaning(self, kind: str, word: str, shop: Mapping[str, str] | None = None) -> Status | None:
        """Return what a word says in a column of this kind; None if that is not known.

        `shop` are the words of a known export. An empty cell says nothing: valid.
        """
        bare = plain(plain_number(word)) or _of_sign(word)
        if not word.strip():
            return Status.VALID
        if shop and bare in shop:
            return Status(shop[bare])
        answer = self._answers.get(bare, "")
        if answer in self._kinds[kind]:
            return self._kinds[kind][answer]
        if bare in self._words:
            return self._words[bare]
        if (first := _ANSWER_FIRST.match(word.strip())) is not None:
            return self.meaning(kind, first[1], shop)
        if _DATE.fullmatch(word.strip()) and _YES in self._kinds[kind] and kind != "state":
            return self._kinds[kind][_YES]
        return None

    def state(self, word: str) -> Status | None:
        """Return what a word says by itself, whatever column it is in; yes and no say nothing."""
        return self._words.get(plain(word))

    def is_answer(self, word: str) -> bool:
        """Return whether a word is yes, no or neither of them; "Ja, graag" is one too."""
        if _ANSWER_FIRST.match(word.strip()):
            return True
        return (plain(plain_number(word)) or _of_sign(word)) in self._answers

    def is_yes(self, word: str) -> bool:
        """Return whether a word is a yes."""
        return self._answers.get(plain(plain_number(word)) or _of_sign(word)) == _YES


_SIGNS = {"✓": "ja", "✔": "ja", "☑": "ja", "✗": "nee", "✘": "nee", "☐": "nee", "+": "ja"}


def _of_sign(word: str) -> str:
    return _SIGNS.get(word.strip()[:1], "") if word.strip() else ""


def strictest(statuses: Iterable[Status]) -> Status:
    """Return the status that counts where columns say different things."""
    return min(statuses, key=STRICTEST.index, default=Status.VALID)


@cache
def status_words(path: Path = LISTS / "statuses.toml") -> StatusWords:
    """Return the words of statuses, read once."""
    parsed = tomllib.loads(path.read_text(encoding="utf-8"))
    words = {
        word: Status(status) for status, text in parsed["words"].items() for word in text.split()
    }
    answers = {
        word: answer
        for answer in (_NEITHER, _NO, _YES)
        for word in parsed["answers"][answer].split()
    }
    kinds = {
        kind: {answer: Status(status) for answer, status in table.items()}
        for kind, table in parsed["columns"].items()
    }
    return StatusWords(words, answers, kinds)
