"""Reads a handed-in file in a process of its own: what a stranger made may hang it or crash it.

That process ends after LIMIT_S, or when it takes too much memory; the door does not notice.
"""

import contextlib
import json
import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.camera.pdf_pages import short_name
from kiosk.errors import KioskError, UnusableInput

LIMIT_S = 30.0
_MEMORY = 3 * 2**30
_MOST_BYTES = 4 * 2**20  # 200 codes of the longest kind


def read_isolated(path: Path, *, limit_s: float = LIMIT_S) -> tuple[str, ...]:
    """Return the texts of a file's codes; UnusableInput says in one sentence why there are none."""
    context = multiprocessing.get_context("spawn")  # a fork would copy a window's threads
    heard, told = context.Pipe(duplex=False)
    reading = context.Process(target=_read, args=(str(path), told), daemon=True)
    reading.start()
    told.close()
    try:
        if not heard.poll(limit_s):
            raise UnusableInput(
                "ticket_file_too_slow", file=short_name(path), seconds=round(limit_s)
            )
        answer = json.loads(heard.recv_bytes(_MOST_BYTES))
    except (EOFError, OSError, ValueError) as error:
        raise UnusableInput("ticket_file_unreadable", file=short_name(path)) from error
    finally:
        heard.close()
        reading.kill()
        reading.join()
    if "error" in answer:
        raise UnusableInput(answer["error"], **answer["params"])
    return tuple(answer["codes"])


def _read(path: str, told: Connection) -> None:
    """Tell as JSON what came of it: a process that was taken over can send nothing else."""
    _take_little()
    from kiosk.camera.ticket_file import read_ticket_file  # noqa: PLC0415 - not in the window

    try:
        answer: dict[str, object] = {"codes": read_ticket_file(Path(path))}
    except KioskError as error:
        answer = {"error": error.key, "params": error.params}
    except MemoryError:
        answer = {
            "error": "ticket_file_too_large",
            "params": {"file": short_name(Path(path)), "mb": 64},
        }
    told.send_bytes(json.dumps(answer).encode())


def _take_little() -> None:
    """Let the system refuse more memory than any ticket needs, where it can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
