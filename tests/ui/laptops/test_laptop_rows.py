"""The rows of the laptops, the sentence above them, and the next step of the day."""

from dataclasses import replace

import pytest

from kiosk.domain.verdict import Colour
from kiosk.reports.laptops import Laptops
from kiosk.texts import Texts, load_words
from kiosk.ui.laptops.laptop_row import RowAction, Urgency
from kiosk.ui.laptops.laptop_rows import laptop_rows
from kiosk.ui.laptops.laptops_texts import not_handed_in, summary
from kiosk.ui.laptops.next_step import NextStep, may_be_emptied, next_step
from tests.ui.fake_laptops import (
    DONE,
    FAR,
    HERE,
    MANY,
    MINUTE,
    NEAR,
    NEVER,
    RESERVE,
    laptop,
    laptops,
)
from tests.ui.guests import NOW

DUTCH = load_words("nl")
HANDED_IN = replace(HERE, handed_in=True)


def test_the_worst_laptop_is_first_and_each_announced_one_has_a_row() -> None:
    rows = laptop_rows(MANY, NOW, DUTCH, enrols=True)

    assert [(row.name, row.heard, row.todo) for row in rows] == [
        ("Laptop 4", "nog niets gehoord", "breng een stick"),
        ("Geleende laptop van de bibliotheek 3", "47\u00a0minuten geleden", "breng een stick"),
        ("Laptop 2 (kopie)", "5\u00a0minuten geleden", "gekopieerde map: geef een eigen naam"),
        ("Laptop 2", "12\u00a0minuten geleden", ""),
        ("Laptop 7", "nog niet gemeld", ""),
        ("Laptop 8", "nog niet gemeld", ""),
        ("Laptop 9", "nog niet gemeld", ""),
        ("Laptop 1", "deze laptop", ""),
        ("Laptop 5", "ingeleverd", ""),
        ("Laptop 6", "ingetrokken", "telt niet meer mee"),
    ]
    assert [row.action for row in rows[:5]] == [
        RowAction.REPLACE,
        RowAction.REPLACE,
        None,
        None,
        RowAction.SET_UP,
    ]
    assert (rows[1].people, rows[1].place) == ("8.204", "Hoofdingang, links")
    assert all(row.action is None for row in laptop_rows(MANY, NOW, DUTCH)[4:])


def test_a_silent_laptop_is_never_green_and_needs_a_person_if_there_is_a_network() -> None:
    seen = laptops(HERE, laptop("Laptop 2", 1.1), laptop("Laptop 3", 0.5))
    apart = {row.name: row.sign[1] for row in laptop_rows(seen, NOW, DUTCH)}
    live = {row.name: row.sign[1] for row in laptop_rows(seen, NOW, DUTCH, live=True)}

    assert (apart["Laptop 2"], apart["Laptop 3"]) == (Colour.GREY, Colour.GREEN)
    assert (live["Laptop 2"], live["Laptop 3"]) == (Colour.ORANGE, Colour.GREEN)


def test_a_replaced_laptop_is_waited_for_only_as_long_as_it_may_know_more() -> None:
    here = laptop("Reserve", 0, this=True, replaces="Zuid", closed=True)
    gone = laptop("Zuid", 200, replaced_by="Reserve", finished=True)
    unsure = laptop("Zuid", 200, replaced_by="Reserve")
    back = laptop("Zuid", 0, this=True, replaced_by="Reserve")

    cells = [
        (row.name, row.heard, row.todo, row.action)
        for seen in (laptops(here, gone), laptops(here, unsure), laptops(back))
        for row in laptop_rows(seen, NOW, DUTCH)
    ]
    assert cells == [
        ("Reserve", "ingeleverd", "vervangt: Zuid", None),
        ("Zuid", "vervangen", "vervangen door Reserve", None),
        (
            *("Zuid", "3\u00a0uur geleden"),
            "vervangen door Reserve: er kan nog iets op staan, wissel uit als dat kan",
            None,
        ),
        ("Reserve", "ingeleverd", "vervangt: Zuid", None),
        ("Zuid", "deze laptop", "vervangen door Reserve: doet weer mee", None),
    ]
    assert summary(laptops(here, gone), NOW, DUTCH) == [
        "Alles is ingeleverd: 1 van 1. 1 laptop is vervangen."
    ]
    assert summary(laptops(here, unsure), NOW, DUTCH) == ["1 van 2 ingeleverd. Nog: Zuid."]
    assert not_handed_in(laptops(here, gone), NOW, DUTCH) == []
    assert len(not_handed_in(laptops(here, unsure), NOW, DUTCH)) == 2


def test_a_laptop_that_was_heard_half_an_hour_ago_needs_no_stick_yet() -> None:
    seen = laptops(HERE, laptop("Laptop 2", 30))
    before, after = (laptop_rows(seen, at, DUTCH) for at in (NOW, NOW + MINUTE))

    assert {row.urgency for row in before} == {Urgency.FINE, Urgency.SILENT}
    assert after[0].todo == "breng een stick"


def test_a_spare_counts_from_the_opening_of_the_doors() -> None:
    waiting = laptop_rows(laptops(HERE, RESERVE), NOW, DUTCH)[1]
    opened = laptop_rows(laptops(HERE, RESERVE), NOW + 1, DUTCH)[0]

    assert (waiting.heard, waiting.todo) == (
        "reserve",
        "telt mee vanaf 10:42, of na de eerste scan",
    )
    assert (opened.heard, opened.urgency) == ("nog niets gehoord", Urgency.OLD)


def test_a_laptop_with_an_old_list_says_so() -> None:
    old, new = (replace(NEAR, lists_current=current) for current in (False, True))

    assert laptop_rows(laptops(HERE, old), NOW, DUTCH)[0].lists == "oud"
    assert laptop_rows(laptops(HERE, old), NOW, DUTCH)[0].todo == "breng een stick"
    assert laptop_rows(laptops(HERE, new), NOW, DUTCH)[0].lists == "actueel"


@pytest.mark.parametrize(
    ("seen", "live", "said"),
    [
        (laptops(HERE), False, "Alleen deze laptop doet mee."),
        (laptops(HERE, NEAR), False, "Alle 2 gehoord sinds 10:30."),
        (laptops(HERE, laptop("Laptop 2", 0.5)), True, "Alle 2 gehoord."),
        (laptops(HERE, NEAR), True, "1 van 2 gehoord. Stil: Laptop 2."),
        (
            laptops(HERE, NEAR, FAR, NEVER),
            False,
            "2 van 4 gehoord. Neem één stick. Loop langs: Geleende laptop van de bibliotheek 3,"
            " Laptop 4. Loop daarna nog één keer terug. Al gehoord: Laptop 2.",
        ),
        (
            laptops(HERE, *(laptop(f"Tuin {n}", 40) for n in range(1, 13))),
            False,
            "1 van 13 gehoord. Neem één stick. Loop langs: Tuin 1, Tuin 2, Tuin 3, Tuin 4,"
            " Tuin 5, Tuin 6, Tuin 7, Tuin 8 en nog 4. Loop daarna nog één keer terug.",
        ),
        (
            MANY,
            False,
            "1 van 9 ingeleverd. Nog: Geleende laptop van de bibliotheek 3, Laptop 1, Laptop 2,"
            " Laptop 2 (kopie), Laptop 4. 3 laptops hebben zich nog niet gemeld."
            " webwinkel: lijst 13 is bekend, nog op 12."
            " Haal de stand op bij de laptop van de beheerder.",
        ),
        (laptops(HANDED_IN), True, "Alles is ingeleverd: 1 van 1."),
    ],
)
def test_one_sentence_says_how_all_are_doing(seen: Laptops, live: bool, said: str) -> None:
    assert " ".join(summary(seen, NOW, DUTCH, live=live)) == said


@pytest.mark.parametrize(
    ("seen", "enrols", "step"),
    [
        (None, True, NextStep.EXCHANGE),
        (laptops(replace(HERE, people=0)), True, NextStep.SET_UP),
        (laptops(replace(HERE, people=0), missing=2), True, NextStep.SET_UP),
        (laptops(replace(HERE, people=0), missing=2), False, NextStep.EXCHANGE),
        (laptops(HERE, NEAR, missing=2), True, NextStep.EXCHANGE),
        (laptops(HERE, DONE), False, NextStep.HAND_IN),
        (laptops(HERE, DONE, NEAR), True, NextStep.EXCHANGE),
        (laptops(HERE, DONE), True, NextStep.HAND_IN),
        (laptops(HANDED_IN, NEAR), False, NextStep.EMPTY),
        (laptops(HANDED_IN, NEAR), True, NextStep.EXCHANGE),
        (replace(laptops(HANDED_IN, NEAR), only_here=3), False, NextStep.HAND_IN),
    ],
)
def test_the_button_follows_the_day(seen: Laptops | None, enrols: bool, step: NextStep) -> None:
    assert next_step(seen, enrols=enrols) is step


def test_the_round_of_the_stick_ticks_off_each_laptop_as_its_news_arrives() -> None:
    names = ("Hoofd 1", "Hoofd 2", "Tuin 1")

    def heard_text(*minutes: float) -> str:
        others = (laptop(name, ago) for name, ago in zip(names, minutes, strict=True))
        return summary(laptops(HERE, *others), NOW, DUTCH)[-1]

    assert heard_text(40, 40, 40).endswith("nog één keer terug.")
    assert heard_text(1, 40, 2) == "Al gehoord: Hoofd 1, Tuin 1."
    assert heard_text(1, 2, 2) == "Alle 4 gehoord sinds 10:40."


def test_emptying_waits_until_all_exists_elsewhere_too() -> None:
    assert may_be_emptied(laptops(HANDED_IN))
    assert not may_be_emptied(replace(laptops(HANDED_IN), only_here=1))
    assert not may_be_emptied(laptops(HERE, DONE))


def test_names_are_in_the_order_of_their_numbers(words: dict[str, Texts]) -> None:
    seen = laptops(HERE, *(laptop(f"Tuin {n}", 40) for n in (10, 2, 1)))
    names = [row.name for row in laptop_rows(seen, NOW, words["nl"])]

    assert names == ["Tuin 1", "Tuin 2", "Tuin 10", "Laptop 1"]
