"""Guests are found by what they say, whatever they are called and however it is typed."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.guest_search import GuestSearch
from kiosk.errors import UnusableInput
from kiosk.store.lists.name_index import NameIndex
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from tests.festival import NOON, Row, festival

NAMES = (
    *("Zoë van den Berg", "Wim 't Hart", "Ayşe van den Heuvel-Özdemir", "Jan Jansen"),
    *("Piet de Vries", "Noor De Vries", "IJsbrand Meijer", "Fatıma Yıldız", "Søren Łukasz"),
    *("Jan Janssen", "Truus Vandenberg", "D'Angelo Müller", "Anne-Marie Groß", "Ria de"),
)
GROUP = "Dorpsbelang Hoogland"


@pytest.fixture(scope="module")
def lookup(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GuestSearch]:
    rows = [Row(f"WDHS-{n:04}", name=name) for n, name in enumerate(NAMES, 1)]
    with festival(tmp_path_factory.mktemp("list"), rows) as store:
        _book(store, "WDHS-0003", "WDHS-0004")
        NameIndex(store.database, store.keys.event, pause=lambda: None).update()
        yield GuestSearch(store)


def _book(store: StationStore, *refs: str) -> None:
    with immediate(store.database):
        for ref in refs:
            store.database.execute(
                "UPDATE personal SET booked_by = ?, organisation = ? WHERE ref = ?",
                (GROUP, "Gemeente Amersfoort", ref),
            )


def names(lookup: GuestSearch, text: str) -> list[str]:
    return [found.ticket.name for found in lookup.find(text)]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("z", "Zoë van den Berg"),
        ("zoe", "Zoë van den Berg"),
        ("ZOË", "Zoë van den Berg"),
        ("berg zoe", "Zoë van den Berg"),
        ("van den berg", "Zoë van den Berg"),
        ("zoe berg", "Zoë van den Berg"),
        ("zoe vandenberg", "Zoë van den Berg"),
        ("zoe bergh", "Zoë van den Berg"),
        ("truus van den berg", "Truus Vandenberg"),
        ("'t hart", "Wim 't Hart"),
        ("t hart", "Wim 't Hart"),
        ("hart", "Wim 't Hart"),
        ("wim hrat", "Wim 't Hart"),
        ("ozdemir", "Ayşe van den Heuvel-Özdemir"),
        ("heuvel ozdemir ayse", "Ayşe van den Heuvel-Özdemir"),
        ("Heuvel-Özdemir", "Ayşe van den Heuvel-Özdemir"),
        ("hevuel", "Ayşe van den Heuvel-Özdemir"),
        ("piet vries", "Piet de Vries"),
        ("de vries noor", "Noor De Vries"),
        ("piet devries", "Piet de Vries"),
        ("ijsbrand", "IJsbrand Meijer"),
        ("ysbrand", "IJsbrand Meijer"),
        ("meyer", "IJsbrand Meijer"),
        ("meier", "IJsbrand Meijer"),
        ("yildiz", "Fatıma Yıldız"),
        ("soren lukasz", "Søren Łukasz"),
        ("jansen", "Jan Jansen"),
        ("jansne", "Jan Jansen"),
        ("janssen", "Jan Janssen"),
        ("d'angelo muller", "D'Angelo Müller"),
        ("annemarie", "Anne-Marie Groß"),
        ("anne-marie gross", "Anne-Marie Groß"),
        ("wdhs-0007", "IJsbrand Meijer"),
        ("0007", "IJsbrand Meijer"),
        ("amersfoort jan", "Jan Jansen"),
        ("hoogland jan", "Jan Jansen"),
        ("hooglnad jan", "Jan Jansen"),
    ],
)
def test_a_guest_is_found_first_by(lookup: GuestSearch, typed: str, name: str) -> None:
    assert names(lookup, typed)[:1] == [name]


def test_who_is_spelled_as_typed_comes_before_who_is_nearly(lookup: GuestSearch) -> None:
    assert names(lookup, "jansen") == ["Jan Jansen", "Jan Janssen"]
    assert names(lookup, "janssen") == ["Jan Janssen", "Jan Jansen"]


@pytest.mark.parametrize("typed", ["", " ", "'", "*", '"', "AND", "zoe xq", "0099", "wdhs-9999"])
def test_text_that_matches_no_guest_finds_none(lookup: GuestSearch, typed: str) -> None:
    assert names(lookup, typed) == []


def test_a_group_is_found_whole_by_one_of_its_tickets(lookup: GuestSearch) -> None:
    together = [found.ticket.ref for found in lookup.booked_together("WDHS-0004")]
    assert sorted(together) == ["WDHS-0003", "WDHS-0004"]
    alone = lookup.booked_together("WDHS-0001")
    assert [found.ticket.ref for found in alone] == ["WDHS-0001"]


def test_when_and_where_a_guest_came_inside_is_shown(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("G1", name="Jan", places=2)]) as store:
        Door(store, Gate("festival", "Zuid")).scan("C-G1", people=1)
        found = GuestSearch(store).ticket("G1")
        assert (found.inside, found.since, found.entrance) == (1, NOON, "Zuid")
        elsewhere = GuestSearch(store, area="Zaal").ticket("G1")
        assert elsewhere == replace(found, inside=0, since=None, entrance="")
        with pytest.raises(UnusableInput):
            GuestSearch(store).ticket("G2")
