"""A second opinion on frames in which no code was found, on a thread of its own."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.decoding.guarded_decoder import Decoder, Faultless
from kiosk.camera.frame import Image
from kiosk.camera.mailbox import Mailbox
from kiosk.supervisor import Life, Worker

LIMIT_S = 10.0  # a frame takes a tenth of a second, a few where a laptop is busy
FRESH_S = 0.5  # an older answer is about a ticket that may be gone
# The decoder takes 20 to 130 ms a frame. Resting five times as long as it worked, it takes at most
# a sixth of one core of an old laptop while people walk by without a ticket.
_REST = 5.0
_LOOK_S = 1.0


@dataclass(frozen=True, slots=True)
class _Missed:
    picture: Image
    at: float


@dataclass(frozen=True, slots=True)
class _Opinion:
    codes: tuple[Code, ...]
    at: float


class SecondOpinion:
    """Reads the newest missed frame with a slower decoder; never keeps the first one waiting."""

    def __init__(
        self,
        decoder: Decoder,
        *,
        name: str = "second-opinion",
        failed: Callable[[], None] = lambda: None,
        limit_s: float = LIMIT_S,
        rest_s: float = 0.0,
    ) -> None:
        """`failed` is called when its thread is replaced; after each frame it rests `rest_s`."""
        self._rest_s = rest_s
        self._decoder = Faultless(name, decoder)
        self._limit_s = limit_s
        self._asked = threading.Event()
        self._missed: Mailbox[_Missed] = Mailbox(self._asked.set)
        self._opinions: Mailbox[_Opinion] = Mailbox(lambda: None)
        self.worker = Worker(name, self._run, failed=lambda _: failed())

    def start(self) -> None:
        """Begin to wait for frames."""
        self.worker.start()

    def offer(self, picture: Image, at: float) -> None:
        """Ask about a grey frame of a time (seconds); only the newest that waits is looked at."""
        self._missed.put(_Missed(picture, at))

    def take(self, now: float) -> tuple[Code, ...]:
        """Return the codes found since the last call, if their frame is not too long ago."""
        opinion = self._opinions.take()
        return () if opinion is None or now - opinion.at > FRESH_S else opinion.codes

    def stop(self, timeout_s: float) -> None:
        """End the thread; give it so long to finish."""
        self._asked.set()
        self.worker.stop(timeout_s)

    def _run(self, life: Life) -> None:
        while not life.over:
            self._asked.wait(_LOOK_S)
            self._asked.clear()
            missed = self._missed.take()
            if missed is None:
                continue
            started = time.monotonic()
            with life.step(self._limit_s):
                codes = self._decoder(missed.picture)
            if codes and not life.over:
                self._opinions.put(_Opinion(codes, missed.at))
            life.wait(max(self._rest_s, _REST * (time.monotonic() - started)))
