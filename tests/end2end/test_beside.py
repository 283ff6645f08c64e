"""The app's door and the command line on one folder at the same time, as real processes."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from tests.festival import DAY, Row, festival


def kiosk(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kiosk", "--data", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, check=False, text=True)


@contextmanager
def door(folder: Path) -> Iterator["Door"]:
    """Keep a scanning process open: the folder's owner."""
    command = [sys.executable, "-m", "kiosk", "--data", str(folder), "scan", "--codes", "-"]
    with subprocess.Popen(
        [*command, "--at", f"{DAY}T12:00"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Door(process.stdin, process.stdout)
        process.stdin.close()
        assert process.wait(120) == 0


class Door:
    """Shows codes to the process and reads its answers."""

    def __init__(self, codes: IO[str], lines: IO[str]) -> None:
        self._codes = codes
        self._lines = lines

    def scan(self, code: str) -> Any:
        self._codes.write(code + "\n")
        self._codes.flush()
        return json.loads(self._lines.readline())


def test_a_ticket_cancelled_beside_an_open_door_is_refused_at_its_next_scan(
    tmp_path: Path,
) -> None:
    with festival(tmp_path, [Row("A1"), Row("A2"), Row("A3")]):
        pass
    with door(tmp_path) as open_door:
        assert open_door.scan("C-A1")["outcome"] == "admitted"
        assert kiosk(tmp_path, "tickets", "cancel", "A2").returncode == 0
        assert open_door.scan("C-A2")["outcome"] == "cancelled"
        new_code = kiosk(tmp_path, "tickets", "reissue", "A3").stdout.strip()
        assert open_door.scan("C-A3")["note"] == "replaced"
        assert open_door.scan(new_code)["outcome"] == "admitted"
        counted = json.loads(kiosk(tmp_path, "headcount", "--json").stdout)
        assert (counted["inside"], counted["refused"]) == (2, {"cancelled": 2})


def test_an_undo_beside_an_open_door_lets_the_guest_in_again(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1")]):
        pass
    with door(tmp_path) as open_door:
        entry = open_door.scan("C-A1")["entry"]
        assert kiosk(tmp_path, "undo", entry[:16]).returncode == 0
        assert open_door.scan("C-A1")["outcome"] == "admitted"
    assert json.loads(kiosk(tmp_path, "headcount", "--json").stdout)["inside"] == 1


def test_many_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    rows = [Row(f"T{number}") for number in range(60)]
    with festival(tmp_path, rows):
        pass
    with door(tmp_path) as open_door:
        kiosk_here = [sys.executable, "-m", "kiosk", "--data", str(tmp_path)]
        commands = [
            subprocess.Popen(
                [*kiosk_here, "event", "set", "crew", str(number)], stderr=subprocess.DEVNULL
            )
            for number in range(4)
        ]
        seen = [open_door.scan(f"C-{row.ref}")["outcome"] for row in rows]
        assert [command.wait(120) for command in commands] == [0, 0, 0, 0]
    assert seen == ["admitted"] * 60
    counted = json.loads(kiosk(tmp_path, "headcount", "--json").stdout)
    assert counted["admitted"] == 60
