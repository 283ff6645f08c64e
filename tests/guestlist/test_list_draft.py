"""A list before it counts: its first guests, whose it is, who is left off, and what holds it up."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.list_draft import ListDraft, Obstacle
from tests.guestlist.importer import Importer

HEAD = "Naam;Organisatie;Soort\n"
GUESTS = HEAD + "".join(f"Gast {letter};Club {letter};Pers\n" for letter in "abcdefg")
_PARTS = ("first_name", "infix", "last_name")
DRAFT = ListDraft.of(Path("gasten.csv"), ImportOptions())


def looked(lists: Importer, text: str, draft: ListDraft = DRAFT) -> Report:
    return lists.take(text, "gasten.csv", **vars_of(draft.dry_run_options))


def vars_of(options: ImportOptions) -> dict[str, object]:
    return {name: getattr(options, name) for name in ImportOptions.__slots__}


def test_the_first_five_guests_are_shown_as_they_will_be_read(lists: Importer) -> None:
    guests = looked(lists, GUESTS).preview.guests

    assert [guest.name for guest in guests] == [f"Gast {letter}" for letter in "abcde"]
    assert {guest.category for guest in guests} == {"Pers"}
    assert guests[0].organisation == "Club a"


def test_a_code_is_shown_only_in_part(lists: Importer) -> None:
    code = "SSIHIW5Z7XMWVIDKTERZU3FCVY"
    (guest,) = lists.take(f"Barcode;Naam\n{code};Jan\n", dry_run=True).preview.guests

    assert guest.code
    assert code not in guest.code


def test_guests_of_the_version_before_who_are_left_off_are_named(lists: Importer) -> None:
    lists.take(GUESTS, "gasten.csv")
    fewer = GUESTS.replace("Gast b;Club b;Pers\n", "").replace("Gast c;Club c;Pers\n", "")
    kept = looked(lists, fewer).preview
    replaced = looked(
        lists, fewer, DRAFT.with_choices(withdraw=True, skip_rejected=False, once=False)
    )

    assert (kept.left_off, kept.left_off_names) == (2, ("Gast b", "Gast c"))
    assert (replaced.withdrawn, replaced.preview.left_off) == (2, 2)


def test_the_other_lists_are_reported_with_their_common_guests(lists: Importer) -> None:
    lists.take(GUESTS, "partner.csv")
    lists.take(HEAD + "Bo;Elders;Pers\n", "pers.csv")
    preview = looked(lists, GUESTS).preview

    assert preview.is_new
    assert (preview.rows, preview.others) == (7, (("partner", 7), ("pers", 0)))


def test_categories_without_a_group_are_reported(lists: Importer) -> None:
    assert looked(lists, GUESTS).preview.ungrouped == ("Pers",)


def test_reasons_to_refuse_a_list_are_reported_one_at_a_time(lists: Importer) -> None:
    asks = "Naam;Status\nJan;Misschien\nEls;Misschien\n"
    answered = DRAFT.with_answer("--status Misschien=unpaid")
    wrong = "Naam;Personen\nJan;veel\nEls;1\n"
    skipping = DRAFT.with_choices(withdraw=False, skip_rejected=True, once=False)

    assert DRAFT.obstacle(looked(lists, asks)) is Obstacle.QUESTIONS
    assert answered.obstacle(looked(lists, asks, answered)) is None
    assert DRAFT.obstacle(looked(lists, wrong)) is Obstacle.REJECTED_ROWS
    assert skipping.obstacle(looked(lists, wrong, skipping)) is None


def test_many_withdrawn_need_a_person_who_is_sure(lists: Importer) -> None:
    lists.take(GUESTS, "gasten.csv")
    draft = DRAFT.with_choices(withdraw=True, skip_rejected=False, once=False)
    few = GUESTS[: GUESTS.index("Gast c")]

    assert DRAFT.obstacle(looked(lists, GUESTS)) is Obstacle.NOTHING_NEW
    assert draft.obstacle(looked(lists, few, draft)) is Obstacle.MANY_WITHDRAWN


def test_a_new_category_needs_a_group(lists: Importer) -> None:
    report = looked(lists, GUESTS)

    assert DRAFT.obstacle(report) is Obstacle.NO_GROUP
    assert replace(DRAFT, grouped=frozenset({"Pers"})).obstacle(report) is None


def test_the_categories_of_other_lists_are_offered(lists: Importer) -> None:
    lists.take(HEAD + "Bo;Elders;Kernpartner\n", "partner.csv")

    assert looked(lists, GUESTS).preview.categories == ("Pers", "Kernpartner")


@pytest.mark.parametrize(
    ("draft", "options"),
    [
        (DRAFT.with_source("pers"), ImportOptions(source="pers")),
        (DRAFT.with_category("Pers"), ImportOptions(fixed={"category": "Pers"})),
        (DRAFT.with_category("Pers").with_category(""), ImportOptions()),
        (DRAFT.with_answer("--ignore Lunch").with_sheet("Blad2"), ImportOptions(sheet="Blad2")),
        (DRAFT.with_source("pers").with_answer("--ignore Lunch").without_answers().with_source("x"),
         ImportOptions(source="x")),
        (
            DRAFT.with_columns({"name": "Wie"}),
            ImportOptions(mapping={"name": "Wie", **dict.fromkeys(_PARTS, "-")}),
        ),
    ],
)  # fmt: skip
def test_choices_become_options_of_the_command(draft: ListDraft, options: ImportOptions) -> None:
    assert draft.options == options
