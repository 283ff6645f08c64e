"""Looks up real tickets in a dialog, which the camera and the hand scanner read meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject

from kiosk.ui.files.files_context import FilesContext, ListsController
from kiosk.ui.files.files_interface import TicketReaders
from kiosk.ui.files.import_texts import safe_heading
from kiosk.ui.files.lists_in_use.ticket_try_dialog import TicketTryDialog

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.admin.ticket_try import TriedTicket


class UntriedLists(Protocol):
    """Shows the lists that no real ticket was tried with.

    Signals:
        try_asked: a person wants to try a real ticket.
    """

    try_asked: Any

    @property
    def code_column(self) -> str:
        """The column of the codes of these lists, if it is the same for all."""

    def show_tried(self, source: str) -> None:
        """Show that a real ticket of a list was found."""


class TicketTryController(ListsController):
    """While its dialog is open, no ticket that is read is counted."""

    def __init__(
        self, context: FilesContext, lists: UntriedLists, readers: TicketReaders, parent: QObject
    ) -> None:
        """`readers` are the camera and the hand scanner."""
        super().__init__(context, parent)
        self._lists = lists
        self._readers = readers
        lists.try_asked.connect(self._open)

    def _open(self) -> None:
        dialog = TicketTryDialog(self._words, self._readers.picture())
        dialog.typed.connect(lambda text: self._look_up(dialog, [text], typed=True))
        dialog.closed.connect(self._readers.end_loan)
        self._context.ask(dialog)
        self._readers.lend(lambda read: self._look_up(dialog, read, typed=False))

    def _look_up(self, dialog: TicketTryDialog, read: Sequence[str], *, typed: bool) -> bool:
        """Look up a ticket; return whether the dialog is open."""
        if not (dialog.is_open and dialog.isVisible()):
            return False
        work = partial(self._backend.try_ticket, read, typed=typed)
        shown = partial(self._show, dialog)
        self._runner.submit(work, shown, lambda _error: shown(None))
        return True

    def _show(self, dialog: TicketTryDialog, ticket: TriedTicket | None) -> None:
        if ticket is not None:
            self._lists.show_tried(ticket.source)
        if not dialog.is_open:
            return
        if ticket is None:
            dialog.show_unknown(safe_heading(self._lists.code_column))
        else:
            dialog.show_found(ticket)
