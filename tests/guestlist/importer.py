"""A database in a folder, and lists imported into it as the command does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.domain.event_settings import FESTIVAL, Area, Event
from kiosk.guestlist.import_report import ImportOptions, Report
from kiosk.guestlist.importer import ListImport
from kiosk.guestlist.sources.open_source import open_rows
from kiosk.keys.ticket_codes import code_hash
from kiosk.paths import MIGRATIONS
from kiosk.store.lists.guest_finder import GuestFinder
from kiosk.store.lists.list_digests import Digests
from kiosk.store.lists.ticket_table import CodeMatch, Tickets
from kiosk.store.sqlite.database import Database, migrate, open_database

CODE_KEY = b"k" * 32
EVENT = Event(
    "ee" * 16,
    "Test",
    date(2026, 6, 13),
    "Europe/Amsterdam",
    areas=(Area(FESTIVAL, ("Noord", "Zuid")),),
)


@dataclass(slots=True)
class Importer:
    """Imports texts as files into one database, and asks what came of it."""

    database: Database
    folder: Path
    recorded: list[tuple[Any, ...]] = field(default_factory=list)

    def take(self, text: str | bytes, name: str = "winkel.csv", **wishes: Any) -> Report:
        """Import a file with this content."""
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        options = ImportOptions(**wishes)
        source = open_rows(path, sheet=options.sheet, encoding=options.encoding)
        return self.job().run(source, options)

    def _record(self, source: str, version: int, parent: str | None, digests: Digests) -> None:
        self.recorded.append((source, version, parent, digests.content, digests.rows))

    def job(self) -> ListImport:
        """Return an import that writes down what it would record."""
        return ListImport(
            self.database,
            EVENT,
            CODE_KEY,
            record=self._record,
            refresh=lambda: None,
            now=lambda: 1_000,
            pause=lambda: None,
        )

    def ticket(self, code: str) -> CodeMatch | None:
        """Return the ticket of a code now."""
        return Tickets(self.database, EVENT.id).by_code(code_hash(CODE_KEY, code))

    def refs(self) -> list[str]:
        """Return the references of all current tickets."""
        rows = self.database.execute("SELECT ref FROM current_ticket ORDER BY ref").fetchall()
        return [ref for (ref,) in rows]

    def find(self, text: str) -> list[str]:
        """Return the names that a search finds."""
        tickets = Tickets(self.database, EVENT.id)
        found = GuestFinder(self.database, EVENT.id).find(text)
        return [ticket.name for one in found if (ticket := tickets.by_id(one))]

    def content(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return all that the database says of lists."""
        lists = ("list_snapshot", "list_row", "list_code", "list_ref", "list_total")
        tables = (*lists, "personal", "issued_code")
        return {
            table: self.database.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  # ours
            for table in tables
        }


@contextmanager
def importer(folder: Path) -> Iterator[Importer]:
    """Open a fresh database in a folder for imports."""
    database = open_database(folder / "kiosk.db")
    migrate(database, MIGRATIONS)
    yield Importer(database, folder)
    database.close()
