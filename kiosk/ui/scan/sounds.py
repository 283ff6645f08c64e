"""Makes and plays the sounds of the cards; a laptop without a speaker works without them."""

import logging
import math
import queue
from array import array
from collections.abc import Callable, Generator, Sequence
from typing import Protocol

from kiosk.domain.verdict import Colour
from kiosk.supervisor import Fault, Life, Worker

_log = logging.getLogger(__name__)
_BUFFER_MS = 60
_SAMPLE_BYTES = 2
_LIMIT_S = 15.0

RATE = 44_100
"""Samples a second; one channel of signed 16 bits."""

_LOUD = 0.6
_FADE_S = 0.008  # a tone that begins or ends at once clicks
_PAUSE_S = 0.04

# Hertz and seconds. Rising: come in. One soft tone: nothing to do. Twice the same: ask. Low, long
# and with overtones, which small speakers and old ears hear best: stop.
_NOTES: dict[Colour, tuple[tuple[float, float], ...]] = {
    Colour.GREEN: ((784, 0.09), (1175, 0.16)),
    Colour.BLUE: ((587, 0.14),),
    Colour.ORANGE: ((523, 0.14), (523, 0.14)),
    Colour.RED: ((262, 0.24), (196, 0.36)),
}
_OVERTONES = {Colour.RED: (1.0, 0.5, 0.4, 0.25)}


class Device(Protocol):
    """A loudspeaker: `miniaudio.PlaybackDevice`."""

    def start(self, stream: Generator[bytes, int, None]) -> None:
        """Play a started generator; it is sent the number of samples to yield."""

    def stop(self) -> None:
        """Stop playing."""

    def close(self) -> None:
        """Close the loudspeaker."""


class Speaker:
    """Plays the newest sound on its own thread; the window never waits for it.

    A thread that dies or hangs is replaced, and opens the loudspeaker again.
    """

    part = "sound"

    def __init__(self, open_device: Callable[[], Device]) -> None:
        self.muted = False
        self.works = False
        self.faults = 0
        self._open_device = open_device
        self._wanted: queue.SimpleQueue[Colour | None] = queue.SimpleQueue()
        self._worker = Worker("sound", self._run, failed=self._on_fault)

    def start(self) -> None:
        """Start the thread."""
        self._worker.start()

    def check(self) -> None:
        """Replace the thread if it died or hangs."""
        self._worker.check()

    def play(self, colour: Colour) -> None:
        """Play the sound of a colour in place of the current one, unless muted."""
        if not self.muted:
            self._wanted.put(colour)

    def stop(self) -> None:
        """Stop the thread."""
        self._wanted.put(None)
        self._worker.join(1)

    def _on_fault(self, _fault: Fault) -> None:
        self.faults += 1
        self.works = False

    def _run(self, life: Life) -> None:
        tones = {colour: tone(colour) for colour in Colour}
        try:
            with life.step(_LIMIT_S):
                device = self._open_device()
        except Exception:  # noqa: BLE001 - a thread's boundary; libraries raise many kinds of errors
            _log.warning("this laptop has no loudspeaker that we can use")
            return
        self.works = True
        while not life.over and (colour := self._wanted.get()) is not None:
            with life.step(_LIMIT_S):
                device.stop()
                if tones[colour]:
                    device.start(streamed(tones[colour]))
        device.close()


def streamed(samples: bytes) -> Generator[bytes, int, None]:
    """Return a started generator of the samples."""
    stream = _stream(samples)
    next(stream)
    return stream


def _stream(samples: bytes) -> Generator[bytes, int, None]:
    wanted, at = (yield b""), 0
    while at < len(samples):
        size = wanted * _SAMPLE_BYTES
        part = samples[at : at + size]
        at += size
        wanted = yield part.ljust(size, b"\0")


def loudspeaker() -> Device:
    """Open this laptop's loudspeaker."""
    import miniaudio  # noqa: PLC0415 - after the window

    device: Device = miniaudio.PlaybackDevice(
        output_format=miniaudio.SampleFormat.SIGNED16,
        nchannels=1,
        sample_rate=RATE,
        buffersize_msec=_BUFFER_MS,
    )
    return device


def tone(colour: Colour) -> bytes:
    """Return the samples of a colour's sound; empty for a colour without one."""
    overtones = _OVERTONES.get(colour, (1.0, 0.25))
    pause = [0.0] * round(_PAUSE_S * RATE)
    samples: list[float] = []
    for hertz, seconds in _NOTES.get(colour, ()):
        samples += [*_note(hertz, seconds, overtones), *pause]
    return array("h", [round(32_767 * _LOUD * each) for each in samples]).tobytes()


def _note(hertz: float, seconds: float, overtones: Sequence[float]) -> list[float]:
    count, whole = round(seconds * RATE), sum(overtones)
    fade = _FADE_S * RATE
    return [
        min(1.0, at / fade, (count - at) / fade)
        * sum(
            part * math.sin(math.tau * hertz * number * at / RATE)
            for number, part in enumerate(overtones, start=1)
        )
        / whole
        for at in range(count)
    ]
