"""The guests of the fallback list in the order of the paper, while no name is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kiosk.checkin.answer import FoundTicket
from kiosk.ui.desk.panel_stack import DeskPanels
from kiosk.ui.desk.search_column import SearchColumn
from kiosk.ui.widgets.ticket_texts import TimeTeller

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.admin.fallback_list import PaperSheet


class PaperOrder(QObject):
    """Shows a sheet below the empty search field; after a line the next guest is selected."""

    def __init__(
        self,
        search: SearchColumn,
        panels: DeskPanels,
        times: Callable[[], TimeTeller],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._search = search
        self._panels = panels
        self._panel = panels.paper
        self._times = times
        self._sheets: Sequence[PaperSheet] = ()
        panels.currentChanged.connect(lambda _: self._rest())
        panels.paper.sheet_chosen.connect(lambda _: self._rest())

    def show_sheets(self, sheets: Sequence[PaperSheet]) -> None:
        """Show the sheets; that of all guests of this entrance first."""
        self._sheets = sheets
        entrance = self._panels.entrance
        own = (n for n, one in enumerate(sheets) if one.at is None and one.entrance == entrance)
        self._panel.show_sheets(sheets, next(own, 0), self._times())
        self._rest()

    def ask_time(self, found: FoundTicket) -> None:
        """Ask when a guest came; a second Enter after typing may be meant for the results."""
        self._panel.ask_time(found.ticket, self._times(), in_haste=bool(self._search.typed))

    def go_on_after(self, found: FoundTicket) -> None:
        """Show that a guest's line was recorded, and select the guest below on the paper."""
        self._sheets = [
            replace(
                sheet,
                guests=tuple(
                    found if one.ticket.id == found.ticket.id else one for one in sheet.guests
                ),
            )
            for sheet in self._sheets
        ]
        self._rest()
        places = [one.ticket.id for one in self._guests]
        if found.ticket.id in places:
            self._search.select(places.index(found.ticket.id) + 1)

    @property
    def _guests(self) -> Sequence[FoundTicket]:
        chosen = self._panel.sheet
        return self._sheets[chosen].guests if 0 <= chosen < len(self._sheets) else ()

    def _rest(self) -> None:
        self._search.rest_on(self._guests if self._panels.on_paper else ())
