"""An import in a process of its own, which says each time that it has let the lock go."""

import sys
from pathlib import Path

from kiosk.guestlist.import_report import ImportOptions
from kiosk.guestlist.importer import ListImport
from kiosk.guestlist.sources.open_source import open_rows
from kiosk.paths import MIGRATIONS
from kiosk.store.sqlite.database import migrate, open_database
from tests.guestlist.importer import CODE_KEY, EVENT


def _print_step() -> None:
    print("step", flush=True)
    sys.stdin.readline()


def main() -> None:
    """Import the file named first into the database named second; each step waits for a line."""
    database = open_database(Path(sys.argv[2]))
    migrate(database, MIGRATIONS)
    job = ListImport(
        database,
        EVENT,
        CODE_KEY,
        record=lambda *_: None,
        refresh=lambda: None,
        now=lambda: 2_000,
        pause=_print_step,
    )
    job.run(open_rows(Path(sys.argv[1])), ImportOptions(source="winkel"))
    print("current", flush=True)
    sys.stdin.readline()
    job.finish("winkel")


if __name__ == "__main__":
    main()
