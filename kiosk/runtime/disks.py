"""Finds out whether a folder is on another disk than this laptop's own, as a copy should be."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


def on_other_disk(folder: Path, other: Path) -> bool:
    """Return whether another folder is on another device than the data folder.

    A bind mount of the same device is not; an unknown device counts as the same.
    """
    try:
        return folder.stat().st_dev != other.stat().st_dev
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class Stick:
    """A mounted stick: its folder and its name."""

    path: Path
    name: str


class Volumes(Protocol):
    """Finds mounted sticks; used on the runner's thread."""

    def sticks(self) -> Sequence[Stick]:
        """Return the sticks that can be written to now."""
