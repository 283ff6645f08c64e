"""The result of a command on stdout, for a program or for people."""

import json
from collections.abc import Iterable

SHOWN_ENTRY_DIGITS = 12
"""Hex digits of an entry's id that are shown; commands accept any unique prefix."""


def print_result(value: object, lines: Iterable[str], *, as_json: bool) -> None:
    """Print a result as one line of JSON, or as lines for people."""
    if as_json:
        print(json.dumps(value, ensure_ascii=False))
    else:
        for line in lines:
            print(line)
