"""What the desk says of a whole group that came in."""

from collections.abc import Sequence

from kiosk.answers import Answer
from kiosk.domain.rules import Event
from kiosk.domain.verdict import Outcome
from kiosk.ui.card import card_of
from kiosk.words import Words

MOST_NAMED = 4
"""Guests who did not come in that are named one by one; the rest is counted."""


def of_group(answers: Sequence[Answer], event: Event, words: Words) -> tuple[str, str]:
    """Return how many people came in, and who did not and why: empty if all did."""
    admitted = [one for one in answers if one.verdict.outcome is Outcome.ADMITTED]
    outside = [one for one in answers if one.verdict.outcome is not Outcome.ADMITTED]
    told = words.say("desk.group_inside", n=sum(one.verdict.people for one in admitted))
    cards = [card_of(one, event, words) for one in outside[:MOST_NAMED]]
    said = [f"{card.name or words.say('desk.nameless')}: {card.headline}" for card in cards]
    if len(outside) > MOST_NAMED:
        said.append(words.say("desk.group_more", n=len(outside) - MOST_NAMED))
    return told, " ".join(said)
