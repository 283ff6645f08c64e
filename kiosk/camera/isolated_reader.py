"""Reads a file of a guest in a separate process, because it may hang or crash there.

The process ends after LIMIT_S, or when it exceeds its memory limit; the door goes on.
"""

import json
from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.camera.pdf_pages import short_name
from kiosk.errors import KioskError, UnusableInput
from kiosk.isolated_process import OverMemory, OverTime, isolated

LIMIT_S = 30.0
_MEMORY = 3 * 2**30
_MAX_BYTES = 4 * 2**20  # 200 codes of the longest kind


def read_isolated(path: Path, *, limit_s: float = LIMIT_S) -> tuple[str, ...]:
    """Return the texts of a file's codes; UnusableInput says in one sentence why there are none."""
    try:
        with isolated(_read, str(path), limit_s=limit_s, memory=_MEMORY) as reading:
            answer = json.loads(reading.receive(_MAX_BYTES))
    except OverTime as error:
        name, seconds = short_name(path), round(limit_s)
        raise UnusableInput("error.ticket_file_too_slow", file=name, seconds=seconds) from error
    except (EOFError, OSError, ValueError, OverMemory) as error:
        raise UnusableInput("error.ticket_file_unreadable", file=short_name(path)) from error
    if "error" in answer:
        raise UnusableInput(answer["error"], **answer["params"])
    return tuple(answer["codes"])


def _read(path: str, sender: Connection) -> None:
    """Send the result as JSON: a compromised process can send nothing else."""
    from kiosk.camera.ticket_file import read_ticket_file  # noqa: PLC0415 - only in the other process

    try:
        answer: dict[str, object] = {"codes": read_ticket_file(Path(path))}
    except KioskError as error:
        answer = {"error": error.key, "params": error.params}
    except MemoryError:
        answer = {
            "error": "error.ticket_file_too_large",
            "params": {"file": short_name(Path(path)), "mb": 64},
        }
    sender.send_bytes(json.dumps(answer).encode())
