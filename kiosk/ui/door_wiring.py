"""Wires the window once the station is open: the scan page, the camera, the other pages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QStyle

from kiosk.checkin.station_context import StationContext
from kiosk.domain.roles import Role
from kiosk.ui.backend_interface import Backend, Rooms
from kiosk.ui.input.camera_bridge import Watch
from kiosk.ui.input_wiring import InputWiring
from kiosk.ui.scan.banner_controller import BannerController
from kiosk.ui.scan.camera_controller import CameraController
from kiosk.ui.scan.correction_controller import CorrectionController
from kiosk.ui.scan.hints_controller import HintsController
from kiosk.ui.scan.recent_controller import RecentController
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.scan.sounds import Speaker, loudspeaker
from kiosk.ui.scan.ticket_file_controller import TicketFileController
from kiosk.ui.scan.verdict_panel import Timing
from kiosk.ui.shell.pin_prompt import PinPrompt
from kiosk.ui.shell.screen_awake import ScreenAwake
from kiosk.ui.shell.station_client import StationClient
from kiosk.ui.shell.ui_context import AppContext
from kiosk.ui.shell.worker import ThreadRunner, Workers
from kiosk.ui.station.early_scans_controller import EarlyScansController
from kiosk.ui.station.event_controller import EventController
from kiosk.ui.station.event_file_controller import EventFileController
from kiosk.ui.station.event_watcher import EventWatcher
from kiosk.ui.station.gate_controller import GateController
from kiosk.ui.station.health_monitor import HealthMonitor
from kiosk.ui.station.health_texts import StatusLine, screen_line
from kiosk.ui.station.name_copy_controller import NameCopyController
from kiosk.ui.station.opening_controller import OpeningController
from kiosk.ui.station.program_parts import Part, ProgramParts
from kiosk.ui.station.rehearsal_controller import RehearsalController
from kiosk.ui.station.station_controller import StationController
from kiosk.ui.style.icons import Icon

if TYPE_CHECKING:  # it imports SQLite: imported after the camera's first picture
    from kiosk.ui.page_wiring import PageWiring
    from kiosk.ui.scan.camera_controller import Cameras

translate = QCoreApplication.translate
_REST_MS = 1_500
_CAMERA = "kiosk.camera.watcher"
_WORKING_S = 0.5  # closing the window does not wait for a file or a driver


class DoorWiring(QObject):
    """Wires the pages to the station, the camera and the hand scanner, until it is stopped."""

    def __init__(
        self,
        shell: AppContext,
        client: StationClient[Backend],
        watch: Watch | None = None,
        cameras: Cameras | None = None,
        awake: ScreenAwake | None = None,
    ) -> None:
        """`awake` keeps the screen on; None without a screen."""
        super().__init__(shell.window)
        self._shell = shell
        self._window = shell.window
        self._client = client
        self._workers = Workers(_WORKING_S, self)
        self._rooms = Rooms(client, shell, self._workers.new)
        self._watch = watch
        self._cameras = cameras
        self._awake = awake
        self._inputs = InputWiring(shell.app, self)
        self._speaker = Speaker(loudspeaker)
        self._pages: PageWiring | None = None

    def open(self) -> None:
        """Open the station, and show its page."""
        threading.Thread(target=import_module, args=(_CAMERA,), daemon=True).start()
        rooms = self._rooms
        OpeningController(rooms.station, rooms.setup, self._open_door, self._watch).open()

    def stop(self) -> None:
        """Stop camera, hand scanner, sound and threads."""
        self._inputs.stop()
        self._speaker.stop()
        if self._pages is not None:
            self._pages.stop()
        self._workers.stop()

    def _open_door(self, post: StationContext) -> None:
        duration = QStyle.StyleHint.SH_Widget_Animation_Duration
        animated = self._shell.app.style().styleHint(duration) > 0
        timing = Timing(animated=self._shell.options.animated and animated)
        theme = self._shell.options.theme
        page = ScanPage(post, self._window.words, self._shell.now, theme, timing=timing)
        page.preview.set_mirrored(self._shell.options.mirrored)
        scans = ScanController(page, self._rooms.scan.client, self)
        page.reference_typed.connect(scans.on_reference)
        scans.answered.connect(self._window.show_scan)
        BannerController(self._window, page, scans, theme, timing)
        page.card_shown.connect(lambda card: self._speaker.play(card.colour))
        self._window.add_scan(page)
        self._inputs.read_keys(scans)
        self._inputs.watch_camera(self._watch, page, scans)
        scans.count()
        self._add_later(lambda: self._add_pages(post, page, scans))

    def _add_later(self, add: Callable[[], None]) -> None:
        """Call `add` after the first frame of the camera, or after 1.5 s: it can wait for that."""
        later = QTimer(self, singleShot=True, interval=_REST_MS)
        later.timeout.connect(add)
        later.start()
        if self._inputs.camera is not None:
            self._inputs.camera.frame.connect(
                lambda _: later.start(0) if later.interval() and later.isActive() else None
            )
        else:
            later.start(0)

    def _add_pages(self, post: StationContext, page: ScanPage, scans: ScanController) -> None:
        from kiosk.ui.page_wiring import PageWiring  # noqa: PLC0415 - after the first picture

        pins = PinPrompt(self._rooms.pins)
        guard = None if post.role is Role.ADMIN else pins.guard
        with self._inputs.paused():
            self._pages = PageWiring(self._rooms, post, page, scans, guard)
            self._add_actions(post, page, scans, pins, self._pages)
        if post.role is Role.DESK and page.panel.card is None:
            self._window.show_page("desk")  # a desk begins with a name
        HintsController(self._shell.app, page, self._rooms.scan.client).begin()
        self._speaker.start()

    def _add_actions(
        self,
        post: StationContext,
        page: ScanPage,
        scans: ScanController,
        pins: PinPrompt,
        pages: PageWiring,
    ) -> None:
        station, add = self._rooms.station, self._window.add_action
        health = HealthMonitor(page, station.client, self._shell.now, self)
        corrections, recent = self._add_corrections(page, scans, pins, pages)
        rehearsal = RehearsalController(self._rooms.scan, page, scans)
        rehearsal.turned.connect(lambda: corrections.on_desk_action(None))
        ticket_files = self._read_ticket_files(page, scans, recent)
        early = EarlyScansController(self._rooms.scan, page, health, pins)
        early.answered.connect(lambda: corrections.on_desk_action(None))
        shift = StationController(station, page, health, pins, self._speaker)
        add("F6", lambda: translate("Desktop", "Last scans"), recent.show, Icon.RECENT)
        add("F7", lambda: translate("Desktop", "Let in after all"), corrections.let_in)
        add("F8", lambda: translate("Desktop", "Undo"), corrections.undoing.undo)
        add("F10", lambda: translate("Desktop", "Sound on or off"), shift.toggle_sound)
        add("F12", lambda: translate("Desktop", "Who works here?"), shift.ask_operator)
        event_watcher = self._connect_moves(page, scans, pages)
        add("", shift.doors_label, shift.toggle_doors)
        self._choose_camera(page)
        add("Ctrl+O", lambda: translate("Desktop", "Ticket file"), ticket_files.choose)
        if post.role is Role.ADMIN:
            add(
                "",
                lambda: translate("Desktop", "The organiser's PIN"),
                shift.ask_new_pin,
            )
            EventFileController(station, page, pages.laptops.offer_setup)
            event = EventController(station, event_watcher.poller.poll, shift.ask_new_pin)
            early.answered.connect(event.read)
        NameCopyController(station, page)
        add("", lambda: translate("Desktop", "How is this laptop?"), shift.show_status)
        self._window.add_keys_button()
        self._add_status_lines(health, post, page, pages)

    def _add_status_lines(
        self, health: HealthMonitor, post: StationContext, page: ScanPage, pages: PageWiring
    ) -> None:
        health.add(
            lambda words: StatusLine(row=(words.say("scan.status.camera"), page.camera_status))
        )
        parts = ProgramParts(self._parts, post.event.zone, self._shell.now, health.refresh, self)
        health.add(parts.line)
        if (awake := self._awake) is not None:
            health.add(lambda words: screen_line(awake.works, words))
        pages.laptops.report_to(health)
        pages.network.report_to(health)
        health.poll()

    def _parts(self) -> Iterator[Part]:
        if isinstance(self._client.runner, ThreadRunner):
            yield self._client.runner
        yield from self._window.findChildren(ThreadRunner)
        if self._inputs.camera is not None:
            yield self._inputs.camera
        if self._awake is not None:
            yield self._awake
        yield self._speaker

    def _add_corrections(
        self,
        page: ScanPage,
        scans: ScanController,
        pins: PinPrompt,
        pages: PageWiring,
    ) -> tuple[CorrectionController, RecentController]:
        """Wire the correction of the last actions, at the door and at the desk."""
        scan = self._rooms.scan
        corrections = CorrectionController(scan, page, scans, pins, pages.desk)
        recent = RecentController(scan, page)
        recent.undo_asked.connect(corrections.undoing.ask_about)
        pages.desk_controller.action_done.connect(corrections.on_desk_action)
        corrections.undoing.undone.connect(pages.crowd.on_undone)
        return corrections, recent

    def _connect_moves(
        self, page: ScanPage, scans: ScanController, pages: PageWiring
    ) -> EventWatcher:
        """Update the pages when the gate or the settings of the event change."""
        window, gate_controller = self._window, GateController(self._rooms.station, page)
        window.add_action(
            "",
            lambda: translate("Desktop", "Where is this laptop?"),
            gate_controller.ask,
            first=True,
        )
        event_watcher = EventWatcher(page, self._rooms.station.client, self)
        for moved in (gate_controller.moved, pages.laptops.moved, event_watcher.changed):
            moved.connect(lambda _: scans.count())
            moved.connect(pages.move_to)
        return event_watcher

    def _read_ticket_files(
        self, page: ScanPage, scans: ScanController, recent: RecentController
    ) -> TicketFileController:
        from kiosk.camera.isolated_reader import read_isolated  # noqa: PLC0415 - after the first picture

        return TicketFileController(self._rooms.scan, page, scans, read_isolated, recent.show)

    def _choose_camera(self, page: ScanPage) -> None:
        camera = self._inputs.camera
        if self._cameras is None or camera is None:
            return
        camera_controller = CameraController(self._rooms.scan, page, camera, self._cameras)
        self._window.add_action(
            "Ctrl+K", lambda: translate("Desktop", "Another camera"), camera_controller.ask
        )
