"""Texts of the desk: a group that came in, a guest without a ticket, a recount."""

from collections.abc import Sequence

from kiosk.checkin.answer import ScanResult
from kiosk.domain.event_settings import Event
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import Direction, Outcome
from kiosk.texts import Texts
from kiosk.ui.style.time_format import locale
from kiosk.ui.widgets.ticket_texts import ticket_name
from kiosk.ui.widgets.verdict_card import card_of

_WENT = (Outcome.ADMITTED, Outcome.EXITED)
MAX_NAMED = 4
"""At most this many guests who did not come in are named; the others are counted."""


def group_texts(answers: Sequence[ScanResult], event: Event, words: Texts) -> tuple[str, str]:
    """Return the number of people who went through, and why others did not (empty if all did)."""
    went = [one for one in answers if one.verdict.outcome in _WENT]
    stayed = [one for one in answers if one.verdict.outcome not in _WENT]
    leaving = any(one.direction is Direction.OUT for one in answers)
    key = "desk.group_left" if leaving else "desk.group_inside"
    text = words.say(key, n=sum(one.verdict.people for one in went))
    stayed_texts = [
        f"{_named(one, words)}: {card_of(one, event, words).headline}" for one in stayed[:MAX_NAMED]
    ]
    if len(stayed) > MAX_NAMED:
        stayed_texts.append(words.say("desk.group_more", n=len(stayed) - MAX_NAMED))
    return text, " ".join(stayed_texts)


def _named(answer: ScanResult, words: Texts) -> str:
    ticket = answer.verdict.ticket
    return ticket_name(ticket, words) if ticket else words.say("desk.nameless")


def walk_in_texts(ticket: Ticket, event: Event, words: Texts) -> tuple[str, str]:
    """Return the sentence for an admitted walk-in, and the one for the hand-out (or empty)."""
    key = "desk.walked_in" if ticket.name else "desk.walked_in_nameless"
    text = words.say(key, name=ticket.name, ref=ticket.ref)
    handout = event.rules.handouts.get(ticket.category, "")
    return text, words.say("verdict.admitted.give", handout=handout) if handout else ""


def recount_question(inside: int, counted: int, words: Texts) -> str:
    """Return the question about a count that differs from the current headcount."""
    written = locale(words.language).toString
    key = "desk.recount_more" if counted > inside else "desk.recount_less"
    apart = written(abs(counted - inside))
    return words.say(key, inside=written(inside), counted=written(counted), apart=apart)
