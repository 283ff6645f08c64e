"""Texts about an action of this laptop: the guest, how many people, and when."""

from zoneinfo import ZoneInfo

from kiosk.checkin.answer import ScanResult
from kiosk.checkin.undo_history import PastAction
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.entry import Kind
from kiosk.domain.verdict import Colour, Direction, Outcome
from kiosk.texts import Texts
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.time_format import clock_time, locale
from kiosk.ui.widgets.verdict_card import Card, people_text

SETTLED = frozenset(
    {Outcome.ADMITTED, Outcome.EXITED, Outcome.NOT_INSIDE, Outcome.JUST_SCANNED, Outcome.HOW_MANY}
)
"""The outcomes that are no refusal."""

_ACTIONS = {
    TicketAction.CANCEL: "scan.action.cancel",
    TicketAction.BLOCK: "scan.action.block",
    TicketAction.PAY: "scan.action.pay",
    TicketAction.LIFT: "scan.action.lift",
    TicketAction.REISSUE: "scan.action.reissue",
    TicketAction.RENAME: "scan.action.rename",
}


def action_text(action: PastAction, zone: ZoneInfo, words: Texts) -> str:
    """Return guest, people and time of an action: "Bo Li, 1 persoon, 03:00"."""
    return ", ".join(filter(None, (*_parts(action, words), clock_time(action.at, zone))))


def guest_text(answer: ScanResult, zone: ZoneInfo) -> str:
    """Return guest and time of a scan result: "Bo Li, 03:00"."""
    ticket = answer.verdict.ticket
    name = (ticket.name or ticket.ref) if ticket else ""
    return ", ".join(filter(None, (name, clock_time(answer.at, zone))))


def no_count_text(question: ScanResult, words: Texts) -> str:
    """Return the text for a group that is not counted, because its number was not entered."""
    ticket = question.verdict.ticket
    name = (ticket.name or ticket.ref) if ticket else ""
    if question.direction is Direction.OUT:
        return words.say("scan.none_left", name=name)
    again = question.verdict.seen_before
    return words.say("scan.no_more_of_group" if again else "scan.none_of_group", name=name)


def action_card(action: PastAction, words: Texts) -> Card:
    """Return the card of an action without a scan result."""
    headline, *others = _parts(action, words)
    return Card(Colour.GREY, Shape.INFO, headline, "", people=" · ".join(others), at=action.at)


def undone_action_card(action: PastAction, zone: ZoneInfo, words: Texts) -> Card:
    """Return the card of an action that was undone."""
    return Card(
        colour=Colour.GREY,
        shape=Shape.UNDONE,
        headline=words.say("scan.undone.headline"),
        step=words.say("scan.undone.step" if action.answer else "scan.undone.counts_no_more"),
        name=action_text(action, zone, words),
        at=action.at,
    )


def _parts(action: PastAction, words: Texts) -> list[str]:
    ticket = action.ticket
    if action.together:
        key = "scan.action.group_left" if action.kind is Kind.OUT else "scan.action.group_came"
        group = ticket.booked_by if ticket else ""
        return [words.say(key, n=action.people, name=group)]
    name = (ticket.name or ticket.ref) if ticket else words.say("scan.action.no_ticket")
    match action.kind:
        case Kind.STATUS if action.ticket_action:
            return [name, words.say(_ACTIONS[action.ticket_action])]
        case Kind.CLICKER:
            left = action.direction is Direction.OUT
            key = "scan.action.clicked_out" if left else "scan.action.clicked_in"
            return [words.say(key), people_text(action.people, words)]
        case Kind.RECOUNT:
            return [
                words.say("scan.action.recount", n=locale(words.language).toString(action.people))
            ]
        case _ if action.people:
            return [name, people_text(action.people, words)]
        case _:
            return [name]


def action_of(answer: ScanResult) -> PastAction:
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
