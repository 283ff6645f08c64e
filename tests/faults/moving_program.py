"""A kiosk whose folder is moved away in the middle of its Nth write transaction.

`python -m tests.faults.moving_program N FOLDER ELSEWHERE` and kiosk's own arguments.
"""

import sys
from pathlib import Path
from typing import Any

from kiosk import __main__
from kiosk.store.sqlite.database import Database


def move_in_transaction(number: int, folder: Path, elsewhere: Path) -> None:
    """Move a folder as soon as this process began its Nth transaction that writes."""
    execute, begun = Database.execute, 0

    def executed(self: Database, sql: str, parameters: Any = None) -> Any:
        nonlocal begun
        cursor = execute(self, sql, parameters)
        if sql == "BEGIN IMMEDIATE":
            begun += 1
            if begun == number:
                folder.rename(elsewhere)
        return cursor

    Database.execute = executed  # type: ignore[assignment, method-assign]  # it is wrapped


if __name__ == "__main__":
    _, number, folder, elsewhere, *rest = sys.argv
    move_in_transaction(int(number), Path(folder), Path(elsewhere))
    sys.argv[1:] = rest
    __main__.main()
