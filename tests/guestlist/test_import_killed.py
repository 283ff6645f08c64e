"""A process that is killed in mid-import leaves the old list, and the next import cleans up."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.guestlist.importer import Importer

GUESTS = 1_200  # three short transactions for each table
HEAD = "Ticket;Code;Naam\n"
OLD = f"{HEAD}T-1;{'A' * 26};Jan Oud\n"
NEW = HEAD + "".join(f"T-{number};{number:026};Els Nieuw\n" for number in range(1, GUESTS + 1))


def killed(folder: Path, enough: Callable[[list[str]], bool]) -> list[str]:
    """Start the import of the new list, and kill it when it has printed enough steps.

    How many rows a step takes depends on the machine's speed, so that the number of steps does too.
    """
    path = folder / "nieuw.csv"
    path.write_text(NEW)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.guestlist.slow_import", str(path), str(folder / "kiosk.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdin is not None
    assert process.stdout is not None
    steps_seen = [process.stdout.readline().strip()]
    while not enough(steps_seen):
        process.stdin.write("\n")
        process.stdin.flush()
        steps_seen.append(process.stdout.readline().strip())
    process.kill()
    process.communicate()
    return steps_seen


@pytest.mark.parametrize("steps", [0, 2, 4, 7])
def test_the_old_list_stays_and_the_next_import_cleans_up(
    lists: Importer, tmp_path: Path, steps: int
) -> None:
    lists.take(OLD)
    before = lists.content()
    assert "current" not in killed(tmp_path, lambda steps_seen: len(steps_seen) > steps)
    assert lists.refs() == ["T-1"]
    assert list(tmp_path.glob("*-import-*"))
    assert lists.take(OLD).unchanged == 1
    lists.job().finish("winkel")
    after = lists.content()
    assert not list(tmp_path.glob("*-import-*"))
    # The names of the list are findable by now; nothing else differs.
    assert {table: rows for table, rows in after.items() if table != "list_snapshot"} == {
        table: rows for table, rows in before.items() if table != "list_snapshot"
    }
    assert len(after["list_snapshot"]) == 1


def test_a_list_that_was_made_current_stays_so_and_its_names_are_found_later(
    lists: Importer, tmp_path: Path
) -> None:
    lists.take(OLD)
    steps_seen = killed(tmp_path, lambda steps_seen: "current" in steps_seen[:-1])
    assert steps_seen[-1] == "step"  # of the names
    assert len(lists.refs()) == GUESTS
    lists.job().finish("winkel")
    assert len(lists.find("els")) == 50
    assert lists.find("oud") == []
    assert lists.database.execute("SELECT count(*) FROM personal_search('nieuw')").fetchone() == (
        GUESTS,
    )
    lists.database.execute(
        "INSERT INTO personal_search(personal_search) VALUES ('integrity-check')"
    )
