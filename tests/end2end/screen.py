"""A real screen in memory, the program on it, and a person's hands that know only keys."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from kiosk.domain.verdict import Colour
from kiosk.ui.style.theme import LIGHT
from tests.end2end.reading import find_text, is_written

WIDE, HIGH = 1366, 768
PROGRAM = (sys.executable, "-m", "kiosk")
INSTALLED = (str(Path(sys.executable).with_name("kiosk")),)
"""The program as it is started from a shell."""
_ON_THE_CARD = (WIDE - 20, HIGH // 2)
"""A pixel at the edge of the panel, where no words are."""
_NUMBER = QRect(WIDE - 80, 96, 58, 46)
"""The place of a card's running number."""
_LAST_BUTTON = QRect(WIDE - 94, HIGH - 66, 34, 12)
_ASIDE = (str(WIDE - 1), str(HIGH - 1))
"""Where the pointer covers no text."""
_HAND_MS, _SCANNER_MS = 70, 1
_PATIENCE_S = 120.0
_READ_S = 0.3  # reading takes longer than looking at a pixel
_STILL_S = 0.3  # a cursor blinks every half second


class Screen:
    """The screen that a person sees and the keys that a person presses, without other windows."""

    def __init__(self, display: str, buffer: Path, process: subprocess.Popen[bytes]) -> None:
        self._display = display
        self._buffer = buffer
        self.process = process
        self._number = QImage()

    @property
    def display(self) -> str:
        """The screen's name."""
        return self._display

    def press(self, *keys: str) -> None:
        """Press keys, named as X names them: `F8`, `ctrl+q`."""
        for key in keys:
            self._do("key", key)

    def type(self, text: str) -> None:
        """Type as a person does."""
        self._do("type", "--delay", str(_HAND_MS), text)

    def scan(self, code: str, end: str = "Return") -> None:
        """Type as a hand scanner does, with Enter, Tab or nothing at the end."""
        self._do("type", "--delay", str(_SCANNER_MS), code)
        if end:
            self._do("key", end)

    def reads(self, *texts: str) -> QImage:
        """Wait until one of these texts is on the screen, and nothing moves."""
        self._until(lambda: self.shows(*texts), f"it does not say {texts}", _READ_S)
        return self.still()

    def shows(self, *texts: str) -> bool:
        """Return whether one of these texts is on the screen."""
        picture = self.picture()
        return any(is_written(picture, text) for text in texts)

    def click(self, label: str) -> None:
        """Click on a text, once it is on the screen."""
        self._until(lambda: find_text(self.picture(), label) is not None, f"no {label}", _READ_S)
        place = find_text(self.still(), label)
        assert place is not None, f"no {label} any more"
        self._do("mousemove", str(place.x()), str(place.y()), "click", "1")
        self._do("mousemove", *_ASIDE)

    def title(self) -> str:
        """The title of the window."""
        return self._do("search", "--onlyvisible", "--class", "kiosk", "getwindowname")

    def picture(self) -> QImage:
        """The picture that is on the screen."""
        return self._part(QRect(0, 0, WIDE, HIGH))

    def _part(self, box: QRect) -> QImage:
        with self._buffer.open("rb") as buffer:
            header = struct.unpack(">25I", buffer.read(100))
        start, line = header[0] + header[19] * 12, header[12]
        whole = np.memmap(self._buffer, np.uint8, "r", start, (HIGH, line // 4, 4))
        part = whole[box.top() : box.bottom() + 1, box.left() : box.right() + 1].copy()
        size = box.size()
        return QImage(
            part.data, size.width(), size.height(), size.width() * 4, QImage.Format.Format_RGB32
        ).copy()

    def _pixel(self, x: int, y: int) -> int:
        return self._part(QRect(x, y, 1, 1)).pixel(0, 0)

    def ready(self) -> QImage:
        """Wait until the door is open and its last button, for all keys, is there."""
        ink, paper = (QColor(one).rgb() for one in (LIGHT.accent, LIGHT.surface))

        def drawn() -> bool:
            part = self._part(_LAST_BUTTON)
            row = [part.pixel(x, part.height() // 2) for x in range(part.width())]
            return row[0] == row[-1] == paper and ink in row

        self._until(drawn, "the door does not open")
        return self.still()

    def card(self, colour: Colour) -> QImage:
        """Wait until another card than the last is shown whole, in this colour."""
        self.colour_of_card(colour)
        return self.picture()

    def colour_of_card(self, *colours: Colour) -> Colour:
        """Wait until another card than the last is shown whole, in one of these colours."""
        papers = {QColor(LIGHT.verdicts[one].paper).rgb(): one for one in colours}
        seen: list[Colour] = []

        def shown() -> bool:
            colour, number = papers.get(self._pixel(*_ON_THE_CARD)), self._part(_NUMBER)
            if colour is not None and number != self._number:
                self._number = number
                seen.append(colour)
            return bool(seen)

        self._until(shown, f"no card in {colours}")
        return seen[0]

    def painted(self, x: int, y: int, colour: str) -> QImage:
        """Wait until a pixel has a colour, and nothing moves."""
        wanted = QColor(colour).rgb()
        self._until(lambda: self._pixel(x, y) == wanted, f"no {colour} at {x}, {y}")
        return self.still()

    def another(self, before: QImage) -> QImage:
        """Wait until the screen shows something else, and does not change any more."""
        self._until(lambda: self.picture() != before, "nothing happened")
        return self.still()

    def still(self) -> QImage:
        """Wait until nothing moves; a clock may tick."""
        seen, since = self.picture(), time.monotonic()
        over = since + _PATIENCE_S
        while time.monotonic() - since < _STILL_S and time.monotonic() < over:
            time.sleep(0.05)
            now = self.picture()
            if now != seen:
                seen, since = now, time.monotonic()
        return seen

    def until(self, so: Callable[[], bool], message: str) -> None:
        """Wait for something beside the screen."""
        self._until(so, message)

    def file_dialog(self, title: str) -> None:
        """Wait until a file dialog is open."""
        self._until(lambda: self._found("--onlyvisible", "--name", title), f"no {title}")
        self.still()

    def focus(self) -> None:
        """Give the window the keys, as a window manager would."""
        self._until(lambda: self._found("--onlyvisible", "--class", "kiosk"), "no window")
        self._do("search", "--onlyvisible", "--class", "kiosk", "windowfocus", "--sync")

    def _found(self, *query: str) -> bool:
        asked = ["xdotool", "search", *query]
        env = {**os.environ, "DISPLAY": self._display}
        return subprocess.run(asked, env=env, capture_output=True, check=False).returncode == 0

    def _do(self, *what: str) -> str:
        env = {**os.environ, "DISPLAY": self._display}
        done = subprocess.run(["xdotool", *what], env=env, capture_output=True, check=True)
        return done.stdout.decode().strip()

    def _until(self, so: Callable[[], bool], message: str, pause_s: float = 0.02) -> None:
        over = time.monotonic() + _PATIENCE_S
        while not so():
            assert time.monotonic() < over, message
            assert self.process.poll() is None, "the program ended"
            time.sleep(pause_s)


@contextmanager
def window(
    folder: Path, aside: Path, under: tuple[str, ...] = (), program: tuple[str, ...] = PROGRAM
) -> Iterator[Screen]:
    """Run the program on a screen of its own over a folder; what it logs goes aside.

    `under` comes before its command line.
    """
    with empty_screen(aside) as (display, buffer):
        env = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "KIOSK_LANG": "nl"}
        command = [*under, *program, "--data", str(folder)]
        with (aside / "kiosk.log").open("wb") as log:
            process = subprocess.Popen(command, env=env, stdout=log, stderr=log)
        screen = Screen(display, buffer, process)
        try:
            screen.focus()
            yield screen
        finally:
            screen.picture().save(str(aside / "last seen.png"))
            process.terminate()
            process.wait(_PATIENCE_S)


@contextmanager
def empty_screen(aside: Path) -> Iterator[tuple[str, Path]]:
    read_end, write_end = os.pipe()
    command = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{WIDE}x{HIGH}x24"]
    command += ["-fbdir", str(aside), "-nolisten", "tcp", "-noreset", "-r"]  # no key repeats
    server = subprocess.Popen(command, pass_fds=[write_end], stderr=subprocess.DEVNULL)
    os.close(write_end)
    try:
        with os.fdopen(read_end) as line:
            number = line.readline().strip()
        assert number, "no screen"
        yield f":{number}", aside / "Xvfb_screen0"
    finally:
        server.terminate()
        server.wait(_PATIENCE_S)
