"""The header of the scan page: direction, entrance, event, date and time."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from kiosk.checkin.station_context import GateKind, StationContext
from kiosk.ui.style.time_format import clock_time, short_day
from kiosk.ui.widgets.labels import ShortLabel, named, restyle
from kiosk.ui.widgets.section import fill

_TICK_MS = 500
_ROOM_FOR_DATE = 960  # pixels
_MOST_OF_PLACE = 0.6  # of the line
_LESS_OF_PLACE = 0.35  # next to the badge
_ROOM_FOR_BOTH = 1200  # pixels
_AROUND = 140  # pixels of margins, and of spaces between the parts


class Header(QFrame):
    """Shows the gate of this station, in the colours of its kind."""

    def __init__(
        self, post: StationContext, now: Callable[[], int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._post = post
        self._now = now
        self._language = "en"
        self.setObjectName("header")
        self.setProperty("gateKind", post.gate_kind.value)
        self._direction = named("direction", QLabel(self))
        self._event = named("event", ShortLabel(self))
        self._entrance = named("entrance", ShortLabel(self))
        self._doors = named("doorsOpen", QLabel(self))
        self._doors.hide()
        self._test = named("testBadge", QLabel(self))
        self._test.hide()
        self._testing = False
        self._date = named("date", QLabel(self))
        self._clock = named("clock", QLabel(self))
        fill(
            QHBoxLayout(self),
            self._direction,
            self._entrance,
            (self._event, 1),
            self._test,
            self._doors,
            self._date,
            self._clock,
            margins=(14, 6, 18, 6),
            spacing=16,
        )
        self._tick = QTimer(self, interval=_TICK_MS)
        self._tick.timeout.connect(self._update_clock)
        self._tick.start()

    @property
    def gate_text(self) -> str:
        """Direction and place of the gate."""
        return f"{self._direction.text()}, {self._post.gate_name}"

    def show_doors(self, text: str) -> None:
        """Show a badge that the doors are open before their time; an empty text hides it."""
        self._doors.setText(text)
        self._doors.setVisible(bool(text))
        self._share_room()

    def show_test(self, shown: bool) -> None:
        """Show or hide the badge that scans are tests, where it shortens no name of a place."""
        self._testing = shown
        self._share_room()

    def move_to(self, post: StationContext) -> None:
        """Show another gate."""
        self._post = post
        self.setProperty("gateKind", post.gate_kind.value)
        restyle(self, self._direction, self._event, self._entrance)
        restyle(self._test, self._doors, self._date, self._clock)
        self.use_language(self._language)

    def use_language(self, language: str) -> None:
        """Show all labels in a language."""
        self._language = language
        translate = QCoreApplication.translate
        match self._post.gate_kind:
            case GateKind.LEAVING:
                self._direction.setText(translate("Header", "OUT · leaving"))
            case GateKind.ROOM:
                self._direction.setText(translate("Header", "IN · room"))
            case GateKind.ENTRANCE:
                self._direction.setText(translate("Header", "IN"))
        self._test.setText(translate("Header", "TEST"))
        self._event.setText(self._post.event.name)
        self._event.setToolTip(self._post.event.name)
        self._entrance.setText(self._post.gate_name)
        self._entrance.setToolTip(self._post.gate_name)
        self._entrance.setAccessibleName(
            translate("Header", "Entrance {name}").format(name=self._post.gate_name)
        )
        self._fit_place()
        self._update_clock()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the date if the place needs its width."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        has_badge = bool(self._doors.text()) or self._testing
        least = _ROOM_FOR_BOTH if has_badge else _ROOM_FOR_DATE
        self._date.setVisible(self.width() >= least)
        self._test.setVisible(self._testing and self._has_room_for_test())
        self._fit_place()

    def _has_room_for_test(self) -> bool:
        doors = [self._doors] if self._doors.text() else []
        parts = [self._direction, self._entrance, self._test, self._clock, *doors]
        return sum(part.sizeHint().width() for part in parts) + _AROUND <= self.width()

    def _fit_place(self) -> None:
        """Shorten the name of the event before that of the place."""
        most = round(self.width() * (_LESS_OF_PLACE if self._doors.text() else _MOST_OF_PLACE))
        self._entrance.setMinimumWidth(min(most, self._entrance.sizeHint().width()))

    def _update_clock(self) -> None:
        now, zone = self._now(), self._post.event.zone
        self._clock.setText(clock_time(now, zone))
        day = datetime.fromtimestamp(now / 1000, zone).date()
        self._date.setText(short_day(day, self._language))
