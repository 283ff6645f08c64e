"""The program's output: UTF-8 everywhere, also into a closed pipe or onto a full disk."""

import io
import os
import sys
from contextlib import suppress
from typing import TextIO

_LAST_STREAM = 2  # stdin, stdout and stderr have the numbers 0 to 2


def keep_streams_apart() -> None:
    """Open closed standard streams on the null device.

    Otherwise a file or socket that is opened later gets the stream's number, and the output of
    libraries.
    """
    while (opened := os.open(os.devnull, os.O_RDWR)) <= _LAST_STREAM:
        os.set_inheritable(opened, True)  # the parameter is positional-only
    os.close(opened)


def force_utf8() -> None:
    """Write UTF-8 in any locale; characters that cannot be encoded are escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def print_stderr(sentence: str) -> None:
    """Print a sentence on one line of stderr; unprintable characters become spaces."""
    line = "".join(each if each.isprintable() else " " for each in sentence)
    if sys.stderr is None:
        return  # closed; `print` would use stdout instead
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except OSError:  # the reader is gone
        discard_stream(sys.stderr)


def finish_stdout() -> None:
    """Flush stdout; OSError if its reader is gone or the disk is full."""
    if sys.stdout is not None:
        sys.stdout.flush()


def flush_streams() -> None:
    """Flush both streams; errors are ignored."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()


def discard_stream(stream: TextIO) -> None:
    """Discard unwritten output: Python would write it again at exit, and complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
