"""A laptop at 15:15 on the day of the files in `data/first_format`, with all their data."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.cli.main import main
from kiosk.clock import SystemClock

KEPT = Path(__file__).parent / "data" / "first_format"
BUNDLES = (KEPT / "beheer.kiosk-bundle", KEPT / "zuid.kiosk-bundle")
PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of a test
QUARTER_PAST_THREE = round(datetime.fromisoformat("2026-06-13T15:15+02:00").timestamp() * 1000)


def set_clock(patched: pytest.MonkeyPatch) -> None:
    """Set the laptop's clock to 15:15 on the day; it runs on from there."""
    start = QUARTER_PAST_THREE - SystemClock().monotonic_ms()
    patched.setattr(SystemClock, "wall", lambda clock: start + clock.monotonic_ms())


def joined_laptop(folder: Path) -> Path:
    """Return the folder of a laptop `Balie` that joined, and read both bundles."""
    passphrase = folder.with_name("passphrase.txt")
    passphrase.write_text(PASSPHRASE, encoding="utf-8")
    kiosk = ["--data", str(folder)]
    stick = shutil.copy(KEPT / "zomerfeest.kiosk-event", folder.parent)  # joining writes beside it
    join = [*kiosk, "join", str(stick), "--name", "Balie"]
    with pytest.MonkeyPatch.context() as patched:
        set_clock(patched)
        assert main([*join, "--passphrase-file", str(passphrase)]) == 0
        assert main([*kiosk, "bundle", "read", *map(str, BUNDLES)]) == 0
    return folder
