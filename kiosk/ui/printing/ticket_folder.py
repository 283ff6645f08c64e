"""The folder of issued tickets: a PDF and a picture of each with a list for mailing, or one PDF."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.atomic_file import open_synced, sync_folder
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.guestlist.qr_picture import save_qr
from kiosk.private_files import FOLDER_MODE
from kiosk.reports.csv_writer import write_csv
from kiosk.texts import Texts
from kiosk.ui.printing.missing_letters import has_all_letters
from kiosk.ui.printing.paper import pdf_of
from kiosk.ui.printing.ticket_page import TicketPaper, issued_paper
from kiosk.ui.printing.ticket_sheet import write_sheets

if TYPE_CHECKING:
    from kiosk.admin.requests import IssuedTicket
    from kiosk.domain.event_settings import Event

ONE_FILE = "tickets.pdf"
MAIL_MERGE = "tickets.csv"
_COLUMNS = ("name", "email", "ticket", "file", "picture")
_UNUSUAL = re.compile(r"[^A-Za-z0-9.-]+")
_LONGEST = 60  # characters of a reference in a file's name


class TicketFolder:
    """Writes tickets to a temporary folder, then to the new one; see `TicketOutput`.

    Needs a QGuiApplication, but not its thread. `progress` gets the number of tickets that are
    done and of all; an exception in it stops the work, and no file is left.
    """

    def __init__(
        self,
        folder: Path,
        words: Texts,
        *,
        one_file: bool,
        progress: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> None:
        self.folder = folder.absolute()
        self.nameless: tuple[str, ...] = ()
        """The tickets whose name is not on the paper: no font here has all its letters."""
        self._words = words
        self._one_file = one_file
        self._progress = progress
        self._part = self.folder.with_name(f"{self.folder.name}.part")

    def check(self) -> None:
        """Raise UnusableInput if the folder has files, or its place does not exist."""
        if not self.folder.parent.is_dir():
            raise UnusableInput("error.export_folder", folder=self.folder.parent)
        if self.folder.exists() and (not self.folder.is_dir() or any(self.folder.iterdir())):
            raise UnusableInput("error.folder_not_empty", folder=self.folder)

    def write(self, event: Event, tickets: Sequence[IssuedTicket]) -> None:
        """Write the files of all tickets, or leave none."""
        self.check()
        papers = [self._paper(ticket, event) for ticket in tickets]
        self.nameless = tuple(
            ticket.ref
            for ticket, paper in zip(tickets, papers, strict=True)
            if ticket.name != paper.name
        )
        with self._disk_errors(), self._all_or_nothing():
            if self._one_file:
                total = len(papers)
                path = self._part / ONE_FILE
                write_sheets(path, event.name, papers, lambda done: self._progress(done, total))
                _sync(path)
            else:
                self._write_each(tickets, papers)

    def keep(self) -> None:
        """Put the written files in their place."""
        with self._disk_errors():
            if self.folder.exists():
                self.folder.rmdir()
            self._part.rename(self.folder)
            sync_folder(self.folder.parent)

    def discard(self) -> None:
        """Remove the written files."""
        shutil.rmtree(self._part, ignore_errors=True)

    def _paper(self, ticket: IssuedTicket, event: Event) -> TicketPaper:
        paper = issued_paper(ticket, event, self._words)
        return paper if has_all_letters(paper.name) else replace(paper, name="")

    def _write_each(self, tickets: Sequence[IssuedTicket], papers: Sequence[TicketPaper]) -> None:
        rows = []
        names = file_names([ticket.ref for ticket in tickets])
        for done, (ticket, paper, name) in enumerate(zip(tickets, papers, names, strict=True), 1):
            file, picture = f"{name}.pdf", f"{name}.png"
            with open_synced(self._part / file) as written:
                written.write(pdf_of(paper))
            save_qr(ticket.code, self._part / picture)
            _sync(self._part / picture)
            rows.append((ticket.name, ticket.email, ticket.ref, file, picture))
            self._progress(done, len(tickets))
        write_csv(self._part / MAIL_MERGE, _COLUMNS, rows)

    @contextmanager
    def _all_or_nothing(self) -> Iterator[None]:
        self.discard()  # what a crash left
        self._part.mkdir(mode=FOLDER_MODE)
        try:
            yield
            sync_folder(self._part)
        except BaseException:
            self.discard()
            raise

    @contextmanager
    def _disk_errors(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise WorldFailed("error.file_not_written", file=self.folder) from error


def file_names(refs: Sequence[str]) -> list[str]:
    """Return a name without suffix for each reference, all different also without their case."""
    used: dict[str, int] = {}
    names = []
    for ref in refs:
        name = f"ticket-{_UNUSUAL.sub('_', ref)[:_LONGEST]}"
        used[name.lower()] = number = used.get(name.lower(), 0) + 1
        names.append(name if number == 1 else f"{name}_{number}")
    return names


def _sync(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
