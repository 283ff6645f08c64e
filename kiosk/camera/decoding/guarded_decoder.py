"""Guards around decoders: errors and hangs of a library give no codes."""

import logging
import threading
from collections.abc import Callable
from typing import TypeVar

from kiosk.camera.decoding.detected_code import Code
from kiosk.camera.frame import Image

Decoder = Callable[[Image], tuple[Code, ...]]

T = TypeVar("T")

LIMIT_S = 10.0  # 12 megapixels take a second; 50 on an old laptop a few seconds
_MAX_HUNG = 3  # abandoned threads; after that the decoder is no longer used

_log = logging.getLogger(__name__)


class GuardedDecoder:
    """A decoder that finds nothing if its library raises; each error type is logged
    once, without codes.
    """

    def __init__(self, name: str, decoder: Decoder) -> None:
        self._name = name
        self._decoder = decoder
        self._known: set[type[Exception]] = set()

    def __call__(self, picture: Image) -> tuple[Code, ...]:
        """Return the codes in a grey picture."""
        try:
            return self._decoder(picture)
        except Exception as error:  # noqa: BLE001 - library boundary: any exception is possible
            if type(error) not in self._known:
                self._known.add(type(error))
                _log.error("the decoder %s failed", self._name, exc_info=error)
            return ()


class TimedDecoder:
    """A decoder with a time limit: raises TimeoutError after it."""

    def __init__(self, decoder: Decoder, *, limit_s: float = LIMIT_S) -> None:
        self._decoder = decoder
        self._limit_s = limit_s
        self._hung = 0

    def __call__(self, picture: Image) -> tuple[Code, ...]:
        """Return the codes in a grey picture; none if the decoder has hung too often."""
        if self._hung >= _MAX_HUNG:
            return ()
        try:
            return run_within(self._limit_s, lambda: self._decoder(picture))
        except TimeoutError:
            self._hung += 1
            raise


def run_within(limit_s: float, work: Callable[[], T]) -> T:
    """Return the result of `work`; TimeoutError after the limit, and its thread is abandoned."""
    results: list[T] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(work())
        except BaseException as error:  # noqa: BLE001 - thread boundary: raised in the waiting thread
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
