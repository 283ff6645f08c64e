"""Server-sent events: the bytes of one event."""

from collections.abc import Sequence


def event_bytes(kind: str, lines: Sequence[str], cursor: str = "") -> bytes:
    """Return an event with its data lines; lines contain no line ends."""
    head = [f"event: {kind}"] + ([f"id: {cursor}"] if cursor else [])
    return ("\n".join([*head, *(f"data: {line}" for line in lines)]) + "\n\n").encode()
