"""The desk's panel about all doors, and the controller that keeps it up to date."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from kiosk.domain.roles import ALL_DOORS_OPEN, HOLD
from kiosk.reports.door_orders import DoorOrders
from kiosk.texts import Texts
from kiosk.ui.desk.desk_interface import DeskBackend
from kiosk.ui.headcount.doors_section import DoorsSection, door_texts
from kiosk.ui.shell.error_text import error_text
from kiosk.ui.shell.poller import Poller
from kiosk.ui.shell.station_client import RoomClient
from kiosk.ui.widgets.panel import Panel
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill

_EVERY_MS = 5_000


class DoorsPanel(Panel):
    """Stops letting in at all doors, or opens all of them; names the laptops that do not know it.

    Signals:
        appeared: the panel is shown.
        disappeared: the panel is hidden.
    """

    appeared = Signal()
    disappeared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explained = WrappedLabel("quiet", self)
        self.doors = DoorsSection(self, framed=False)
        fill(self.column, self._explained, self.doors, Stretch())

    def use_language(self) -> None:
        """Show all labels in the current language."""
        translate = QCoreApplication.translate
        self.set_title(translate("Desk", "All doors"))
        self._explained.show_text(translate("Desk", "This counts at every door that hears it."))
        self.doors.use_language()

    def on_shown(self) -> None:
        """Focus the button that stops letting in."""
        self.doors.hold.setFocus()
        self.appeared.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Emit `disappeared`."""
        super().hideEvent(event)
        self.disappeared.emit()


class DoorsController(QObject):
    """Asks for the state of the doors while the panel is visible, and changes it."""

    def __init__(
        self,
        panel: DoorsPanel,
        client: RoomClient[DeskBackend],
        words: Callable[[], Texts],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._client = client
        self._words = words
        self._poller: Poller[DoorOrders] = Poller(
            lambda done, failed: client.ask(lambda desk: desk.door_orders(), done, failed),
            self._show,
            self._failed,
            every_ms=_EVERY_MS,
            parent=self,
        )
        panel.appeared.connect(self._poller.start)
        panel.disappeared.connect(self._poller.stop)
        panel.doors.hold_asked.connect(lambda held: self._order(HOLD, held))
        panel.doors.opening_asked.connect(lambda opened: self._order(ALL_DOORS_OPEN, opened))

    def _order(self, setting: str, on: bool) -> None:
        def ordered(desk: DeskBackend) -> DoorOrders:
            desk.order_doors(setting, on)
            return desk.door_orders()

        self._client.ask(ordered, self._show, self._failed, once=("doors", setting))

    def _show(self, orders: DoorOrders) -> None:
        sentences = door_texts(orders, self._words())
        self._panel.doors.show_doors(held=orders.hold, opened=orders.all_open, sentences=sentences)

    def _failed(self, error: Exception) -> None:
        self._panel.doors.show_trouble(error_text(error, self._words()))
