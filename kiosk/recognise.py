"""What a code turns out to be: a ticket here, a claim, another event's ticket, or nothing known."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from kiosk.domain.codes import candidates, is_no_ticket
from kiosk.domain.judge import Claim
from kiosk.domain.rules import Event
from kiosk.domain.ticket import Ticket
from kiosk.errors import UnusableInput
from kiosk.keys.codes import code_hash, looks_signed, read_signed
from kiosk.store.books import Books
from kiosk.store.tickets import Tickets


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another event known here, to name it to the guest who came on the wrong day."""

    event: Event
    code_key: bytes
    organiser_public: bytes
    tickets: Tickets


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a code turned out to be, before anybody is judged."""

    ticket: Ticket | None = None
    claimed: Ticket | None = None
    replaced: bool = False
    claim: Claim = Claim.UNKNOWN
    elsewhere: Event | None = None

    @property
    def no_ticket(self) -> bool:
        """Whether it is surely no ticket."""
        return self.claim is Claim.NOT_A_TICKET

    @property
    def about(self) -> Ticket | None:
        """The ticket that it is about, on a list or not."""
        return self.ticket or self.claimed


class Recogniser:
    """Looks codes, references and tickets up; `address` is what may stand before a code."""

    def __init__(self, books: Books, neighbours: Sequence[Neighbour]) -> None:
        self._books = books
        self._neighbours = neighbours

    def code(self, text: str, address: str) -> Recognised:
        """Recognise a code as a camera or scanner read it."""
        found = candidates(text, address)
        for code in found:
            held = self._books.tickets.by_code(code_hash(self._books.keys.code_key, code))
            if held is not None:
                return Recognised(ticket=held.ticket, replaced=held.replaced)
        signed = next((code for code in found if looks_signed(code)), None)
        if signed is not None:
            return self._read_claim(signed)
        for neighbour in self._neighbours:
            hashes = (code_hash(neighbour.code_key, code) for code in found)
            if any(neighbour.tickets.by_code(code) for code in hashes):
                return Recognised(elsewhere=neighbour.event)
        if is_no_ticket(text, address):
            return Recognised(claim=Claim.NOT_A_TICKET)
        return Recognised()

    def _read_claim(self, code: str) -> Recognised:
        keys = self._books.keys
        signed = read_signed(code, keys.organiser_public)
        if signed is not None and signed.event == keys.event:
            digest = code_hash(keys.code_key, code)
            claimed = Ticket(
                id=digest.hex(),
                ref=signed.ref,
                source="",
                category=signed.category,
                places=signed.places,
            )
            return Recognised(claimed=claimed)
        for neighbour in self._neighbours:
            if read_signed(code, neighbour.organiser_public) is not None:
                return Recognised(elsewhere=neighbour.event)
        return Recognised(claim=Claim.FORGED)

    def typed(self, text: str, address: str) -> Recognised:
        """Recognise what somebody typed: a code, or else a ticket's public reference."""
        read = self.code(text, address)
        if read.about is not None or read.claim is Claim.FORGED:
            return read
        for reference in dict.fromkeys((text, text.upper())):  # few type capitals at a door
            with suppress(UnusableInput):
                return Recognised(ticket=self._books.tickets.by_reference(reference))
        return read

    def ticket(self, identity: str) -> Recognised:
        """Recognise a ticket by its id (hex)."""
        return Recognised(ticket=self._books.tickets.by_id(identity))

    def again(self, ticket: Ticket) -> Recognised:
        """Recognise a ticket that was judged before, whether or not a list has it."""
        held = self._books.tickets.by_id(ticket.id)
        return Recognised(ticket=held) if held else Recognised(claimed=ticket)
