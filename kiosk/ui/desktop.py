"""Fills the window once the station is open: the scan page, the camera, the other pages."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, QSysInfo, QTimer
from PySide6.QtWidgets import QApplication, QStyle

from kiosk.camera.state import CameraState
from kiosk.domain.roles import Role
from kiosk.errors import KioskError
from kiosk.ui.at_the_desk import AtTheDesk
from kiosk.ui.background import Background
from kiosk.ui.correcting import Correcting, Corrections
from kiosk.ui.counting import Counter, Counting
from kiosk.ui.desk_page import DeskPage
from kiosk.ui.desk_work import WithDesk
from kiosk.ui.doorway import Closing, Door, Doorway
from kiosk.ui.duty import Duties, Duty
from kiosk.ui.files_page import FilesPage
from kiosk.ui.files_work import Files
from kiosk.ui.filing import Filing
from kiosk.ui.first_run import FirstRun
from kiosk.ui.headcount_page import HeadcountPage
from kiosk.ui.health import Examined, Watchful
from kiosk.ui.icons import Icon
from kiosk.ui.lens import Lens, Watch
from kiosk.ui.looking_back import LookingBack
from kiosk.ui.post import Post
from kiosk.ui.proving import Proving
from kiosk.ui.scan_page import ScanPage
from kiosk.ui.scanning import Scanning
from kiosk.ui.sound import Speaker, loudspeaker
from kiosk.ui.theme import Look
from kiosk.ui.wedge import WedgeScanner
from kiosk.ui.window import Guard, Window
from kiosk.ui.wizard import Beginning, Wizard

translate = QCoreApplication.translate
_log = logging.getLogger(__name__)
_AGAIN_MS = 3_000
_STOP_S = 3.0


class ClosingCounter(Counter, Closing, Protocol):
    """A counter that lets go of its connection at the end."""


class Station(Door, Beginning, Corrections, Duties, Examined, WithDesk, Protocol):
    """All that the pages ask of this station, on the thread that owns the store."""

    def files(self) -> Files:
        """Return what reads lists and writes files; it is used on a thread of its own."""
        ...

    def counter(self) -> ClosingCounter:
        """Return what counts the people inside; it is used on a thread of its own."""
        ...

    def post(self) -> Post | None:
        """Return where this station stands; None before there is an event."""
        ...


class Desktop(QObject):
    """Wires the pages to the station, the camera and the hand scanner, until it is stopped."""

    def __init__(
        self,
        app: QApplication,
        window: Window,
        doorway: Doorway[Station],
        watch: Watch | None,
        look: Look,
        now: Callable[[], int],
    ) -> None:
        super().__init__(window)
        self._app = app
        self._window = window
        self._doorway = doorway
        self._watch = watch
        self._look = look
        self._now = now
        self._wedge: WedgeScanner | None = None
        self._lens: Lens | None = None
        self._speaker = Speaker(loudspeaker)
        self._counters: list[tuple[ClosingCounter, Background]] = []
        self._filing: list[Background] = []

    def open(self) -> None:
        """Ask where this station stands, and show that."""
        self._doorway.ask(lambda station: station.post(), self._asked, self._not_opened)

    def stop(self) -> None:
        """Let go of the camera and the keys."""
        if self._wedge is not None:
            self._app.removeEventFilter(self._wedge)
        if self._lens is not None:
            self._lens.stop()
        self._speaker.stop()
        for counter, runner in self._counters:
            runner.submit(counter.close, lambda _: None, _not_closed)
            runner.close(_STOP_S)
        for runner in self._filing:
            runner.close(_STOP_S)

    def _asked(self, post: Post | None) -> None:
        if post is None:
            today = datetime.fromtimestamp(self._now() / 1000).date()  # noqa: DTZ006 - the laptop's
            wizard = Wizard(today.isoformat(), QSysInfo.machineHostName())
            FirstRun(self._window, wizard, self._doorway, self._stand)
            self._window.show_wizard(wizard)
        else:
            self._stand(post)

    def _stand(self, post: Post) -> None:
        page = self._scan_page(post)
        scanning = Scanning(page, self._doorway, self)
        page.reference_typed.connect(scanning.on_reference)
        scanning.answered.connect(self._window.show_scan)
        page.card_shown.connect(lambda card: self._speaker.play(card.colour))
        self._speaker.start()
        self._window.add_scan(page)
        proving = Proving(self._window, self._doorway)
        self._add_pages(post, scanning, None if post.role is Role.ADMIN else proving.guard)
        self._add_deeds(post, page, scanning, proving)
        self._read_keys(scanning)
        self._watch_camera(page, scanning)
        scanning.count()

    def _add_pages(self, post: Post, scanning: Scanning, guard: Guard | None) -> None:
        """Add the pages beside the scan page, each with its key."""
        window, theme = self._window, self._look.theme
        desk = DeskPage(post, window.words, self._now, theme)
        AtTheDesk(desk, self._doorway, lambda: window.words, self)
        desk.answered.connect(scanning.show)
        window.add_page("desk", desk, "F2", Icon.SEARCH)
        headcount = HeadcountPage(window.words, self._now, theme)
        window.add_page("headcount", headcount, "F3", Icon.PEOPLE, guard=guard)
        self._doorway.ask(
            lambda station: station.counter(),
            lambda counter: self._count_on(headcount, counter),
            self._not_opened,
        )
        if post.role is Role.ADMIN:
            self._add_files(post)

    def _add_files(self, post: Post) -> None:
        """Add the page of lists and files: an admin's alone."""
        window = self._window
        page = FilesPage(post.event, window.words, self._look.theme)
        window.add_page("files", page, "F4", Icon.FILES)
        self._doorway.ask(
            lambda station: station.files(),
            lambda files: self._file_on(page, files),
            self._not_opened,
        )

    def _file_on(self, page: FilesPage, files: Files) -> None:
        runner = Background(self)
        self._filing.append(runner)
        Filing(page, files, runner, lambda: self._window.words, self)

    def _count_on(self, page: HeadcountPage, counter: ClosingCounter) -> None:
        runner = Background(self)
        self._counters.append((counter, runner))
        Counting(page, counter, runner, parent=self)

    def _add_deeds(self, post: Post, page: ScanPage, scanning: Scanning, proving: Proving) -> None:
        """Add what can be done at the door, each with its key."""
        window, doorway = self._window, self._doorway
        watchful = Watchful(page, doorway, post.event, self._now, self)
        correcting = Correcting(window, page, scanning, doorway, proving, self._now)
        back = LookingBack(window, page, post.event, self._look.theme)
        duty = Duty(window, page, doorway, watchful, proving, self._speaker, post.role)
        window.add_deed("F6", lambda: translate("Desktop", "Last scans"), back.show, Icon.RECENT)
        window.add_deed("F7", lambda: translate("Desktop", "Let in after all"), correcting.let_in)
        window.add_deed("F8", lambda: translate("Desktop", "Undo"), correcting.undo)
        window.add_deed("F10", lambda: translate("Desktop", "Sound on or off"), duty.turn_sound)
        window.add_deed("F12", lambda: translate("Desktop", "Who stands here?"), duty.ask_who)
        window.add_deed("", lambda: translate("Desktop", "Doors open now, or not"), duty.turn_doors)
        if post.role is Role.ADMIN:
            window.add_deed(
                "", lambda: translate("Desktop", "The organiser's PIN"), duty.ask_new_pin
            )
        window.add_keys_button()
        watchful.look()

    def _not_opened(self, error: Exception) -> None:
        _log.error("the station could not be opened", exc_info=error)
        words = self._window.words
        told = words.explain(error) if isinstance(error, KioskError) else words.say("cli.bug")
        self._window.show_trouble(told)
        QTimer.singleShot(_AGAIN_MS, self, self.open)

    def _scan_page(self, post: Post) -> ScanPage:
        animated = self._app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0
        return ScanPage(
            post,
            self._window.words,
            self._now,
            self._look.theme,
            mirrored=self._look.mirrored,
            motion=self._look.moving and animated,
        )

    def _read_keys(self, scanning: Scanning) -> None:
        """Let a hand scanner type anywhere."""
        self._wedge = WedgeScanner(parent=self)
        self._wedge.scanned.connect(scanning.on_code)
        self._app.installEventFilter(self._wedge)

    def _watch_camera(self, page: ScanPage, scanning: Scanning) -> None:
        """Start the camera; without one, say so."""
        if self._watch is None:
            page.show_camera(CameraState.MISSING, "")
            return
        self._lens = lens = Lens(self._watch, self)
        lens.frame.connect(page.show_frame)
        lens.code.connect(scanning.on_code)
        lens.outlines.connect(page.show_outlines)
        lens.state.connect(page.show_camera)
        page.tapped.connect(lens.tap)
        lens.start()


def _not_closed(error: Exception) -> None:
    _log.error("the counter could not be closed", exc_info=error)
