"""`kiosk tickets issue`: makes tickets with codes, as files to print or to mail."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kiosk.admin.requests import IssueRequest
from kiosk.cli.drawing import drawing
from kiosk.cli.import_notices import print_questions, print_rows
from kiosk.errors import UnusableInput
from kiosk.runtime.console import print_stderr
from kiosk.runtime.data_folder import DataFolder

if TYPE_CHECKING:
    from kiosk.guestlist.import_report import Report
    from kiosk.ui.printing.ticket_folder import TicketFolder


@click.command("issue")
@click.option("--count", metavar="N", type=click.IntRange(min=1))
@click.option("--from", "path", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--without-code", is_flag=True)
@click.option("--out", metavar="DIR", required=True, type=click.Path(path_type=Path))
@click.option("--one-file", is_flag=True)
@click.option("--signed", is_flag=True)
@click.option("--door-sale", is_flag=True)
@click.option("--source", metavar="NAME")
@click.option("--category", metavar="NAME")
@click.pass_obj
def issue(
    session: DataFolder,
    /,
    count: int | None,
    path: Path | None,
    out: Path,
    category: str | None,
    *,
    without_code: bool,
    one_file: bool,
    **chosen: Any,
) -> int:
    """See `help.kiosk_tickets_issue` in `resources/words`."""
    if [count is not None, path is not None, without_code].count(True) != 1:
        raise UnusableInput("error.issue_one_way")
    new_only = category is not None or chosen["door_sale"]
    if (new_only and count is None) or (chosen["signed"] and without_code):
        raise UnusableInput("error.issue_new_only")
    request = IssueRequest(count or 0, category=category or "", **chosen)
    with drawing():
        from kiosk.ui.printing.ticket_folder import TicketFolder  # noqa: PLC0415

        folder = TicketFolder(out, session.words, one_file=one_file)
        return _issue(session, path, request, folder)


def _issue(
    session: DataFolder, path: Path | None, request: IssueRequest, folder: "TicketFolder"
) -> int:
    from kiosk.admin.ticket_issue import (  # noqa: PLC0415
        issue_from_file,
        issue_new,
        issue_to_guests,
    )

    folder.check()
    if path is not None:
        report, issued = issue_from_file(session, path, request, folder)
        if not report.applied:
            return _print_not_imported(session, report)
    else:
        issue_tickets = issue_new if request.count else issue_to_guests
        issued = issue_tickets(session, request, folder)
    if not issued:
        session.print_text("tickets.issued_none")
        return 0
    session.print_text("tickets.issued", tickets=issued, folder=folder.folder)
    if folder.nameless:
        refs = ", ".join(folder.nameless)
        print_stderr(session.words.say("tickets.issued_nameless", refs=refs))
    return 0


def _print_not_imported(session: DataFolder, report: "Report") -> int:
    print_rows(report, session.words)
    print_questions(report, session.words)
    print_stderr(session.words.say("tickets.issue_import_first", source=report.source))
    return 2
