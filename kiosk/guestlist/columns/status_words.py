"""The meaning of words in status columns, and which of several columns decides."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from kiosk.domain.letters import plain_number
from kiosk.domain.ticket import Status
from kiosk.guestlist.columns.column_words import LISTS, plain

STRICTEST = (Status.CANCELLED, Status.BLOCKED, Status.UNPAID, Status.VALID)
"""If the columns of a ticket differ, the first of these statuses is used."""

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}.*|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}.*")
_ANSWER_FIRST = re.compile(
    r"(ja|nee|yes|no|oui|non|nein)(?:\s*[,.;:!(]|\s+(?:graag|helaas|hoor|please|sorry|merci)\b)",
    re.I,
)
"""An answer with more text: "Ja, ik kom graag"."""

AMOUNTS = frozenset({"owed", "returned"})
"""The kinds of columns whose cells are amounts of money."""

_AMOUNT = re.compile(r"(?:[€$£]|EUR)?\s?(\d[\d.,]*)(?:-|\s?(?:[€$£]|EUR|euro))?", re.I)
_IN_BRACKETS = re.compile(r"[(\[].*[)\]]")
_BETWEEN_PARTS = re.compile(r"\s[-–]\s|[,;:|/()\[\]\"]")
_YES, _NO, _NEITHER = "yes", "no", "neither"


class StatusWords:
    """The words of `statuses.toml`: states, and answers to yes-or-no questions."""

    def __init__(
        self,
        words: Mapping[str, Status],
        answers: Mapping[str, str],
        kinds: Mapping[str, Mapping[str, Status]],
        mailing: Mapping[str, Status],
    ) -> None:
        self._words = words
        self._answers = answers
        self._kinds = kinds
        self._mailing = mailing

    def meaning(self, kind: str, word: str, shop: Mapping[str, str] | None = None) -> Status | None:
        """Return the meaning of a word in a column of this kind; None if it is unknown.

        `shop` are the words of a known export. An empty cell means nothing: valid.
        """
        bare = plain(plain_number(word)) or _of_sign(word)
        if not word.strip():
            return Status.VALID
        if shop and bare in shop:
            return Status(shop[bare])
        if _IN_BRACKETS.fullmatch(word.strip()):
            return None  # "(OK)" is a doubt
        if kind == "types":
            return self.worst_part(word) or Status.VALID
        answer = _of_amount(word) if kind in AMOUNTS else self._answers.get(bare, "")
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
        """Return the meaning of a word in any column; yes and no have none."""
        return self._words.get(plain(word))

    def worst_part(self, word: str) -> Status | None:
        """Return the status of a part of a text if it refuses the guest: "Cancelled - Regular"."""
        statuses = map(self.state, (word, *_BETWEEN_PARTS.split(word)))
        found = strictest(status for status in statuses if status is not None)
        return None if found is Status.VALID else found

    def of_mailing(self, word: str) -> Status | None:
        """Return the meaning of a word of mailing lists: valid if the person is subscribed."""
        return self._mailing.get(plain(word))

    def is_answer(self, word: str) -> bool:
        """Return whether a word is yes, no or undecided, also with more text: "Ja, graag"."""
        if _ANSWER_FIRST.match(word.strip()):
            return True
        return (plain(plain_number(word)) or _of_sign(word)) in self._answers

    def is_yes(self, word: str) -> bool:
        """Return whether a word is a yes."""
        return self._answers.get(plain(plain_number(word)) or _of_sign(word)) == _YES


_SIGNS = {"✓": "ja", "✔": "ja", "☑": "ja", "✗": "nee", "✘": "nee", "☐": "nee", "+": "ja"}


def _of_amount(word: str) -> str:
    """Return yes for an amount above zero, no for zero."""
    found = _AMOUNT.fullmatch(word.strip())
    if found is None:
        return ""
    return _YES if found[1].strip("0.,") else _NO


def _of_sign(word: str) -> str:
    return _SIGNS.get(word.strip()[:1], "") if word.strip() else ""


def strictest(statuses: Iterable[Status]) -> Status:
    """Return the status to use if columns differ."""
    return min(statuses, key=STRICTEST.index, default=Status.VALID)


@cache
def status_words(path: Path = LISTS / "statuses.toml") -> StatusWords:
    """Return the status words; they are read once."""
    parsed = tomllib.loads(path.read_text(encoding="utf-8"))
    words, mailing = (
        {word: Status(status) for status, text in parsed[of].items() for word in text.split()}
        for of in ("words", "mailing")
    )
    answers = {
        word: answer
        for answer in (_NEITHER, _NO, _YES)
        for word in parsed["answers"][answer].split()
    }
    kinds = {
        kind: {answer: Status(status) for answer, status in table.items()}
        for kind, table in parsed["columns"].items()
    }
    return StatusWords(words, answers, kinds, mailing)


@lru_cache(maxsize=1024)
def may_mail(text: str) -> bool | None:
    """Return whether a guest may be mailed: by an answer, a state of a mailing list, or a date.

    None if a cell says neither yes nor no.
    """
    if not text.strip():
        return None
    status = status_words().of_mailing(text) or status_words().meaning("coming", text)
    return {Status.VALID: True, Status.CANCELLED: False}.get(status) if status else None
