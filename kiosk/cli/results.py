"""The result of a command on stdout, for a program or for people."""

import json
from collections.abc import Iterable


def print_result(value: object, lines: Iterable[str], *, as_json: bool) -> None:
    """Print a result as one line of JSON, or as lines for people."""
    if as_json:
        print(json.dumps(value, ensure_ascii=False))
    else:
        for line in lines:
            print(line)
