"""A file that is no list is refused on the page of lists in one sentence, and nothing changes."""

import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.list_desk import ListDesk


def pipe(path: Path) -> None:
    os.mkfifo(path)


def encrypted_ods(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", b"\x8f\x01\x02")
        made.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")


def deep_json(path: Path) -> None:
    path.write_text("[" * 10_000 + "]" * 10_000)


def with_a_hole(path: Path) -> None:
    with path.open("wb") as file:  # zeros alone, as on a damaged stick
        file.truncate(2**14)


@pytest.mark.parametrize(
    ("name", "made", "said"),
    [
        ("map.csv", Path.mkdir, "'map.csv' is geen bestand"),
        pytest.param(
            *("pijp.csv", pipe, "'pijp.csv' is geen bestand"),
            marks=pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes"),
        ),
        ("slot.ods", encrypted_ods, "'slot.ods' is beveiligd met een wachtwoord."),
        ("diep.json", deep_json, "'diep.json' is beschadigd"),
        ("gat.csv", with_a_hole, "'gat.csv' is geen lijst"),
    ],
)
def test_a_file_that_is_no_list_is_named(
    desk: ListDesk, tmp_path: Path, name: str, made: Callable[[Path], None], said: str
) -> None:
    made(tmp_path / name)
    desk.open(tmp_path / name)
    assert said in desk.said
    assert desk.statuses() == {}
