"""Whether a folder is on another disk than this laptop's own: only then is what it holds a copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


def on_other_disk(folder: Path, other: Path) -> bool:
    """Return whether another folder is on another device than the station's own.

    What was mounted once more from the same device (a bind mount) is not; what cannot be told
    counts as not.
    """
    try:
        return folder.stat().st_dev != other.stat().st_dev
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Stick:
    """A volume that somebody put in: where it is, and what it is called."""

    path: Path
    name: str


class Volumes(Protocol):
    """Knows which sticks are in; asked on the runner's thread."""

    def sticks(self) -> Sequence[Stick]:
        """Return the sticks that can be written to now."""
        ...
