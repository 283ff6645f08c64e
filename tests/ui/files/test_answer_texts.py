"""Answers to questions of an import, as their buttons say them."""

import pytest

from kiosk.guestlist.import_report import Question
from kiosk.texts import load_words
from kiosk.ui.files.import_texts import answer_text, answer_texts


@pytest.mark.parametrize(
    ("answer", "dutch", "english"),
    [
        ("--map 'places=Adults + Kids'", "Adults + Kids samen", "Adults + Kids together"),
        (
            "--map 'code=Ticket 2 code'",
            "Gebruik 'Ticket 2 code' als ticketcode",
            "Use 'Ticket 2 code' as ticket code",
        ),
        ("--map code=AB12CD34EF", "Gebruik 'AB12…' als ticketcode", "Use 'AB12…' as ticket code"),
        ("--map places=Adults", "Gebruik 'Adults' als personen", "Use 'Adults' as people"),
        ("--map places=-", "Niet in deze lijst: personen", "Not in this list: people"),
        ("--map 'besides=Parent 1 + Parent 2'", "Ja, zij komen mee", "Yes, they come too"),
        (
            "--map besides=Kids",
            "'Kids' is wie er naast de gast meekomt",
            "'Kids' is who comes besides the guest",
        ),
        ("--map besides=-", "Nee, zij komen niet mee", "No, they do not come"),
        (
            "--map 'addon=Parent'",
            "Gebruik 'Parent' als het ticket waar de rij bij hoort",
            "Use 'Parent' as the ticket that the row belongs to",
        ),
    ],
)
def test_an_answer_is_said_in_words(answer: str, dutch: str, english: str) -> None:
    assert answer_text(answer, load_words("nl")) == dutch
    assert answer_text(answer, load_words("en")) == english


@pytest.mark.parametrize(
    ("question", "dutch"),
    [
        (
            Question(
                "status",
                "import.question.which_day",
                ("--map 'status=za 30 mei'", "--map status=-"),
                params={"columns": "'za 30 mei'"},
            ),
            ["za 30 mei", "Elke gast mag elke dag komen"],
        ),
        (
            Question(
                "addon",
                "import.question.unused_addon",
                ("--map addon=Parent", "--ignore Parent"),
                "Parent",
            ),
            ["Ja, die rijen horen erbij", "Nee, het zijn eigen tickets"],
        ),
        (
            Question(
                "source",
                "import.question.whose_list",
                ("--source Katalys", "--source definitief"),
                values=("Katalys",),
            ),
            ["Nieuwe versie van Katalys", "Nieuwe lijst 'definitief'"],
        ),
    ],
)
def test_the_answers_fit_their_question(question: Question, dutch: list[str]) -> None:
    assert list(answer_texts(question, load_words("nl")).values()) == dutch
