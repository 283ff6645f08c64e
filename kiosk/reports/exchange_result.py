"""The result of an exchange with one stick or folder."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ExchangeSummary:
    """What an exchange brought: new entries, from how many other laptops, and what was refused.

    It is told only once what was written was read back; on this laptop's own disk (not
    `other_disk`) that is no second copy. `damaged` are the laptops whose files were of no use.
    """

    new: int
    laptops: int
    refused: int = 0
    other_disk: bool = True
    damaged: tuple[str, ...] = ()
