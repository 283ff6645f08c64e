"""Actions at a station that are not about guests: the shift, the doors, PINs, sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from kiosk.domain.roles import Role
from kiosk.reports.laptop_health import Battery
from kiosk.texts import Texts
from kiosk.ui.scan.page_controller import ScanPageController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.scan.sounds import Speaker
from kiosk.ui.shell.pin_prompt import PinPrompt
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.station.health_monitor import HealthMonitor
from kiosk.ui.station.health_texts import StatusLine, battery_text
from kiosk.ui.station.station_interface import StationBackend
from kiosk.ui.style.time_format import clock_time, locale
from kiosk.ui.widgets.digits_dialog import DigitsDialog
from kiosk.ui.widgets.figures_dialog import FiguresDialog
from kiosk.ui.widgets.name_dialog import NameDialog

if TYPE_CHECKING:  # it imports SQLite: imported after the camera's first picture
    from kiosk.checkin.shifts import ShiftSummary


class StationController(ScanPageController[StationBackend]):
    """Asks in dialogs, and records the actions."""

    def __init__(
        self,
        ui: UiContext[StationBackend],
        page: ScanPage,
        health: HealthMonitor,
        pins: PinPrompt,
        speaker: Speaker,
    ) -> None:
        super().__init__(ui, page)
        self._health = health
        self._pins = pins
        self._speaker = speaker
        health.add(self._sound_line)

    def ask_operator(self) -> None:
        """Ask for the name of the person whose shift starts."""
        self._client.ask(lambda station: station.operators(), self._ask_name, self._failed)

    def toggle_doors(self) -> None:
        """Open the doors before their time, or close them again; needs an organiser's PIN."""
        opened = not self._health.doors_open
        if self._page.context.role is Role.ADMIN:
            self._open_doors(opened)
        else:
            self._pins.ask(lambda _: self._open_doors(opened))

    def doors_label(self) -> str:
        """Return the label of that action in the current language."""
        if self._health.doors_open:
            return QCoreApplication.translate("Desktop", "Close the doors again")
        return QCoreApplication.translate("Desktop", "Open the doors")

    def toggle_sound(self) -> None:
        """Mute the sounds, or turn them on again."""
        self._speaker.muted = not self._speaker.muted
        self._health.refresh()

    def show_status(self) -> None:
        """Show the status dialog."""
        words = self._words
        rows = [
            (words.say("scan.status.place"), self._page.header.gate_text),
            *self._health.rows(),
        ]
        title, go_on = words.say("scan.status.title"), words.say("scan.hand_over.go_on")
        self._window.show_overlay(FiguresDialog(title, rows, go_on))

    def ask_new_pin(self) -> None:
        """Ask for the organiser's new PIN."""
        dialog = DigitsDialog(self._words.say("scan.new_pin"))

        def refused(error: Exception) -> None:
            if dialog.is_open:
                dialog.show_trouble(self._error_text(error))

        def kept(_: None) -> None:
            dialog.dismiss()
            self._page.notices.show_done(self._words.say("scan.pin_kept"))

        dialog.given.connect(lambda pin: self._pins.set_pin(pin, kept, refused))
        self._window.show_overlay(dialog)

    def _sound_line(self, words: Texts) -> StatusLine:
        muted = self._speaker.muted
        sounding = "scan.status.on" if self._speaker.works else "scan.status.broken"
        row = words.say("scan.status.sound"), words.say("scan.status.off" if muted else sounding)
        return StatusLine(words.say("scan.health.muted") if muted else "", row=row)

    def _ask_name(self, names: Sequence[str]) -> None:
        words, on_duty = self._words, self._health.operator
        leave = words.say("scan.who.leave", name=on_duty) if on_duty else ""
        dialog = NameDialog(words.say("scan.who.title"), words.say("scan.who.field"), names, leave)
        dialog.named.connect(self.take_over)
        self._window.show_overlay(dialog)

    def take_over(self, name: str) -> None:
        """Start or end a shift and show the summary of the previous one."""

        def taken(card: ShiftSummary | None) -> None:
            self._health.poll()
            if card is not None:
                self._show_card(card)

        self._client.ask(
            lambda station: station.take_over(name), taken, self._failed, once=("shift", name)
        )

    def _show_card(self, card: ShiftSummary) -> None:
        words, name = self._words, card.on_duty.operator.name
        title = words.say("scan.hand_over.title", name=name or words.say("scan.hand_over.unnamed"))
        lines = summary_lines(card, self._page.context.event.zone, words, self._health.battery)
        self._window.show_overlay(FiguresDialog(title, lines, words.say("scan.hand_over.go_on")))

    def _open_doors(self, opened: bool) -> None:
        self._client.ask(
            lambda station: station.open_doors(opened),
            lambda _: self._health.poll(),
            self._failed,
            once=("doors", opened),
        )


def summary_lines(
    card: ShiftSummary, zone: ZoneInfo, words: Texts, battery: Battery | None
) -> list[tuple[str, str]]:
    """Return the lines of the summary: pairs of label and figure."""
    done, between = card.done, (clock_time(card.on_duty.since, zone), clock_time(card.at, zone))
    of = locale(words.language).toString
    shift = words.say("scan.hand_over.between", since=between[0], until=between[1])
    lines = [
        ("scan.hand_over.shift", shift),
        ("scan.hand_over.scans", of(done.scans)),
        ("scan.hand_over.people_in", of(done.people_in)),
        ("scan.hand_over.people_out", of(done.people_out)),
        ("scan.hand_over.refused", of(done.refusals)),
        ("scan.hand_over.doubles", of(card.doubles_open)),
        ("scan.hand_over.unsent", _unsent(card, zone, words)),
    ]
    if battery is not None:
        lines.append(("scan.hand_over.battery", battery_text(battery, words)))
    return [(words.say(what), number) for what, number in lines]


def _unsent(card: ShiftSummary, zone: ZoneInfo, words: Texts) -> str:
    if card.sent_at is None:
        return words.say("scan.hand_over.never")
    return words.say(
        "scan.hand_over.since",
        count=locale(words.language).toString(card.unsent),
        time=clock_time(card.sent_at, zone),
    )
