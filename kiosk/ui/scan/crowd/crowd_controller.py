"""Records the people that the crowd page counts, and undoes the last number."""

from dataclasses import dataclass

from kiosk.checkin.station_context import StationContext
from kiosk.checkin.undo_history import PastAction
from kiosk.domain.roles import Role
from kiosk.ui.scan.action_strip import OFFERED_MS
from kiosk.ui.scan.crowd.crowd_page import CrowdPage
from kiosk.ui.scan.scan_interface import ScanBackend
from kiosk.ui.shell.room_controller import RoomController
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.style.time_format import clock_time

_REASON = "wrong-number"


@dataclass(slots=True)
class _Count:
    """A number of people; `entry` is empty until it is on disk, `gone` once it is undone."""

    people: int
    at: int
    entry: str = ""
    gone: bool = False


class CrowdController(RoomController[ScanBackend]):
    """Makes an entry for each key; the page shows only entries that are on disk."""

    def __init__(self, ui: UiContext[ScanBackend], page: CrowdPage, post: StationContext) -> None:
        super().__init__(ui, page)
        self._page = page
        self._post = post
        self._counts: list[_Count] = []
        page.counted.connect(self._count)
        page.taken_back.connect(self._take_back)
        page.move_to(post.entrance)

    def move_to(self, post: StationContext) -> None:
        """Count at another gate, from 0; new settings of the event do not reset the number."""
        before, self._post = self._post, post
        if (before.entrance, before.area, before.is_exit) != (
            post.entrance,
            post.area,
            post.is_exit,
        ):
            self._counts.clear()
            self._page.move_to(post.entrance)
            if self._page.isVisible() and not post.is_exit:
                self._page.left.emit()

    def on_undone(self, action: PastAction) -> None:
        """Leave out a number that was undone elsewhere in the window."""
        for one in self._counts:
            one.gone = one.gone or one.entry in action.entries
        self._show()

    def _count(self, people: int) -> None:
        one = _Count(people, self._ui.now())
        self._counts.append(one)

        def recorded(entry: str) -> None:
            one.entry = entry
            if one.gone:
                self._undo(one)
            else:
                self._show()
                self._page.show_last(self._text(one, "scan.crowd.last"))

        def failed(error: Exception) -> None:
            one.gone = True
            self._page.show_trouble(self._error_text(error))

        self._client.ask(lambda door: door.count_out(people), recorded, failed)

    def _take_back(self) -> None:
        one = next((one for one in reversed(self._counts) if not one.gone), None)
        if one is None:
            self._page.show_trouble(self._words.say("scan.crowd.nothing"))
        elif not self._post.role.covers(Role.DESK) and self._ui.now() - one.at > OFFERED_MS:
            self._page.show_trouble(self._text(one, "scan.crowd.too_old"))
        else:
            one.gone = True
            if one.entry:  # else it is undone once it is on disk
                self._undo(one)

    def _undo(self, one: _Count) -> None:
        def failed(error: Exception) -> None:
            one.gone = False
            self._show()
            self._page.show_trouble(self._error_text(error))

        def undone(_: None) -> None:
            self._show()
            self._page.show_last(self._text(one, "scan.crowd.taken_back"))

        self._client.ask(lambda door: door.undo_entries([one.entry], _REASON), undone, failed)

    def _show(self) -> None:
        self._page.show_people(
            sum(one.people for one in self._counts if one.entry and not one.gone)
        )

    def _text(self, one: _Count, key: str) -> str:
        time = clock_time(one.at, self._post.event.zone)
        return self._words.say(key, n=one.people, time=time)
