"""A process of its own for work on a file that a stranger made: it may hang or crash there."""

import contextlib
import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

_LOOK_S = 0.1
_END_S = 2.0


class OverTime(Exception):
    """The process took longer than it may; it is ended."""


class OverMemory(Exception):
    """The process took more memory than it may; it is ended."""


class IsolatedWork:
    """What a process of its own sends, message by message, within its limits."""

    def __init__(
        self, process: BaseProcess, heard: Connection, *, limit_s: float, memory: int
    ) -> None:
        self._process = process
        self._heard = heard
        self._memory = memory
        self._limit_s = limit_s
        self._until = time.monotonic() + limit_s

    def receive(self, most_bytes: int) -> bytes:
        """Return the next message; OverTime, OverMemory, or EOFError where the process ended."""
        while not self._heard.poll(_LOOK_S):
            if time.monotonic() > self._until:
                raise OverTime
            if _held(self._process) > self._memory:
                raise OverMemory
        try:
            return self._heard.recv_bytes(most_bytes)
        except EOFError:
            self._process.join(_END_S)
            if (self._process.exitcode or 0) < 0:  # ended by a signal, as a failed allocation does
                raise OverMemory from None
            raise


@contextmanager
def isolated(
    work: Callable[[str, Connection], None], argument: str, *, limit_s: float, memory: int
) -> Iterator[IsolatedWork]:
    """Run `work(argument, connection)` in a process of its own, which ends with the block."""
    context = multiprocessing.get_context("spawn")  # a fork would copy a window's threads
    heard, told = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(work, argument, told, memory), daemon=True)
    process.start()
    told.close()
    try:
        yield IsolatedWork(process, heard, limit_s=limit_s, memory=memory)
    finally:
        heard.close()
        process.kill()
        process.join()


def _run(
    work: Callable[[str, Connection], None], argument: str, told: Connection, memory: int
) -> None:
    _take_no_more(memory)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # nobody listens any more
        work(argument, told)


def _take_no_more(memory: int) -> None:
    """Let the system refuse more memory than the work needs, where it can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _held(process: BaseProcess) -> int:
    import psutil  # noqa: PLC0415 - loads once the door is up

    with contextlib.suppress(psutil.Error):
        return int(psutil.Process(process.pid).memory_info().rss)
    return 0
