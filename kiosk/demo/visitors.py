"""The sample festival and its visits: which tickets are shown to the camera."""

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle, islice
from random import Random

from kiosk.admin.list_import import import_list
from kiosk.admin.new_event import make_event
from kiosk.demo.film import Visit
from kiosk.demo.film_card import CardLook
from kiosk.domain.event_settings import Event, read_setting
from kiosk.domain.judge import validity
from kiosk.domain.setting_values import Value
from kiosk.domain.ticket import Status, Ticket
from kiosk.guestlist.import_report import ImportOptions
from kiosk.keys.ticket_codes import SignedCode, new_code, sign_code
from kiosk.paths import RESOURCES
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.station_store import StationStore

_SAMPLE = RESOURCES / "festival"
_TODAY = "{vandaag}"
_SEPARATORS = ";,\t"
_LARGE_GROUP = 4
_SEED = 1  # the same guests each time
_OTHER_REF = "BUURT-01"
_WIFI = "WIFI:S:Prodentfabriek-gasten;T:WPA;P:samen-sterk;;"
POSTER = "https://programma.example.org"


def sample_festival(session: DataFolder, today: date) -> dict[str, str]:
    """Make the sample festival, dated today, and another event; return the codes by reference."""
    codes = {_OTHER_REF: new_code()}
    other = session.folder / "buurtdag.csv"
    other.write_text(f"Ticket,Code,Naam\n{_OTHER_REF},{codes[_OTHER_REF]},Kim de Boer\n")
    make_event(session, {"name": "Buurtdag Soesterkwartier", "date": today.isoformat()}, "Demo")
    import_list(session, other, ImportOptions(source="buurtdag"))
    other.unlink()
    make_event(session, sample_settings(today), "Demo")
    for path in sorted(_SAMPLE.glob("*.csv")):
        dated = session.folder / path.name
        text = path.read_text(encoding="utf-8-sig").replace(_TODAY, today.isoformat())
        dated.write_text(text, encoding="utf-8")
        import_list(session, dated, ImportOptions())
        codes.update(_codes(text))
        dated.unlink()
    return codes


def sample_settings(today: date) -> dict[str, Value]:
    """Return the settings of the sample festival, dated today."""
    sample = tomllib.loads((_SAMPLE / "festival.toml").read_text(encoding="utf-8"))
    settings: dict[str, Value] = {"date": today.isoformat()}
    for category in sample.pop("categories"):
        settings[f"group.{category['name']}"] = read_setting("group.x", category["group"])
        settings[f"handout.{category['name']}"] = read_setting("handout.x", category["geef"])
    return {**settings, **sample}


def _codes(text: str) -> dict[str, str]:
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    rows = csv.DictReader(text.splitlines(), delimiter=separator)
    return {
        row.get("Ticketnummer") or row["Ticket"]: row.get("Ticketcode") or row["Code"]
        for row in rows
        if row.get("Code") or row.get("Ticketcode")
    }


@dataclass(frozen=True, slots=True)
class SampleTickets:
    """The sample's tickets by their verdict, here and now."""

    good: Sequence[Ticket]
    groups: Sequence[Ticket]
    elsewhere: Sequence[Ticket]
    early: Sequence[Ticket]
    late: Sequence[Ticket]
    by_status: Mapping[Status, Sequence[Ticket]]


def sample_tickets(
    store: StationStore, codes: Mapping[str, str], entrance: str, now: int
) -> SampleTickets:
    """Group the tickets that have a code by their verdict; `now` is ms UTC."""
    event = store.event()
    known = [ticket for ticket in store.tickets.all() if ticket.ref in codes]
    valid = [ticket for ticket in known if ticket.status is Status.VALID]
    here = [one for one in valid if not one.entrances or entrance in one.entrances]
    timely = [one for one in here if _opens(event, one) <= now <= validity(event, one)[1]]
    return SampleTickets(
        good=[ticket for ticket in timely if ticket.places == 1],
        groups=[ticket for ticket in timely if ticket.places == _LARGE_GROUP],
        elsewhere=[one for one in valid if one.entrances and entrance not in one.entrances],
        early=[ticket for ticket in here if _opens(event, ticket) > now],
        late=[ticket for ticket in here if validity(event, ticket)[1] < now],
        by_status={
            status: [ticket for ticket in known if ticket.status is status] for status in Status
        },
    )


def _opens(event: Event, ticket: Ticket) -> int:
    return validity(event, ticket)[0] - event.rules.early_grace_min * 60_000


def make_visits(
    store: StationStore, codes: Mapping[str, str], entrance: str, count: int
) -> list[Visit]:
    """Return the visits: mostly good tickets, and one of each other kind."""
    tickets = sample_tickets(store, codes, entrance, store.journal.now())
    odd = _odd_visits(store, codes, tickets)
    mixed = Random(_SEED).sample(  # noqa: S311  # no secret
        tickets.good, len(tickets.good)
    )
    looks = cycle(_LOOKS)
    good = cycle([_visit(ticket, codes[ticket.ref], next(looks)) for ticket in mixed])
    return list(islice(_mixed(good, odd), count))


def _mixed(good: Iterator[Visit], odd: Sequence[Visit]) -> Iterator[Visit]:
    """Yield good tickets and odd visits in turn, then only good tickets.

    Early on, a couple shows one ticket twice, and its holder comes back later.
    """
    couple = replace(next(good), people=2)
    yield from (next(good), couple, couple)
    for visit in odd:
        yield visit
        yield next(good)
    yield couple
    yield from good


_LOOKS = (CardLook.PRINT, CardLook.PHONE, CardLook.DARK_PHONE, CardLook.CRUMPLED, CardLook.BLURRED)


def _visit(ticket: Ticket, code: str, look: CardLook) -> Visit:
    detail = " · ".join(part for part in (ticket.category, ticket.ref) if part)
    return Visit(code, look, "We Doen Het Samen!", ticket.name, detail, people=ticket.places)


def _odd_visits(store: StationStore, codes: Mapping[str, str], found: SampleTickets) -> list[Visit]:
    """Return one visit of each kind that has a ticket."""
    listed = (
        (found.groups, CardLook.PRINT),
        (found.by_status[Status.CANCELLED], CardLook.PHONE),
        (found.by_status[Status.UNPAID], CardLook.PHONE),
        (found.elsewhere, CardLook.PRINT),
        (found.by_status[Status.BLOCKED], CardLook.DARK_PHONE),
        (found.early, CardLook.PRINT),
        (found.late, CardLook.PRINT),
    )
    listed_visits = [
        _visit(tickets[0], codes[tickets[0].ref], look) for tickets, look in listed if tickets
    ]
    return [*listed_visits, *_unlisted_visits(store, codes)]


def _unlisted_visits(store: StationStore, codes: Mapping[str, str]) -> list[Visit]:
    organiser = store.keys.organiser
    assert organiser is not None  # noqa: S101  # this laptop made the event
    late_sale = sign_code(organiser, SignedCode(store.keys.event, "NA-001", "Actieve bewoner", 1))
    forged = late_sale[:-6] + ("AAAAAA" if late_sale[-6:] != "AAAAAA" else "BBBBBB")
    return [
        Visit(new_code(), CardLook.PRINT, "Zomerfeest", "Sam Bakker"),
        Visit(_WIFI, CardLook.NOTICE, "Gratis wifi"),
        Visit(forged, CardLook.PHONE, "We Doen Het Samen!", "Robin Visser"),
        Visit(late_sale, CardLook.PHONE, "We Doen Het Samen!", "Noor Blom"),
        Visit(codes[_OTHER_REF], CardLook.PRINT, "Buurtdag", "Kim de Boer"),
    ]
