"""A decoder at its edge: whatever its library does, the caller gets codes or none."""

import logging
from collections.abc import Callable

from kiosk.camera.codes import Code
from kiosk.camera.frame import Image

Decoder = Callable[[Image], tuple[Code, ...]]

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
