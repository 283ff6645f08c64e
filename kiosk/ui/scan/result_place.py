"""Chooses where the result of a correction is shown: the visible desk, or the scan page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.ui.scan.scan_interface import ResultView
    from kiosk.ui.scan.scan_page import ScanPage


class ResultPlace:
    """Chooses the page that shows a result: the visible one."""

    def __init__(self, page: ScanPage, desk: ResultView | None) -> None:
        self._page = page
        self._desk = desk

    @property
    def desk(self) -> ResultView | None:
        """The desk, if it is visible."""
        return self._desk if self._desk is not None and self._desk.isVisible() else None

    def await_result(self) -> None:
        """Let the desk take the focus with the next result, unless a person types meanwhile."""
        if (desk := self.desk) is not None:
            desk.await_result()

    def show_done(self, sentence: str) -> None:
        """Show a result."""
        if (desk := self.desk) is not None:
            desk.show_done(sentence)
        else:
            self._page.notices.show_done(sentence)

    def show_trouble(self, sentence: str) -> None:
        """Show why something cannot be done."""
        if (desk := self.desk) is not None:
            desk.show_trouble(sentence)
        else:
            self._page.notices.show_trouble(sentence)
