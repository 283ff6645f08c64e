"""A decoder at its edge: whatever its library does, the caller gets codes or none."""

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.frame import Image

Decoder = Callable[[Image], tuple[Code, ...]]

T = TypeVar("T")

LIMIT_S = 10.0  # a picture of 12 megapixels takes a second; 50 on an old laptop a few
_MOST_HUNG = (
    3  # threads that are left behind; a decoder that hangs more often is not asked any more
)

_log = logging.getLogger(__name__)


class Faultless:
    """Finds nothing where the decoder raises; each kind of fault is logged once, without codes."""

    def __init__(self, name: str, decoder: Decoder) -> None:
        self._name = name
        self._decoder = decoder
        self._known: set[type[Exception]] = set()

    def __call__(self, picture: Image) -> tuple[Code, ...]:
        """Return the codes in a grey picture."""
        try:
            return self._decoder(picture)
        except Exception as error:  # noqa: BLE001 - a library's edge: no two raise alike
            if type(error) not in self._known:
                self._known.add(type(error))
                _log.error("the decoder %s failed", self._name, exc_info=error)
            return ()


class Limited:
    """A decoder for who waits for its answer: it raises TimeoutError where that takes too long."""

    def __init__(self, decoder: Decoder, *, limit_s: float = LIMIT_S) -> None:
        self._decoder = decoder
        self._limit_s = limit_s
        self._hung = 0

    def __call__(self, picture: Image) -> tuple[Code, ...]:
        """Return the codes in a grey picture; none from a decoder that has hung too often."""
        if self._hung >= _MOST_HUNG:
            return ()
        try:
            return within(self._limit_s, lambda: self._decoder(picture))
        except TimeoutError:
            self._hung += 1
            raise


def within(limit_s: float, work: Callable[[], T]) -> T:
    """Return what work returns; its thread is left behind where it takes longer: TimeoutError."""
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - a thread's end: raised where it is waited for
            errors.append(error)

    thread = threading.Thread(target=run, name="decoder-in-time", daemon=True)
    thread.start()
    thread.join(limit_s)
    if results:
        return results[0]
    if errors and isinstance(errors[0], Exception):
        raise errors[0]
    if errors:
        raise RuntimeError("the thread died") from errors[0]
    raise TimeoutError
