"""The program's log: where a bug occurred, without names or codes."""

import logging
import traceback
from contextlib import suppress
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from kiosk.private_files import close_to_others, private_opener

_LOG_BYTES = 1_000_000


class _WithoutValues(logging.Formatter):
    """Formats the trace of a bug without its message, which may contain a name or a code."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  # the name in logging
        kind, _, trace = ei
        return "".join([*traceback.format_tb(trace), kind.__name__])


class _PrivateFile(RotatingFileHandler):
    """Makes its log files private."""

    def _open(self) -> Any:
        close_to_others(Path(self.baseFilename))
        return open(  # the handler closes it
            self.baseFilename, self.mode, encoding=self.encoding, opener=private_opener
        )


class _LazyHandler(logging.Handler):
    """Opens the log file at the first record."""

    def __init__(self, folder: Path) -> None:
        super().__init__(logging.WARNING)
        self._folder = folder

    def emit(self, record: logging.LogRecord) -> None:
        """Open the log and write the record; an unusable log is ignored."""
        with suppress(OSError):
            log_to(self._folder)
            for handler in logging.getLogger("kiosk").handlers:
                handler.handle(record)


def log_when_needed(folder: Path) -> None:
    """Log to a folder, which is made at the first record.

    Without a handler Python prints traces on stderr, including names and codes.
    """
    log = logging.getLogger("kiosk")
    if not log.handlers:
        log.addHandler(_LazyHandler(folder))


def log_to(folder: Path) -> None:
    """Log to a folder from now on; repeated calls change nothing."""
    log = logging.getLogger("kiosk")
    for lazy in [one for one in log.handlers if isinstance(one, _LazyHandler)]:
        log.removeHandler(lazy)
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
    """Close the log and its file."""
    log = logging.getLogger("kiosk")
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()
