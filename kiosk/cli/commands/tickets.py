"""`kiosk tickets ...`: guest lists, the history of a ticket, and changes by the desk."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kiosk.checkin.desk import Desk, UndoReason
from kiosk.checkin.kind_names import KIND_NAMES
from kiosk.cli.commands.tickets_doorlist import doorlist
from kiosk.cli.commands.tickets_import import import_file
from kiosk.cli.commands.tickets_issue import issue
from kiosk.cli.results import SHOWN_ENTRY_DIGITS, print_result
from kiosk.domain.attendance import undone_hashes
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.double_entries import CAUSE_NAMES
from kiosk.domain.entry import UNDOABLE, Entry, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.ticket import Ticket
from kiosk.guestlist.qr_picture import checked_picture, save_qr
from kiosk.reports.event_times import iso
from kiosk.reports.outcome_texts import verdict_word
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.lists.guest_finder import GuestFinder
from kiosk.store.station_store import StationStore
from kiosk.texts import Texts

_WHAT: dict[str, str] = {
    **CAUSE_NAMES,
    TicketAction.CANCEL: "tickets.what.cancel",
    TicketAction.BLOCK: "tickets.what.block",
    TicketAction.PAY: "tickets.what.pay",
    TicketAction.LIFT: "tickets.what.lift",
    TicketAction.REISSUE: "tickets.what.reissue",
    TicketAction.RENAME: "tickets.what.rename",
    UndoReason.MISTAKE: "tickets.what.mistake",
    UndoReason.WRONG_GUEST: "tickets.what.wrong-guest",
    UndoReason.WRONG_NUMBER: "tickets.what.wrong-number",
    UndoReason.LEFT: "tickets.what.left",
    UndoReason.OTHER: "tickets.what.other",
}


@click.group()
def tickets() -> None:
    """See `help.kiosk_tickets` in `resources/words`."""


tickets.add_command(import_file)
tickets.add_command(issue)
tickets.add_command(doorlist)


@tickets.command()
@click.argument("text")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def find(session: DataFolder, text: str, as_json: bool) -> None:
    """See `help.kiosk_tickets_find` in `resources/words`."""
    with session.open_store() as store:
        found = GuestFinder(store.database, store.keys.event).find(text)
        listed = (store.tickets.by_id(ticket) for ticket in found)
        known = (ticket for ticket in listed if ticket)
        if not print_tickets(store, known, session.words, as_json=as_json):
            session.print_text("tickets.none_found", text=text)


@tickets.command("list")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def list_tickets(session: DataFolder, as_json: bool) -> None:
    """See `help.kiosk_tickets_list` in `resources/words`."""
    with session.open_store() as store:
        if not print_tickets(store, store.tickets.all(), session.words, as_json=as_json):
            session.print_text("tickets.none")


def print_tickets(
    store: StationStore, found: Iterator[Ticket], words: Texts, *, as_json: bool
) -> int:
    """Print tickets as lines, or as one JSON array; return how many there were."""
    printed = 0
    for printed, ticket in enumerate(found, start=1):
        if as_json:
            item = json.dumps(_item(store, ticket), ensure_ascii=False)
            print(f"{'[' if printed == 1 else _SEPARATOR}{item}", end="")
        else:
            print(_line(store, ticket, words))
    if as_json:
        print("]" if printed else "[]")
    return printed


_SEPARATOR = ",\n "


def _item(store: StationStore, ticket: Ticket) -> dict[str, Any]:
    return {
        "ticket": ticket.ref,
        "name": ticket.name,
        "organisation": ticket.organisation,
        "category": ticket.category,
        "places": ticket.places,
        "status": ticket.status.value,
        "inside": store.attendance.inside(ticket.id, FESTIVAL),
    }


def _line(store: StationStore, ticket: Ticket, words: Texts) -> str:
    item = _item(store, ticket)
    status = words.say(ticket.status.text_key)
    parts = (ticket.ref, ticket.name, ticket.organisation, ticket.category, status)
    return "  ".join((*(part for part in parts if part), f"{item['inside']}/{ticket.places}"))


@tickets.command()
@click.argument("ref")
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def show(session: DataFolder, ref: str, as_json: bool) -> None:
    """See `help.kiosk_tickets_show` in `resources/words`."""
    with session.open_store() as store:
        ticket = store.tickets.find(ref)
        history = _history(store, ticket)
        values = {**_item(store, ticket), "source": ticket.source, "history": history}
        lines = [_line(store, ticket, session.words)]
        lines += [_event_line(session, item) for item in history]
    print_result(values, lines, as_json=as_json)


def _history(store: StationStore, ticket: Ticket) -> list[dict[str, Any]]:
    zone = store.event().zone
    entries = store.history.entries_of(ticket.id)
    undone = undone_hashes(entries)
    return [
        {
            "at": iso(entry.at, zone, precision="seconds"),
            "kind": entry.kind.value,
            "what": _what(entry),
            "people": entry.people,
            "area": entry.area,
            "entrance": entry.entrance,
            "station": store.history.author(entry.log).name,
            "undone": entry.kind in UNDOABLE and entry.hash in undone,
            "entry": entry.hash,
        }
        for entry in entries
    ]


def _what(entry: Entry) -> str | None:
    named = (entry.detail.get(key) for key in ("outcome", "action", "cause", "reason"))
    return next((str(name) for name in named if name), None)


def _what_text(words: Texts, what: str) -> str:
    """Return the text of an action, a reason, a cause or an outcome."""
    key = _WHAT.get(what)
    return words.say(key) if key else verdict_word(what, words)


def _event_line(session: DataFolder, item: dict[str, Any]) -> str:
    kind = session.words.say(KIND_NAMES[Kind(item["kind"])])
    parts = (
        item["at"],
        f"{kind} ({_what_text(session.words, item['what'])})" if item["what"] else kind,
        str(item["people"]) if item["people"] else None,
        item["entrance"],
        item["station"],
        session.words.say("tickets.undone") if item["undone"] else None,
        item["entry"][:SHOWN_ENTRY_DIGITS],
    )
    return "  ".join(part for part in parts if part)


def _status_command(action: TicketAction) -> click.Command:
    """Return a command that changes a ticket at the desk and prints its new status."""

    @click.command(action.value)
    @click.argument("ref")
    @click.pass_obj
    def command(session: DataFolder, ref: str) -> None:
        with session.open_store() as store:
            ticket = Desk(store).change_status(ref, action)
        status = session.words.say(ticket.status.text_key)
        session.print_text("tickets.status", ref=ticket.ref, status=status)

    return command


for status_action in (TicketAction.CANCEL, TicketAction.BLOCK, TicketAction.PAY, TicketAction.LIFT):
    tickets.add_command(_status_command(status_action))


@tickets.command()
@click.argument("ref")
@click.option("--qr", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_obj
def reissue(session: DataFolder, ref: str, qr: Path | None) -> None:
    """See `help.kiosk_tickets_reissue` in `resources/words`."""
    picture = None if qr is None else checked_picture(qr)
    with session.open_store() as store:
        made = Desk(store).reissue(ref)
    session.print_text("tickets.reissued", ref=made.ticket.ref)
    print(made.code)
    if picture is not None:
        save_qr(made.code, picture)
