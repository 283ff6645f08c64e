"""The result of an exchange with one stick or folder."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExchangeSummary:
    """The result of an exchange: new entries, from how many other laptops, and refusals.

    The written file was read back. On this laptop's own disk (not `other_disk`) it is no second
    copy. `damaged` are the laptops whose files could not be read.
    """

    new: int
    laptops: int
    refused: int = 0
    other_disk: bool = True
    damaged: tuple[str, ...] = ()
