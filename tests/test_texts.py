import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from kiosk.paths import RESOURCES
from kiosk.texts import LANGUAGES, Texts, load_words

DUTCH, ENGLISH = (load_words(language) for language in LANGUAGES)
FILES = sorted(path.name for path in (RESOURCES / "words" / "nl").glob("*.toml"))
SAME_IN_BOTH = {
    "Laptops",
    "server",
    "{n:1 scan|{n} scans}: {outcomes}",
    "status",
    "tickets",
    "",
    "Camera",
    "partner",
    "partners",
    "webcam",
    "{n:1 ticket|{n} tickets}",
    "Laptop {n}",
    "{percent}\u00a0%",
}


def text_of(words: Texts, key: str) -> str:
    return words._sentences[key]  # as it is in the file, before it is filled in


def blanks_in(words: Texts, key: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text_of(words, key)) if name}


@pytest.mark.parametrize("file", FILES)
def test_both_languages_say_the_same_things_in_a_file(file: str) -> None:
    keys = [re.findall(r"^(\[.+\]|\w+ =)", text, re.MULTILINE) for text in texts_of(file)]
    assert sorted(keys[0]) == sorted(keys[1])


def texts_of(file: str) -> list[str]:
    return [
        (RESOURCES / "words" / language / file).read_text(encoding="utf-8")
        for language in LANGUAGES
    ]


@pytest.mark.parametrize("file", FILES)
def test_a_file_has_the_keys_that_begin_with_its_name(file: str) -> None:
    assert {tuple(tomllib.loads(text)) for text in texts_of(file)} == {(Path(file).stem,)}


def test_both_languages_have_the_same_sentences() -> None:
    assert set(DUTCH) == set(ENGLISH)


@pytest.mark.parametrize("key", sorted(set(DUTCH) & set(ENGLISH)))
def test_a_sentence_has_the_same_blanks_in_both_languages(key: str) -> None:
    assert blanks_in(DUTCH, key) == blanks_in(ENGLISH, key)


def test_no_dutch_sentence_was_left_in_english() -> None:
    same = {key for key in DUTCH if text_of(DUTCH, key) == text_of(ENGLISH, key)}
    assert {text_of(DUTCH, key) for key in same} <= SAME_IN_BOTH


COUNTS = {
    "n",
    "count",
    "people",
    "entries",
    "files",
    "rows",
    "status",
    "tickets",
    "minutes",
    "seconds",
    "hours",
    "places",
    "inside",
    "at_most",
    "likely",
    "withdrawn",
    "listed",
    "added",
    "changed",
    "unchanged",
    "rejected_rows",
    "read",
    "new",
    "pages",
    "most",
    "least",
    "capacity",
    "crew",
    "codes",
    "length",
    "logs",
    "total",
    "handed_in",
    "expected",
    "admitted",
    "to_come",
    "room",
    "over",
    "rows_removed",
    "entries_kept",
    "tickets_kept",
    "joined",
    "percent",
}
# A number beside a word: what must not come out of a sentence whose every number is 1.
ONE_OF_SEVERAL = {
    "nl": re.compile(
        r"\b1[ \u00a0](?!(?:vervallen|gevonden|anders|binnen(?:gelaten|gekomen)?|buiten|van|teken"
        r"|reeks)\b)\w+(?:en|s)\b"
        r"|\b1 \w+ (?:zijn|hebben|waren|doen)\b|\b(?:zijn|hebben|kwamen|mogen|vervallen) 1\b"
    ),
    "en": re.compile(
        r"\b1[ \u00a0](?!(?:inside)\b)(?:\w+s|people)\b|\b1 \w+ (?:are|were|have)\b"
        r"|\b(?:are|were|have) 1\b"
    ),
}


@pytest.mark.parametrize("words", [DUTCH, ENGLISH], ids=LANGUAGES)
@pytest.mark.parametrize("number", [1, "1"], ids=["a number", "a number as it is written"])
def test_a_single_one_is_said_in_the_singular(words: Texts, number: object) -> None:
    said = {
        key: words.say(
            key, **{name: number if name in COUNTS else "…" for name in blanks_in(words, key)}
        )
        for key in words
    }
    assert {
        key: text for key, text in said.items() if ONE_OF_SEVERAL[words.language].search(text)
    } == {}


@pytest.mark.parametrize("number", [0, 2, "1.182"])
def test_any_other_number_is_said_in_the_plural(number: object) -> None:
    assert (
        DUTCH.say("laptops.missing", n=number) == f"{number} laptops hebben zich nog niet gemeld."
    )


def test_a_sentence_may_begin_with_what_is_filled_in() -> None:
    said = ENGLISH.say("verdict.already_inside.unseen", help="the desk")
    assert said.endswith("No lanyard? The desk.")
