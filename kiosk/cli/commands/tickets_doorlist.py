"""`kiosk tickets doorlist`: writes the list on paper, for when no laptop works."""

from pathlib import Path

import click

from kiosk.admin.fallback_list import check_fallback_file, fallback_list, write_fallback
from kiosk.cli.drawing import drawing
from kiosk.runtime.data_folder import DataFolder


@click.command("doorlist")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--additions", is_flag=True)
@click.pass_obj
def doorlist(session: DataFolder, file: Path, *, additions: bool) -> None:
    """See `help.kiosk_tickets_doorlist` in `resources/words`."""
    check_fallback_file(file)
    with session.open_store() as store:
        shown = fallback_list(store, session.clock.wall(), additions=additions)
        if not (shown.guests or shown.struck):
            session.print_text("fallback.nothing_new")
            return
        with drawing():
            from kiosk.ui.printing.fallback_printing import fallback_pdf  # noqa: PLC0415 - with Qt

            content = fallback_pdf(shown, session.words)
        write_fallback(store, file, content, shown)
    key = "fallback.written_additions" if additions else "fallback.written"
    session.print_text(key, file=file, guests=shown.guests, struck=shown.struck)
