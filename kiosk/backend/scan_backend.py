"""The backend of the scan page: scans, corrections and recent actions."""

from collections.abc import Sequence

from kiosk.backend.open_station import OpenStation
from kiosk.checkin.answer import ScanResult
from kiosk.checkin.early_scans import EarlyScanReview, EarlyScans
from kiosk.checkin.manual_counting import ManualCounting
from kiosk.checkin.party_size import ASKS_FROM
from kiosk.checkin.rehearsal import Rehearsal
from kiosk.checkin.rehearsed_events import RehearsedEvents
from kiosk.checkin.undo_history import PastAction, UndoHistory, UndoOffer
from kiosk.domain.pin_rules import PinProof
from kiosk.domain.verdict import Direction, OverrideReason
from kiosk.private_files import FILE_MODE
from kiosk.store.sqlite.wipe_folder import HINTS_SEEN


class LocalScan:
    """Scans at this station's gate, on the thread that owns the store."""

    def __init__(self, station: OpenStation) -> None:
        self._station = station

    @property
    def rehearsal(self) -> Rehearsal:
        """Test scans, which record nothing."""
        return self._station.rehearsal

    def scan(self, code: str) -> ScanResult:
        """Judge a scanned code."""
        return self._station.door.scan(code, asks_from=ASKS_FROM)

    def scan_keys(self, read: Sequence[str]) -> ScanResult:
        """Judge the possible readings of a hand scanner's keys."""
        return self._station.door.scan_keys(read, asks_from=ASKS_FROM)

    def scan_reference(self, text: str, also: Sequence[str] = ()) -> ScanResult:
        """Judge a typed ticket number or code, or a code with the same keys."""
        return self._station.door.scan_reference(text, also, asks_from=ASKS_FROM)

    def knows_code(self, read: Sequence[str], *, numbers: bool) -> bool:
        """Return whether keys mean the code of a ticket, or with `numbers` its number."""
        return self._station.door.knows_code(read, numbers=numbers)

    def is_no_ticket(self, text: str) -> bool:
        """Return whether a text is certainly no ticket."""
        return self._station.door.is_no_ticket(text)

    def people_through(self) -> int:
        """Return how many people this station let in at this entrance."""
        return self._station.door.count_admitted()

    def change_people(self, entry: str, people: int) -> ScanResult:
        """Change how many people an entry let in or out."""
        return self._station.door.change_people(entry, people)

    def add_companion(self, entry: str) -> ScanResult:
        """Let in one more person, without a ticket, on an entry."""
        return self._station.door.add_companion(entry)

    def answer_how_many(self, answer: ScanResult, people: int) -> ScanResult:
        """Judge a group again with the given number of people."""
        return self._station.door.answer_how_many(answer, people)

    def let_in(self, answer: ScanResult, why: OverrideReason, proof: PinProof | None) -> ScanResult:
        """Judge a refused guest again and override the reason of the refusal."""
        return self._station.door.override(answer, why, proof=proof, asks_from=ASKS_FROM)

    def recent_actions(self) -> Sequence[PastAction]:
        """Return the last actions of this laptop that were not undone, newest first."""
        return self._undo_history.last()

    def undo_offer(self) -> UndoOffer:
        """Return the newest action that can be undone, and a later one that cannot."""
        return self._undo_history.undo_offer()

    def count_out(self, people: int) -> str:
        """Record people who left at this gate without a scan; return the entry."""
        gate = self._station.gate
        counting = ManualCounting(self._station.store)
        return counting.click(gate.area, gate.entrance, Direction.OUT, people).hash

    def undo_entries(self, entries: Sequence[str], reason: str) -> None:
        """Undo entries, all or none; a repeated call changes nothing."""
        self._undo_history.undo(entries, reason)

    def note_rehearsal(self) -> None:
        """Record that a test scan was made here, so that it is not an open point any more."""
        RehearsedEvents(self._station.session.folder).add(self._station.event)

    def early_scans(self) -> EarlyScans | None:
        """Return the scans from before the doors opened, unless a person decided about them."""
        return EarlyScanReview(self._station.store).undecided()

    def keep_early_scans(self, scans: EarlyScans) -> None:
        """Remember that such scans were of real guests."""
        EarlyScanReview(self._station.store).keep(scans)

    def needs_hints(self) -> bool:
        """Return whether the hints were never shown in this folder."""
        return not (self._station.session.folder / HINTS_SEEN).exists()

    def forget_hints(self) -> None:
        """Record that the hints were shown."""
        (self._station.session.folder / HINTS_SEEN).touch(mode=FILE_MODE)

    @property
    def _undo_history(self) -> UndoHistory:
        return UndoHistory(self._station.store)
