"""Imports a long list in a separate process, so that neither window nor scans wait for it.

Messages are pickled: how many rows were read, the report, or the error.
"""

import multiprocessing
import os
import pickle
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

from kiosk.admin.list_import import import_list, remove_unfinished
from kiosk.errors import KioskError, UnusableInput, WorldFailed
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.import_watch import CANCELLED, ImportRun, ImportWatch
from kiosk.runtime.data_folder import DataFolder

LARGE = 100_000
"""Bytes of a file that is imported in another process: a thousand rows take a few ms here."""

_POLL_S = 0.05
_EXIT_S = 10.0
_RUNNING, _CANCELLED, _COMMITTING = range(3)


def is_large(path: Path) -> bool:
    """Return whether a file takes long to import; a file that cannot be read does not."""
    try:
        return path.stat().st_size > LARGE
    except OSError:
        return False


@dataclass(frozen=True, slots=True)
class _Failure:
    """The fields of an error for people, which cannot be pickled itself."""

    kind: type[KioskError]
    key: str
    params: dict[str, Any]


def import_apart(session: DataFolder, path: Path, options: ImportOptions, run: ImportRun) -> Report:
    """Import a list in another process; it is ended at once if the run is cancelled."""
    context = multiprocessing.get_context("spawn")  # a fork would copy the window's threads
    receiver, sender = context.Pipe(duplex=False)
    state = context.Value("i", _RUNNING)
    process = context.Process(target=_import, args=(session, path, options, sender, state))
    process.start()
    sender.close()
    try:
        outcome = _outcome(receiver, state, run)
    finally:
        receiver.close()
        process.join(_EXIT_S if state.value != _CANCELLED else 0)
        process.kill()
        process.join()
    if isinstance(outcome, Report):
        return outcome
    if outcome.key == CANCELLED and not options.dry_run:
        remove_unfinished(session)
    raise outcome.kind(outcome.key, **outcome.params)


def _outcome(receiver: Connection, state: "Synchronized[int]", run: ImportRun) -> Report | _Failure:
    while True:
        if run.cancelled and _is_now(state, _CANCELLED):
            return _Failure(UnusableInput, CANCELLED, {})
        if not receiver.poll(_POLL_S):
            continue
        try:
            message = pickle.loads(receiver.recv_bytes())  # noqa: S301  # of our own process
        except EOFError:
            return _Failure(WorldFailed, "error.import_ended", {})
        if isinstance(message, Report | _Failure):
            return message
        run.progress(message)


def _is_now(state: "Synchronized[int]", wanted: int) -> bool:
    """Change the state of a running import; return whether it is the wanted one."""
    with state.get_lock():
        if state.value == _RUNNING:
            state.value = wanted
        return state.value == wanted


class _Sender(ImportWatch):
    """Sends the number of rows, and stops an import that was cancelled."""

    def __init__(self, sender: Connection, state: "Synchronized[int]") -> None:
        self._sender = sender
        self._state = state

    def count_rows(self, rows: int) -> None:
        """Send the number of rows."""
        self._sender.send(rows)

    def begin_commit(self) -> None:
        """Raise UnusableInput if the import was cancelled."""
        if not _is_now(self._state, _COMMITTING):
            raise UnusableInput(CANCELLED)


def _import(
    session: DataFolder,
    path: Path,
    options: ImportOptions,
    sender: Connection,
    state: "Synchronized[int]",
) -> None:
    try:
        outcome: Report | _Failure = import_list(session, path, options, _Sender(sender, state))
    except KioskError as error:
        outcome = _Failure(type(error), error.key, error.params)
    except BrokenPipeError:  # the window has ended
        os._exit(1)
    sender.send(outcome)
