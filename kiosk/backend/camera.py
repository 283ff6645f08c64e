"""The source of the window's camera: the configured camera, or the demo's visitors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kiosk.camera.camera_choice import CameraChoice

if TYPE_CHECKING:  # OpenCV loads after the window
    from kiosk.camera.frame import FrameSource
    from kiosk.camera.watcher import Listener, Watcher
    from kiosk.demo.film import ClipSource, Visit

SaveSettings = Callable[[Mapping[str, str | bool]], None]

FAST_FPS = 10
_FAST_SECONDS = 3.0
_LABEL = "demo"


class CameraSelector:
    """Chooses the camera's source when the camera starts, after the station was opened."""

    def __init__(
        self,
        source: str,
        *,
        named: bool = True,
        fast: bool = False,
        save_settings: SaveSettings = lambda _: None,
    ) -> None:
        """`named`: always use this source; else show the visitors if there is no webcam.

        `save_settings` gets the choices in the window as settings of this laptop.
        """
        self._source = source
        self._named = named
        self._fast = fast
        self._save_settings = save_settings
        self._visitors: Sequence[Visit] = ()

    def show(self, visitors: Sequence[Visit]) -> None:
        """Show these visitors if there is no webcam."""
        self._visitors = visitors

    def __call__(self, listener: Listener) -> Watcher:
        """Return a watcher of the source, with the second decoder."""
        from kiosk.camera.decoding.zbar_decoder import zbar_decoder  # noqa: PLC0415
        from kiosk.camera.watcher import Watcher  # noqa: PLC0415

        return Watcher(self._frame_source(), listener, zbar_decoder())

    def webcams(self) -> Sequence[CameraChoice]:
        """Return the webcams that are connected now, by name."""
        from kiosk.camera.webcam import cameras, choices  # noqa: PLC0415

        return choices(cameras(), self._source)

    def choose(self, source: str) -> None:
        """Use this source from the next start of the camera on, and save the choice."""
        self._source, self._named = source, True
        self._save_settings({"camera": source})

    def mirror(self, mirrored: bool) -> None:
        """Save whether the picture is shown as a mirror image."""
        self._save_settings({"mirror": mirrored})

    def _frame_source(self) -> FrameSource:
        from kiosk.camera.frame_source import open_source  # noqa: PLC0415
        from kiosk.camera.webcam import has_webcam  # noqa: PLC0415

        if self._visitors and not self._named and not has_webcam():
            return clip(self._visitors, fast=self._fast, paced=True)
        return open_source(self._source, loop=True)


def clip(visitors: Sequence[Visit], *, fast: bool, paced: bool) -> ClipSource:
    """Return the film of visitors who show tickets, with a poster with a code behind them."""
    from kiosk.demo.film import FPS, SECONDS_PER_VISIT, ClipSource  # noqa: PLC0415
    from kiosk.demo.visitors import POSTER  # noqa: PLC0415

    return ClipSource(
        visitors,
        _LABEL,
        poster=POSTER,
        fps=FAST_FPS if fast else FPS,
        seconds_per_visit=_FAST_SECONDS if fast else SECONDS_PER_VISIT,
        paced=paced,
    )
