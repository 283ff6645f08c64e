from dataclasses import replace
from datetime import date

import pytest

from kiosk.checkin.answer import EarlierEntry
from kiosk.domain.custom_texts import BLANKS
from kiosk.domain.event_settings import Rules
from kiosk.domain.setting_values import CATEGORY_COLORS
from kiosk.domain.verdict import Colour, Outcome, Policy, Verdict
from kiosk.errors import WorldFailed
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.style.category_marks import CHIP_INKS, CategoryChip
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.theme import contrast
from kiosk.ui.widgets.verdict_card import Card, card_of, trouble_card
from tests.ui.guests import CARDS, EVENT, HOUR, LONG_NAME, NOW, SHORT_NAME, answer

NOWHERE = replace(EVENT, rules=Rules())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", CARDS)
def test_every_outcome_has_a_headline_and_something_to_do(
    words: dict[str, Texts], outcome: Outcome, language: str
) -> None:
    card = card_of(answer(outcome), EVENT, words[language])

    assert card.headline
    assert card.step
    assert "{" not in card.spoken


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", CARDS)
def test_without_a_help_point_or_number_the_sentences_still_hold(
    words: dict[str, Texts], outcome: Outcome, language: str
) -> None:
    card = card_of(answer(outcome), NOWHERE, words[language])

    assert "  " not in card.spoken
    assert " ." not in card.spoken
    assert " ," not in card.spoken


@pytest.mark.parametrize("outcome", CARDS)
def test_the_help_point_is_named_where_the_guest_is_sent_on(
    words: dict[str, Texts], outcome: Outcome
) -> None:
    template = words["nl"].with_overrides({f"verdict.{outcome}.step": "Ga naar {help}, {call}."})
    card = card_of(answer(outcome, SHORT_NAME), EVENT, template)

    assert (
        card.step == "Ga naar de servicebalie, links na de deur, Bel 033\u00a0000\u00a001\u00a012."
    )


def test_a_group_is_counted_and_gets_its_hand_out(words: dict[str, Texts]) -> None:
    card = card_of(answer(Outcome.ADMITTED), EVENT, words["nl"])

    assert (card.headline, card.people, card.group) == ("Welkom!", "4\u00a0personen", True)
    assert card.step == "Geef: 4 x oranje keycord en programmaboekje."


def test_part_of_a_group_says_how_many_are_still_to_come(words: dict[str, Texts]) -> None:
    group = answer(Outcome.ADMITTED, replace(SHORT_NAME, places=12))
    first = replace(group, verdict=replace(group.verdict, people=7, inside=7))
    later = replace(group, verdict=replace(group.verdict, people=3, inside=10, seen_before=True))

    assert card_of(first, EVENT, words["nl"]).people.replace("\u00a0", " ") == "7 van de 12. Nog 5."
    card = card_of(later, EVENT, words["nl"])
    assert (card.headline, card.people.replace("\u00a0", " ")) == (
        "Welkom!",
        "3 erbij: 10 van de 12. Nog 2.",
    )


def test_who_comes_back_with_a_keycord_gets_no_other_one(words: dict[str, Texts]) -> None:
    back = answer(Outcome.ADMITTED, again=True)
    card = card_of(replace(back, verdict=replace(back.verdict, people=0)), EVENT, words["nl"])

    assert (card.headline, card.people, card.step) == ("Welkom terug!", "", "")


def test_a_guest_who_was_in_before_is_welcomed_back(words: dict[str, Texts]) -> None:
    card = card_of(answer(Outcome.ADMITTED, SHORT_NAME, again=True), EVENT, words["nl"])

    assert (card.headline, card.people, card.group) == ("Welkom terug!", "1 persoon", False)


def test_what_the_event_admits_with_a_warning_says_so(words: dict[str, Texts]) -> None:
    admitted = answer(Outcome.ADMITTED)
    verdict = replace(admitted.verdict, warnings=("full", "people_cut"))
    card = card_of(replace(admitted, verdict=verdict), EVENT, words["nl"])

    assert card.warning == "Let op: het is vol. Let op: er waren minder plaatsen vrij."


@pytest.mark.parametrize(
    ("outcome", "columns", "warning"),
    [
        (Outcome.ADMITTED, ("Tekst bij check-in",), "Bijzonderheid: kijk bij F2."),
        (Outcome.ADMITTED, (), ""),
        (Outcome.UNPAID, ("Tekst bij check-in",), ""),
    ],
)
def test_a_note_of_a_chosen_column_is_hinted_at_and_never_shown(
    words: dict[str, Texts], outcome: Outcome, columns: tuple[str, ...], warning: str
) -> None:
    ticket = replace(SHORT_NAME, note="Tekst bij check-in: badge ligt klaar")
    event = replace(EVENT, rules=replace(EVENT.rules, card_notes=columns))
    card = card_of(answer(outcome, ticket), event, words["nl"])

    assert card.warning == warning
    assert "badge" not in card.spoken


def test_already_inside_says_since_when_where_and_how_long_ago(words: dict[str, Texts]) -> None:
    card = card_of(answer(Outcome.ALREADY_INSIDE), EVENT, words["nl"])

    assert card.step.startswith("Sinds 10:02, Hoofdingang, 40\u00a0minuten geleden.")


def test_already_inside_without_an_entry_known_here_says_only_what_to_do(
    words: dict[str, Texts],
) -> None:
    unseen = replace(answer(Outcome.ALREADY_INSIDE), since=None)

    assert card_of(unseen, EVENT, words["nl"]).step.startswith("Heeft de gast al een keycord?")


def test_a_time_on_another_day_names_the_day(words: dict[str, Texts]) -> None:
    early = answer(Outcome.TOO_EARLY)
    verdict = replace(early.verdict, note=NOW + 24 * HOUR)
    card = card_of(replace(early, verdict=verdict), EVENT, words["nl"])

    assert (
        card.step == "Dit ticket geldt vanaf dinsdag 14 april 10:42. Vraag de gast even te wachten."
    )


def test_another_event_is_named_with_its_date(words: dict[str, Texts]) -> None:
    verdict = Verdict(Outcome.WRONG_EVENT, note="Zomerfeest", other_day=date(2026, 6, 20))
    card = card_of(replace(answer(Outcome.UNKNOWN), verdict=verdict), EVENT, words["en"])

    assert card.step.startswith("This is for Zomerfeest, Saturday 20 June.")


def test_a_scan_that_could_not_be_recorded_is_red_with_a_laptop(words: dict[str, Texts]) -> None:
    card = trouble_card(NOW, EVENT, words["nl"])

    assert (card.colour, card.shape) == (Colour.RED, Shape.LAPTOP)
    assert card.headline == "Storing in deze laptop."


def test_an_events_own_sentence_takes_the_place_of_ours_in_its_language(
    words: dict[str, Texts],
) -> None:
    texts = {"nl.unpaid.step": "Loop even langs {help}.", "nl.unpaid.headline": "", "en.x": "y"}
    own = replace(EVENT, rules=replace(EVENT.rules, texts=texts))
    dutch = card_of(answer(Outcome.UNPAID), own, words["nl"])

    assert dutch.step == "Loop even langs de servicebalie, links na de deur."
    assert dutch.headline == "Even naar de balie."
    assert card_of(answer(Outcome.UNPAID), own, words["en"]).step.startswith("Say: they will")


@pytest.mark.parametrize("outcome", CARDS)
def test_what_our_sentences_are_filled_with_an_events_own_may_be_too(
    words: dict[str, Texts], outcome: Outcome
) -> None:
    filled = dict.fromkeys(BLANKS, "x")
    ours = [key for key in words["nl"] if key.startswith(f"verdict.{outcome}.")]

    assert all("{" not in words["nl"].say(key, **filled) for key in ours)


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_a_scan_could_not_be_recorded_is_said_without_naming_a_file(
    words: dict[str, Texts], language: str
) -> None:
    full = WorldFailed("error.disk_full", path="/home/kiosk/kiosk.db")
    card = card_of(replace(answer(Outcome.CANNOT_RECORD), failed=full), EVENT, words[language])
    other = trouble_card(NOW, EVENT, words[language], OSError("odd"))

    assert card.warning == words[language].say("verdict.failed.disk_full")
    assert card.warning in card.spoken
    assert "/home" not in card.spoken
    assert other.warning == words[language].say("verdict.failed.other")


def test_colours_differ_in_shape_too(words: dict[str, Texts]) -> None:
    cards = [card_of(answer(outcome), EVENT, words["nl"]) for outcome in CARDS]

    assert all(_colours_with(card.shape, cards) == {card.colour} for card in cards)


def _colours_with(shape: Shape, cards: list[Card]) -> set[Colour]:
    return {card.colour for card in cards if card.shape is shape}


@pytest.mark.parametrize("outcome", [Outcome.UNPAID, Outcome.BLOCKED, Outcome.CANCELLED])
def test_the_queue_does_not_read_whose_ticket_needs_a_talk(
    words: dict[str, Texts], outcome: Outcome
) -> None:
    card = card_of(answer(outcome), EVENT, words["nl"])

    assert (card.name, card.about) == ("", "")
    assert LONG_NAME.name not in card.spoken


def test_a_green_that_should_have_been_paid_has_no_name(words: dict[str, Texts]) -> None:
    result = answer(Outcome.ADMITTED)
    warned = replace(result, verdict=replace(result.verdict, warnings=("unpaid",)))

    assert card_of(warned, EVENT, words["nl"]).name == ""


@pytest.mark.parametrize(
    ("ago_s", "entrance", "station", "said"),
    [
        (5, "Hoofdingang", "Hoofdingang 2", True),
        (30, "Hoofdingang", "Hoofdingang 2", True),
        (-3, "Hoofdingang", "Hoofdingang 2", True),  # another laptop's clock
        (31, "Hoofdingang", "Hoofdingang 2", False),
        (5, "Tuinzijde", "Tuinzijde 1", False),
        (5, "Hoofdingang", "Laptop 1", False),
    ],
)
def test_a_ticket_that_the_laptop_beside_let_in_just_now_is_said_to_be(
    words: dict[str, Texts], ago_s: int, entrance: str, station: str, said: bool
) -> None:
    latest = EarlierEntry(NOW - ago_s * 1000, entrance, station)
    card = card_of(replace(answer(Outcome.ALREADY_INSIDE), latest=latest), EVENT, words["nl"])

    assert card.colour is Colour.ORANGE
    assert (card.warning == "Net gescand op de laptop hiernaast.") is said


def test_only_where_a_volunteer_may_is_a_key_for_another_entrance_named(
    words: dict[str, Texts],
) -> None:
    result = answer(Outcome.WRONG_ENTRANCE)
    never = replace(result, verdict=replace(result.verdict, policy=Policy.REFUSE))

    assert "F7" in card_of(result, EVENT, words["nl"]).step
    assert card_of(never, EVENT, words["nl"]).step == "Wijs de weg naar Tuinzijde."


def test_without_a_number_to_call_help_is_fetched(words: dict[str, Texts]) -> None:
    silent = replace(EVENT, rules=replace(EVENT.rules, help_phone=""))
    card = card_of(answer(Outcome.CANNOT_RECORD), silent, words["nl"])

    assert card.step.endswith("Gebruik de laptop hiernaast en haal hulp.")


COLOURED = replace(EVENT, rules=replace(EVENT.rules, colors={"Kernpartner": "yellow"}))


def test_a_category_with_a_colour_is_a_chip_with_its_name(words: dict[str, Texts]) -> None:
    card = card_of(answer(Outcome.ADMITTED), COLOURED, words["nl"])
    plain = card_of(answer(Outcome.ADMITTED), EVENT, words["nl"])

    assert card.chip == CategoryChip("Kernpartner", "yellow")
    assert card.about == "Nederland Zorgt Voor Elkaar"
    assert "Kernpartner Nederland" in card.spoken
    assert (plain.chip, plain.about) == (None, "Kernpartner · Nederland Zorgt Voor Elkaar")


def test_a_card_without_a_name_has_no_chip(words: dict[str, Texts]) -> None:
    assert card_of(answer(Outcome.UNPAID), COLOURED, words["nl"]).chip is None


def test_the_name_on_each_chip_can_be_read() -> None:
    assert set(CHIP_INKS) == set(CATEGORY_COLORS) - {""}
    assert all(contrast(one.paper, one.ink) >= 7 for one in CHIP_INKS.values())
