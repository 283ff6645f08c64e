"""The rows of a list in an exchange: read from the file here, stored by another station."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from kiosk.domain.entry import is_calendar_time
from kiosk.domain.ticket import Status
from kiosk.store.lists.list_digests import Digests
from kiosk.store.lists.list_manifests import Manifest
from kiosk.store.lists.list_snapshots import Lists
from kiosk.store.lists.list_staging import StagedRow, Staging
from kiosk.store.lists.replaced_codes import LOST, ReplacedCodes
from kiosk.store.sqlite.database import EventTables, immediate

_ROWS = """
SELECT r.ticket, lower(hex(r.ticket)), lower(hex(r.code)), r.ref, r.category, r.places, r.status,
  r.valid_from, r.valid_until, r.entrances, p.name, p.organisation, p.booked_by, p.note,
  p.mail_ok
FROM list_row r LEFT JOIN personal p ON p.n = r.person
WHERE r.list = ? AND r.ticket > ? ORDER BY r.ticket LIMIT ?
"""
_REPLACED = """
SELECT lower(hex(c.code)), lower(hex(c.ticket)) FROM list_row r
JOIN issued_code c ON c.event = ?1 AND c.ticket = r.ticket AND c.replaced = 1
WHERE r.list = ?2 ORDER BY 1
"""
_STORE_REPLACED = """
INSERT INTO issued_code(event, code, ticket, replaced, listed) SELECT ?1, ?2, ?3, 1, 1
WHERE NOT EXISTS (SELECT 1 FROM list_code WHERE list = ?4 AND code = ?2)
ON CONFLICT DO UPDATE SET ticket = iif(desk IS NULL, excluded.ticket, ticket), replaced = 1,
  listed = 1 WHERE desk IS NOT 1
"""
_COLUMNS = 14  # or one less: a first format had no consent
_ID_BYTES = 16

Row = list[Any]
"""A row in an exchange; it never has an e-mail address.

Ticket and code (hex), reference, category, places, status, times (ms UTC), entrances (JSON), name,
organisation, booked by, note, whether the guest may be mailed.
"""


class ListTransfer(EventTables):
    """Reads the contents of one event's lists (`event` is hex)."""

    def lacks_codes(self, source: str) -> bool:
        """Return whether replaced codes of a source's list are lost here."""
        return self._database.exists(
            "SELECT 1 FROM list_snapshot WHERE event = ? AND source = ? AND state = 'current'"
            " AND replaced_hash = ?",
            (self._event, source, LOST),
        )

    def count(self, number: int) -> int:
        """Return how many rows a list has."""
        return self._database.number("SELECT count(*) FROM list_row WHERE list = ?", (number,))

    def rows(self, number: int, at_once: int) -> Iterator[list[Row]]:
        """Yield a list's rows by ticket in batches; an empty list gives one empty batch."""
        last, count = b"", at_once
        while count == at_once:
            some = self._database.execute(_ROWS, (number, last, at_once)).fetchall()
            count = len(some)
            if some or not last:
                yield [_sent(row[1:]) for row in some]
            last = some[-1][0] if some else last

    def replaced_codes(self, number: int) -> list[list[str]]:
        """Return the replaced codes of a list's tickets, with the tickets (hex)."""
        return [
            list(row) for row in self._database.execute(_REPLACED, (self._event, number)).fetchall()
        ]


class IncomingList(EventTables):
    """Loads the rows of a list's content in batches, and applies it once it is complete.

    Only `finish` stores anything.
    """

    def __init__(
        self, event: str, manifest: Manifest, staged: Staging, *, pause: Callable[[], None]
    ) -> None:
        super().__init__(staged.database, event)
        self._manifest = manifest
        self._staged = staged
        self._lists = Lists(staged.database, event, pause=pause)
        self._replaced: list[tuple[bytes, bytes]] = []
        self._loaded = 0

    def load(self, part: object) -> None:
        """Load some rows; ValueError if the part is not well formed."""
        match part:
            case {"rows": list(rows), "replaced": list(replaced)}:
                staged = [_staged(row, number) for number, row in enumerate(rows, self._loaded + 1)]
                self._replaced += [_pair(one) for one in replaced]
            case _:
                raise ValueError("no rows of a list")
        self._stage(staged)

    def _stage(self, staged: list[StagedRow]) -> None:
        self._loaded += len(staged)
        if self._loaded > self._manifest.rows:
            raise ValueError("more rows than the list has")
        self._staged.load(staged)

    def finish(self, apply: Callable[[str], object]) -> bool:
        """Store the rows if they have the manifest's hash, and call `apply` in that transaction.

        Returns False and stores nothing if they do not.
        """
        self._staged.settle_all()
        return store_verified(
            self._lists,
            self._manifest,
            self._staged,
            partial(self._apply, apply),
            is_genuine=self._is_genuine,
        )

    def _is_genuine(self, found: Digests) -> bool:
        return found.content == self._manifest.hash

    def _apply(self, apply: Callable[[str], object], number: int) -> None:
        apply(self._manifest.source)
        for code, ticket in self._replaced:
            self._database.execute(_STORE_REPLACED, (self._event, code, ticket, number))
        ReplacedCodes(self._database, self._event).mark_complete(self._manifest.source)


def store_verified(
    lists: Lists,
    manifest: Manifest,
    staged: Staging,
    apply: Callable[[int], object],
    *,
    is_genuine: Callable[[Digests], bool] | None = None,
) -> bool:
    """Store staged rows if they are genuine; else store nothing, return False.

    By default, rows with the manifest's hash are genuine. `apply` is called with the list's number
    in the transaction that stores them.
    """
    number = lists.store_content(
        manifest.source,
        staged,
        version=manifest.version,
        digest=manifest.hash,
        at=manifest.at,
        is_genuine=is_genuine or (lambda found: found.content == manifest.hash),
    )
    if number is None:
        return False
    with immediate(staged.database):
        staged.database.execute("UPDATE list_snapshot SET state = 'old' WHERE list = ?", (number,))
        apply(number)
    return True


def _sent(row: Sequence[Any]) -> Row:
    """Return a row as it is sent: in the first format if it has no consent to mailing."""
    return [*row[:-1], *filter(None, row[-1:])]


def _staged(row: Sequence[Any], number: int) -> StagedRow:
    if not isinstance(row, list) or len(row) not in (_COLUMNS - 1, _COLUMNS):
        raise ValueError("not a row")
    ticket, code, ref, category, places, status, opens, closes, entrances, *names = row
    texts = [read_text(name or "") for name in names]
    if entrances is not None and not isinstance(json.loads(read_text(entrances)), list):
        raise ValueError("not a list of entrances")
    return StagedRow(
        row=number,
        ticket=read_id(ticket),
        code=read_id(code) if code else None,
        shown="",
        ref=read_text(ref),
        has_generated_ref=False,
        category=read_text(category),
        places=read_integer(places),
        status=Status(read_text(status)).value,
        valid_from=_time(opens),
        valid_until=_time(closes),
        entrances=entrances,
        name=texts[0],
        organisation=texts[1],
        booked_by=texts[2],
        note=texts[3],
        mail_ok="".join(texts[4:]),
    )


def _pair(value: object) -> tuple[bytes, bytes]:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004  # a pair
        raise ValueError("not a pair")
    return read_id(value[0]), read_id(value[1])


def read_id(value: object) -> bytes:
    """Return an id that came as hex; ValueError if it is none."""
    found = bytes.fromhex(read_text(value))
    if len(found) != _ID_BYTES:
        raise ValueError("not an id")
    return found


def read_text(value: object) -> str:
    """Return a text that can be stored; ValueError if it is none."""
    if not isinstance(value, str):
        raise ValueError("text expected")
    value.encode()
    return value


def _time(value: object) -> int | None:
    if value is not None and not is_calendar_time(value):
        raise ValueError("a time expected")
    return value


def read_integer(value: object) -> int:
    """Return a whole number of a usual size; ValueError if it is none."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) > 2**53:
        raise ValueError("whole number expected")
    return value
