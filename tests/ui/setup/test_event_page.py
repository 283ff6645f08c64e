"""The admin's page of the event: read, changed in parts, and saved in one go."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.setup.categories_step import CategoriesStep
from kiosk.ui.setup.entrances_step import EntrancesStep
from kiosk.ui.setup.event_page import EventPage
from kiosk.ui.setup.event_step import EventStep
from kiosk.ui.setup.policies_step import PoliciesStep
from kiosk.ui.setup.rooms_step import RoomsStep
from kiosk.ui.setup.sentences_step import SentencesStep
from kiosk.ui.setup.todo_step import TodoStep
from kiosk.ui.shell.main_window import SMALLEST
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from kiosk.ui.widgets.chip_field import ChipField
from kiosk.ui.widgets.combo_box import ComboBox
from tests.ui.fake_station import OVERVIEW
from tests.ui.fits import clipped
from tests.ui.guests import part

TODAY = date(2026, 4, 10)


@pytest.fixture
def page(qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> EventPage:
    labels.use("nl")
    made = EventPage(words["nl"], LIGHT, lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(SMALLEST)
    with qtbot.waitActive(made):
        made.show()
    made.show_event(OVERVIEW)
    return made


def saved(page: EventPage) -> list[dict[str, str]]:
    asked: list[dict[str, str]] = []
    page.save_asked.connect(asked.append)
    page.save()
    return asked


def lines(whole: QWidget) -> list[QLineEdit]:
    return whole.findChildren(QLineEdit)


def test_an_event_that_is_only_looked_at_has_no_changes(page: EventPage) -> None:
    assert page.changes() == {}
    assert saved(page) == []
    assert page.message == "Er is niets veranderd."


def test_guests_who_are_not_scanned_out_are_one_answer_about_two_settings(page: EventPage) -> None:
    part(page, PoliciesStep).findChildren(QRadioButton)[1].setChecked(True)

    assert page.changes() == {"reentry": "free", "exits": "no"}


def test_free_reentry_with_guests_scanned_out_stays_as_it_is(page: EventPage) -> None:
    page.show_event(replace(OVERVIEW, settings={**OVERVIEW.settings, "reentry": "free"}))
    choices = part(page, PoliciesStep).findChildren(QRadioButton)

    assert (choices[1].isChecked(), page.changes()) == (True, {})
    choices[2].setChecked(True)
    assert page.changes() == {"reentry": "never"}


def test_changes_of_all_parts_are_saved_in_one_go(page: EventPage) -> None:
    lines(part(page, EventStep))[0].setText("Winterfeest")
    lines(part(page, EventStep))[1].setText("za 18 april")
    part(part(page, EntrancesStep), ChipField).show_names(["Noord", "Zuid"])
    part(page, PoliciesStep).findChildren(ComboBox)[0].setCurrentIndex(0)
    part(page, CategoriesStep).findChildren(ComboBox)[0].setCurrentIndex(1)
    sentences = part(page, SentencesStep)
    lines(sentences)[1].setFocus()
    QTest.keyClicks(lines(sentences)[1], "Loop naar {help}.")

    assert saved(page) == [
        {
            "name": "Winterfeest",
            "date": "2026-04-18",
            "entrances": "Noord; Zuid",
            "policy.full": "refuse",
            "group.Actieve bewoner": "beleid",
            "text.nl.unpaid.step": "Loop naar {help}.",
        }
    ]


def test_the_staff_without_a_ticket_are_a_number_that_may_be_left_empty(page: EventPage) -> None:
    crew = next(one for one in lines(page) if one.accessibleName() == "Medewerkers")
    assert (crew.text(), page.changes()) == ("0", {})
    crew.setText("35")
    assert page.changes() == {"crew": "35"}
    crew.clear()
    assert page.changes() == {}


def test_a_room_is_added_with_its_own_limit(page: EventPage) -> None:
    page.open_part(4)
    rooms = part(page, RoomsStep)
    field = lines(rooms)[0]
    field.setFocus()
    QTest.keyClicks(field, "Kelder,")
    capacities = [one for one in lines(rooms) if one.accessibleName().endswith("Kelder")]
    capacities[-1].setText("40")

    assert page.changes() == {
        "areas": "festival; Prodentzaal West; Kelder",
        "capacity.Kelder": "40",
    }


@pytest.mark.parametrize(
    ("kind", "place", "text", "expected"),
    [
        (EventStep, 0, "", "Vul in hoe het evenement heet."),
        (EventStep, 1, "morgen", "Schrijf de datum zo"),
        (SentencesStep, 1, "Loop naar {balie}.", "een woord dat het programma niet kent"),
    ],
)
def test_a_mistake_is_shown_in_its_part_and_nothing_is_saved(
    page: EventPage, kind: type[QWidget], place: int, text: str, expected: str
) -> None:
    field = lines(part(page, kind))[place]
    field.setText(text)
    field.textEdited.emit(text)
    assert saved(page) == []
    assert expected in page.message
    assert isinstance(page.part, kind)


def test_leaving_with_changes_is_asked_once(page: EventPage) -> None:
    assert not page.go_back()
    lines(part(page, EventStep))[0].setText("Winterfeest")
    assert page.go_back()
    assert "nog niet bewaard" in page.message
    assert not page.go_back()


def test_the_event_that_is_read_again_after_saving_leaves_the_message(page: EventPage) -> None:
    page.show_saved()
    page.show_event(OVERVIEW)
    assert page.message.startswith("Bewaard.")
    page.on_shown()
    assert page.message == ""


def test_what_is_being_typed_is_not_overwritten_by_news(page: EventPage) -> None:
    lines(part(page, EventStep))[0].setText("Winterfeest")
    page.show_event(replace(OVERVIEW, settings={**OVERVIEW.settings, "venue": "Soest"}))
    assert page.changes() == {"name": "Winterfeest"}


def test_lists_that_no_ticket_was_tried_with_stay_an_open_point(page: EventPage) -> None:
    page.show_event(replace(OVERVIEW, done=replace(OVERVIEW.done, untried=("webwinkel", "pers"))))
    assert "•  Een echt ticket proberen (F4), van: webwinkel, pers." in part(page, TodoStep).message


def test_open_points_are_found_again(page: EventPage) -> None:
    points = part(page, TodoStep).message.splitlines()
    assert points == [
        "•  Invullen hoe laat de deuren opengaan.",
        "•  Invullen hoeveel mensen er tegelijk in mogen. Nu is er geen grens.",
        "•  Herstelbestand maken en apart bewaren (Ctrl+L).",
        "•  Andere laptops klaarzetten (Ctrl+L).",
        "•  De noodlijst op papier printen (F4).",
        "•  Een proefscan doen, bij elke laptop (Ctrl+T).",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_of_the_event_is_clipped(
    qtbot: QtBot, labels: Language, words: dict[str, Texts], language: str
) -> None:
    labels.use(language)
    made = EventPage(words[language], LIGHT, lambda: TODAY)
    qtbot.addWidget(made)
    made.resize(SMALLEST)
    made.show()
    made.show_event(OVERVIEW)
    for place in range(7):
        made.open_part(place)
        QApplication.processEvents()
        assert clipped(made) == []


def test_a_category_has_a_colour(page: EventPage) -> None:
    page.open_part(5)
    picker = next(
        one for one in page.findChildren(ComboBox) if one.accessibleName() == "Kleur: Kernpartner"
    )
    picker.setCurrentIndex(picker.findText("geel"))

    assert page.changes() == {"color.Kernpartner": "yellow"}
