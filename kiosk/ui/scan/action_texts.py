"""Texts about an action of this laptop: the guest, how many people, and when."""

from zoneinfo import ZoneInfo

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.undo_history import PastAction
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.entry import Kind
from kiosk.domain.verdict import Colour, Direction, Outcome
from kiosk.texts import Texts
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.time_format import clock_time
from kiosk.ui.widgets.verdict_card import Card, people_text

SETTLED = frozenset(
    {Outcome.ADMITTED, Outcome.EXITED, Outcome.NOT_INSIDE, Outcome.JUST_SCANNED, Outcome.HOW_MANY}
)
"""The outcomes that are no refusal."""

_ACTIONS = {
    TicketAction.CANCEL: "scan.deed.cancel",
    TicketAction.BLOCK: "scan.deed.block",
    TicketAction.PAY: "scan.deed.pay",
    TicketAction.LIFT: "scan.deed.lift",
    TicketAction.REISSUE: "scan.deed.reissue",
    TicketAction.RENAME: "scan.deed.rename",
}


def deed_text(deed: PastAction, zone: ZoneInfo, words: Texts) -> str:
    """Return guest, people and time of an action: "Bo Li, 1 persoon, 03:00"."""
    return ", ".join(filter(None, (*_parts(deed, words), clock_time(deed.at, zone))))


def guest_text(answer: ScanResult, zone: ZoneInfo) -> str:
    """Return guest and time of a scan result: "Bo Li, 03:00"."""
    ticket = answer.verdict.ticket
    name = (ticket.name or ticket.ref) if ticket else ""
    return ", ".join(filter(None, (name, clock_time(answer.at, zone))))


def nobody_text(question: ScanResult, words: Texts) -> str:
    """Return the text for a group that is not counted, because its number was not entered."""
    ticket = question.verdict.ticket
    name = (ticket.name or ticket.ref) if ticket else ""
    if question.direction is Direction.OUT:
        return words.say("scan.nobody_left", name=name)
    again = question.verdict.seen_before
    return words.say("scan.nobody_more_of_group" if again else "scan.nobody_of_group", name=name)


def deed_card(deed: PastAction, words: Texts) -> Card:
    """Return the card of an action without a scan result."""
    headline, *others = _parts(deed, words)
    return Card(Colour.GREY, Shape.INFO, headline, "", people=" · ".join(others), at=deed.at)


def undone_deed_card(deed: PastAction, zone: ZoneInfo, words: Texts) -> Card:
    """Return the card of an action that was undone."""
    return Card(
        colour=Colour.GREY,
        shape=Shape.UNDONE,
        headline=words.say("scan.undone.headline"),
        step=words.say("scan.undone.step" if deed.answer else "scan.undone.counts_no_more"),
        name=deed_text(deed, zone, words),
        at=deed.at,
    )


def _parts(deed: PastAction, words: Texts) -> list[str]:
    ticket = deed.ticket
    if deed.together:
        key = "scan.deed.group_left" if deed.kind is Kind.OUT else "scan.deed.group_came"
        group = ticket.booked_by if ticket else ""
        return [words.say(key, n=deed.people, name=group)]
    name = (ticket.name or ticket.ref) if ticket else words.say("scan.deed.no_ticket")
    match deed.kind:
        case Kind.STATUS if deed.ticket_action:
            return [name, words.say(_ACTIONS[deed.ticket_action])]
        case Kind.CLICKER:
            left = deed.direction is Direction.OUT
            key = "scan.deed.clicked_out" if left else "scan.deed.clicked_in"
            return [words.say(key), people_text(deed.people, words)]
        case Kind.RECOUNT:
            return [words.say("scan.deed.recount", n=deed.people)]
        case _ if deed.people:
            return [name, people_text(deed.people, words)]
        case _:
            return [name]


def deed_of(answer: ScanResult) -> PastAction:
    """Return the action that a scan result records."""
    verdict = answer.verdict
    left = verdict.outcome in (Outcome.EXITED, Outcome.NOT_INSIDE)
    return PastAction(
        entry=answer.entry or "",
        kind=Kind.OUT if left else Kind.IN,
        at=answer.at,
        people=verdict.people,
        answer=answer,
        ticket=verdict.ticket,
    )
