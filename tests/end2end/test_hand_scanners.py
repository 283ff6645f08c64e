"""Hand scanners by key places and real times, on the real program and a real screen."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pysqlite3 import dbapi2 as sqlite3

from kiosk.runtime.data_folder import DATABASE
from tests.end2end.hand_scanner import HandScanner, Manner
from tests.end2end.screen import window
from tests.festival import Row, festival

pytestmark = pytest.mark.xvfb

TODAY = datetime.now(ZoneInfo("Europe/Amsterdam")).date().isoformat()
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
FORMS = ("{}", "{}", "ticket-26/{}=Ab+c", '{{"t":"{}"}}', "{}e'o`a^i~n")
LAYOUTS: tuple[tuple[str, ...], ...] = (("us",), ("be",), ("fr",), ("de",), ("nl",), ("us", "intl"))
ENDS = (("Return",), ("Tab",), ("Return", "Tab"), ("Enter",), ("ctrl+j",), ("ctrl+m",), ())
REST_S = 0.6  # until the next guest
LATE_MS = 15.0  # a scanner that waited longer than it should did not do what the scan is about
TRIES = 6


@dataclass(frozen=True)
class Shot:
    """A scan: under which layout, and how."""

    about: str
    layout: tuple[str, ...] = ("us",)
    caps: bool = False
    manner: Manner = Manner()  # noqa: RUF009 - it is frozen


def codes(many: int) -> list[str]:
    """Return codes of several forms, the same every time."""
    chance = random.Random(7)  # noqa: S311 - no secrets
    letters = ["".join(chance.choices(LETTERS, k=22)) for _ in range(many)]
    return [FORMS[n % len(FORMS)].format(one) for n, one in enumerate(letters)]


def coded(shots: list[Shot]) -> list[list[str]]:
    """Return a code for each try of each scan; where Shift hangs, of capitals and digits."""
    every = codes(TRIES * len(shots))
    return [
        [plain(code) if one.manner.stuck_shift else code for code in every[place :: len(shots)]]
        for place, one in enumerate(shots)
    ]


def plain(code: str) -> str:
    """Return the capitals and digits of a code."""
    return "".join(filter(str.isalnum, code.upper()))


def holes(places: range, waits_ms: tuple[int, ...]) -> list[Shot]:
    """Return scans that wait before one key."""
    return [
        Shot(f"hole of {wait} ms", manner=Manner(holes={place: wait}))
        for wait in waits_ms
        for place in places
    ]


SLOW = Manner(gap=60, ends=("Tab",))
SHORT = [
    *(Shot(" ".join(layout), layout) for layout in LAYOUTS),
    *(Shot("caps lock", layout, caps=True) for layout in LAYOUTS[:2]),
    *(Shot("first key early", manner=Manner(holes={1: wait})) for wait in (60, 300)),
    Shot("hole", manner=Manner(holes={12: 150})),
    Shot("no end", manner=Manner(ends=())),
    Shot("shift hangs", manner=Manner(stuck_shift=True)),
    *(Shot(f"slow, {' '.join(layout)}", layout, manner=SLOW) for layout in LAYOUTS[:3]),
    *(
        Shot(f"slow, two ends, {gap} ms", manner=Manner(gap=gap, ends=("Return", "Tab")))
        for gap in (80, 200)
    ),
    Shot("slow, caps lock, no end", caps=True, manner=Manner(gap=60, ends=())),
]
LONG = [
    *(Shot(f"gap of {gap} ms", manner=Manner(gap=gap, hold=3)) for gap in (2, 5, 8, 15, 20, 25)),
    *holes(range(1, 23), (60, 150, 300, 390)),
    *(Shot("two holes", manner=Manner(holes={a: 200, b: 200})) for a in (1, 4) for b in (9, 20)),
    *(
        Shot(f"{' '.join(layout)}, caps lock {caps}", layout, caps, Manner(ends=end))
        for layout in LAYOUTS
        for caps in (False, True)
        for end in ENDS
    ),
    *(
        Shot(f"gap of {gap} ms, {' '.join(layout)}, {end}", layout, manner=Manner(gap, ends=end))
        for gap, end in zip((40, 50, 80, 120, 200, 300, 400), ENDS, strict=True)
        for layout in LAYOUTS
    ),
    *(Shot("key hangs", manner=Manner(hung={place: 800})) for place in (0, 5, 21, -1)),
    *(Shot("shift hangs", layout, manner=Manner(stuck_shift=True)) for layout in LAYOUTS[:4]),
]


class Door:
    """A door with a ticket for each scan, and what its journal says."""

    def __init__(self, folder: Path, scanner: HandScanner) -> None:
        self._file = folder / DATABASE
        self.scanner = scanner

    def counted(self) -> tuple[int, int]:
        """Return how many entries admitted a guest, and how many refused one."""
        with closing(sqlite3.connect(f"file:{self._file}?mode=ro", uri=True)) as database:
            kinds = [kind for (kind,) in database.execute("SELECT kind FROM entry")]
        return kinds.count("in"), kinds.count("refused")

    def play(self, shots: list[Shot], every: list[list[str]]) -> list[str]:
        """Scan each code once; return what did not let one person in at once."""
        wrong: list[str] = []
        layout, caps = LAYOUTS[0], False
        for shot, tries in zip(shots, every, strict=True):
            if shot.layout != layout:
                self.scanner.use_layout(*shot.layout)
                layout = shot.layout
            if shot.caps != caps:
                self.scanner.press("Caps_Lock")
                caps = shot.caps
            wrong += self._let_in(shot, tries)
        if caps:
            self.scanner.press("Caps_Lock")
        self.scanner.use_layout("us")
        return wrong

    def _let_in(self, shot: Shot, tries: list[str]) -> list[str]:
        """Scan a code; return what went wrong, also if the scanner was late at each try."""
        wrong = ""
        for code in tries:
            before = self.counted()
            late_ms = self.scanner.scan(code, shot.manner)
            time.sleep(REST_S)  # as long as a guest takes: nothing else may come of it
            after = self._settled(before)
            if after == (before[0] + 1, before[1]):
                return []
            wrong = f"{shot.about}: {code} {before} -> {after}, {late_ms:.0f} ms late"
            if late_ms <= LATE_MS:
                break
            self.scanner.press("Escape")
        return [wrong]

    def _settled(self, before: tuple[int, int]) -> tuple[int, int]:
        over = time.monotonic() + 5
        while (after := self.counted()) == before and time.monotonic() < over:
            time.sleep(0.05)
        return after


def played(folder: Path, aside: Path, shots: list[Shot]) -> Iterator[str]:
    """Yield what went wrong; the last line is about the field, where nothing may be left."""
    every = coded(shots)
    rows = [Row(f"T-{n:04}", code=code) for n, code in enumerate(chain(*every))]
    with festival(folder, [*rows, Row("LAST-9")], date=TODAY, mercy_s=0):
        pass
    with window(folder, aside) as screen:
        screen.ready()
        scanner = HandScanner(screen.display)
        door = Door(folder, scanner)
        yield from door.play(shots, every)
        before = door.counted()
        screen.type("last-9")
        screen.press("Return")
        if door._settled(before) != (before[0] + 1, before[1]):
            yield "something was left in the field"
        scanner.close()


def test_scanners_of_all_layouts_let_each_guest_in_once(tmp_path: Path) -> None:
    folder = tmp_path / "station"
    folder.mkdir()

    assert list(played(folder, tmp_path, SHORT)) == []


@pytest.mark.slow
@pytest.mark.timeout(1_200)
def test_no_pause_layout_or_end_loses_or_doubles_a_code(tmp_path: Path) -> None:
    folder = tmp_path / "station"
    folder.mkdir()

    assert list(played(folder, tmp_path, LONG)) == []
