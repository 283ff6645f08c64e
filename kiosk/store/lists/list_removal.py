"""Removes a list with all that belongs to it, in short transactions."""

from collections.abc import Callable

from kiosk.store.sqlite.database import Database
from kiosk.store.sqlite.write_batches import BATCH, relaxed_transaction

_BY_LIST = (
    ("list_code", "code"),
    ("list_ref", "ref"),
    ("sealed_list", "part"),
    ("list_row", "ticket"),
)


def remove_list(database: Database, number: int, *, pause: Callable[[], None]) -> None:
    """Remove a list that is not current, with its personal data; `pause` is called in between."""
    for table, key in _BY_LIST:
        gone = BATCH
        while gone == BATCH:
            with relaxed_transaction(database):
                gone = database.execute(
                    f"DELETE FROM {table} WHERE list = ?1 AND {key} IN"  # noqa: S608  # our own tables
                    f" (SELECT {key} FROM {table} WHERE list = ?1 LIMIT {BATCH})",
                    (number,),
                ).rowcount
            pause()
    remove_persons(database, "list", number, pause=pause)
    with relaxed_transaction(database):
        database.execute("DELETE FROM list_total WHERE list = ?", (number,))
        database.execute("DELETE FROM list_snapshot WHERE list = ?", (number,))


def remove_persons(
    database: Database, column: str, value: object, *, after: int = 0, pause: Callable[[], None]
) -> None:
    """Remove the persons of a list or an event, from after a number on."""
    some = [(after,)]
    while some:
        some = database.execute(
            f"SELECT n FROM personal WHERE n > ? AND {column} = ? ORDER BY n LIMIT ?",  # noqa: S608  # our own columns
            (some[-1][0], value, BATCH),
        ).fetchall()
        with relaxed_transaction(database):
            database.conn.executemany("DELETE FROM personal WHERE n = ?", some)
        pause()
