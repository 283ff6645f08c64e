"""Receives the messages of another station: each independently, and any number of times."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress

from kiosk.errors import WorldFailed
from kiosk.store.integrity.ingest import JournalIngest
from kiosk.store.integrity.ingest_result import RangeRejected
from kiosk.store.integrity.purge_event import finish_purges
from kiosk.store.journal.annexes import is_purged
from kiosk.store.journal.clock_offsets import ClockExchange, OffsetBounds
from kiosk.store.journal.have_vector import HaveVector, LogEnd, Range
from kiosk.store.journal.replicas import Replicas
from kiosk.store.journal.signed_heads import Head
from kiosk.store.lists.list_snapshots import Lists
from kiosk.store.lists.list_staging import LOCK_WAIT_S, import_lock
from kiosk.store.lists.list_transfer import IncomingList, ListTransfer
from kiosk.store.lists.name_index import NameIndex
from kiosk.store.sqlite.database import ConstraintViolated, immediate, translate_sqlite_errors
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.store.station_store import StationStore, record_clock_if_due
from kiosk.sync.carrier import ReceiveResult, RejectedMessage
from kiosk.sync.messages import (
    MAX_LINE_LENGTH,
    PROTOCOL,
    AnnexPart,
    End,
    ListPart,
    Message,
    SignedHello,
    decode_message,
)
from kiosk.sync.personal_parts import incoming_list, load_part, take_annexes

_LOG = logging.getLogger("kiosk")


def receive(
    store: StationStore, lines: Iterable[str], *, pause: Callable[[], None] | None = None
) -> ReceiveResult:
    """Receive the messages of a station of this event; a rejection stops nothing else.

    `pause` is called between short transactions; default is to yield to scans. Raises WorldFailed
    if this laptop's disk fails: the received data stays, and is known the next time.
    """
    pause = pause or YieldToScans(store.database)
    with translate_sqlite_errors(store.database), ExitStack() as stack:
        return _Reception(store, pause, stack).run(iter(lines))


class _Reception:
    """The messages of one station, as they are received."""

    def __init__(self, store: StationStore, pause: Callable[[], None], stack: ExitStack) -> None:
        self._store = store
        self._ingest = JournalIngest(store)
        self._replicas = Replicas(store.database, store.keys.event)
        self._transfer = ListTransfer(store.database, store.keys.event)
        self._pause = pause
        self._stack = stack
        self._list: IncomingList | None = None
        self._expected: tuple[str, int] = ("", 0)
        self._new = self._known = self._messages = 0
        self._rejected: list[RejectedMessage] = []
        self._current_lists: dict[str, None] = {}
        self._station: str | None = None
        self._trusted = self._whole = False

    def run(self, lines: Iterator[str]) -> ReceiveResult:
        first = next(lines, "")
        if self._read_hello(first):
            for line in lines:
                if self._whole:
                    break
                self._receive_line(line)
            self._end()
        return ReceiveResult(
            self._new,
            self._known,
            tuple(self._rejected),
            tuple(self._current_lists),
            self._station,
            self._whole,
        )

    def _read_hello(self, line: str) -> bool:
        try:
            message = decode_message(line)
        except ValueError:
            message = None
        if not isinstance(message, SignedHello):
            return self._reject("unreadable")
        hello = message.hello
        if hello.event != self._store.keys.event:
            return self._reject("foreign")
        if hello.oldest > PROTOCOL:
            return self._reject("newer")
        author = self._store.trust.read_author(hello.certificate)
        if author is None or author.certificate.station != hello.station:
            return self._reject("station")
        if not message.is_signed_by(author.certificate.public):
            return self._reject("signature")
        self._station = hello.station
        self._messages = 1
        # A revoked station may still bring entries of others, but its own statements do not count.
        self._trusted = not self._store.trust.revocations().excludes(author.revocation_subject)
        if self._trusted:
            self._record_clock(message)
        return True

    def _record_clock(self, message: SignedHello) -> None:
        hello, own = message.hello, self._store.keys.station
        if hello.station == own:
            return
        written, read, own_set_at = hello.met.get(own, (None, None, None))
        exchange = ClockExchange(
            hello.station,
            hello.as_of,
            OffsetBounds(hello.low, hello.high),
            written=written,
            read=read,
            set_at=hello.set_at,
            own_set_at=own_set_at,
        )
        with immediate(self._store.database):
            self._store.clocks.record_exchange(exchange, self._store.clocks.wall())

    def _receive_line(self, line: str) -> None:
        try:
            message = decode_message(line) if len(line) <= MAX_LINE_LENGTH else None
            if message is None:
                raise ValueError("too long")
            self._message(message)
        except RangeRejected as rejected:
            self._reject(rejected.why.value, rejected.log, rejected.seq)
        except ValueError:
            self._reject("unreadable")
        except (ArithmeticError, LookupError, TypeError, AttributeError, ConstraintViolated):
            # Unforeseen content of a message must stop no door and no exchange.
            _LOG.exception("a message that could not be taken in")
            self._reject("unreadable")
        self._messages += 1

    def _message(self, message: Message) -> None:
        match message:
            case Range():
                self._range(message)
            case Head():
                self._ingest.accept_head(message)
            case AnnexPart():
                self._annexes(message)
            case ListPart():
                self._part(message)
            case HaveVector():
                self._have(message)
            case End(messages):
                self._whole = messages == self._messages
            case _:
                pass

    def _range(self, message: Range) -> None:
        result = self._ingest.ingest(message)
        self._new += result.new
        self._known += result.known
        self._rejected += [
            RejectedMessage(one.why.value, message.log, one.seq) for one in result.set_aside
        ]

    def _have(self, message: HaveVector) -> None:
        # This station's own file may be on its own disk; the station that wrote it records where.
        if self._trusted and self._station != self._store.keys.station:
            ends = acknowledged_ends(self._store, message)
            with immediate(self._store.database):
                self._replicas.record(ends, self._store.clocks.wall())

    def _refuses_personal(self) -> bool:
        """Return whether the event was purged: personal data is then rejected, reported once."""
        purged = is_purged(self._store.database, self._store.keys.event)
        if purged and RejectedMessage("purged") not in self._rejected:
            self._reject("purged")
        return purged

    def _annexes(self, message: AnnexPart) -> None:
        if self._refuses_personal():
            return
        for _ in range(take_annexes(self._store, message)):
            self._reject("annex")
        self._pause()

    def _part(self, message: ListPart) -> None:
        if self._refuses_personal():
            return
        if message.part == 1:
            self._drop_list()
            self._list = self._begin(message)
        if self._list is None:
            return
        if self._expected != (message.hash, message.part):
            self._drop_list()
            raise ValueError("a part out of order")
        self._expected = (message.hash, message.part + 1)
        try:
            load_part(self._store, self._list, message)
            if message.part >= message.parts:
                self._finish(message.source)
        except ValueError:
            self._drop_list()
            raise

    def _begin(self, message: ListPart) -> IncomingList | None:
        """Return the incoming list; None if it is here, or no admin made it current."""
        is_here = self._store.manifests.find(message.source, message.hash) is not None
        if is_here and not self._transfer.lacks_codes(message.source):
            return None
        manifest = self._store.manifests.current().get(message.source)
        if manifest is None or manifest.hash != message.hash:
            return None
        self._expected = (message.hash, 1)
        return self._stack.enter_context(incoming_list(self._store, manifest, self._pause))

    def _finish(self, source: str) -> None:
        assert self._list is not None  # noqa: S101  # its last part was just loaded
        if self._list.finish(self._store.manifests.apply):
            self._current_lists[source] = None
        else:
            self._reject("list")
        self._drop_list()

    def _drop_list(self) -> None:
        self._list = None
        self._stack.close()

    def _end(self) -> None:
        self._drop_list()
        if not self._whole:
            self._reject("truncated")
        for source in self._current_lists:
            self._clean_up_lists(source)
        # While a process reads the file it cannot be wiped; the next start continues the purge.
        with suppress(WorldFailed):
            finish_purges(self._store.database, pause=self._pause)
        with immediate(self._store.database):
            record_clock_if_due(self._store)

    def _clean_up_lists(self, source: str) -> None:
        """Index the names of a list, and remove versions that cannot be restored."""
        database, event = self._store.database, self._store.keys.event
        lists = Lists(database, event, pause=self._pause)
        index = NameIndex(database, event, pause=self._pause)
        with import_lock(database, wait_s=LOCK_WAIT_S):
            lists.remove_outdated(source, index)
            index.update()

    def _reject(self, why: str, log: str | None = None, seq: int | None = None) -> bool:
        self._rejected.append(RejectedMessage(why, log, seq))
        return False


def acknowledged_ends(store: StationStore, theirs: HaveVector) -> Mapping[str, Sequence[LogEnd]]:
    """Return the ends of the logs that a station has completely.

    Leaves out a log with an entry that is damaged there and undamaged here. Leaves out all logs if
    a list or annex that is here has not arrived there.
    """
    if _lacks_personal(store, theirs):
        return {}
    return {
        log: ends
        for log, ends in theirs.logs.items()
        if not any(store.inventory.has_entry(log, *gap) for gap in theirs.gaps.get(log, ()))
    }


def _lacks_personal(store: StationStore, theirs: HaveVector) -> bool:
    if is_purged(store.database, store.keys.event):
        return False
    return bool(store.inventory.have().lists - theirs.lists) or any(
        store.annexes.with_salts(store.keys.event, [one]) for one in theirs.awaited
    )
