"""Asks for a confirmation at a terminal, or accepts `--yes`; without a terminal it never asks."""

import sys

from kiosk.errors import UnusableInput
from kiosk.runtime.console import print_stderr

_YES = frozenset({"ja", "yes"})


def require_yes(question: str, *, yes: bool) -> None:
    """Ask for a confirmation of an action that cannot be undone; UnusableInput without it."""
    if yes:
        return
    if sys.stdin is None or not sys.stdin.isatty():
        raise UnusableInput("error.needs_yes")
    print_stderr(question)
    if sys.stdin.readline().strip().casefold() not in _YES:
        raise UnusableInput("error.not_sure")
