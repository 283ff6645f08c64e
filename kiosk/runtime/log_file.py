"""The program's own log: where a bug was, never the names or codes that it was about."""

import logging
import traceback
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from kiosk.private_files import close_to_others, private_opener

_LOG_BYTES = 1_000_000


class _WithoutValues(logging.Formatter):
    """Writes where a bug was, but not its message: that may hold a name or a code."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  # as logging names it
        kind, _, trace = ei
        return "".join([*traceback.format_tb(trace), kind.__name__])


class _PrivateFile(RotatingFileHandler):
    """Makes its files for this user alone."""

    def _open(self) -> Any:
        close_to_others(Path(self.baseFilename))
        return open(  # the handler closes it
            self.baseFilename, self.mode, encoding=self.encoding, opener=private_opener
        )


class _Waiting(logging.Handler):
    """Begins the log in a folder at the first thing that is to be logged."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.WARNING)
        self._folder = folder

    def emit(self, record: logging.LogRecord) -> None:
        """Write it there; a log that cannot be begun stops nothing."""
        with suppress(OSError):
            log_to(self._folder)
            for handler in logging.getLogger("kiosk").handlers:
                handler.handle(record)


def log_when_needed(folder: Path) -> None:
    """Write the program's log to a folder, made once there is anything to write.

    Without it Python shows a trace on stderr, with the names and codes that it was about.
    """
    log = logging.getLogger("kiosk")
    if not log.handlers:
        log.addHandler(_Waiting(folder))


def log_to(folder: Path) -> None:
    """Write the program's log to a folder from now on; once is enough for a process."""
    log = logging.getLogger("kiosk")
    for waiting in [one for one in log.handlers if isinstance(one, _Waiting)]:
        log.removeHandler(waiting)
    if log.handlers:
        return
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    handler = _PrivateFile(
        folder / "kiosk.log", maxBytes=_LOG_BYTES, backupCount=3, encoding="utf-8"
    )
    handler.setFormatter(_WithoutValues("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)


def close_log() -> None:
    """Write no log any more, and let go of its file."""
    log = logging.getLogger("kiosk")
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()
