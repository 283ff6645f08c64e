"""Names in the order of a Dutch list."""

import pytest

from kiosk.reports.surnames import OTHER_LETTERS, sorted_name

IN_ORDER = [
    "Piet van Aa",
    "Zoë Ærø",
    "Ahmed ben Ali",
    "Anna d'Ancona",
    "Bo Ångström",
    "Anna Bakker",
    "Jan Bakker - de Boer",
    "Jan Bakker-de Boer",
    "Kim Bakkers",
    "Anna van den Berg",
    "Bo Berg",
    "Jan de Berg",
    "Berg, Jan van den",
    "van den Berg, Jan",
    "Jan V.D. Berg",
    "Kees de Bruijn",
    "Kim Bruyn",
    "Ünal Çelik",
    "Van Dijk",
    "Bo Dyk",
    "Fatima El Idrissi",
    "Jan 's-Gravesande",
    "Ria 't Hart",
    "Kees van 't Hof",
    "Éva d’Hondt",
    "fatima el idrissi",
    "Jan Jansen jr.",
    "Kees Jansen",
    "JAN VAN DER MEER",
    "Sinead O'Brien",
    "Anna van der Ploeg-Bakker",
    "In 't Veld",
    "Joris in 't Veld",
    "Vries, de, Bo",
    "Jan de Vries-van den Berg",
    "Bo IJssel",
    "Kees Ysselmuiden",
    "Ĳsbrand van Ĳzendoorn",
    "Piet IJzerman",
    "Łukasz Żak",
    "Łukasz Zwart",
    "李 小龍",
]


def test_names_are_sorted_by_surname_as_a_dutch_reader_expects() -> None:
    assert sorted(sorted(IN_ORDER), key=lambda name: sorted_name(name).key) == IN_ORDER


@pytest.mark.parametrize(
    ("name", "letter", "shown"),
    [
        ("Jan van den Berg", "B", "Berg, Jan van den"),
        ("Berg, van den, Jan", "B", "Berg, Jan van den"),
        ("Ria 't Hart", "H", "Hart, Ria 't"),
        ("Piet IJzerman", "Y", "IJzerman, Piet"),
        ("Fatima El Idrissi", "E", "El Idrissi, Fatima"),
        ("Anna Bakker-de Vries", "B", "Bakker-de Vries, Anna"),
        ("J. v/d Berg", "B", "Berg, J. v/d"),
        ("S. Jansen", "J", "Jansen, S."),
        ("Madonna", "M", "Madonna"),
        ("de Vries", "V", "Vries, de"),
        ("Jan van de", "D", "de, Jan van"),
        ("Jan Jansen, jr.", "J", "Jansen, Jan jr."),
        ("李 小龍", OTHER_LETTERS, "李 小龍"),
        ("", OTHER_LETTERS, ""),
        (", ", OTHER_LETTERS, ","),
    ],
)
def test_a_name_is_shown_surname_first_under_its_letter(name: str, letter: str, shown: str) -> None:
    made = sorted_name(name)
    assert (made.letter, ", ".join(filter(None, (made.surname, made.rest)))) == (letter, shown)
