"""A separate process for work on untrusted files, with limits on time and memory."""

import contextlib
import multiprocessing
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

_POLL_S = 0.1
_EXIT_S = 2.0


class OverTime(Exception):
    """The process exceeded its time limit and was ended."""


class OverMemory(Exception):
    """The process exceeded its memory limit and was ended."""


class IsolatedWork:
    """The messages of an isolated process, within its limits."""

    def __init__(
        self, process: BaseProcess, connection: Connection, *, limit_s: float, memory: int
    ) -> None:
        self._process = process
        self._connection = connection
        self._memory = memory
        self._limit_s = limit_s
        self._until = time.monotonic() + limit_s

    def receive(self, most_bytes: int) -> bytes:
        """Return the next message.

        Raises OverTime or OverMemory, or EOFError if the process ended.
        """
        while not self._connection.poll(_POLL_S):
            if time.monotonic() > self._until:
                raise OverTime
            if _memory_of(self._process) > self._memory:
                raise OverMemory
        try:
            return self._connection.recv_bytes(most_bytes)
        except EOFError:
            self._process.join(_EXIT_S)
            if (self._process.exitcode or 0) < 0:  # ended by a signal, as after a failed allocation
                raise OverMemory from None
            raise


@contextmanager
def isolated(
    work: Callable[[str, Connection], None], argument: str, *, limit_s: float, memory: int
) -> Iterator[IsolatedWork]:
    """Run `work(argument, connection)` in a separate process, which ends with the block."""
    context = multiprocessing.get_context("spawn")  # a fork would copy a window's threads
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(work, argument, sender, memory), daemon=True)
    process.start()
    sender.close()
    try:
        yield IsolatedWork(process, receiver, limit_s=limit_s, memory=memory)
    finally:
        receiver.close()
        process.kill()
        process.join()


def _run(
    work: Callable[[str, Connection], None], argument: str, sender: Connection, memory: int
) -> None:
    _limit_memory(memory)
    with contextlib.suppress(
        BrokenPipeError, ConnectionResetError
    ):  # the caller has ended the block
        work(argument, sender)


def _limit_memory(memory: int) -> None:
    """Limit the memory of this process, if the system can."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _memory_of(process: BaseProcess) -> int:
    import psutil  # noqa: PLC0415 - loaded after the window

    with contextlib.suppress(psutil.Error):
        return int(psutil.Process(process.pid).memory_info().rss)
    return 0
