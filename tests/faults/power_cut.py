"""The power cut: after every call of a process, all that its folder may look like is opened."""

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.faults.disk import Disk, Image
from tests.faults.inspection import Found, inspect
from tests.faults.recorder import Call, Op

_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder in memory: thousands of images are opened

Expect = Callable[[str, Found], str]
"""Given all that was printed so far and what was found: what is lost, in words, or nothing."""


@dataclass(slots=True)
class Report:
    """The result of a sweep: states in all, and failures of each mode, with the first."""

    states: int = 0
    seconds: float = 0
    lost: int = 0
    inconsistent: int = 0
    corrupt: int = 0
    first: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Return whether any state was not as it must be."""
        return bool(self.lost or self.inconsistent or self.corrupt)

    def __str__(self) -> str:
        pace = self.states / max(self.seconds, 0.001)
        return (
            f"{self.states} states ({pace:.0f}/s): {self.lost} lost, "
            f"{self.inconsistent} inconsistent, {self.corrupt} corrupt. {' '.join(self.first)}"
        )

    def count(self, found: Found, lost: str) -> None:
        """Add one state."""
        self.states += 1
        self.corrupt += bool(found.corrupt)
        self.inconsistent += bool(found.inconsistent)
        self.lost += bool(lost and not found.corrupt)
        wrong = found.corrupt or found.inconsistent or lost
        if wrong and not self.first:
            self.first.append(f"First at state {self.states}: {wrong}")


def every_cut(
    disk: Disk,
    ops: Iterable[Op],
    expect: Expect,
    *,
    torn: int,
    seed: int = 1,
    until_caught: bool = False,
) -> Report:
    """Cut the power after each call: all that was not synced lost, none, and `torn` times some."""
    random = Random(seed)  # noqa: S311  # no secret
    views = [_View(disk.dropped), _View(disk.kept)]
    views.extend(_View(lambda: disk.torn(random)) for _ in range(torn))
    report, printed, started = Report(), "", time.monotonic()
    for op in ops:
        disk.do(op)
        if op.call is Call.PRINT:
            printed += op.data.decode()
        if op.call in (Call.OPEN, Call.CLOSE):
            continue  # a file that is new and empty is seen at its first write
        for view in views:
            found = view.look()
            report.count(found, expect(printed, found))
            if report.failed and until_caught:
                return report
    report.seconds = time.monotonic() - started
    return report


class _View:
    """Looks at one way that the disk may be; an image that did not change is opened once."""

    def __init__(self, image: Callable[[], Image]) -> None:
        self._image = image
        self._last: tuple[Image, Found] | None = None

    def look(self) -> Found:
        image = self._image()
        if self._last is None or self._last[0] != image:
            self._last = image, _opened(image)
        return self._last[1]


def _opened(image: Image) -> Found:
    with laid_out(image) as folder:
        return inspect(folder)


@contextmanager
def laid_out(image: Image) -> Iterator[Path]:
    """Make a folder as it may be after a power cut."""
    folder = Path(tempfile.mkdtemp(prefix="kiosk-cut-", dir=_MEMORY if _MEMORY.is_dir() else None))
    try:
        for name, content in image.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        yield folder
    finally:
        shutil.rmtree(folder)


def images(disk: Disk, ops: Iterable[Op], *, seed: int = 1) -> Iterator[Image]:
    """Yield once each way that a folder may be as the power is cut after some call."""
    random = Random(seed)  # noqa: S311  # no secret
    last: dict[int, Image] = {}
    for op in ops:
        disk.do(op)
        for number, image in enumerate((disk.dropped(), disk.kept(), disk.torn(random))):
            if last.get(number) != image:
                last[number] = image
                yield image


def entries_in(printed: str) -> set[str]:
    """Return the entries that verdict lines name; the last line may not be whole yet."""
    whole = (line for line in printed.splitlines() if line.endswith("}"))
    return {json.loads(line)["entry"] for line in whole} - {None}


def greens_are_there(printed: str, found: Found) -> str:
    """Expect every entry whose verdict was shown."""
    missing = entries_in(printed) - found.entries
    return f"{len(missing)} shown and gone" if missing else ""
