"""A second opinion on frames in which no code was found, on a thread of its own."""

import threading
import time
from dataclasses import dataclass

from kiosk.camera.codes import Code
from kiosk.camera.faultless import Decoder
from kiosk.camera.frame import Image
from kiosk.camera.mailbox import Mailbox

FRESH_S = 0.5  # an older answer is about a ticket that may be gone
# The decoder takes 20 to 130 ms a frame. Resting five times as long as it worked, it takes at most
# a sixth of one core of an old laptop while people walk by without a ticket.
_REST = 5.0


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

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder
        self._stop = threading.Event()
        self._asked = threading.Event()
        self._missed: Mailbox[_Missed] = Mailbox(self._asked.set)
        self._opinions: Mailbox[_Opinion] = Mailbox(lambda: None)
        self._thread = threading.Thread(target=self._run, name="second-opinion", daemon=True)

    def start(self) -> None:
        """Begin to wait for frames."""
        self._thread.start()

    def offer(self, picture: Image, at: float) -> None:
        """Ask about a grey frame of a time (seconds); only the newest that waits is looked at."""
        self._missed.put(_Missed(picture, at))

    def take(self, now: float) -> tuple[Code, ...]:
        """Return the codes found since the last call, if their frame is not too long ago."""
        opinion = self._opinions.take()
        return () if opinion is None or now - opinion.at > FRESH_S else opinion.codes

    def stop(self, timeout_s: float) -> None:
        """End the thread; give it so long to finish."""
        self._stop.set()
        self._asked.set()
        self._thread.join(timeout_s)

    def _run(self) -> None:
        while not self._stop.is_set():
            self._asked.wait()
            self._asked.clear()
            missed = self._missed.take()
            if missed is None:
                continue
            started = time.monotonic()
            codes = self._decoder(missed.picture)
            if codes:
                self._opinions.put(_Opinion(codes, missed.at))
            self._stop.wait(_REST * (time.monotonic() - started))
