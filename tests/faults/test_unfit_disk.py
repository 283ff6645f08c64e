"""A folder on a disk that cannot keep a station's file: one sentence says so, and what to do."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.faults.recorder import PROJECT, build, kiosk_in

SENTENCE = (
    "is on a disk that the program cannot write to safely, such as a stick or a shared folder."
)
TO_DO = "Put the folder on this laptop's own disk and choose it with --data."
NEW = ("event", "new", "T", "--date", "2026-05-30")


@pytest.fixture(scope="module")
def cannot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return cannot.so."""
    return build(tmp_path_factory.mktemp("cannot"), Path(__file__).with_name("cannot.c"))


def run(
    cannot: Path, folder: Path, what: str, *arguments: str
) -> "subprocess.CompletedProcess[str]":
    """Run a kiosk on a folder whose disk cannot do one thing."""
    # LD_PRELOAD ends a name at a blank, and a path may have one: it is looked for in its folder.
    found = {"LD_PRELOAD": cannot.name, "LD_LIBRARY_PATH": str(cannot.parent)}
    return subprocess.run(
        kiosk_in(folder, *arguments),
        input="",
        capture_output=True,
        text=True,
        check=False,
        cwd=PROJECT,
        env={**os.environ, **found, "CANNOT": what, "CANNOT_ROOT": str(folder)},
    )


@pytest.mark.parametrize(
    ("what", "arguments"),
    [
        ("mmap", NEW),
        ("grow", NEW),
        ("lock", NEW),
        ("mmap", ("headcount",)),
        ("flock", ("scan", "--codes", "-")),
    ],
)
def test_a_disk_without_shared_memory_or_locks_is_refused_in_a_sentence(
    cannot: Path, tmp_path: Path, what: str, arguments: Sequence[str]
) -> None:
    folder = tmp_path / "k"
    done = run(cannot, folder, what, *arguments)

    assert done.returncode == 3
    assert done.stderr.splitlines() == [f"{folder} {SENTENCE} {TO_DO}"]


def test_where_all_works_a_station_is_made(cannot: Path, tmp_path: Path) -> None:
    done = run(cannot, tmp_path / "k", "nothing", *NEW)

    assert done.returncode == 0
