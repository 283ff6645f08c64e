"""`kiosk` without a command: the app on this station's folder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kiosk.backend.camera import CameraSelector
from kiosk.backend.exit_plan import ExitPlan
from kiosk.cli.wipe_at_exit import wipe_at_exit
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


def run_app(session: DataFolder, *, camera: str | None, windowed: bool) -> int:
    """Open the window on the current event; return its exit code."""
    named = camera if camera is not None else session.settings.camera
    remember = partial(save_settings, session.folder)
    sight = CameraSelector(named or "0", named=bool(named), remember=remember)
    return show_window(session, sight, windowed=windowed)


def show_window(session: DataFolder, sight: CameraSelector, *, windowed: bool) -> int:
    """Show the station's window until it is closed; owns the folder meanwhile."""
    ending = ExitPlan()
    code = _shown(session, sight, ending, windowed=windowed)
    if ending.to_empty is not None:
        remove_locks(session.folder)
    return code


def _shown(session: DataFolder, sight: CameraSelector, ending: ExitPlan, *, windowed: bool) -> int:
    with session.own(lost_too=True):  # a lost event is told in the window
        log_to(session.folder / "log")
        look = WindowOptions(
            theme=DARK if session.settings.theme == "dark" else LIGHT,
            language=session.words.language,
            mirrored=session.settings.mirror,
            windowed=windowed,
            animated=not session.settings.reduced_motion,
        )
        app = start_app(look.theme)
        code = run(
            app,
            partial(opened, session, sight, ending),
            sight,
            {language: load_words(language) for language in LANGUAGES},
            options=look,
            cameras=sight,
        )
        if ending.to_empty is not None:
            told = wipe_at_exit(ending.to_empty)
            last = FarewellWindow(told.title, told.lines, told.close, look.theme, well=told.well)
            show_farewell(app, last, windowed=windowed)
        return code


def opened(session: DataFolder, sight: CameraSelector, ending: ExitPlan) -> LocalBackend:
    """Open the station's file on the thread that will use it."""
    from kiosk.backend.local_backend import LocalBackend  # noqa: PLC0415

    return LocalBackend(session, sight, ending, MountedVolumes())
