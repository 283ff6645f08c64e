"""Fills the window once the station is open: the scan page, the camera, the other pages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtWidgets import QApplication, QStyle

from kiosk.checkin.station_context import StationContext
from kiosk.domain.roles import Role
from kiosk.ui.backend_interface import Backend, rooms_of
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
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.pin_prompt import PinPrompt
from kiosk.ui.shell.screen_awake import ScreenAwake
from kiosk.ui.shell.station_client import StationClient
from kiosk.ui.shell.worker import ThreadRunner
from kiosk.ui.station.event_file_controller import EventFileController
from kiosk.ui.station.event_watcher import EventWatcher
from kiosk.ui.station.gate_controller import GateController
from kiosk.ui.station.health_monitor import HealthMonitor
from kiosk.ui.station.health_texts import StatusLine, screen_told
from kiosk.ui.station.name_copy_controller import NameCopyController
from kiosk.ui.station.opening_controller import OpeningController
from kiosk.ui.station.program_parts import Part, ProgramParts
from kiosk.ui.station.station_controller import StationController
from kiosk.ui.style.icons import Icon
from kiosk.ui.style.theme import WindowOptions

if TYPE_CHECKING:  # SQLite comes with it: imported after the camera's first picture
    from kiosk.ui.page_wiring import PageWiring
    from kiosk.ui.scan.camera_dialog import Cameras

translate = QCoreApplication.translate
_REST_MS = 1_500
_CAMERA = "kiosk.camera.watcher"
_WORKING_S = 0.5  # whoever closes the window does not wait for a file or a driver


class DoorWiring(QObject):
    """Wires the pages to the station, the camera and the hand scanner, until it is stopped."""

    def __init__(
        self,
        app: QApplication,
        window: Window,
        client: StationClient[Backend],
        watch: Watch | None,
        cameras: Cameras | None,
        look: WindowOptions,
        now: Callable[[], int],
        awake: ScreenAwake | None = None,
    ) -> None:
        """`awake` keeps the screen on; None where nobody looks at it."""
        super().__init__(window)
        self._app = app
        self._window = window
        self._client = client
        self._working: list[ThreadRunner] = []
        self._rooms = rooms_of(client, window, look.theme, now, self._background)
        self._watch = watch
        self._cameras = cameras
        self._look = look
        self._now = now
        self._awake = awake
        self._inputs = InputWiring(app, self)
        self._speaker = Speaker(loudspeaker)
        self._beside: PageWiring | None = None

    def open(self) -> None:
        """Ask where this station stands, and show that."""
        threading.Thread(target=import_module, args=(_CAMERA,), daemon=True).start()
        OpeningController(self._rooms.station, self._rooms.setup, self._stand).open()

    def stop(self) -> None:
        """Let go of the camera and the keys."""
        self._inputs.stop()
        self._speaker.stop()
        if self._beside is not None:
            self._beside.stop()
        for runner in self._working:
            runner.close(_WORKING_S)

    def _stand(self, post: StationContext) -> None:
        page = self._scan_page(post)
        scanning = ScanController(page, self._rooms.scan.client, self)
        page.reference_typed.connect(scanning.on_reference)
        scanning.answered.connect(self._window.show_scan)
        BannerController(self._window, page, scanning, self._look.theme, motion=self._motion)
        page.card_shown.connect(lambda card: self._speaker.play(card.colour))
        self._window.add_scan(page)
        self._inputs.read_keys(scanning)
        self._inputs.watch_camera(self._watch, page, scanning)
        scanning.count()
        self._then(lambda: self._add_the_rest(post, page, scanning))

    def _then(self, add: Callable[[], None]) -> None:
        """Add what nobody needs for the first guest once the camera is there, or takes long."""
        later = QTimer(self, singleShot=True, interval=_REST_MS)
        later.timeout.connect(add)
        later.start()
        if self._inputs.camera is not None:
            self._inputs.camera.frame.connect(
                lambda _: later.start(0) if later.interval() and later.isActive() else None
            )
        else:
            later.start(0)

    def _add_the_rest(self, post: StationContext, page: ScanPage, scanning: ScanController) -> None:
        from kiosk.ui.page_wiring import PageWiring  # noqa: PLC0415 - after the first picture

        proving = PinPrompt(self._rooms.pins)
        guard = None if post.role is Role.ADMIN else proving.guard
        self._beside = PageWiring(self._rooms)
        self._beside.add_pages(post, page, scanning, guard)
        self._add_deeds(post, page, scanning, proving)
        if post.role is Role.DESK and page.panel.card is None:
            self._window.show_page("desk")  # a desk begins with a name
        HintsController(self._app, page, self._rooms.scan.client).begin()
        self._speaker.start()

    def _add_deeds(
        self, post: StationContext, page: ScanPage, scanning: ScanController, proving: PinPrompt
    ) -> None:
        """Add what can be done at the door, each with its key."""
        window, station = self._window, self._rooms.station
        watchful = HealthMonitor(page, station.client, post.event, self._now, self)
        correcting, back = self._put_right(post, page, scanning, proving)
        handing = self._hand_in(page, scanning, back)
        duty = StationController(station, page, watchful, proving, self._speaker, post)
        window.add_deed("F6", lambda: translate("Desktop", "Last scans"), back.show, Icon.RECENT)
        window.add_deed("F7", lambda: translate("Desktop", "Let in after all"), correcting.let_in)
        window.add_deed("F8", lambda: translate("Desktop", "Undo"), correcting.undo)
        window.add_deed("F10", lambda: translate("Desktop", "Sound on or off"), duty.turn_sound)
        window.add_deed("F12", lambda: translate("Desktop", "Who stands here?"), duty.ask_who)
        self._stand_elsewhere(post, page, scanning, back)
        window.add_deed("", duty.doors_deed, duty.turn_doors)
        self._choose_camera(page)
        window.add_deed("Ctrl+O", lambda: translate("Desktop", "Ticket file"), handing.choose)
        if post.role is Role.ADMIN:
            window.add_deed(
                "", lambda: translate("Desktop", "The organiser's PIN"), duty.ask_new_pin
            )
            self._set_up_others(post, page)
        NameCopyController(station, page)
        window.add_deed("", lambda: translate("Desktop", "How is this laptop?"), duty.show_status)
        watchful.add(
            lambda words: StatusLine(row=(words.say("scan.status.camera"), page.camera_told))
        )
        parts = ProgramParts(self._parts, post.event.zone, self._now, watchful.say, self)
        watchful.add(parts.line)
        if (awake := self._awake) is not None:
            watchful.add(lambda words: screen_told(awake.works, words))
        window.add_keys_button()
        if self._beside is not None and self._beside.laptops is not None:
            self._beside.laptops.report_to(watchful)
        watchful.look()

    def _parts(self) -> Iterator[Part]:
        """Yield what works on threads of its own."""
        if isinstance(self._client.runner, ThreadRunner):
            yield self._client.runner
        yield from self._window.findChildren(ThreadRunner)
        if self._inputs.camera is not None:
            yield self._inputs.camera
        if self._awake is not None:
            yield self._awake
        yield self._speaker

    def _put_right(
        self, post: StationContext, page: ScanPage, scanning: ScanController, proving: PinPrompt
    ) -> tuple[CorrectionController, RecentController]:
        """Let the last deed, at the door or at the desk, be looked at again and put right."""
        scan = self._rooms.scan
        desk = self._beside.desk if self._beside is not None else None
        correcting = CorrectionController(scan, page, scanning, proving, post, desk)
        back = RecentController(scan, page, post.event)
        back.deed_chosen.connect(correcting.ask_about)
        if self._beside is not None and self._beside.at_desk is not None:
            self._beside.at_desk.deed_done.connect(correcting.done_at_desk)
        return correcting, back

    def _stand_elsewhere(
        self, post: StationContext, page: ScanPage, scanning: ScanController, back: RecentController
    ) -> None:
        """Let the pages follow where this laptop stands, and how the event is set."""
        window, placing = self._window, GateController(self._rooms.station, page)
        window.add_deed(
            "", lambda: translate("Desktop", "Where is this laptop?"), placing.ask, first=True
        )
        following = EventWatcher(post, page, self._rooms.station.client, self)
        stood = [placing.stood]
        if self._beside is not None and self._beside.laptops is not None:
            stood.append(self._beside.laptops.stood)
        for stands in stood:
            stands.connect(following.moved)
        for stands in (*stood, following.changed):
            stands.connect(lambda _: scanning.count())
            stands.connect(back.follow)
            if self._beside is not None:
                stands.connect(self._beside.stand_at)

    def _set_up_others(self, post: StationContext, page: ScanPage) -> None:
        """Let an admin with the organiser's key set other laptops up."""
        laptops = self._beside.laptops if self._beside is not None else None
        EventFileController(
            self._rooms.station,
            page,
            post.event,
            laptops.offer_setup if laptops is not None else lambda _: None,
        )

    def _hand_in(
        self, page: ScanPage, scanning: ScanController, back: RecentController
    ) -> TicketFileController:
        """Take pictures and PDFs of tickets."""
        from kiosk.camera.isolated_reader import read_isolated  # noqa: PLC0415 - after the first picture

        return TicketFileController(self._rooms.scan, page, scanning, read_isolated, back.show)

    def _choose_camera(self, page: ScanPage) -> None:
        """Let another camera be chosen, where there is a choice."""
        camera = self._inputs.camera
        if self._cameras is None or camera is None:
            return
        window = self._window
        choosing = CameraController(self._rooms.scan, page, camera, self._cameras)
        window.add_deed("Ctrl+K", lambda: translate("Desktop", "Another camera"), choosing.ask)

    def _background(self) -> ThreadRunner:
        self._working.append(ThreadRunner(self))
        return self._working[-1]

    def _scan_page(self, post: StationContext) -> ScanPage:
        return ScanPage(
            post,
            self._window.words,
            self._now,
            self._look.theme,
            mirrored=self._look.mirrored,
            motion=self._motion,
        )

    @property
    def _motion(self) -> bool:
        animated = self._app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
        return self._look.moving and animated
