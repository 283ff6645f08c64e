"""Answers to questions of an import, as their buttons say them."""

import pytest

from kiosk.texts import load_words
from kiosk.ui.files.import_texts import answer_text


@pytest.mark.parametrize(
    ("answer", "dutch", "english"),
    [
        ("--map 'places=Adults + Kids'", "Adults + Kids samen", "Adults + Kids together"),
        ("--map places=Adults", "Adults wordt personen", "Adults is people"),
        (
            "--map 'addon=Parent'",
            "Parent wordt het ticket waar de rij bij hoort",
            "Parent is the ticket that the row belongs to",
        ),
    ],
)
def test_an_answer_is_said_in_words(answer: str, dutch: str, english: str) -> None:
    assert answer_text(answer, load_words("nl")) == dutch
    assert answer_text(answer, load_words("en")) == english
