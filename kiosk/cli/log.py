"""The program's own log: where a bug was, never the names or codes that it was about."""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

_LOG_BYTES = 1_000_000


class _WithoutValues(logging.Formatter):
    """Writes where a bug was, but not its message: that may hold a name or a code."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  # as logging names it
        kind, _, trace = ei
        return "".join([*traceback.format_tb(trace), kind.__name__])


def log_to(folder: Path) -> None:
    """Write the program's log to a folder from now on; once is enough for a process."""
    log = logging.getLogger("kiosk")
    if log.handlers:
        return
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    handler = RotatingFileHandler(
        folder / "kiosk.log", maxBytes=_LOG_BYTES, backupCount=3, encoding="utf-8"
    )
    handler.setFormatter(_WithoutValues("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)


def stop_log() -> None:
    """Write no log any more, and let go of its file."""
    log = logging.getLogger("kiosk")
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()
