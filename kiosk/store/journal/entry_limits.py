"""Size limits of an entry from another station; none that a kiosk writes comes near them."""

import re

from kiosk.domain.entry import Entry, is_calendar_time
from kiosk.domain.letters import is_printable

LARGEST_BODY = 512 * 1024
_MOST_PEOPLE = 1_000_000
_DEEPEST = 50
_TICKET_DIGITS = 32
_STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*"')


def check_size(entry: Entry, body: bytes) -> None:
    """Raise ValueError if sums would overflow, or SQLite and Python would read it differently."""
    if len(body) > LARGEST_BODY or max(entry.people, entry.places) > _MOST_PEOPLE:
        raise ValueError("too large")
    if not (is_printable(entry.area or "") and is_printable(entry.entrance or "")):
        raise ValueError("a name that no screen can show")
    if entry.ticket is not None and len(entry.ticket) != _TICKET_DIGITS:
        raise ValueError("no ticket")
    if not is_calendar_time(entry.at):
        raise ValueError("no calendar time")
    if body.count(b"[") + body.count(b"{") > _DEEPEST and _depth(body) > _DEEPEST:
        raise ValueError("too deep")


def _depth(body: bytes) -> int:
    """Return how deep lists and objects are nested, in JSON that was parsed before."""
    deepest = depth = 0
    for sign in _STRINGS.sub(b"", body):
        if sign in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        elif sign in b"]}":
            depth -= 1
    return deepest
