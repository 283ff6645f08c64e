"""The messages with the news since an earlier state, which a hub passes on at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kiosk.store.journal.have_vector import EMPTY_HAVE_VECTOR, HaveVector, Range
from kiosk.store.journal.journal import is_log_of
from kiosk.store.journal.signed_heads import Head
from kiosk.store.sqlite.database import snapshot
from kiosk.store.station_store import StationStore
from kiosk.sync.messages import (
    End,
    ListPart,
    Message,
    SignedHello,
    decode_message,
    encode_message,
)
from kiosk.sync.sender import hello_message, new_content


@dataclass(frozen=True, slots=True)
class KnownState:
    """The data that another side has: entries, lists, annexes, and each log's newest head time."""

    have: HaveVector = EMPTY_HAVE_VECTOR
    heads: Mapping[str, int] = field(default_factory=dict)


def current_state(store: StationStore) -> KnownState:
    """Return the current state of this laptop."""
    with snapshot(store.database):
        return _state(store.inventory.have(), store.heads.newest_heads())


def news_since(store: StationStore, known: KnownState) -> tuple[KnownState, list[str]]:
    """Return the current state, and the messages that a side with `known` lacks.

    There are no messages if nothing is new. Call `sign_pending` first: only signed entries are
    sent.
    """
    with snapshot(store.database):
        have, heads = store.inventory.have(), store.heads.newest_heads()
        body = list(new_content(store, known.have))
        body += [
            encode_message(head) for head in heads if head.as_of > known.heads.get(head.log, -1)
        ]
        if not body:
            return known, []
        lines = [hello_message(store), *body]
    return _state(have, heads), [*lines, encode_message(End(len(lines)))]


def state_after(known: KnownState, lines: Iterable[str]) -> KnownState:
    """Return the state of a side that sent these messages, as far as they show it.

    If that side has more, a later exchange sends some data again, which changes nothing.
    """
    logs, lists, heads = dict(known.have.logs), set(known.have.lists), dict(known.heads)
    for line in lines:
        message = _decoded(line)
        match message:
            case Range(log=log, head=head):
                if len(logs.get(log, ())) <= 1:
                    logs[log] = [(head.seq, head.hash)]
                heads[log] = max(head.as_of, heads.get(log, 0))
            case Head(log=log, as_of=as_of):
                heads[log] = max(as_of, heads.get(log, 0))
            case ListPart(part=part, parts=parts) if part == parts:
                lists.add(message.hash)
    return KnownState(replace(known.have, logs=logs, lists=frozenset(lists)), heads)


def is_own_echo(store: StationStore, lines: Iterable[str]) -> bool:
    """Return whether messages contain only this laptop's own entries, which it has."""
    for message in map(_decoded, lines):
        match message:
            case SignedHello() | End():
                continue
            case Range(head=head) if _is_known_own(store, head):
                continue
            case Head() if _is_known_own(store, message):
                continue
            case _:
                return False
    return True


def _is_known_own(store: StationStore, head: Head) -> bool:
    """Return whether a head is of this station's log, and its entry is here.

    Entries of a copy of this laptop's folder are not.
    """
    own = is_log_of(head.log, store.keys.station)
    return own and store.inventory.has_entry(head.log, head.seq, head.hash)


def _decoded(line: str) -> Message | None:
    try:
        return decode_message(line)
    except ValueError:
        return None


def _state(have: HaveVector, heads: list[Head]) -> KnownState:
    return KnownState(have, {head.log: head.as_of for head in heads})
