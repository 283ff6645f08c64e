"""The door for the scan page: codes, corrections, and what was done here last."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.backend.open_station import OpenStation
from kiosk.checkin.answer import ScanResult
from kiosk.checkin.party_size import ASKS_FROM
from kiosk.checkin.undo_history import Deed, Deeds, UndoOffer
from kiosk.domain.pin_rules import PinProof
from kiosk.domain.verdict import OverrideReason
from kiosk.private_files import FILE_MODE
from kiosk.store.sqlite.wipe_folder import HINTS_SEEN


class LocalScan:
    """Judges at this station's gate, on the thread that owns the store."""

    def __init__(self, station: OpenStation) -> None:
        self._station = station

    def scan(self, code: str) -> ScanResult:
        """Judge a scanned code."""
        return self._station.door.scan(code, asks_from=ASKS_FROM)

    def scan_keys(self, read: Sequence[str]) -> ScanResult:
        """Judge what the keys of a hand scanner may mean."""
        return self._station.door.scan_keys(read, asks_from=ASKS_FROM)

    def scan_reference(self, text: str, also: Sequence[str] = ()) -> ScanResult:
        """Judge a typed ticket number or code, or a code of the same keys."""
        return self._station.door.scan_reference(text, also, asks_from=ASKS_FROM)

    def knows_code(self, read: Sequence[str], *, numbers: bool) -> bool:
        """Return whether keys mean a ticket's code here, and with `numbers` also its number."""
        return self._station.door.knows_code(read, numbers=numbers)

    def is_no_ticket(self, text: str) -> bool:
        """Return whether a text is surely no ticket here."""
        return self._station.door.is_no_ticket(text)

    def people_through(self) -> int:
        """Count the people that this station let in through this entrance."""
        return self._station.door.people_through()

    def change_people(self, entry: str, people: int) -> ScanResult:
        """Set how many people an entry let in or out."""
        return self._station.door.change_people(entry, people)

    def add_companion(self, entry: str) -> ScanResult:
        """Let one more in on an entry, without a ticket."""
        return self._station.door.add_companion(entry)

    def answer_how_many(self, answer: ScanResult, people: int) -> ScanResult:
        """Judge a group once the number of its people is known."""
        return self._station.door.answer_how_many(answer, people)

    def let_in(self, answer: ScanResult, why: OverrideReason, proof: PinProof | None) -> ScanResult:
        """Judge a refused guest again without the reason of the refusal."""
        return self._station.door.let_in(answer, why, proof=proof, asks_from=ASKS_FROM)

    def recent_deeds(self) -> Sequence[Deed]:
        """Return the last deeds of this laptop that still count, newest first."""
        return self._deeds.last()

    def undo_offer(self) -> UndoOffer:
        """Return the newest deed of this laptop that can be undone, and a later one that cannot."""
        return self._deeds.undo_offer()

    def take_back(self, entries: Sequence[str], reason: str) -> None:
        """Undo entries, all or none; a second time changes nothing."""
        self._deeds.take_back(entries, reason)

    def needs_hints(self) -> bool:
        """Return whether the hints were never shown in this folder."""
        return not (self._station.session.folder / HINTS_SEEN).exists()

    def forget_hints(self) -> None:
        """Never show the hints again."""
        (self._station.session.folder / HINTS_SEEN).touch(mode=FILE_MODE)

    @property
    def _deeds(self) -> Deeds:
        return Deeds(self._station.store)
