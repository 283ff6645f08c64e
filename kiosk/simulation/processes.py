"""The processes of a simulated day: `kiosk` commands as a person starts them."""

import json
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import IO, Any

from kiosk.errors import UnusableInput

_MOST_STARTS = 20
_ENDS_WITHIN_S = 60.0
_COMMAND_S = 300.0


def command(folder: Path, *arguments: str) -> list[str]:
    """Return the command line of `kiosk` on a data folder, in English."""
    return [sys.executable, "-m", "kiosk", "--data", str(folder), "--lang", "en", *arguments]


def run(folder: Path, *arguments: str) -> str:
    """Run a command to its end; return its output, or raise RuntimeError with its sentences."""
    done = subprocess.run(  # noqa: S603  # our own program
        command(folder, *arguments),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=_COMMAND_S,
    )
    if done.returncode:
        about = f"{folder.name}: {' '.join(arguments[:2])}"
        raise RuntimeError(f"{about}: {done.returncode} {done.stderr}")
    return done.stdout


class _Process:
    """A `kiosk` command that keeps running; its output is read line by line."""

    def __init__(
        self, folder: Path, arguments: Sequence[str], log: Path, output: int = subprocess.PIPE
    ) -> None:
        self._command = command(folder, *arguments)
        self._log = log
        self._output = output
        self._lock = Lock()
        self._running: subprocess.Popen[str] | None = None
        self.starts = 0

    def running(self) -> subprocess.Popen[str]:
        """Return the running process; one that ended is started again.

        Raises UnusableInput if it ends again and again.
        """
        with self._lock:
            if self._running is None or self._running.poll() is not None:
                if self.starts == _MOST_STARTS:
                    raise UnusableInput("error.simulated_end", log=self._log)
                self.starts += 1
                with self._log.open("ab") as log:
                    self._running = subprocess.Popen(  # noqa: S603  # our own program
                        self._command,
                        stdin=subprocess.PIPE,
                        stdout=self._output,
                        stderr=log,
                        text=True,
                        encoding="utf-8",
                    )
            return self._running

    def kill(self) -> None:
        """End it at once, as a power cut does."""
        with self._lock:
            if self._running is not None:
                self._running.kill()
                self._running.wait()

    def close(self) -> None:
        """End it as a person does, or at once if it does not end."""
        with self._lock:
            if self._running is None:
                return
            self._ask_to_end(self._running)
            try:
                self._running.wait(_ENDS_WITHIN_S)
            except subprocess.TimeoutExpired:
                self._running.kill()
                self._running.wait()
            if self._running.stdout is not None:
                self._running.stdout.close()

    def _ask_to_end(self, process: subprocess.Popen[str]) -> None:
        """Ask the process to end: there are no more codes."""
        with suppress(OSError):
            _pipe(process.stdin).close()


class DoorProcess(_Process):
    """`kiosk scan` of one laptop."""

    def __init__(self, folder: Path, log: Path, *, leaves: bool = False) -> None:
        super().__init__(folder, ("scan", "--codes", "-", *(["--out"] if leaves else [])), log)

    def show(self, code: str) -> tuple[dict[str, Any], bool]:
        """Show a ticket; return its line, and whether it was shown again after a death."""
        again = False
        while True:
            process = self.running()
            line = _answer(process, code)
            if line.endswith("\n"):
                return json.loads(line), again
            process.wait()
            again = True


class WatchProcess(_Process):
    """`kiosk sync --watch` of one laptop, which stays connected to its hub."""

    def __init__(self, folder: Path, log: Path) -> None:
        super().__init__(folder, ("sync", "--watch", "--json"), log, output=subprocess.DEVNULL)
        self.folder = folder

    def _ask_to_end(self, process: subprocess.Popen[str]) -> None:
        process.send_signal(signal.SIGINT)


class HubProcess(_Process):
    """`kiosk hub serve` of one laptop: on any port, and then always on the same."""

    def __init__(self, folder: Path, log: Path) -> None:
        super().__init__(folder, _hub_options(0), log)
        self._folder = folder

    def keep_port(self, port: int) -> None:
        """Listen on this port when it is started again."""
        self._command = command(self._folder, *_hub_options(port))

    def start(self) -> dict[str, Any]:
        """Start it; return the line that it prints when it listens."""
        while True:
            process = self.running()
            line = _pipe(process.stdout).readline()
            if line.endswith("\n"):
                return dict(json.loads(line))
            process.wait()

    def _ask_to_end(self, process: subprocess.Popen[str]) -> None:
        process.terminate()


def _hub_options(port: int) -> tuple[str, ...]:
    return ("hub", "serve", "--host", "127.0.0.1", "--port", str(port))


def _answer(process: subprocess.Popen[str], code: str) -> str:
    try:
        pipe = _pipe(process.stdin)
        pipe.write(f"{code}\n")
        pipe.flush()
        return _pipe(process.stdout).readline()
    except (OSError, ValueError):  # it was killed, and its pipe is closed
        return ""


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None  # noqa: S101  # all pipes were asked for
    return pipe
