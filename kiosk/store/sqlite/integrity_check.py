"""SQLite's own check of a database file."""

from kiosk.store.sqlite.database import Database

# SQLite takes a first root page of 0 as the mark of a check of one table, and then skips free and
# lost pages. The root page of a view is 0, and the object that was made last is often the first
# (sqlite3BtreeIntegrityCheck and sqliteHashInsert in SQLite 3.53). So db/ makes the views before
# the tables. Where a view was made again since, the check of `sqlite_schema` reads the free pages.
_CHECKS = ("", "(sqlite_schema)")


def integrity_errors(database: Database, *, quick: bool = False) -> list[str]:
    """Return the errors that SQLite finds in the file, each once; free pages are checked too.

    `quick` leaves out whether each index holds the rows of its table.
    """
    pragma = "quick_check" if quick else "integrity_check"
    found = (text for check in _CHECKS for (text,) in database.execute(f"PRAGMA {pragma}{check}"))
    lines = dict.fromkeys(line for text in found for line in text.splitlines())
    return [line for line in lines if line != "ok" and not line.startswith("***")]
