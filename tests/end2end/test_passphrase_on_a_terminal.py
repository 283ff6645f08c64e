"""A passphrase typed on a real terminal: asked twice, and never shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.recorder import PROJECT, kiosk_in
from tests.festival import festival

pty = pytest.importorskip("pty", reason="there are no such terminals here")

PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of a file that the test makes


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals here")
@pytest.mark.parametrize(
    ("typed", "code", "sentence"),
    [
        ((PASSPHRASE, PASSPHRASE), 0, "Ready for 1 laptop"),
        ((PASSPHRASE, "iets anders dan dat"), 2, "not the same"),
        (("welkom",), 2, "too easy to guess"),
    ],
)
def test_it_is_asked_twice_and_never_shown(
    tmp_path: Path, typed: tuple[str, ...], code: int, sentence: str
) -> None:
    with festival(tmp_path / "station"):
        pass
    command = kiosk_in(tmp_path / "station", "event", "pack", str(tmp_path / "file"))
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, cwd=PROJECT, start_new_session=True
    )
    os.close(theirs)
    shown = ""
    for text in typed:
        shown += until(ours, ": ")  # the space comes once nothing is shown any more
        os.write(ours, f"{text}\n".encode())
    shown += rest(ours)
    os.close(ours)
    assert process.wait() == code
    assert sentence in shown
    assert not [text for text in typed if text in shown]
    assert (tmp_path / "file").exists() == (code == 0)


def until(terminal: int, mark: str) -> str:
    """Return what is shown up to a mark, after which something can be typed."""
    shown = ""
    while mark not in shown:
        shown += os.read(terminal, 1024).decode()
    return shown


def rest(terminal: int) -> str:
    """Return all that is shown until the program is over."""
    shown = b""
    while True:
        try:
            read = os.read(terminal, 1024)
        except OSError:  # what Linux says where the other side is closed
            read = b""
        if not read:
            return shown.decode()
        shown += read
