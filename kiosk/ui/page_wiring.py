"""Makes all pages but the scan page, with their keys and worker threads."""

import logging
from functools import partial

from PySide6.QtCore import QObject

from kiosk.checkin.station_context import StationContext
from kiosk.domain.roles import Role
from kiosk.ui.backend_interface import Rooms
from kiosk.ui.desk.desk_controller import DeskController
from kiosk.ui.desk.desk_page import DeskPage
from kiosk.ui.files.fallback.fallback_controller import FallbackController
from kiosk.ui.files.fallback.fallback_dialog import FallbackDialog
from kiosk.ui.files.files_context import FilesContext
from kiosk.ui.files.files_controller import FilesController
from kiosk.ui.files.files_interface import FilesBackend
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.files.issue_controller import IssueController
from kiosk.ui.headcount.doubles_page import DoublesController, DoublesPage
from kiosk.ui.headcount.headcount_controller import HeadcountController
from kiosk.ui.headcount.headcount_interface import HeadcountBackend
from kiosk.ui.headcount.headcount_page import HeadcountPage
from kiosk.ui.headcount.report.report_controller import ReportController
from kiosk.ui.laptops.invites.invite_controller import InviteController
from kiosk.ui.laptops.laptops_controller import LaptopsController
from kiosk.ui.laptops.network_controller import NetworkController
from kiosk.ui.laptops.phone_link_controller import PhoneLinkController
from kiosk.ui.printing.fallback_printing import choose_printer, fallback_pdf
from kiosk.ui.printing.report_pages.report_pdf import report_file
from kiosk.ui.printing.ticket_folder import TicketFolder
from kiosk.ui.scan.crowd.crowd_controller import CrowdController
from kiosk.ui.scan.crowd.crowd_page import CrowdPage
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.footer import CROWD_KEY
from kiosk.ui.shell.main_window import Guard
from kiosk.ui.shell.page_keys import PAGE_KEYS
from kiosk.ui.shell.worker import Workers

_log = logging.getLogger(__name__)
_STOP_S = 3.0


class PageWiring(QObject):
    """Makes all pages but the scan page, each with its key, and wires them until it is stopped."""

    def __init__(
        self,
        rooms: Rooms,
        post: StationContext,
        page: ScanPage,
        scans: ScanController,
        guard: Guard | None,
    ) -> None:
        window, theme = rooms.desk.window, rooms.desk.theme
        super().__init__(window)
        self._rooms = rooms
        self._window = window
        self._theme = theme
        self._now = rooms.desk.now
        self._workers = Workers(_STOP_S, self)
        self.desk = DeskPage(post, window.words, self._now, theme)
        self.desk_controller = DeskController(
            self.desk, rooms.desk.client, lambda: window.words, self
        )
        self.desk.answered.connect(scans.show)
        scans.slipped.connect(partial(self._search_for, page))
        window.add_page("desk", self.desk, *PAGE_KEYS["desk"])
        self.crowd = self._add_crowd(post, page, scans)
        headcount = self._add_headcount(post, guard)
        if post.role is Role.ADMIN:
            self._add_files(post, scans)
        self.laptops = LaptopsController(rooms.laptops, page, guard=guard)
        self.network = self._add_network(post, page, headcount, self.laptops)

    def stop(self) -> None:
        """Stop the threads of the pages after their work."""
        self.laptops.stop()
        self.network.stop()
        self._workers.stop()

    def _search_for(self, page: ScanPage, text: str) -> None:
        """Search for typed text that is no ticket number, unless a person types on."""
        if self._window.scanning and not page.footer.field.text():
            self._window.show_page("desk")
            self.desk.search_for(text)

    def move_to(self, post: StationContext) -> None:
        """Update the pages for another gate."""
        self.desk.move_to(post)
        self.crowd.move_to(post)

    def _add_headcount(self, post: StationContext, guard: Guard | None) -> HeadcountPage:
        """Add the headcount, and the page of double entries, which it also opens."""
        window, decides = self._window, post.role.covers(Role.DESK)
        headcount = HeadcountPage(
            window.words, self._now, self._theme, decides=decides, parent=window.pages
        )
        window.add_page("headcount", headcount, *PAGE_KEYS["headcount"], guard=guard)
        doubles = self._add_doubles(post, headcount, guard)
        self._rooms.headcount.client.ask(
            lambda backend: backend,
            lambda backend: self._start_headcount(post, headcount, doubles, backend),
            _not_begun,
        )
        return headcount

    def _add_network(
        self,
        post: StationContext,
        page: ScanPage,
        headcount: HeadcountPage,
        laptops: LaptopsController,
    ) -> NetworkController:
        room = self._rooms.network
        if post.role.covers(Role.DESK):
            PhoneLinkController(room, headcount, self._workers.new())
        if post.role is Role.ADMIN:
            section, zone = laptops.page.network, post.event.zone
            InviteController(room, section, zone, self._workers.new(), self)
        return NetworkController(room, laptops.page, page)

    def _add_crowd(
        self, post: StationContext, page: ScanPage, scans: ScanController
    ) -> CrowdController:
        """Add the page that counts a crowd; it opens only at an exit, and stays open at a scan."""
        window = self._window
        crowd = CrowdPage(window.words, self._theme, window.pages)

        def open_at_exit() -> None:
            if page.context.is_exit:
                window.show_page("crowd")

        window.add_side_page("crowd", crowd)
        window.add_action(
            CROWD_KEY, crowd.title, open_at_exit, first=True, offered=lambda: page.context.is_exit
        )
        page.footer.crowd_asked.connect(open_at_exit)
        scans.stays = crowd.isVisible
        return CrowdController(self._rooms.scan, crowd, post)

    def _add_doubles(
        self, post: StationContext, headcount: HeadcountPage, guard: Guard | None
    ) -> DoublesPage:
        window = self._window
        page = DoublesPage(post, window.words, self._now, self._theme)
        may = None if post.role.covers(Role.DESK) else guard
        window.add_page("doubles", page, *PAGE_KEYS["doubles"], guard=may, at_the_door=False)
        headcount.doubles_asked.connect(lambda: window.show_page("doubles"))
        headcount.exchange_asked.connect(lambda: window.show_page("laptops"))
        return page

    def _add_files(self, post: StationContext, scans: ScanController) -> None:
        """Add the page of lists and files, for an admin only."""
        window = self._window
        page = FilesPage(post.event, window.words, self._now, self._theme, window.pages)
        window.add_page("files", page, *PAGE_KEYS["files"])
        self._rooms.files.client.ask(
            lambda backend: backend,
            lambda files: self._start_files(post, page, files, scans),
            _not_begun,
        )

    def _start_files(
        self, post: StationContext, page: FilesPage, files: FilesBackend, scans: ScanController
    ) -> None:
        runner, window, theme = self._workers.new(), self._window, self._theme
        context = FilesContext(files, runner, lambda: window.words, window.show_overlay)
        FilesController(context, page, scans, self)
        IssueController(context, page, TicketFolder, self)
        FallbackController(
            context,
            page.lists,
            lambda words: FallbackDialog(post.event, words, self._now, theme),
            fallback_pdf,
            choose_printer,
            self,
        )

    def _start_headcount(
        self,
        post: StationContext,
        headcount: HeadcountPage,
        doubles: DoublesPage,
        backend: HeadcountBackend,
    ) -> None:
        runner, room = self._workers.new(backend.close), self._rooms.headcount
        HeadcountController(room, headcount, backend, runner)
        DoublesController(room, doubles, backend, runner)
        ReportController(room, headcount, post.event, backend, runner, report_file)


def _not_begun(error: Exception) -> None:
    _log.error("a page has nothing to work with", exc_info=error)
