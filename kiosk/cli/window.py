"""`kiosk` without a command: the window on this data folder."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from kiosk.backend.camera import CameraSelector
from kiosk.backend.exit_plan import ExitPlan
from kiosk.cli.wipe_at_exit import wipe_at_exit
from kiosk.errors import WorldFailed
from kiosk.runtime.data_folder import DataFolder
from kiosk.runtime.log_file import log_to
from kiosk.settings import save_settings
from kiosk.store.sqlite.wipe_folder import remove_locks
from kiosk.texts import LANGUAGES, load_words
from kiosk.ui.application import run, start_app
from kiosk.ui.laptops.stick_watcher import MountedVolumes
from kiosk.ui.station.farewell_window import FarewellWindow, show_farewell
from kiosk.ui.style.theme import DARK, LIGHT, WindowOptions

if TYPE_CHECKING:  # SQLite loads after the window
    from kiosk.backend.local_backend import LocalBackend
    from kiosk.backend.network_backend import HubInApp
    from kiosk.store.station_store import StationStore
    from kiosk.sync.network.standby import Succession

_log = logging.getLogger(__name__)


def run_app(session: DataFolder, *, camera: str | None, windowed: bool) -> int:
    """Open the window on the current event; return its exit code."""
    named = camera if camera is not None else session.settings.camera
    remember = partial(save_settings, session.folder)
    selector = CameraSelector(named or "0", named=bool(named), save_settings=remember)
    return show_window(session, selector, windowed=windowed)


def show_window(session: DataFolder, selector: CameraSelector, *, windowed: bool) -> int:
    """Show the window until it is closed; the folder is locked in the meantime."""
    plan = ExitPlan()
    code = _run_window(session, selector, plan, windowed=windowed)
    if plan.folder_to_wipe is not None:
        remove_locks(session.folder)
    return code


def _run_window(
    session: DataFolder, selector: CameraSelector, plan: ExitPlan, *, windowed: bool
) -> int:
    with session.lock(lost_too=True):  # the window reports a lost event
        log_to(session.folder / "log")
        options = WindowOptions(
            theme=DARK if session.settings.theme == "dark" else LIGHT,
            language=session.words.language,
            mirrored=session.settings.mirror,
            windowed=windowed,
            animated=not session.settings.reduced_motion,
        )
        with _qt_failure_as(session.words.say("error.no_window")):
            app = start_app(options.theme)
        code = run(
            app,
            partial(open_backend, session, selector, plan),
            selector,
            {language: load_words(language) for language in LANGUAGES},
            options=options,
            cameras=selector,
        )
        if plan.folder_to_wipe is not None:
            report = wipe_at_exit(plan.folder_to_wipe)
            last = FarewellWindow(
                report.title, report.lines, report.close, options.theme, well=report.succeeded
            )
            show_farewell(app, last, windowed=windowed)
        return code


@contextmanager
def _qt_failure_as(sentence: str) -> Iterator[None]:
    """End the process with a sentence where Qt would abort it, for example without its plugins."""

    def handle(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        _log.warning("Qt: %s", message)
        if kind is QtMsgType.QtFatalMsg:
            os.write(2, f"{sentence}\n".encode())
            os._exit(WorldFailed.exit_code)

    previous = qInstallMessageHandler(handle)
    try:
        yield
    finally:
        qInstallMessageHandler(previous)


def open_backend(session: DataFolder, selector: CameraSelector, plan: ExitPlan) -> LocalBackend:
    """Open the database on the thread that will use it."""
    from kiosk.backend.local_backend import LocalBackend  # noqa: PLC0415

    return LocalBackend(session, selector, plan, MountedVolumes(), _HubInWindow())


class _HubInWindow:
    """Runs the hub in this process; the server loads when a person asks for it."""

    @contextmanager
    def run(self, session: DataFolder) -> Iterator[HubInApp]:
        """Run the hub on the port that other laptops know, or on a free one."""
        from kiosk.hub.hub_port import next_port  # noqa: PLC0415
        from kiosk.hub.hub_runner import running_hub  # noqa: PLC0415
        from kiosk.hub.hub_server import ListeningAddress, PortTaken  # noqa: PLC0415

        with ExitStack() as opened:
            try:
                address = ListeningAddress(port=next_port(session.folder))
                hub = opened.enter_context(running_hub(session, address))
            except PortTaken:
                hub = opened.enter_context(running_hub(session, ListeningAddress(port=0)))
            yield hub

    def succession(self, session: DataFolder, store: StationStore) -> Succession:
        """Return the address at which this laptop would be the hub."""
        from kiosk.hub.hub_port import succession  # noqa: PLC0415

        return succession(session, store)
