"""A slower decoder for frames in which no code was found, on its own thread."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.decoding.guarded_decoder import Decoder, GuardedDecoder
from kiosk.camera.frame import Image
from kiosk.camera.mailbox import Mailbox
from kiosk.supervisor import Life, Worker

LIMIT_S = 10.0  # a frame takes 0.1 s, or a few seconds on a busy laptop
FRESH_S = 0.5  # after this time the ticket may be gone
# The decoder takes 20 to 130 ms a frame. Resting five times as long as it worked, it takes at most
# a sixth of one core of an old laptop while people walk by without a ticket.
_REST = 5.0
_WAIT_S = 1.0


@dataclass(frozen=True, slots=True)
class _Missed:
    picture: Image
    at: float


@dataclass(frozen=True, slots=True)
class _Opinion:
    codes: tuple[Code, ...]
    at: float


class SecondOpinion:
    """Decodes the newest missed frame; the first decoder never waits for it."""

    def __init__(
        self,
        decoder: Decoder,
        *,
        name: str = "second-opinion",
        failed: Callable[[], None] = lambda: None,
        limit_s: float = LIMIT_S,
        rest_s: float = 0.0,
    ) -> None:
        """`failed` is called when its thread is replaced; it rests `rest_s` after each frame."""
        self._rest_s = rest_s
        self._decoder = GuardedDecoder(name, decoder)
        self._limit_s = limit_s
        self._wake = threading.Event()
        self._missed: Mailbox[_Missed] = Mailbox(self._wake.set)
        self._opinions: Mailbox[_Opinion] = Mailbox(lambda: None)
        self.worker = Worker(name, self._run, failed=lambda _: failed())

    def offer(self, picture: Image, at: float) -> None:
        """Decode a grey frame of a time (seconds); only the newest waiting frame is used."""
        self._missed.put(_Missed(picture, at))

    def take(self, now: float) -> tuple[Code, ...]:
        """Return the codes found since the last call, if their frame is recent."""
        opinion = self._opinions.take()
        return () if opinion is None or now - opinion.at > FRESH_S else opinion.codes

    def stop(self, timeout_s: float) -> None:
        """End the thread, and wait for it within the timeout."""
        self._wake.set()
        self.worker.stop(timeout_s)

    def _run(self, life: Life) -> None:
        while not life.over:
            self._wake.wait(_WAIT_S)
            self._wake.clear()
            missed = self._missed.take()
            if missed is None:
                continue
            started = time.monotonic()
            with life.step(self._limit_s):
                codes = self._decoder(missed.picture)
            if codes and not life.over:
                self._opinions.put(_Opinion(codes, missed.at))
            life.wait(max(self._rest_s, _REST * (time.monotonic() - started)))
