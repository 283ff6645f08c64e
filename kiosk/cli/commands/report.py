"""`kiosk report`: writes the figures of the day on one page to sign, or the half hours as CSV."""

from pathlib import Path

import click

from kiosk.cli.drawing import drawing
from kiosk.reports.day_report.day_report import DayReport
from kiosk.reports.day_report.read_report import day_report
from kiosk.reports.day_report.report_file import CSV, REPORT_SUFFIXES, write_report
from kiosk.reports.day_report.report_texts import missing_text
from kiosk.reports.event_times import local_second
from kiosk.reports.file_formats import check_target
from kiosk.runtime.data_folder import DataFolder
from kiosk.texts import LANGUAGES, Texts, load_words


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_context
def report(context: click.Context, file: Path) -> None:
    """See `help.kiosk_report` in `resources/words`."""
    session: DataFolder = context.obj
    check_target(file, REPORT_SUFFIXES)
    with session.open_store() as store:
        shown = day_report(store)
    # The language of this laptop does not count: all laptops write the same report.
    asked = context.find_root().params.get("lang")
    words = load_words(asked or LANGUAGES[0])
    if file.suffix.lower() == CSV:
        write_report(file, shown, words, _draw)
    else:
        with drawing():
            write_report(file, shown, words, _draw)
    _print_result(session, file, shown)


def _draw(shown: DayReport, words: Texts, suffix: str) -> bytes:
    from kiosk.ui.printing.report_pages.report_pdf import report_file  # noqa: PLC0415  # with Qt

    return report_file(shown, words, suffix)


def _print_result(session: DataFolder, file: Path, shown: DayReport) -> None:
    missing = missing_text(
        shown, session.words, lambda at: f"{local_second(at, shown.event.zone):%Y-%m-%d %H:%M}"
    )
    if missing:
        session.print_text("report.written_provisional", file=file, missing=missing)
    else:
        session.print_text("report.written", file=file)
