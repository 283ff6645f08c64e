"""The guest lists of the first day: checked in the draft, and kept until the event is made."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kiosk.admin.event_draft import DraftList, EventDraft
from kiosk.admin.requests import CategoryRule
from kiosk.admin.ticket_try import TriedTicket
from kiosk.backend.files_backend import LocalFiles
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.import_watch import ImportRun


class DraftFiles(LocalFiles):
    """Imports lists into the draft, and remembers the options of each import."""

    def __init__(self, draft: EventDraft) -> None:
        super().__init__(draft.session)
        self._draft = draft

    def import_list(
        self, path: Path, options: ImportOptions, run: ImportRun | None = None
    ) -> Report:
        """Import a copy of a list into the draft; with `dry_run` only report the changes."""
        if options.dry_run:
            return super().import_list(path, options, run)
        copy = self._draft.keep(path)
        report = super().import_list(copy, options, run)
        if report.applied:
            self._draft.lists.append(DraftList(copy, replace(options, source=report.source)))
        return report

    def set_categories(self, rules: Mapping[str, CategoryRule]) -> None:
        """Set the rules of the categories of the last list."""
        super().set_categories(rules)
        self._draft.lists[-1].rules.update(rules)

    def try_ticket(self, read: Sequence[str], *, typed: bool) -> TriedTicket | None:
        """Return the ticket of a code or number; its list was tried, also in the event."""
        ticket = super().try_ticket(read, typed=typed)
        for planned in self._draft.lists:
            if ticket is not None and planned.options.source == ticket.source:
                planned.tried = True
        return ticket
