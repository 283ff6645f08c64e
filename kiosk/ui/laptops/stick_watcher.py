"""Watches for sticks that are put in and pulled out, every 2 s on a worker thread."""

import logging
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStorageInfo, Signal

from kiosk.runtime.disks import Stick, Volumes
from kiosk.ui.shell.poller import Poller
from kiosk.ui.shell.worker import Runner

_log = logging.getLogger(__name__)

EVERY_MS = 2_000
_WHERE_STICKS_COME = ("/media/", "/run/media/", "/Volumes/")
_REMOVABLE = 2  # DRIVE_REMOVABLE of Windows


class MountedVolumes:
    """The volumes of this laptop: removable ones, and those mounted after the start."""

    def __init__(self, mounted: Callable[[], Sequence[QStorageInfo]] | None = None) -> None:
        self._mounted = mounted or QStorageInfo.mountedVolumes
        self._before: frozenset[str] | None = None

    def sticks(self) -> Sequence[Stick]:
        """Return the writable sticks."""
        volumes = [one for one in self._mounted() if one.isValid() and one.isReady()]
        roots = [one.rootPath() for one in volumes]
        if self._before is None:
            self._before = frozenset(root for root in roots if not _looks_removable(root))
        return [
            Stick(Path(one.rootPath()), one.displayName())
            for one in volumes
            if one.rootPath() not in self._before and _takes_files(one)
        ]


class StickWatch(QObject):
    """Reports when a stick is put in, and when it is pulled out.

    Signals:
        plugged: a Stick is in.
        pulled: a Stick is out.
    """

    plugged = Signal(object)
    pulled = Signal(object)

    def __init__(
        self,
        volumes: Volumes,
        runner: Runner,
        *,
        every_ms: int = EVERY_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.runner = runner
        self._in: tuple[Stick, ...] = ()
        self.poller: Poller[Sequence[Stick]] = Poller(
            partial(runner.submit, volumes.sticks),
            self._seen,
            _not_seen,
            every_ms=every_ms,
            parent=self,
        )

    @property
    def newest(self) -> Stick | None:
        """The stick that was put in last; None without one."""
        return self._in[-1] if self._in else None

    def _seen(self, sticks: Sequence[Stick]) -> None:
        gone = [one for one in self._in if one not in sticks]
        new = [one for one in sticks if one not in self._in]
        self._in = (*(one for one in self._in if one in sticks), *new)
        for stick in gone:
            self.pulled.emit(stick)
        for stick in new:
            self.plugged.emit(stick)


def _not_seen(error: Exception) -> None:
    _log.warning("sticks could not be looked for", exc_info=error)


def _takes_files(volume: QStorageInfo) -> bool:
    """Return whether a volume is a writable disk, not a virtual file system."""
    if volume.isReadOnly() or volume.isRoot():
        return False
    invented = sys.platform.startswith("linux") and not volume.device().startsWith(b"/dev/")
    return not invented or _looks_removable(volume.rootPath())


def _looks_removable(root: str) -> bool:
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - there is no such library elsewhere

        return bool(ctypes.windll.kernel32.GetDriveTypeW(root.replace("/", "\\")) == _REMOVABLE)
    return root.startswith(_WHERE_STICKS_COME)
