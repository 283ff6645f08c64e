"""Runs the desktop app: the window first, then the store, the camera, and the screen kept on."""

import logging
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QStyle

from kiosk.camera.state import CameraState
from kiosk.ui.background import Background
from kiosk.ui.doorway import Door, Doorway
from kiosk.ui.language import labels
from kiosk.ui.lens import Lens, Watch
from kiosk.ui.post import Post
from kiosk.ui.scan_page import ScanPage
from kiosk.ui.scanning import Scanning
from kiosk.ui.theme import PLAIN, Look, Theme, dress, load_fonts
from kiosk.ui.wedge import WedgeScanner
from kiosk.ui.window import Window
from kiosk.words import Words

_log = logging.getLogger(__name__)
_STOP_S = 5.0


def start_app(theme: Theme, *, offscreen: bool = False) -> QApplication:
    """Make the application in its fonts and colours; `offscreen` needs no display."""
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = QApplication(sys.argv[:1])
    app.setApplicationName("kiosk")
    load_fonts()
    dress(app, theme)
    return app


def run(
    app: QApplication,
    post: Post,
    open_door: Callable[[], Door],
    watch: Watch | None,
    words: Mapping[str, Words],
    *,
    look: Look = PLAIN,
    now: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
) -> int:
    """Show the window until a person closes it; return the exit code.

    `open_door` and all that it makes are called on one thread of their own; so is `watch`, on
    another, once the window is shown. `now` is ms UTC.
    """
    store = Background()
    doorway = Doorway(open_door, store)
    animated = app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
    motion = look.moving and animated
    page = ScanPage(
        post, words[look.language], now, look.theme, mirrored=look.mirrored, motion=motion
    )
    scanning = Scanning(page, doorway)
    page.reference_typed.connect(scanning.on_reference)
    with (
        labels(app) as language,
        _bugs_logged(),
        _keys_read(app, scanning),
        _screen_kept_on(),
        _stopped_at_the_end(doorway, store),
        _camera_watched(page, scanning, watch),
    ):
        window = Window(page, language, words, language=look.language)
        if look.windowed:
            window.show()
        else:
            window.showFullScreen()
        QTimer.singleShot(0, scanning.count)
        return app.exec()


@contextmanager
def _keys_read(app: QApplication, scanning: Scanning) -> Iterator[None]:
    """Let a hand scanner type anywhere."""
    wedge = WedgeScanner()
    wedge.scanned.connect(scanning.on_code)
    app.installEventFilter(wedge)
    yield
    app.removeEventFilter(wedge)


@contextmanager
def _camera_watched(page: ScanPage, scanning: Scanning, watch: Watch | None) -> Iterator[None]:
    """Start the camera once the event loop runs, and so after the window; without one, say so."""
    if watch is None:
        page.show_camera(CameraState.MISSING, "")
        yield
        return
    lens = Lens(watch)
    lens.frame.connect(page.show_frame)
    lens.code.connect(scanning.on_code)
    lens.outlines.connect(page.show_outlines)
    lens.state.connect(page.show_camera)
    page.tapped.connect(lens.tap)
    QTimer.singleShot(0, lens.start)
    yield
    lens.stop()


@contextmanager
def _stopped_at_the_end(doorway: Doorway, store: Background) -> Iterator[None]:
    """Let the store finish what it was asked."""
    yield
    doorway.close()
    if not store.close(_STOP_S):
        _log.error("the store did not stop within %s s", _STOP_S)


@contextmanager
def _screen_kept_on() -> Iterator[None]:
    """Keep the screen on, as long as the system has a way to."""
    over = threading.Event()
    threading.Thread(target=_keep_awake, args=(over,), name="awake", daemon=True).start()
    yield
    over.set()


def _keep_awake(until: threading.Event) -> None:
    """Keep the screen on; where the system has no way to, the door works all the same."""
    from wakepy import keep  # noqa: PLC0415 - after the window

    with keep.presenting(on_fail="pass") as mode:
        if not mode.active:
            _log.warning("the screen cannot be kept on by this program")
        until.wait()


@contextmanager
def _bugs_logged() -> Iterator[None]:
    """Write down what nobody catches and go on: an error in a slot must not close the door."""
    before = sys.excepthook, threading.excepthook

    def log(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log.critical("a bug", exc_info=(kind, error, trace))

    sys.excepthook = log
    threading.excepthook = lambda told: _log.critical("a bug", exc_info=told.exc_value)
    yield
    sys.excepthook, threading.excepthook = before
