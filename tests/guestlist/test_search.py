"""A guest is found by what is said at the door, from the first letter."""

import pytest

from tests.guestlist.importer import Importer

LIST = """Ticket;Naam;Organisatie;Aangemeld door
WDHS-0412;Jan de Vries;Katalys;Wouter van de Ven
WDHS-0413;Ayşe Yıldız;Súdwest-Fryslân;
WDHS-0414;Björn van der Laan;Buurthuis De Kóppel;
WDHS-0415;Søren Łukasz Großmann;;
WDHS-0416;Jan Jansen;;
WDHS-0417;Jannie Bos;;
WDHS-0418;Mo van 't Hart;;
WDHS-0085;Zoë van den Berg;;
WDHS-1285;Fenna v.d. Berg;;
WDHS-0850;Ies van der Berg;Club 85;
"""


@pytest.fixture
def listed(lists: Importer) -> Importer:
    lists.take(LIST)
    lists.job().finish("winkel")
    return lists


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("jan de v", ["Jan de Vries"]),
        ("vries jan", ["Jan de Vries"]),
        ("de vries, jan", ["Jan de Vries"]),
        ("yildiz", ["Ayşe Yıldız"]),
        ("AYSE", ["Ayşe Yıldız"]),
        ("sudwest fry", ["Ayşe Yıldız"]),
        ("laan van der bjorn", ["Björn van der Laan"]),
        ("laan van den bjorn", ["Björn van der Laan"]),
        ("koppel", ["Björn van der Laan"]),
        ("soren lukasz grossmann", ["Søren Łukasz Großmann"]),
        ("wouter van de ven", ["Jan de Vries"]),
        ("0412", ["Jan de Vries"]),
        ("wdhs-0417", ["Jannie Bos"]),
        ("hart van t", ["Mo van 't Hart"]),
        ("s", ["Ayşe Yıldız", "Søren Łukasz Großmann"]),
        ("vd berg", ["Fenna v.d. Berg", "Ies van der Berg", "Zoë van den Berg"]),
        ("v.d. berg", ["Fenna v.d. Berg", "Ies van der Berg", "Zoë van den Berg"]),
        ("zoe vd berg", ["Zoë van den Berg"]),
        ("berg vd fenna", ["Fenna v.d. Berg"]),
        ("vd laan", ["Björn van der Laan"]),
        ("vt hart", ["Mo van 't Hart"]),
        ("vdlaan", ["Björn van der Laan"]),
        ("85", ["Ies van der Berg", "Zoë van den Berg", "Fenna v.d. Berg"]),
        ("085", ["Ies van der Berg", "Zoë van den Berg"]),
        ("zoe 85", ["Zoë van den Berg"]),
        ("285", ["Fenna v.d. Berg"]),
        ("piet", []),
        ("", []),
        ('" OR * --', []),
    ],
)
def test_a_guest_is_found_by_any_part_in_any_order(
    listed: Importer, said: str, names: list[str]
) -> None:
    assert listed.find(said) == names


def test_whole_words_come_before_beginnings(listed: Importer) -> None:
    assert listed.find("jan") == ["Jan de Vries", "Jan Jansen", "Jannie Bos"]


def test_only_current_names_are_found(listed: Importer) -> None:
    listed.take(LIST.replace("Jannie Bos", "Kees Bos"))
    assert listed.find("jannie") == []
    listed.job().finish("winkel")
    assert listed.find("kees") == ["Kees Bos"]
    assert listed.database.execute("SELECT count(*) FROM personal_search('jannie')").fetchone() == (
        0,
    )
    listed.database.execute(
        "INSERT INTO personal_search(personal_search) VALUES ('integrity-check')"
    )


def test_making_the_index_twice_changes_nothing(listed: Importer) -> None:
    listed.job().finish("winkel")
    assert listed.find("yildiz") == ["Ayşe Yıldız"]
    assert listed.database.execute("SELECT count(*) FROM personal_search('wdhs')").fetchone() == (
        10,
    )
