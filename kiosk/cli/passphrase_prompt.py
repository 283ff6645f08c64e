"""Passphrases on the command line: from a file, or typed without echo; never an argument."""

import sys
from pathlib import Path

import click

from kiosk.domain.passphrases import (
    MIN_PASSPHRASE_LENGTH,
    is_strong_passphrase,
    normalise_passphrase,
)
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.runtime.data_folder import DataFolder

_MAX_BYTES = 4096


def ask_passphrase(session: DataFolder, file: Path | None) -> str:
    """Return the passphrase of a file: from `file`, else typed at the terminal."""
    return _from_file(file) if file else _typed(session, "passphrase.ask")


def ask_new_passphrase(session: DataFolder, file: Path | None) -> str:
    """Return a new passphrase, typed twice at the terminal.

    Raises UnusableInput if it is weak.
    """
    passphrase = _from_file(file) if file else _typed(session, "passphrase.new")
    if not is_strong_passphrase(passphrase):
        raise UnusableInput("error.passphrase_weak", least=MIN_PASSPHRASE_LENGTH)
    if file is None and _typed(session, "passphrase.again") != passphrase:
        raise UnusableInput("error.passphrases_differ")
    return passphrase


def _from_file(path: Path) -> str:
    try:
        with path.open("rb") as file:
            passphrase = normalise_passphrase(file.read(_MAX_BYTES).decode("utf-8-sig"))
    except (FileNotFoundError, IsADirectoryError, ValueError) as error:
        raise UnusableInput("error.passphrase_file", file=path) from error
    except OSError as error:
        raise WorldFailed("error.passphrase_file", file=path) from error
    if not passphrase:
        raise UnusableInput("error.passphrase_file", file=path)
    return passphrase


def _typed(session: DataFolder, key: str) -> str:
    if sys.stdin is None or not sys.stdin.isatty():
        raise UnusableInput("error.passphrase_needed")
    typed: str = click.prompt(session.words.say(key), hide_input=True, err=True)
    return normalise_passphrase(typed)
