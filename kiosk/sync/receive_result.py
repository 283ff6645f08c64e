"""The result of receiving a station's messages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RejectedMessage:
    """A message or entry that was rejected, or has no effect: the reason, the log and the entry."""

    why: str
    log: str | None = None
    seq: int | None = None

    @property
    def text_key(self) -> str:
        """The key of the sentence with the reason: `refused.chain`, `refused.newer` ..."""
        return f"refused.{self.why}"


@dataclass(frozen=True, slots=True)
class ReceiveResult:
    """The received data: new and known entries, rejections, and lists that are now current.

    `station` is the sender's id (hex); None if it could not be read. `whole`: nothing was cut off.
    """

    new_entries: int = 0
    known_entries: int = 0
    rejected: tuple[RejectedMessage, ...] = ()
    lists: tuple[str, ...] = ()
    station: str | None = None
    whole: bool = False

    @property
    def usable(self) -> bool:
        """True if it was of this event at all."""
        return self.station is not None
