"""Whether a folder is on another disk than this laptop's own: only then is what it holds a copy."""

from pathlib import Path


def elsewhere(folder: Path, other: Path) -> bool:
    """Return whether another folder is on another device than the station's own.

    What was mounted once more from the same device (a bind mount) is not; what cannot be told
    counts as not.
    """
    try:
        return folder.stat().st_dev != other.stat().st_dev
    except OSError:
        return False
