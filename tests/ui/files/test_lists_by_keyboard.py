"""Lists come in by the keys alone, through the real backend, and nothing changes before the end."""

from PySide6.QtCore import Qt

from tests.ui.list_desk import ListDesk

HEAD = "Naam;Organisatie;E-mail\n"
PARTNERS = ("Zoë 't Hart", "Bo Li", "Fatima El Amrani", "Jan de Vries")
RETURN, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space


def partner(*names: str) -> str:
    return HEAD + "".join(f"{name};Katalys;{name[:2]}@x.example\n" for name in names)


def test_a_list_comes_in_by_one_key_and_not_before(desk: ListDesk) -> None:
    desk.drop("katalys.csv", partner(*PARTNERS))
    before = desk.statuses()
    desk.press(RETURN)

    assert before == {}
    assert desk.statuses() == dict.fromkeys(PARTNERS, "valid")
    assert desk.page.message == "Ingelezen: 4 nieuw, 0 anders, 0 vervallen."


def test_a_question_is_answered_and_then_the_button_has_the_keys(desk: ListDesk) -> None:
    desk.drop("lijst.csv", "Naam;Status\nBo Li;misschien\nJan de Vries;ok\n")
    asked = desk.said
    desk.press(RETURN, RETURN)

    assert "Wat betekent dat?" in asked
    assert desk.statuses() == {"Bo Li": "valid", "Jan de Vries": "valid"}


def test_a_partners_next_version_takes_the_place_of_the_first(desk: ListDesk) -> None:
    desk.drop("katalys.csv", partner(*PARTNERS[:2]))
    desk.press(RETURN)
    desk.drop("deelnemers definitief.csv", partner(*PARTNERS[:2]).replace("Bo@", "Bo.Li@"))
    asked = desk.said
    desk.press(RETURN, RETURN)

    assert "van de 2 gasten staan al op de lijst van katalys." in asked
    assert desk.sources() == ["katalys"]
    assert len(desk.statuses()) == 2


def test_guests_who_are_left_off_stay_unless_a_person_says_otherwise(desk: ListDesk) -> None:
    desk.drop("katalys.csv", partner(*PARTNERS))
    desk.press(RETURN)
    desk.drop("katalys.csv", partner(*PARTNERS[:3], "Els Bos"))
    named = desk.said
    desk.press(RETURN)

    assert (
        "1 gast van de vorige versie staat niet in dit bestand (Jan de Vries). Die blijft" in named
    )
    assert desk.statuses() == dict.fromkeys((*PARTNERS, "Els Bos"), "valid")


def test_rows_with_an_error_are_skipped_by_the_space_bar(desk: ListDesk) -> None:
    desk.drop("lijst.csv", "Naam;Personen\nBo Li;veel\nJan de Vries;2\n")
    desk.press(SPACE)
    before = desk.statuses()
    desk.press(RETURN)

    assert before == {}
    assert desk.statuses() == {"Jan de Vries": "valid"}


def test_escape_leaves_everything_as_it_was(desk: ListDesk) -> None:
    desk.drop("katalys.csv", partner(*PARTNERS))
    left = desk.page.go_back()

    assert left
    assert desk.statuses() == {}
    assert desk.focused is desk.page.lists.next_stop


def test_a_next_version_is_read_as_the_one_before_and_says_so(desk: ListDesk) -> None:
    asks = "Naam;Status\nBo Li;misschien\nJan de Vries;misschien\n"
    desk.drop("lijst.csv", asks)
    desk.press(RETURN, RETURN)
    desk.drop("lijst v2.csv", asks + "Els Bos;misschien\n")
    spoken = desk.said
    desk.press(RETURN)

    assert "Zoals de vorige keer: 'misschien' telt als geldig." in spoken
    assert "Wat betekent dat?" not in spoken
    assert desk.statuses()["Els Bos"] == "valid"
