"""Asking for a yes: a person at a terminal, or `--yes`; nobody is asked through a pipe."""

import sys

from kiosk.errors import UnusableInput
from kiosk.runtime.console import tell

_YES = frozenset({"ja", "yes"})


def require_yes(question: str, *, yes: bool) -> None:
    """Go on after a yes to what cannot be taken back; UnusableInput where there is none."""
    if yes:
        return
    if sys.stdin is None or not sys.stdin.isatty():
        raise UnusableInput("error.needs_yes")
    tell(question)
    if sys.stdin.readline().strip().casefold() not in _YES:
        raise UnusableInput("error.not_sure")
