"""`kiosk` without a command: the app on this station's folder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kiosk.cli.emptying import Ending, empty_at_last
from kiosk.cli.log import log_to
from kiosk.cli.sight import Sight
from kiosk.cli.station import Session
from kiosk.settings import save_settings
from kiosk.store.emptying import remove_locks
from kiosk.ui.app import run, start_app
from kiosk.ui.last_words import LastWords, tell
from kiosk.ui.theme import DARK, LIGHT, Look
from kiosk.words import LANGUAGES, load_words

if TYPE_CHECKING:  # SQLite loads after the window
    from kiosk.cli.open_station import OpenStation


def run_app(session: Session, *, camera: str | None, windowed: bool) -> int:
    """Open the window on the current event; return its exit code."""
    named = camera if camera is not None else session.settings.camera
    remember = partial(save_settings, session.folder)
    sight = Sight(named or "0", named=bool(named), remember=remember)
    return show_window(session, sight, windowed=windowed)


def show_window(session: Session, sight: Sight, *, windowed: bool) -> int:
    """Show the station's window until it is closed; owns the folder meanwhile."""
    ending = Ending()
    code = _shown(session, sight, ending, windowed=windowed)
    if ending.to_empty is not None:
        remove_locks(session.folder)
    return code


def _shown(session: Session, sight: Sight, ending: Ending, *, windowed: bool) -> int:
    with session.own():
        log_to(session.folder / "log")
        look = Look(
            theme=DARK if session.settings.theme == "dark" else LIGHT,
            language=session.words.language,
            mirrored=session.settings.mirror,
            windowed=windowed,
            moving=not session.settings.reduced_motion,
        )
        app = start_app(look.theme)
        code = run(
            app,
            partial(opened, session, sight, ending),
            sight,
            {language: load_words(language) for language in LANGUAGES},
            look=look,
            cameras=sight,
        )
        if ending.to_empty is not None:
            told = empty_at_last(ending.to_empty)
            last = LastWords(told.title, told.lines, told.close, look.theme, well=told.well)
            tell(app, last, windowed=windowed)
        return code


def opened(session: Session, sight: Sight, ending: Ending) -> OpenStation:
    """Open the station's file on the thread that will use it."""
    from kiosk.cli.open_station import OpenStation  # noqa: PLC0415

    return OpenStation(session, sight, ending)
