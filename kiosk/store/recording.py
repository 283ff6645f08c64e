"""Writing down what a person did: as an entry, and only where the station's role allows it."""

from kiosk.domain.causal_order import heads
from kiosk.domain.entry import Draft, Entry, Kind
from kiosk.domain.event_settings import FESTIVAL, LONGEST, Event
from kiosk.domain.letters import composed
from kiosk.domain.roles import allows
from kiosk.domain.verdict import Outcome, Policy
from kiosk.errors import UnusableInput, Word
from kiosk.store.station_store import Books


def write(books: Books, draft: Draft) -> Entry:
    """Append an entry within the caller's `immediate`; UnusableInput if the role forbids it."""
    check_role(books, draft.kind, about_itself=draft.detail.get("station") == books.keys.station)
    return books.journal.append(draft)


def check_role(books: Books, kind: Kind, *, about_itself: bool = False) -> None:
    """UnusableInput where this station's role may not write a kind of entry."""
    role = books.certificate.role
    if not allows(role, kind, about_itself=about_itself):
        raise UnusableInput("role_forbids", role=Word(f"role.{role.value}"))


def check_room(books: Books, event: Event, area: str | None, people: int) -> None:
    """UnusableInput where an area is full and the event does not let more people in."""
    capacity = event.area(area or FESTIVAL).capacity
    if capacity is None or event.rules.policy(Outcome.FULL) is Policy.ADMIT:
        return
    if books.counts.inside(event, area or FESTIVAL) + people > capacity:
        raise UnusableInput("full_now", capacity=capacity)


def heads_of(books: Books, ticket: str | None) -> tuple[str, ...]:
    """Return the hashes of a ticket's head entries known here: the parents of the next one."""
    return heads(books.history.of(ticket)) if ticket else ()


def spoken(text: str) -> str:
    """Return a text that a person typed, without spaces around it; UnusableInput if unfit.

    It has to fit on a card, in one line.
    """
    text = " ".join(composed(text).split())
    if not text.isprintable() or len(text) > LONGEST:
        raise UnusableInput("text_unfit", most=LONGEST)
    return text
