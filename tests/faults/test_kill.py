"""`kill -9` at any moment: every verdict that was printed is in the journal, and all adds up."""

import time
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from random import Random

import pytest

from kiosk.cli.main import main
from tests.faults.conftest import TICKETS
from tests.faults.inspection import inspect
from tests.faults.scanning import scanning

LONGEST_WAIT_S = 0.02
"""A verdict takes a few ms: within this time a kill meets any part of one."""


def killed(station: Path, random: Random) -> set[str]:
    """Let guests in or out until a random moment and return the entries that were printed."""
    options = random.choice([("--people", "1"), ("--out",)])
    with scanning(station, *options) as scan:
        scan.feed(*(f"C-T{random.randrange(TICKETS)}" for _ in range(40)))
        for _ in range(random.randrange(12)):
            scan.hear()
        time.sleep(random.random() * LONGEST_WAIT_S)
        scan.kill()
        return scan.entries


def kills(station: Path, times: int) -> None:
    random, printed = Random(1), set[str]()  # noqa: S311  # no secret
    for _ in range(times):
        printed |= killed(station, random)
        found = inspect(station)
        assert (found.corrupt, found.inconsistent) == ("", "")
        assert printed <= found.entries
        with redirect_stdout(StringIO()):
            assert main(["--data", str(station), "verify"]) == 0
    print(f"{times} kills, {len(printed)} verdicts printed, none lost")
    assert len(printed) > times


def test_no_verdict_is_lost_in_a_few_kills(station: Path) -> None:
    kills(station, 15)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_no_verdict_is_lost_in_many_kills(station: Path) -> None:
    kills(station, 200)
