"""Texts about a found ticket: details that distinguish namesakes, and its status."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from kiosk.checkin.answer import FoundTicket
from kiosk.domain.ticket import Status, Ticket
from kiosk.domain.verdict import Colour
from kiosk.texts import Texts
from kiosk.ui.style.time_format import moment
from kiosk.ui.widgets.verdict_card import people_text

MAX_FOUND = 50
"""The largest number of tickets that a search returns."""

_COLOURS = {Status.UNPAID: Colour.ORANGE}


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A row of the results; `mark` is the status, empty if the ticket can come in."""

    name: str
    about: str
    ref: str
    mark: str = ""
    colour: Colour = Colour.GREEN

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        return ", ".join(filter(None, (self.name, self.mark, self.about, self.ref)))


@dataclass(frozen=True, slots=True)
class TimeTeller:
    """Formats times in the zone of the event, relative to `now` (ms UTC).

    Without `exits` leaving guests are not scanned: guests who came in may have left.
    """

    now: int
    zone: ZoneInfo
    words: Texts
    exits: bool = True

    def at(self, at: int) -> str:
        """Return a time (ms UTC) in words."""
        return moment(at, self.now, self.zone, self.words.language)


def result_rows(found: Sequence[FoundTicket], times: TimeTeller) -> list[ResultRow]:
    """Return a row for each ticket; rows of the same name are marked as namesakes."""
    names = Counter(one.ticket.name.casefold() for one in found if one.ticket.name)
    return [_result_row(one, names[one.ticket.name.casefold()] > 1, times) for one in found]


def about(ticket: Ticket, words: Texts) -> str:
    """Return the details of a ticket: organisation, booker, category, places."""
    booked_by = ticket.booked_by if ticket.booked_by != ticket.name else ""
    parts = (
        ticket.organisation,
        words.say("desk.booked_by", name=booked_by) if booked_by else "",
        ticket.category,
        people_text(ticket.places, words) if ticket.places > 1 else "",
    )
    return " · ".join(filter(None, parts))


def status_text(found: FoundTicket, times: TimeTeller) -> tuple[str, Colour]:
    """Return the status of a ticket as text and colour; an empty text if it can come in."""
    status = found.ticket.status
    if status is Status.DOOR_SALE:
        state, colour = _inside(found, times)
        return " · ".join(filter(None, (times.words.say(status.text_key), state))), colour
    if status is not Status.VALID:
        refused = times.words.say(status.text_key)
        state = " · ".join(filter(None, (refused, _inside(found, times)[0])))
        return state, _COLOURS.get(status, Colour.RED)
    return _inside(found, times)


def _inside(found: FoundTicket, times: TimeTeller) -> tuple[str, Colour]:
    if not found.inside:
        return "", Colour.GREEN
    at = times.at(found.since) if found.since is not None else ""
    if found.inside < found.ticket.places:
        key = "desk.some_inside" if times.exits else "desk.some_arrived"
        text = times.words.say(key, at=at, inside=found.inside, places=found.ticket.places)
        return text.strip(), Colour.ORANGE
    key = "desk.inside" if times.exits else "desk.arrived"
    return times.words.say(key, at=at).strip(), Colour.ORANGE


def search_advice(
    typed: str, found: Sequence[FoundTicket], row: int, words: Texts, *, enter: str, walk_in: bool
) -> str:
    """Return the possible next step; `row` is the selected row, -1 for none.

    `enter` is the text key of the action of Enter; `walk_in`: guests without a ticket can come in.
    """
    if not typed and row < 0:
        return words.say("desk.type")
    if not found:
        return words.say("desk.none_found_walk_in" if walk_in else "desk.none_found", text=typed)
    if row >= 0:
        return words.say(enter, name=ticket_name(found[row].ticket, words))
    if len(found) >= MAX_FOUND:
        return words.say("desk.many", count=MAX_FOUND)
    return words.say("desk.choose", count=len(found))


def ticket_name(ticket: Ticket, words: Texts) -> str:
    """Return the name on a ticket, or the text for a ticket without a name."""
    return ticket.name or words.say("desk.nameless")


def _result_row(found: FoundTicket, namesakes: bool, times: TimeTeller) -> ResultRow:
    mark, colour = status_text(found, times)
    namesake = times.words.say("desk.namesake") if namesakes else ""
    return ResultRow(
        name=ticket_name(found.ticket, times.words),
        about=" · ".join(filter(None, (namesake, about(found.ticket, times.words)))),
        ref=found.ticket.ref,
        mark=mark,
        colour=colour,
    )
