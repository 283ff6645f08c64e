"""Files that may not be written to, and processes for which that holds."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

Under = tuple[str, ...]


def held_to_modes() -> Under:
    """Return what a process is put under so that modes hold for it: root may do all without."""
    if os.geteuid() != 0:
        return ()
    under = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
    if shutil.which("setpriv") is None or subprocess.run([*under, "true"], check=False).returncode:
        pytest.skip("Root may write whatever the modes say, and could not give that up here.")
    return under


@contextmanager
def read_only(*paths: Path) -> Iterator[None]:
    """Take the right to write away from files, or from a folder and all in it."""
    every = [each for path in paths for each in (path, *path.rglob("*"))]
    modes = {each: each.stat().st_mode for each in every}
    for each in reversed(every):
        each.chmod(modes[each] & ~0o222)
    try:
        yield
    finally:
        for each in every:
            each.chmod(modes[each])
