"""Checks whether the disk of a folder can store a station's file safely."""

import errno
import mmap
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from kiosk.errors import WorldFailed

# Without a journal, a pulled stick or a power cut may lose a whole file. 9p and others are not
# listed: some can do all that is needed, and `sharing_failure` finds those that cannot.
_FAT = frozenset(
    {"exfat", "fat", "fat16", "fat32", "fuse.exfat", "fuse.exfat-fuse", "fuse.fusefat", "msdos"}
    | {"msdosfs", "texfat", "vfat"}
)
_NETWORK = frozenset(
    {"afpfs", "afs", "ceph", "cifs", "coda", "davfs", "fuse.ceph", "fuse.davfs", "fuse.davfs2"}
    | {"fuse.glusterfs", "fuse.gvfsd-fuse", "fuse.rclone", "fuse.sshfs", "glusterfs", "ncpfs"}
    | {"nfs", "nfs4", "smb2", "smb3", "smbfs", "webdav"}
)
_NOT_SUPPORTED = frozenset(
    {errno.ENODEV, errno.EINVAL, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.ENOLCK}
    | {errno.EPERM, errno.EACCES}
)
_SHM_BYTES = 32 * 1024
"""Bytes of its -shm file that SQLite maps at once."""


class Unfit(Enum):
    """The reason why a disk cannot store a station's file: its text key."""

    FAT = "error.folder_on_fat"
    NETWORK = "error.folder_on_network"
    NOT_SHARED = "error.folder_cannot_share"


class Mount(NamedTuple):
    """A mounted disk: its path, file system and options."""

    path: str
    system: str
    options: str


def check_file_system(folder: Path) -> None:
    """Raise WorldFailed if a folder is on FAT or on a network share."""
    why = why_unfit(folder.absolute(), _mounts())
    if why is not None:
        raise WorldFailed(why.value, path=folder)


def why_unfit(folder: Path, mounts: Iterable[Mount]) -> Unfit | None:
    """Return why a folder on FAT or on a network share is unfit; None for any other."""
    if folder.drive.startswith("\\\\"):
        return Unfit.NETWORK
    real = folder.resolve()
    found: Mount | None = None
    for one in mounts:  # of two at one path the later one covers the earlier
        if real.is_relative_to(one.path) and (found is None or len(one.path) >= len(found.path)):
            found = one
    if found is None:
        return None
    if found.system.lower() in _NETWORK or "remote" in found.options.split(","):
        return Unfit.NETWORK
    return Unfit.FAT if found.system.lower() in _FAT else None


def sharing_failure(folder: Path) -> WorldFailed | None:
    """Return the failure of a folder in which processes cannot share memory or locks."""
    if _shares(folder):
        return None
    why = why_unfit(folder.absolute(), _mounts()) or Unfit.NOT_SHARED
    return WorldFailed(why.value, path=folder)


def _mounts() -> list[Mount]:
    import psutil  # noqa: PLC0415  # loaded only when a file is opened

    with suppress(OSError, psutil.Error):
        found = psutil.disk_partitions(all=True)
        return [Mount(one.mountpoint, one.fstype, one.opts) for one in found]
    return []


def _shares(folder: Path) -> bool:
    """Return whether all that SQLite needs for its -shm works; True if that cannot be tested."""
    if sys.platform == "win32":
        return True
    import fcntl  # noqa: PLC0415  # not on Windows

    try:
        file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - a failure here proves nothing
    except OSError:
        return True
    with file:
        try:
            file.truncate(_SHM_BYTES)
            mmap.mmap(file.fileno(), _SHM_BYTES).close()
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, 128)
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in _NOT_SUPPORTED
    return True
