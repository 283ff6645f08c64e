"""What a code turns out to be: a ticket here, a claim, another event's ticket, or nothing known."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.event_settings import Event
from kiosk.domain.judge import CodeClaim
from kiosk.domain.key_readings import may_disagree
from kiosk.domain.scanned_text import inside, is_not_a_ticket, possible_codes
from kiosk.domain.ticket import Ticket
from kiosk.keys.ticket_codes import code_hash, looks_signed, read_signed
from kiosk.store.station_store import OtherEvent, StationStore


@dataclass(frozen=True, slots=True)
class LookupResult:
    """What a code turned out to be, before anybody is judged.

    `misread` is an unknown code about which a hand scanner and the keyboard may disagree.
    """

    ticket: Ticket | None = None
    claimed: Ticket | None = None
    replaced: bool = False
    claim: CodeClaim = CodeClaim.UNKNOWN
    elsewhere: Event | None = None
    misread: bool = False

    @property
    def no_ticket(self) -> bool:
        """Whether it is surely no ticket."""
        return self.claim is CodeClaim.NOT_A_TICKET

    @property
    def about(self) -> Ticket | None:
        """The ticket that it is about, on a list or not."""
        return self.ticket or self.claimed


class CodeLookup:
    """Looks codes, references and tickets up; `address` is what may stand before a code."""

    def __init__(self, store: StationStore, neighbours: Sequence[OtherEvent]) -> None:
        self._store = store
        self._neighbours = neighbours
        self._keys_known = False  # whether a code came in from keys that can be read two ways

    def code(self, text: str, address: str) -> LookupResult:
        """Recognise a code as a camera or scanner read it."""
        found = possible_codes(text, address)
        for code in found:
            if (listed := self._listed(code)) is not None:
                return listed
        signed = next((code for code in found if looks_signed(code)), None)
        if signed is not None:
            return self._read_claim(signed)
        within = self._inside(text)
        if within is not None:
            return within
        if (elsewhere := self._elsewhere(found)) is not None:
            return LookupResult(elsewhere=elsewhere)
        if is_not_a_ticket(text, address):
            return LookupResult(claim=CodeClaim.NOT_A_TICKET)
        return LookupResult()

    def _listed(self, code: str) -> LookupResult | None:
        held = self._store.tickets.by_code(code_hash(self._store.keys.code_key, code))
        return LookupResult(ticket=held.ticket, replaced=held.replaced) if held else None

    def _elsewhere(self, codes: Sequence[str]) -> Event | None:
        for neighbour in self._neighbours:
            hashes = (code_hash(neighbour.code_key, code) for code in codes)
            if any(neighbour.tickets.by_code(code) for code in hashes):
                return neighbour.event
        return None

    def _inside(self, text: str) -> LookupResult | None:
        """Recognise the one code inside an address or JSON; two different ones are no ticket."""
        codes = inside(text)
        read = [self._claimed(one) if looks_signed(one) else self._listed(one) for one in codes]
        found = {one.about.id: one for one in read if one is not None and one.about is not None}
        if len(found) > 1:
            return LookupResult(claim=CodeClaim.NOT_A_TICKET)
        if found:
            return next(iter(found.values()))
        elsewhere = self._elsewhere(codes) if codes else None
        return LookupResult(elsewhere=elsewhere) if elsewhere else None

    def _claimed(self, code: str) -> LookupResult:
        return self._listed(code) or self._read_claim(code)

    def _read_claim(self, code: str) -> LookupResult:
        keys = self._store.keys
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
            return LookupResult(claimed=claimed)
        for neighbour in self._neighbours:
            if read_signed(code, neighbour.organiser_public) is not None:
                return LookupResult(elsewhere=neighbour.event)
        return LookupResult(claim=CodeClaim.FORGED)

    def typed(self, text: str, address: str, also: Sequence[str] = ()) -> LookupResult:
        """Recognise what a person typed: a code, or else a ticket's public reference.

        What is neither is a slip of the keyboard, no ticket that was refused; unless the same
        keys make a ticket's code (`also`).
        """
        read = self.code(text, address)
        if read.about or read.elsewhere or read.claim is CodeClaim.FORGED:
            return read
        ticket = self._store.tickets.by_typed_reference(text)
        if ticket is not None:
            return LookupResult(ticket=ticket)
        keyed = self.keyed(also, address) if also else LookupResult()
        return keyed if _is_sure(keyed) else LookupResult(claim=CodeClaim.NOT_A_TICKET)

    def keyed(self, read: Sequence[str], address: str) -> LookupResult:
        """Recognise what the keys of a hand scanner may mean (`key_readings.readings`)."""
        found = [self.code(text, address) for text in read[:1]]
        for text in read[1:]:
            if found[-1].about is not None:
                break
            found.append(self.code(text, address))
        known = next((place for place, one in enumerate(found) if _is_sure(one)), None)
        if known is not None:
            self._keys_known = self._keys_known or may_disagree(read)
            return found[known]
        told = next((one for one in found if one != LookupResult()), None)
        return told or LookupResult(misread=may_disagree(read) and not self._keys_known)

    def ticket(self, identity: str) -> LookupResult:
        """Recognise a ticket by its id (hex)."""
        return LookupResult(ticket=self._store.tickets.by_id(identity))

    def again(self, ticket: Ticket) -> LookupResult:
        """Recognise a ticket that was judged before, whether or not a list has it."""
        held = self._store.tickets.by_id(ticket.id)
        return LookupResult(ticket=held) if held else LookupResult(claimed=ticket)


def _is_sure(read: LookupResult) -> bool:
    """Whether a list, a signature or another event vouches for it."""
    return read.about is not None or read.elsewhere is not None
