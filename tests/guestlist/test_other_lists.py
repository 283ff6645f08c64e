"""The source of a file, guests on two lists, and categories that the headcount cannot group."""

from pathlib import Path

import pytest

from kiosk.guestlist.import_preview import SameGuests
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.list_draft import ListDraft, questions_of
from kiosk.store.lists.ticket_table import Tickets
from kiosk.texts import load_words
from tests.guestlist.importer import EVENT, Importer

GUESTS = [(f"Gast {letter}os", f"Club {letter}", f"{letter}@x.example") for letter in "abcdef"]
HEAD = "Naam;Organisatie;E-mail\n"


def text(guests: list[tuple[str, str, str]], head: str = HEAD) -> str:
    return head + "".join(";".join(guest) + "\n" for guest in guests)


def warned(report: Report, key: str) -> list[object]:
    return [one.params["count"] for one in report.warnings if one.key == key]


def names(lists: Importer) -> list[str]:
    return sorted(ticket.name for ticket in Tickets(lists.database, EVENT.id).all())


@pytest.mark.parametrize("guests", [2, 4])
def test_whose_list_it_is_comes_before_questions_that_the_last_version_answers(
    lists: Importer, guests: int
) -> None:
    rows = [(*guest, "misschien") for guest in GUESTS]
    head = HEAD.rstrip("\n") + ";Komt\n"
    lists.take(_with_status(rows, head), "partner.csv", ignore=("Komt",))
    report = lists.take(_with_status(rows[:guests], head), "definitief.csv", dry_run=True)
    asked = questions_of(ListDraft.of(Path("definitief.csv"), ImportOptions()), report)

    assert [one.about for one in asked] == ["source", "status"]


def _with_status(guests: list[tuple[str, str, str, str]], head: str) -> str:
    return head + "".join(";".join(guest) + "\n" for guest in guests)


def test_a_new_version_of_a_partners_file_is_asked_whose_it_is(lists: Importer) -> None:
    lists.take(text(GUESTS), "partner.csv")
    report = lists.take(text(GUESTS[:4]), "partner definitief.csv")
    (question,) = report.questions
    assert (question.about, question.answers) == (
        "source",
        ("--source partner", "--source 'partner definitief'"),
    )
    sentence = question.text(load_words("nl"))
    assert sentence.startswith("4 van de 4 gasten staan al op de lijst van partner.")
    assert len(names(lists)) == 6
    assert lists.take(text(GUESTS[:4]), "partner definitief.csv", source="partner").unchanged == 4


def test_half_of_the_guests_is_enough_to_ask_and_fewer_are_not(lists: Importer) -> None:
    lists.take(text(GUESTS[:2]), "partner.csv")
    assert lists.take(text(GUESTS[:4]), "pers.csv", dry_run=True).questions
    assert not lists.take(text(GUESTS[:5]), "pers.csv", dry_run=True).questions


@pytest.mark.parametrize(
    ("heading", "first", "then"),
    [
        ("E-mail", ("JAN@x.example", "Els@x.example"), ("jan@x.example", "els@x.example")),
        ("Ticket", ("T-0001", "T-0002"), ("T-0001", "T-0002")),
        ("Barcode", ("A" * 26, "B" * 26), ("A" * 26, "B" * 26)),
    ],
)
def test_a_guest_is_the_same_by_address_ticket_or_code(
    lists: Importer, heading: str, first: tuple[str, str], then: tuple[str, str]
) -> None:
    def rows(values: tuple[str, ...], name: str) -> str:
        return f"Naam;{heading}\n" + "".join(f"{name} {value[0]};{value}\n" for value in values)

    lists.take(rows((*first, "C" * 26), "Een"), "een.csv", skip_rejected=True)
    report = lists.take(rows((*then, "D" * 26), "Twee"), "twee.csv", skip_rejected=True)
    assert [question.about for question in report.questions] == ["source"]


def test_a_name_alone_is_not_the_same_guest(lists: Importer) -> None:
    lists.take("Naam\nJan\nEls\nMo\n", "een.csv")
    assert lists.take("Naam\nJan\nEls\nMo\n", "twee.csv").applied


def test_a_list_that_is_there_already_is_not_asked_again(lists: Importer) -> None:
    lists.take(text(GUESTS), "partner.csv")
    lists.take(text(GUESTS), "pers.csv", source="pers")
    assert lists.take(text(GUESTS), "pers.csv").unchanged == 6


def test_guests_on_two_lists_are_expected_twice_and_said(lists: Importer) -> None:
    lists.take(text(GUESTS[:2]), "partner.csv")
    report = lists.take(text(GUESTS), "pers.csv", source="pers")
    assert warned(report, "import.warning.same_guests") == [2]
    assert (report.same, len(names(lists))) == (0, 8)
    assert report.preview.same == SameGuests(2, "partner", tuple(name for name, *_ in GUESTS[:2]))


def test_guests_on_two_lists_are_taken_once_where_a_person_says_so(lists: Importer) -> None:
    lists.take(text(GUESTS[:2]), "partner.csv")
    report = lists.take(text(GUESTS), "pers.csv", source="pers", same_guest="once")
    assert warned(report, "import.warning.same_left_out") == [2]
    assert (report.same, report.added) == (2, 4)
    assert names(lists) == sorted(name for name, *_ in GUESTS)


CODED = "Naam;Organisatie;E-mail;Code\n" + "".join(
    f"{name};{club};{mail};{name[5] * 26}\n" for name, club, mail in GUESTS
)


def status_of(lists: Importer, source: str) -> list[str]:
    every = Tickets(lists.database, EVENT.id).all()
    return [one.status.value for one in every if one.source == source]


def test_a_ticket_with_a_code_replaces_one_without_on_another_list(lists: Importer) -> None:
    lists.take(text([*GUESTS[:2], ("Zoë", "Club z", "z@x.example")]), "partner.csv")
    looked = lists.take(CODED, "winkel.csv", source="winkel", same_guest="once", dry_run=True)
    assert warned(looked, "import.warning.same_replaced") == [2]
    assert status_of(lists, "partner") == ["valid"] * 3
    report = lists.take(CODED, "winkel.csv", source="winkel", same_guest="once")
    assert (report.same, report.added) == (0, 6)
    assert warned(report, "import.warning.same_replaced") == [2]
    assert warned(report, "import.warning.same_both") == []
    assert sorted(status_of(lists, "partner")) == ["valid", "withdrawn", "withdrawn"]
    assert status_of(lists, "winkel") == ["valid"] * 6
    assert [source for source, *_ in lists.recorded] == ["partner", "winkel", "partner"]
    again = lists.take(CODED, "winkel.csv", source="winkel", same_guest="once")
    assert (again.changed, warned(again, "import.warning.same_replaced")) == (0, [])
    assert len(lists.recorded) == 3


def test_both_is_still_the_default(lists: Importer) -> None:
    lists.take(text(GUESTS[:2]), "partner.csv")
    report = lists.take(CODED, "winkel.csv", source="winkel")
    assert warned(report, "import.warning.same_guests") == [2]
    assert status_of(lists, "partner") == ["valid", "valid"]


def test_a_group_is_not_replaced_by_one_of_its_guests(lists: Importer) -> None:
    name, club, mail = GUESTS[0]
    lists.take(f"Naam;Organisatie;E-mail;Aantal\n{name};{club};{mail};4\n", "partner.csv")
    report = lists.take(CODED, "winkel.csv", source="winkel", same_guest="once")
    assert warned(report, "import.warning.same_both") == [1]
    assert status_of(lists, "partner") == ["valid"]


def test_a_ticket_with_a_code_stays_where_another_list_has_one_too(lists: Importer) -> None:
    lists.take(CODED.replace("aaaa", "xxxx"), "partner.csv")
    report = lists.take(
        CODED.replace("bbbb", "yyyy"),
        "winkel.csv",
        source="winkel",
        same_guest="once",
        skip_rejected=True,
    )
    assert warned(report, "import.warning.same_replaced") == []
    assert status_of(lists, "partner") == ["valid"] * 6


def test_categories_without_a_group_are_named(lists: Importer) -> None:
    report = lists.take("Naam;Categorie\nJan;Kernpartner\nEls;Pers\nMo;Pers\n")
    (warning,) = [one for one in report.warnings if one.key == "import.warning.no_group"]
    assert warning.text(load_words("nl")) == (
        "2 categorieën zitten in geen groep en tellen mee als 'overig': 'Kernpartner', 'Pers'."
        " Kies een groep, bijvoorbeeld: kiosk event set group.Kernpartner bewoner"
    )
