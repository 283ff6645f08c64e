"""`kiosk tickets import`: imports a guest list, and prints its questions and rejected rows."""

import json
from pathlib import Path
from typing import Any

import click

from kiosk.admin.list_import import import_list
from kiosk.cli.import_notices import print_columns, print_questions, print_rows
from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.runtime.console import print_stderr
from kiosk.runtime.data_folder import DataFolder

_COUNTS = ("read", "added", "changed", "unchanged", "withdrawn", "rejected_rows")


@click.command("import")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--source", metavar="NAME")
@click.option("--sheet", metavar="NAME")
@click.option("--encoding", metavar="NAME")
@click.option("--map", "mapping", metavar="FIELD=COLUMN", multiple=True)
@click.option("--set", "fixed", metavar="FIELD=VALUE", multiple=True)
@click.option("--ignore", metavar="COLUMN", multiple=True)
@click.option("--status", "statuses", metavar="WORD=STATUS", multiple=True)
@click.option("--codes", type=click.Choice(("none", "as-is")))
@click.option("--same-guest", type=click.Choice(("both", "once")))
@click.option("--ask-again", is_flag=True)
@click.option("--replace", is_flag=True)
@click.option("--yes", is_flag=True)
@click.option("--skip-rejected", is_flag=True)
@click.option("--rejects", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True)
@click.option("--json", "as_json", is_flag=True)
@click.pass_obj
def import_file(
    session: DataFolder,
    /,
    path: Path,
    mapping: tuple[str, ...],
    fixed: tuple[str, ...],
    *,
    ask_again: bool,
    as_json: bool,
    **chosen: Any,
) -> int:
    """See `help.kiosk_tickets_import` in `resources/words`."""
    options = ImportOptions(
        mapping=dict(map(_parse_mapping, mapping)),
        fixed=dict(map(_parse_fixed, fixed)),
        as_before=not ask_again,
        **chosen,
    )
    report = import_list(session, path, options)
    print_columns(report, session.words)
    if as_json:
        print(json.dumps(report.to_json(session.words), ensure_ascii=False))
    else:
        print_rows(report, session.words)
    print_questions(report, session.words)
    if options.rejects is not None and report.rejected_numbers:
        print_stderr(
            session.words.say("tickets.rejects", file=options.rejects, source=report.source)
        )
    if report.questions or (report.rejected_rows and not options.skip_rejected):
        print_stderr(_outcome(session, report))
        return 2
    if not as_json:
        print(_outcome(session, report))
    return 1 if report.rejected_rows else 0


def _parse_mapping(text: str) -> tuple[str, str]:
    field, sign, column = text.partition("=")
    if not (field and sign and column):
        raise UnusableInput("error.map_form", text=text)
    return field, column


def _parse_fixed(text: str) -> tuple[str, str]:
    field, sign, value = text.partition("=")
    if not (field and sign and value.strip()):
        raise UnusableInput("error.set_form", text=text)
    return field, value.strip()


def _outcome(session: DataFolder, report: Report) -> str:
    outcome = "tickets.imported" if report.applied else "tickets.not_imported"
    counts = {name: getattr(report, name) for name in _COUNTS}
    return session.words.say(outcome, source=report.source, **counts)
