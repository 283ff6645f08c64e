"""Wipes this laptop after its window is closed, and returns the texts of the last window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from kiosk.errors import KioskError
from kiosk.runtime.log_file import close_log

if TYPE_CHECKING:  # SQLite loads after the window
    from kiosk.admin.empty_laptop import Receipt
    from kiosk.runtime.data_folder import DataFolder


@dataclass(frozen=True, slots=True)
class WipeReport:
    """The texts of the last window; `well`: the laptop was wiped."""

    title: str
    lines: tuple[str, ...]
    close: str
    succeeded: bool


def wipe_at_exit(session: DataFolder) -> WipeReport:
    """Wipe a data folder; the caller holds its lock, and its database is closed."""
    from kiosk.admin.empty_laptop import wipe_folder  # noqa: PLC0415 - after the window

    say = session.words.say
    close_log()
    try:
        receipt = wipe_folder(session)
    except KioskError as error:
        title, succeeded = say("closing.receipt.failed"), False
        lines: tuple[str, ...] = (session.words.error_text(error),)
    else:
        title, succeeded = say("closing.receipt.title"), True
        lines = _lines(session, receipt)
    return WipeReport(title, lines, say("closing.receipt.close"), succeeded)


def _lines(session: DataFolder, receipt: Receipt) -> tuple[str, ...]:
    from kiosk.ui.style.time_format import day_name  # noqa: PLC0415 - after the window

    say, language = session.words.say, session.words.language
    at = datetime.fromisoformat(receipt.at)
    time = f"{day_name(at.date(), language)} {at:%H:%M}"
    events = [
        say(
            "closing.receipt.event",
            event=one.event,
            date=day_name(date.fromisoformat(one.date), language),
            station=one.station,
            entries=one.entries,
        )
        for one in receipt.events
    ]
    last = say("closing.receipt.give_back")
    if receipt.left:
        names = ", ".join(receipt.left)
        last = say("closing.receipt.left", folder=session.folder, names=names)
    done = say("closing.receipt.at", at=time, files=len(receipt.removed))
    return (done, *events, say("purge.raw_disk"), last)
