"""The sample festival is made up, complete, and hard enough to show every verdict."""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from kiosk.paths import RESOURCES

FESTIVAL = RESOURCES / "festival"
SEPARATORS = {
    "partners": ",",
    "pers": ";",
    "sprekers": "\t",
    "vrijwilligers": ";",
    "webwinkel": ";",
}
CODE_HEADINGS = ("Ticketcode", "Code")
COALITION = {
    "Katalys",
    "LVKK",
    "LSA",
    "Nederland Zorgt Voor Elkaar",
    "Oranje Fonds",
    "NOV",
    "Stichting DOEN",
    "VSBfonds",
}


def _rows(source: str) -> list[dict[str, str]]:
    with (FESTIVAL / f"{source}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=SEPARATORS[source], strict=True))


def _all_rows() -> list[dict[str, str]]:
    return [row for source in SEPARATORS for row in _rows(source)]


def _cells(*headings: str) -> list[str]:
    return [row[heading] for row in _all_rows() for heading in headings if row.get(heading)]


def _names(source: str) -> Iterator[str]:
    for row in _rows(source):
        parts = (row.get(part, "") for part in ("Voornaam", "Tussenvoegsel", "Achternaam"))
        yield row.get("Naam") or " ".join(part for part in parts if part)


def _settings() -> dict[str, Any]:
    return tomllib.loads((FESTIVAL / "festival.toml").read_text(encoding="utf-8"))


def test_every_list_in_the_folder_is_listed_here() -> None:
    assert {path.stem for path in FESTIVAL.glob("*.csv")} == set(SEPARATORS)


def test_there_are_1180_tickets_one_a_row() -> None:
    assert len(_all_rows()) == 1180


def test_no_row_is_longer_or_shorter_than_its_headings() -> None:
    assert all(None not in row and None not in row.values() for row in _all_rows())


def test_codes_are_different_ascii_and_cannot_be_guessed() -> None:
    codes = _cells(*CODE_HEADINGS)
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[A-Z2-7]{26}", code) for code in codes)


def test_every_list_but_the_volunteers_has_a_code_in_each_row() -> None:
    coded = {
        source: sum(bool(r.get(h)) for r in _rows(source) for h in CODE_HEADINGS)
        for source in SEPARATORS
    }
    assert coded.pop("vrijwilligers") == 0
    assert coded == {source: len(_rows(source)) for source in coded}


def test_the_volunteers_are_known_by_name_only() -> None:
    headings = _rows("vrijwilligers")[0].keys()
    assert headings.isdisjoint({*CODE_HEADINGS, "Ticket", "Ticketnummer"})


def test_ticket_references_are_different() -> None:
    references = _cells("Ticketnummer", "Ticket")
    assert len(set(references)) == len(references) == 1180 - len(_rows("vrijwilligers"))
    assert _rows("webwinkel")[0]["Ticketnummer"] == "WDHS-0001"


def test_addresses_are_at_a_domain_without_an_owner() -> None:
    addresses = _cells("E-mailadres", "E-mail")
    assert all(re.fullmatch(r"[a-z0-9.-]+@([a-z]+\.)?example\.org", a) for a in addresses)
    assert len(set(addresses)) == len(addresses)


def test_a_few_percent_are_unpaid_cancelled_or_blocked() -> None:
    statuses = Counter(_cells("Status"))
    assert set(statuses) == {"geldig", "niet betaald", "geannuleerd", "geblokkeerd"}
    assert 0.01 < statuses["niet betaald"] / 1180 < 0.04
    assert 0.01 < statuses["geannuleerd"] / 1180 < 0.04
    assert 1 < statuses["geblokkeerd"] < 10


def test_groups_go_up_to_a_village_of_thirty() -> None:
    places = [int(cell) for cell in _cells("Aantal personen", "Aantal")]
    village = [r for r in _rows("webwinkel") if r["Aantal personen"] == "30"]
    assert [row["Organisatie"] for row in village] == ["Dorpsbelang Hoogland"]
    assert min(places) == 1
    assert {2, 3, 4} < set(places)
    assert sum(count > 1 for count in places) > 30


def test_some_people_book_for_others() -> None:
    others = [r for r in _rows("partners") if r["Aangemeld door"] != r["Naam"]]
    assert len(others) > 100


@pytest.mark.parametrize("heading", ["Geldig vanaf", "Geldig tot"])
def test_moments_are_times_of_today(heading: str) -> None:
    moments = _cells(heading)
    assert len(moments) > 20
    assert all(datetime.fromisoformat(m.replace("{vandaag}", "2027-04-13")) for m in moments)
    assert all(m.startswith("{vandaag} ") for m in moments)


def test_some_tickets_are_for_one_entrance() -> None:
    cells = _cells("Ingang", "Ingangen")
    entrances = {entrance for cell in cells for entrance in cell.split("|")}
    assert entrances == set(_settings()["entrances"])
    assert sum("|" not in cell for cell in cells) > 40


def test_categories_have_a_group_and_a_hand_out() -> None:
    categories = _settings()["categories"]
    assert {c["name"] for c in categories} == set(_cells("Categorie"))
    assert {c["group"] for c in categories} == {"bewoner", "beleid", "partner", "overig"}
    assert all(c["geef"] for c in categories)


def test_the_coalition_is_the_core() -> None:
    core = {r["Organisatie"] for r in _rows("partners") if r["Categorie"] == "Kernpartner"}
    assert core == COALITION


def test_the_names_are_those_of_a_dutch_door() -> None:
    names = [name for source in SEPARATORS for name in _names(source)]
    text = "\n".join(names)
    for part in ("van der ", "'t ", " de ", "Zoë", "Özdemir", "El Amrani", "IJsbrand", "Bas ", "-"):
        assert part in text
    assert Counter(names)["Jan de Vries"] == 3


def test_the_festival_nearly_fills_the_house() -> None:
    settings = _settings()
    out = {"geannuleerd", "geblokkeerd"}
    people = sum(
        int(row.get("Aantal personen") or row.get("Aantal") or 1)
        for row in _all_rows()
        if row.get("Status") not in out
    )
    assert 0.9 < people / settings["capacity"] < 1.1
    assert settings["name"] == "We Doen Het Samen! Festival"
