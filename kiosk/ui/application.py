"""Runs the desktop app: opens the window first, then the store and the camera."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

from kiosk.texts import Texts
from kiosk.ui.shell.garbage import garbage_collected_here
from kiosk.ui.shell.main_window import SMALLEST, Window
from kiosk.ui.shell.screen_awake import ScreenAwake
from kiosk.ui.shell.station_client import StationClient
from kiosk.ui.shell.ui_context import AppContext
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.style.language import translated_labels
from kiosk.ui.style.screen_scale import fit_to_screen, make_app
from kiosk.ui.style.theme import DEFAULT_OPTIONS, Theme, WindowOptions, apply_theme, load_fonts

if TYPE_CHECKING:  # the pages load after the first window
    from kiosk.ui.backend_interface import Backend
    from kiosk.ui.door_wiring import DoorWiring
    from kiosk.ui.input.camera_bridge import Watch
    from kiosk.ui.scan.camera_controller import Cameras

_log = logging.getLogger(__name__)
_STOP_S = 5.0
_CHECK_MS = 5_000


def start_app(theme: Theme, *, offscreen: bool = False) -> QApplication:
    """Return the application with fonts and colours; `offscreen` needs no display."""
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = make_app()
    if app.platformName() != "offscreen":  # the size of its screen means nothing
        app = fit_to_screen(app, SMALLEST)
    app.setApplicationName("kiosk")
    load_fonts()
    apply_theme(app, theme)
    return app


def run(
    app: QApplication,
    open_backend: Callable[[], Backend],
    watch: Watch | None,
    words: Mapping[str, Texts],
    *,
    options: WindowOptions = DEFAULT_OPTIONS,
    cameras: Cameras | None = None,
    now: Callable[[], int] = lambda: time.time_ns() // 1_000_000,
) -> int:
    """Show the window until a person closes it or the system ends it; return the exit code.

    `open_backend` and its result are used on one worker thread, `watch` on another, both after the
    window was painted. `now` is ms UTC.
    """
    store = ThreadRunner(part="store")
    client: StationClient[Backend] = StationClient(open_backend, store)
    with (
        translated_labels(app) as language,
        _bugs_logged(),
        garbage_collected_here(),
        _stopped_at_the_end(client, store),
    ):
        window = Window(language, words, language=options.language, theme=options.theme)
        with (
            _ended_by_the_system(window),
            _screen_kept_on(window) as awake,
            _filled(AppContext(app, window, options, now), client, watch, cameras, awake),
        ):
            if options.windowed:
                window.show()
            else:
                window.show_over_everything()
            return app.exec()


@contextmanager
def _filled(
    shell: AppContext,
    client: StationClient[Backend],
    watch: Watch | None,
    cameras: Cameras | None,
    awake: ScreenAwake,
) -> Iterator[None]:
    """Fill the window after it was painted empty."""
    filled: list[DoorWiring] = []

    def fill() -> None:
        from kiosk.ui.door_wiring import DoorWiring  # noqa: PLC0415 - after the window

        filled.append(DoorWiring(shell, client, watch, cameras, awake))
        filled[0].open()

    shell.window.painted.connect(fill)
    yield
    for desktop in filled:
        desktop.stop()


@contextmanager
def _ended_by_the_system(window: Window) -> Iterator[None]:
    """Close the window in order when the system ends the program by a signal."""
    receiver, sender = socket.socketpair()
    sender.setblocking(False)
    notifier = QSocketNotifier(receiver.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: window.close_for_good())
    handlers = {
        each: signal.signal(each, _ignore_signal) for each in (signal.SIGINT, signal.SIGTERM)
    }
    before = signal.set_wakeup_fd(sender.fileno())
    yield
    signal.set_wakeup_fd(before)
    for each, handler in handlers.items():
        signal.signal(each, handler)
    notifier.setEnabled(False)
    receiver.close()
    sender.close()


def _ignore_signal(_number: int, _frame: object) -> None:
    """Do nothing: the notifier handles the signal, as Qt's loop runs no Python handlers."""


@contextmanager
def _stopped_at_the_end(client: StationClient[Backend], store: ThreadRunner) -> Iterator[None]:
    """Close the store after its work."""
    yield
    client.close()
    if not store.close(_STOP_S):
        _log.error("the store did not stop within %s s", _STOP_S)


@contextmanager
def _screen_kept_on(window: Window) -> Iterator[ScreenAwake]:
    """Keep the screen on after the first painting, if the system supports it."""
    awake = ScreenAwake()
    # Not `awake.start` itself: the thread would own the last reference to the connected slot, and
    # at its end Qt and Python would wait for each other's lock.
    window.painted.connect(lambda: awake.start())  # noqa: PLW0108 - see above
    again = QTimer(window, interval=_CHECK_MS)
    again.timeout.connect(lambda: awake.check())  # noqa: PLW0108 - see above
    again.start()
    yield awake
    again.stop()
    awake.stop()


@contextmanager
def _bugs_logged() -> Iterator[None]:
    """Log uncaught errors and continue: an error in a slot must not close the window."""
    before = sys.excepthook, threading.excepthook

    def log(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log.critical("a bug", exc_info=(kind, error, trace))

    sys.excepthook = log
    threading.excepthook = lambda args: _log.critical("a bug", exc_info=args.exc_value)
    yield
    sys.excepthook, threading.excepthook = before
