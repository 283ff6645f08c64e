"""The exchange made wrong on purpose, to see that histories notice."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import pytest

from kiosk.domain import causal_order as order
from kiosk.domain import manual_counts as counting
from kiosk.domain import revocation as revoking
from kiosk.domain.entry import Entry
from kiosk.store.attendance import manual_count_table as hand_counts
from kiosk.store.integrity import ingest as arrivals
from kiosk.store.integrity.ingest_result import IngestResult
from kiosk.store.journal import history, journal, trust
from kiosk.store.journal.have_vector import JournalInventory
from kiosk.store.journal.logs import Logs
from kiosk.store.projections import Projector
from kiosk.sync.messages import SignedHello
from kiosk.sync.receiver import _Reception

Mutant = Callable[[pytest.MonkeyPatch], None]


def tie_by_arrival(patch: pytest.MonkeyPatch) -> None:
    """A ticket's entries are in the order in which they arrived."""
    patch.setattr(history, "causal_order", lambda entries, _: list(entries))


def log_goes_on_after_restore(patch: pytest.MonkeyPatch) -> None:
    """A station has one log for ever."""
    patch.setattr(journal, "new_log_id", lambda station: station)
    patch.setattr(journal.Journal, "_earlier", lambda _: {})


def numbers_without_hashes(patch: pytest.MonkeyPatch) -> None:
    """Only the number of the last entry says what another laptop has."""
    patch.setattr(JournalInventory, "_diverged", lambda *_: False)
    patch.setattr(JournalInventory, "has_entry", _holds_some)
    patch.setattr(
        Logs, "_continue", lambda self, log, seq, digest, _: self._set_end(log, seq, digest)
    )


def _holds_some(self: JournalInventory, log: str, seq: int, _: str) -> bool:
    row = self._database.execute(
        "SELECT 1 FROM log WHERE event = ? AND log = ? AND length >= ?",
        (self._event, bytes.fromhex(log), seq),
    ).fetchone()
    return row is not None


def undo_only_of_what_is_held(patch: pytest.MonkeyPatch) -> None:
    """An undo that arrives before its click is lost."""
    patch.setattr(
        hand_counts.ManualCounts, "counted_click", lambda _, entry: counting.click_flow(entry)
    )


def counted_at_each_arrival(patch: pytest.MonkeyPatch) -> None:
    """An entry that comes again is folded in again."""
    keep = arrivals.JournalIngest._store_one

    def again(self: arrivals.JournalIngest, one: Any, *others: Any) -> IngestResult:
        arrived = keep(self, one, *others)
        if arrived.known and one.entry is not None:
            self._store.projector.queue(one.entry)
        return arrived

    patch.setattr(arrivals.JournalIngest, "_is_known", lambda *_: False)
    patch.setattr(arrivals.JournalIngest, "_store_one", again)


def kept_together_with_what_looks_back(patch: pytest.MonkeyPatch) -> None:
    """Recounts, clicks and their undos find entries that come after them."""
    patch.setattr(arrivals, "_affects_only_a_ticket", lambda _: True)


def offset_on_stated_times(patch: pytest.MonkeyPatch) -> None:
    """A time that a person stated is corrected as if it came from the laptop's clock."""

    def corrected(entry: Entry, offsets: order.ClockOffsets) -> int:
        return entry.at + offsets.get(entry.log, 0)

    for module in (order, counting, hand_counts):
        patch.setattr(module, "corrected_time", corrected)


def chain_not_checked(patch: pytest.MonkeyPatch) -> None:
    """A range is received unchecked: an entry need not name the one before."""
    patch.setattr(arrivals, "pairwise", lambda _: ())


def clock_moves_nothing(patch: pytest.MonkeyPatch) -> None:
    """Only entries about a ticket fold it again, not what is learnt of a clock."""
    patch.setattr(Projector, "refold_logs", lambda *_: None)


def names_are_not_awaited(patch: pytest.MonkeyPatch) -> None:
    """An annex that is not here when its entry comes is never asked for."""
    patch.setattr(Logs, "await_annex", lambda *_: None)


def killed_is_not_signed(patch: pytest.MonkeyPatch) -> None:
    """Only a process that ends well signs what it wrote."""
    patch.setattr(journal.Journal, "sign_own_logs", lambda self: self._sign_head(closed=False))


def clocks_of_beside_unseen(patch: pytest.MonkeyPatch) -> None:
    """A process goes by the clocks as it knew them when it began."""
    patch.setattr(history, "data_version", lambda _: 0)


def last_list_to_come(patch: pytest.MonkeyPatch) -> None:
    """Of two lists of one version the one that was heard of last counts."""
    patch.setattr("kiosk.store.lists.list_manifests.order_key", lambda *_: ())


def branch_forgets_its_other_end(patch: pytest.MonkeyPatch) -> None:
    """Of a log that two machines went on with only the longest end is sent."""
    patch.setattr(JournalInventory, "ends", _tip)
    patch.setattr(JournalInventory, "_branch_ranges", lambda *_: iter(()))


def _tip(held: JournalInventory, log: str) -> list[tuple[int, str]]:
    rows = held._database.execute(
        "SELECT length, lower(hex(last_hash)) FROM log WHERE log = ?", (bytes.fromhex(log),)
    ).fetchall()
    return [tuple(row) for row in rows]


def everybody_may_everything(patch: pytest.MonkeyPatch) -> None:
    """The entries of a revoked laptop count."""
    patch.setattr("kiosk.store.journal.trust.Trust.set_aside_reason", lambda *_: None)


def first_to_revoke_wins(patch: pytest.MonkeyPatch) -> None:
    """Of two that revoke each other the one with the earlier time counts, of any authority."""

    def by_time(
        revocations: Iterable[tuple[Entry, revoking.RevocationSubject]], maker: str
    ) -> revoking.Revocations:
        found = revoking.Revocations(maker)
        for entry, author in sorted(revocations, key=lambda one: (one[0].at, one[0].hash)):
            if found.counts(author, entry.log, entry.seq):
                found = revoking._with(found, revoking.Authority.JOINED, entry.detail)
        return found

    patch.setattr(revoking.Revocations, "authority", lambda *_: revoking.Authority.JOINED)
    patch.setattr(trust, "revocations", by_time)


def any_laptop_revokes_the_organiser(patch: pytest.MonkeyPatch) -> None:
    """Each admin laptop has the same authority over revocations."""
    patch.setattr(revoking.Revocations, "authority", lambda *_: revoking.Authority.JOINED)


def last_word_on_a_laptop(patch: pytest.MonkeyPatch) -> None:
    """Of what equals say about one laptop that counts which was heard of last."""
    shortest = revoking._shortest
    patch.setattr(revoking, "_shortest", lambda _, ends: shortest(None, ends))


def one_message_lost(patch: pytest.MonkeyPatch) -> None:
    """The last message of each exchange is passed over."""
    message = _Reception._message

    def lossy(self: _Reception, received: Any) -> None:
        with suppress(AttributeError):
            if received.head.seq % 7 == 0 and not isinstance(received, SignedHello):
                return
        message(self, received)

    patch.setattr(_Reception, "_message", lossy)


MUTANTS: tuple[Mutant, ...] = (
    tie_by_arrival,
    log_goes_on_after_restore,
    numbers_without_hashes,
    undo_only_of_what_is_held,
    counted_at_each_arrival,
    kept_together_with_what_looks_back,
    offset_on_stated_times,
    chain_not_checked,
    clock_moves_nothing,
    names_are_not_awaited,
    killed_is_not_signed,
    last_list_to_come,
    branch_forgets_its_other_end,
    everybody_may_everything,
    first_to_revoke_wins,
    any_laptop_revokes_the_organiser,
    one_message_lost,
)
