"""Keeps the choices of each source's last import in the event, and reuses them for the next."""

from collections.abc import Sequence
from pathlib import Path

from kiosk.checkin.desk import Desk
from kiosk.domain.internal_settings import READING
from kiosk.domain.letters import composed
from kiosk.guestlist.import_report import ImportOptions
from kiosk.guestlist.remembered_choices import Remembered, with_choices
from kiosk.guestlist.row_source import RowSource
from kiosk.guestlist.source_name import checked_source
from kiosk.guestlist.sources.open_source import open_rows
from kiosk.store.station_store import StationStore

Opened = tuple[RowSource, ImportOptions, tuple[str, ...]]
"""A file, the options to read it with, and the choices of the previous version among them."""


class ChoiceMemory:
    """The choices of each source, exchanged like settings; words of a list are private."""

    def __init__(self, store: StationStore) -> None:
        self._store = store

    def open(self, path: Path, options: ImportOptions) -> Opened:
        """Open a file; with `as_before` the missing options are those of its last version."""
        table = open_rows(path, sheet=options.sheet, encoding=options.encoding)
        named = table.list_name if options.source is None else checked_source(options.source)
        before = self._of(named) if options.as_before else None
        if before is None:
            return table, options, ()
        reused = before.about_file(options, table)
        if reused:
            options = with_choices(options, reused)
            table = open_rows(path, sheet=options.sheet, encoding=options.encoding)
        about_columns = before.about_columns(options, table)
        return table, with_choices(options, about_columns), (*reused, *about_columns)

    def keep(self, source: str, options: ImportOptions, headings: Sequence[str]) -> None:
        """Keep the choices of an import, unless they are the same as before."""
        made, before = Remembered.of(options, headings), self._of(source)
        if made != before and (made.choices or before is not None):
            Desk(self._store).change_setting(f"{READING}{source}", made.to_value())

    def _of(self, source: str) -> Remembered | None:
        settings = self._store.events.settings(self._store.keys.event)
        wanted = composed(f"{READING}{source}")
        found = (value for key, value in settings.items() if composed(key) == wanted)
        return Remembered.stored(next(found, None))
