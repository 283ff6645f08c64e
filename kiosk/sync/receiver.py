"""Receives the messages of another station: each on its own, all of them any number of times."""

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass

from kiosk.errors import WorldFailed
from kiosk.store.integrity.ingest import JournalIngest
from kiosk.store.integrity.ingest_result import Refused
from kiosk.store.integrity.purge_event import finish_purges
from kiosk.store.journal.annexes import is_purged
from kiosk.store.journal.clock_offsets import ClockExchange, OffsetBounds
from kiosk.store.journal.have_vector import HaveVector, Range
from kiosk.store.journal.replicas import Replicas
from kiosk.store.journal.signed_heads import Head
from kiosk.store.lists.list_snapshots import Lists
from kiosk.store.lists.list_staging import only_import
from kiosk.store.lists.list_transfer import IncomingList, ListTransfer
from kiosk.store.lists.name_index import NameIndex
from kiosk.store.sqlite.database import ConstraintViolated, immediate, translate_sqlite_errors
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.store.station_store import StationStore
from kiosk.sync.acknowledged import acknowledged_ends
from kiosk.sync.annex_messages import take_annexes
from kiosk.sync.clock_entry import record_clock_if_due
from kiosk.sync.messages import (
    LONGEST,
    PROTOCOL,
    AnnexPart,
    End,
    ListPart,
    Message,
    SignedHello,
    decode_message,
)

_LOG = logging.getLogger("kiosk")
_PATIENCE_S = 600


@dataclass(frozen=True, slots=True)
class Rejected:
    """Something that was not taken, or is kept without effect: why, and where in which log."""

    why: str
    log: str | None = None
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class ReceiveResult:
    """What arrived: new and known entries, what was refused, and lists that are in use now.

    `station` is the sender's id (hex), None where that could not be read; `whole`:
    nothing was cut off.
    """

    new_entries: int = 0
    known_entries: int = 0
    refused: tuple[Rejected, ...] = ()
    lists: tuple[str, ...] = ()
    station: str | None = None
    whole: bool = False

    @property
    def usable(self) -> bool:
        """Whether it was something of this event at all."""
        return self.station is not None


def receive(
    store: StationStore, lines: Iterable[str], *, pause: Callable[[], None] | None = None
) -> ReceiveResult:
    """Receive the messages of a station of this event; what is refused holds up nothing else.

    `pause` is called between short transactions; without it there is time for who scans here.
    WorldFailed if this laptop's disk does not keep it: what was taken stays, and is known then.
    """
    pause = pause or YieldToScans(store.database)
    with translate_sqlite_errors(store.database), _Taking(store, pause) as taking:
        return taking.all(iter(lines))


class _Taking:
    """One station's messages, as they come in."""

    def __init__(self, store: StationStore, pause: Callable[[], None]) -> None:
        self._store = store
        self._arrivals = JournalIngest(store)
        self._given = Replicas(store.database, store.keys.event)
        self._contents = ListTransfer(store.database, store.keys.event)
        self._give_way = pause
        self._open = ExitStack()
        self._list: IncomingList | None = None
        self._expected: tuple[str, int] = ("", 0)
        self._new = self._known = self._messages = 0
        self._refused: list[Rejected] = []
        self._switched: dict[str, None] = {}
        self._station: str | None = None
        self._believed = self._whole = False

    def __enter__(self) -> "_Taking":
        return self

    def __exit__(self, *args: object) -> None:
        self._open.close()

    def all(self, lines: Iterator[str]) -> ReceiveResult:
        first = next(lines, "")
        if self._greet(first):
            for line in lines:
                if self._whole:
                    break
                self._one(line)
            self._end()
        return ReceiveResult(
            self._new,
            self._known,
            tuple(self._refused),
            tuple(self._switched),
            self._station,
            self._whole,
        )

    def _greet(self, line: str) -> bool:
        try:
            message = decode_message(line)
        except ValueError:
            message = None
        if not isinstance(message, SignedHello):
            return self._turn("unreadable")
        hello = message.hello
        if hello.event != self._store.keys.event:
            return self._turn("foreign")
        if hello.oldest > PROTOCOL:
            return self._turn("newer")
        author = self._store.trust.certified(hello.certificate)
        if author is None or author.certificate.station != hello.station:
            return self._turn("station")
        if not message.by(author.certificate.public):
            return self._turn("signature")
        self._station = hello.station
        self._messages = 1
        # Who was revoked may still carry what others wrote, but its own word counts no longer.
        self._believed = not self._store.trust.revocations().excludes(author.member)
        if self._believed:
            self._meet(message)
        return True

    def _meet(self, message: SignedHello) -> None:
        hello, own = message.hello, self._store.keys.station
        if hello.station == own:
            return
        written, read, own_set_at = hello.met.get(own, (None, None, None))
        meeting = ClockExchange(
            hello.station,
            hello.as_of,
            OffsetBounds(hello.low, hello.high),
            written=written,
            read=read,
            set_at=hello.set_at,
            own_set_at=own_set_at,
        )
        with immediate(self._store.database):
            self._store.clocks.meet(meeting, self._store.clocks.wall())

    def _one(self, line: str) -> None:
        try:
            message = decode_message(line) if len(line) <= LONGEST else None
            if message is None:
                raise ValueError("too long")
            self._message(message)
        except Refused as refused:
            self._turn(refused.why.value, refused.log, refused.seq)
        except ValueError:
            self._turn("unreadable")
        except (ArithmeticError, LookupError, TypeError, AttributeError, ConstraintViolated):
            # Whoever may write may try what nobody thought of; it stops no door and no exchange.
            _LOG.exception("a message that could not be taken")
            self._turn("unreadable")
        self._messages += 1

    def _message(self, message: Message) -> None:
        match message:
            case Range():
                self._range(message)
            case Head():
                self._arrivals.hear(message)
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
        arrived = self._arrivals.take(message)
        self._new += arrived.new
        self._known += arrived.known
        self._refused += [Rejected(one.why.value, message.log, one.seq) for one in arrived.aside]

    def _have(self, message: HaveVector) -> None:
        # Its own file may lie on this laptop's own disk: who wrote that one remembers where it is.
        if self._believed and self._station != self._store.keys.station:
            kept = acknowledged_ends(self._store, message)
            with immediate(self._store.database):
                self._given.remember(kept, self._store.clocks.wall())

    def _refuses_personal(self) -> bool:
        """Return whether the event was purged: personal data is then refused, reported once."""
        purged = is_purged(self._store.database, self._store.keys.event)
        if purged and Rejected("purged") not in self._refused:
            self._turn("purged")
        return purged

    def _annexes(self, message: AnnexPart) -> None:
        if self._refuses_personal():
            return
        told = message.sealed.opened(self._store.keys.exchange)
        for _ in range(take_annexes(self._store, told)):
            self._turn("annex")
        self._give_way()

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
            raise ValueError("a part out of its row")
        self._expected = (message.hash, message.part + 1)
        try:
            self._list.load(message.sealed.opened(self._store.keys.exchange))
            if message.part >= message.parts:
                self._finish(message.source)
        except ValueError:
            self._drop_list()
            raise

    def _begin(self, message: ListPart) -> IncomingList | None:
        """Return what receives the list; None if it is here or no admin put it in use."""
        held = self._contents.held(message.source, message.hash) is not None
        if held and not self._contents.lacks_codes(message.source):
            return None
        manifest = self._store.manifests.counting().get(message.source)
        if manifest is None or manifest.hash != message.hash:
            return None
        self._expected = (message.hash, 1)
        arrival = IncomingList(
            self._store.database, self._store.keys.event, manifest, pause=self._give_way
        )
        return self._open.enter_context(arrival)

    def _finish(self, source: str) -> None:
        assert self._list is not None  # noqa: S101  # its last part was just loaded
        if self._list.finish(self._store.manifests.settle):
            self._switched[source] = None
        else:
            self._turn("list")
        self._drop_list()

    def _drop_list(self) -> None:
        self._list = None
        self._open.close()

    def _end(self) -> None:
        self._drop_list()
        if not self._whole:
            self._turn("truncated")
        for source in self._switched:
            self._tidy(source)
        # While somebody reads the file it cannot be wiped whole; the next start goes on with it.
        with suppress(WorldFailed):
            finish_purges(self._store.database, pause=self._give_way)
        with immediate(self._store.database):
            record_clock_if_due(self._store)

    def _tidy(self, source: str) -> None:
        """Index the names of a list, and remove versions that cannot be restored."""
        database, event = self._store.database, self._store.keys.event
        lists = Lists(database, event, pause=self._give_way)
        index = NameIndex(database, event, pause=self._give_way)
        with only_import(database, wait_s=_PATIENCE_S):
            for number in lists.outdated(source):
                index.remove(number)
                lists.forget(number)
            index.catch_up()

    def _turn(self, why: str, log: str | None = None, seq: int | None = None) -> bool:
        self._refused.append(Rejected(why, log, seq))
        return False
