"""Where the program's words go: UTF-8 everywhere, also into a pipe that closes or a full disk."""

import io
import os
import sys
from contextlib import suppress
from typing import TextIO

_LAST_STREAM = 2  # stdin, stdout and stderr have the numbers 0 to 2


def keep_streams_apart() -> None:
    """Open what is closed of the three standard streams on nothing.

    A file or a socket opened later would take its number, and get what libraries complain about.
    """
    while (opened := os.open(os.devnull, os.O_RDWR)) <= _LAST_STREAM:
        os.set_inheritable(opened, True)  # it has no name
    os.close(opened)


def force_utf8() -> None:
    """Write UTF-8 from now on, whatever the laptop's language; what is no text is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def tell(sentence: str) -> None:
    """Say it in one line on stderr, whatever stands in the names that it holds."""
    line = "".join(each if each.isprintable() else " " for each in sentence)
    if sys.stderr is None:
        return  # closed; `print` would take stdout instead
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except OSError:  # then there is nobody to tell
        discard_stream(sys.stderr)


def finish_stdout() -> None:
    """Write out what is still held back; OSError if its reader is gone or the disk is full."""
    if sys.stdout is not None:
        sys.stdout.flush()


def flush_streams() -> None:
    """Write out what is still held back, as far as it is still heard."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()


def discard_stream(stream: TextIO) -> None:
    """Let what could not be written vanish: Python would try it again at its end, and complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
