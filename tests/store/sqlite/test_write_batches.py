"""Many rows in short steps beside a door."""

from contextlib import suppress
from pathlib import Path

import pytest

from kiosk.store.sqlite.database import Database, immediate, open_database
from kiosk.store.sqlite.write_batches import (
    BatchSizer,
    group_commit,
    lazy_commits,
    relaxed_transaction,
)


@pytest.mark.parametrize(
    ("taken", "took_s", "fits"),
    [
        (100, 0.040, 50),
        (100, 0.016, 125),
        (100, 0.001, 200),
        (100, 0.0, 200),
        (400, 0.001, 500),
        (100, 3.0, 25),
    ],
)
def test_a_transaction_takes_as_much_as_a_scan_can_wait_for(
    taken: int, took_s: float, fits: int
) -> None:
    moments = iter([10.0, 10.0 + took_s])
    pace = BatchSizer(lambda: next(moments))
    assert pace.size == 25
    with pace.measured(taken):
        pass
    assert pace.size == pytest.approx(fits, abs=1)


def test_a_transaction_that_failed_says_nothing_of_how_much_fits() -> None:
    pace = BatchSizer()
    with pytest.raises(OSError, match="full"), pace.measured(400):
        raise OSError("full")
    assert pace.size == 25


def synchronous(database: Database) -> int:
    (mode,) = database.execute("PRAGMA synchronous").fetchone()
    return int(mode)


def test_lazy_commits_do_not_wait_for_the_disk_and_later_ones_do(tmp_path: Path) -> None:
    database = open_database(tmp_path / "kiosk.db")
    with lazy_commits(database):
        with relaxed_transaction(database):
            database.execute("CREATE TABLE a(b)")
        assert synchronous(database) == 1
    assert synchronous(database) == 2
    database.close()


def test_a_group_ends_with_a_commit_that_waits_for_the_disk(tmp_path: Path) -> None:
    database = open_database(tmp_path / "kiosk.db")
    seen: list[int] = []
    database.conn.set_trace_callback(
        lambda text: seen.append(synchronous_at_commit(text, database.is_grouped))
    )
    with group_commit(database), immediate(database):
        database.execute("CREATE TABLE a(b)")
    assert [one for one in seen if one] == [1, 2]
    with suppress(ZeroDivisionError), group_commit(database):
        raise ZeroDivisionError
    assert not database.is_grouped
    assert synchronous(database) == 2
    database.close()


def synchronous_at_commit(text: str, grouped: bool) -> int:
    """Return 1 for a commit inside the group, 2 for one after it, 0 for another statement."""
    return (1 if grouped else 2) if text == "COMMIT" else 0
