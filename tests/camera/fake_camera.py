"""Cameras that do what real ones do only on a bad day."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator

from kiosk.camera.frame import Frame, Image
from kiosk.errors import KioskError

FRAME_S = 0.005  # a camera waits for its frames; faster than any, so that tests are short

Step = Image | KioskError | None


class FakeCamera:
    """Gives a script's images, raises its errors, and ends at None; a new open() goes on in it."""

    def __init__(self, script: Iterable[Step], refuse: Iterable[KioskError | None] = ()) -> None:
        self._script: Iterator[Step] = iter(script)
        self._refuse = iter(refuse)  # one for each open(); None opens
        self.opened = 0
        self.closed = 0

    @property
    def label(self) -> str:
        return "Fake camera"

    def open(self) -> None:
        self.opened += 1
        error = next(self._refuse, None)
        if error is not None:
            raise error

    def read(self) -> Frame | None:
        step = next(self._script, None)
        if isinstance(step, KioskError):
            raise step
        time.sleep(FRAME_S)
        return None if step is None else Frame(step, time.monotonic())

    def close(self) -> None:
        self.closed += 1

    def again(self) -> "FakeCamera":
        return self


class HangingCamera(FakeCamera):
    """Opens, and then its read() never returns until it is let go."""

    def __init__(self) -> None:
        super().__init__(())
        self.let_go = threading.Event()

    def read(self) -> Frame | None:
        self.let_go.wait()
        return None


class Heard:
    """Keeps the calls of any thread, and waits until they are enough."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self.calls: list[object] = []

    def __call__(self, *news: object) -> None:
        with self._news:
            self.calls.append(news[0] if news else None)
            self._news.notify_all()

    def wait_until(self, enough: Callable[[list[object]], bool]) -> list[object]:
        """Return all calls once they are enough; fail after 5 s."""
        with self._news:
            assert self._news.wait_for(lambda: enough(self.calls), timeout=60), self.calls
            return list(self.calls)
