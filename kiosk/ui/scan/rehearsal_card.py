"""The card of a test scan: grey, with the word for a test and the colour of the real verdict."""

from dataclasses import replace

from kiosk.checkin.answer import ScanResult
from kiosk.domain.event_settings import Event
from kiosk.domain.verdict import Colour, Outcome
from kiosk.texts import Texts
from kiosk.ui.style.time_format import clock_time, plain_day
from kiosk.ui.widgets.verdict_card import Card, card_of

_COLOURS = {
    Colour.GREEN: "scan.test.green",
    Colour.BLUE: "scan.test.blue",
    Colour.ORANGE: "scan.test.orange",
    Colour.RED: "scan.test.red",
    Colour.GREY: "scan.test.grey",
}


def rehearsal_card(answer: ScanResult, event: Event, words: Texts, now: int) -> Card:
    """Return the card of a test scan that was made at `now` (ms UTC).

    It is grey and without a sound, so that it cannot be taken for a real one. A laptop that cannot
    judge shows its trouble as always.
    """
    card = replace(card_of(answer, event, words), at=now)
    if answer.verdict.outcome is Outcome.CANNOT_RECORD:
        return card
    day = plain_day(event.date, words.language, year=False)
    when = {"day": day, "time": clock_time(answer.at, event.zone)}
    return replace(
        card,
        colour=Colour.GREY,
        headline=words.say("scan.test.headline", headline=card.headline),
        warning=words.say(_COLOURS[card.colour], **when),
    )
