"""Looks up a code: a ticket here, a signed ticket, another event's ticket, or unknown."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.event_settings import Event
from kiosk.domain.judge import CodeClaim
from kiosk.domain.key_readings import may_disagree
from kiosk.domain.scanned_text import (
    embedded_codes,
    is_not_a_ticket,
    other_cases,
    possible_codes,
)
from kiosk.domain.ticket import Ticket
from kiosk.keys.ticket_codes import code_hash, looks_signed, read_signed
from kiosk.store.station_store import OtherEvent, StationStore


@dataclass(frozen=True, slots=True)
class LookupResult:
    """The result of looking up a code, before it is judged.

    `misread`: the code is unknown, and the keyboard may read a hand scanner's keys differently.
    """

    ticket: Ticket | None = None
    signed_ticket: Ticket | None = None
    replaced: bool = False
    claim: CodeClaim = CodeClaim.UNKNOWN
    other_event: Event | None = None
    misread: bool = False

    @property
    def is_no_ticket(self) -> bool:
        """True if it is certainly no ticket."""
        return self.claim is CodeClaim.NOT_A_TICKET

    @property
    def about(self) -> Ticket | None:
        """The ticket, on a list or only signed."""
        return self.ticket or self.signed_ticket


class CodeLookup:
    """Looks up codes, references and tickets; `address` is a web address in front of codes."""

    def __init__(self, store: StationStore, other_events: Sequence[OtherEvent]) -> None:
        self._store = store
        self._other_events = other_events
        self._keys_known = False  # whether a known code came from keys with two possible readings

    def by_code(self, text: str, address: str) -> LookupResult:
        """Look up a code as a camera or scanner read it."""
        found = possible_codes(text, address)
        for code in found:
            if (listed := self._listed(code)) is not None:
                return listed
        signed = next((code for code in found if looks_signed(code)), None)
        if signed is not None:
            return self._signed(signed)
        embedded = self._embedded(text)
        if embedded is not None:
            return embedded
        if (listed := self._in_another_case(found)) is not None:
            return listed
        if (other_event := self._other_event(found)) is not None:
            return LookupResult(other_event=other_event)
        if is_not_a_ticket(text, address):
            return LookupResult(claim=CodeClaim.NOT_A_TICKET)
        return LookupResult()

    def _listed(self, code: str) -> LookupResult | None:
        match = self._store.tickets.by_code(code_hash(self._store.keys.code_key, code))
        return LookupResult(ticket=match.ticket, replaced=match.replaced) if match else None

    def _in_another_case(self, codes: Sequence[str]) -> LookupResult | None:
        """Look up a code that only one ticket has in another case."""
        read = (self._listed(case) for code in codes for case in other_cases(code))
        found = {one.about.id: one for one in read if one is not None and one.about is not None}
        return next(iter(found.values())) if len(found) == 1 else None

    def _other_event(self, codes: Sequence[str]) -> Event | None:
        for other in self._other_events:
            hashes = (code_hash(other.code_key, code) for code in codes)
            if any(other.tickets.by_code(code) for code in hashes):
                return other.event
        return None

    def _embedded(self, text: str) -> LookupResult | None:
        """Look up the only code inside a text; two different ones are no ticket."""
        codes = embedded_codes(text)
        read = [
            self._listed(one) or (self._signed(one) if looks_signed(one) else None) for one in codes
        ]
        found = {one.about.id: one for one in read if one is not None and one.about is not None}
        if len(found) > 1:
            return LookupResult(claim=CodeClaim.NOT_A_TICKET)
        if found:
            return next(iter(found.values()))
        other_event = self._other_event(codes) if codes else None
        return LookupResult(other_event=other_event) if other_event else None

    def _signed(self, code: str) -> LookupResult:
        keys = self._store.keys
        signed = read_signed(code, keys.organiser_public)
        if signed is not None and signed.event == keys.event:
            digest = code_hash(keys.code_key, code)
            ticket = Ticket(
                id=digest.hex(),
                ref=signed.ref,
                source="",
                category=signed.category,
                places=signed.places,
            )
            return LookupResult(signed_ticket=ticket)
        for other in self._other_events:
            if read_signed(code, other.organiser_public) is not None:
                return LookupResult(other_event=other.event)
        return LookupResult(claim=CodeClaim.FORGED)

    def by_typed_text(self, text: str, address: str, also: Sequence[str] = ()) -> LookupResult:
        """Look up typed text: a code, or else a ticket's public reference.

        Other text is a typing error, not a refused ticket, unless the same keys make a ticket's
        code (`also`).
        """
        read = self.by_code(text, address)
        if read.about or read.other_event or read.claim is CodeClaim.FORGED:
            return read
        ticket = self._store.tickets.by_typed_reference(text)
        if ticket is not None:
            return LookupResult(ticket=ticket)
        keyed = self.by_keys(also, address) if also else LookupResult()
        return keyed if _is_sure(keyed) else LookupResult(claim=CodeClaim.NOT_A_TICKET)

    def by_keys(self, read: Sequence[str], address: str) -> LookupResult:
        """Look up the possible readings of a hand scanner's keys (`key_readings.readings`)."""
        found = [self.by_code(text, address) for text in read[:1]]
        for text in read[1:]:
            if found[-1].about is not None:
                break
            found.append(self.by_code(text, address))
        known = next((place for place, one in enumerate(found) if _is_sure(one)), None)
        if known is not None:
            self._keys_known = self._keys_known or may_disagree(read)
            return found[known]
        claim = next((one for one in found if one != LookupResult()), None)
        return claim or LookupResult(misread=may_disagree(read) and not self._keys_known)

    def by_id(self, identity: str) -> LookupResult:
        """Look up a ticket by its id (hex)."""
        return LookupResult(ticket=self._store.tickets.by_id(identity))

    def by_ticket(self, ticket: Ticket) -> LookupResult:
        """Look up a ticket that was judged before, on a list or only signed."""
        listed = self._store.tickets.by_id(ticket.id)
        return LookupResult(ticket=listed) if listed else LookupResult(signed_ticket=ticket)


def _is_sure(read: LookupResult) -> bool:
    """Return whether a list, a signature or another event confirms the code."""
    return read.about is not None or read.other_event is not None
