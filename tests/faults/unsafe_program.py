"""The program made unsafe on purpose, to see that the tests of a power cut notice.

python -m tests.faults.unsafe_program NAME --data DIR scan ...
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kiosk import __main__
from kiosk.checkin.door import Door
from kiosk.cli.commands import scan
from kiosk.domain.judge import ScanRequest
from kiosk.store.lists import list_snapshots as lists
from kiosk.store.sqlite import connection

SETTINGS: dict[str, dict[str, str | int]] = {
    "synchronous=NORMAL": {"synchronous": 1},
    "synchronous=OFF": {"synchronous": 0},
    "journal_mode=DELETE": {"journal_mode": "delete"},
}
PRINT_FIRST = "print before commit"
MUTANTS = (*SETTINGS, PRINT_FIRST)
HALF_A_LIST = "import without a transaction"


def print_before_commit() -> None:
    """Have each verdict printed while its entry is still in an open transaction."""
    judge = Door._judge

    def judge_and_print(door: Door, asked: ScanRequest, *given: Any) -> Any:
        answer = judge(door, asked, *given)
        print(scan.line(answer, door._gate_judge.event, scan.ShownCode("", "codes:0")), flush=True)
        return answer

    Door._judge = judge_and_print  # type: ignore[assignment,method-assign]  # a mutant


@contextmanager
def statement_by_statement(_: object) -> Iterator[None]:
    """Stand in for `immediate`: each statement commits by itself."""
    yield


if __name__ == "__main__":
    mutant = sys.argv.pop(1)
    if mutant == PRINT_FIRST:
        print_before_commit()
    elif mutant == HALF_A_LIST:
        vars(lists)["immediate"] = statement_by_statement
    else:
        connection._PRAGMAS.update(SETTINGS[mutant])
    __main__.main()
