"""Manual counts: clicks, and the last recount with the net number of people since."""

from collections.abc import Iterator, Sequence

from kiosk.domain.attendance import Flow
from kiosk.domain.causal_order import corrected_time, order_key
from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.headcount import Recount
from kiosk.domain.manual_counts import click_flow, net_change_since
from kiosk.domain.roles import Role, may_write
from kiosk.store.journal.history import History
from kiosk.store.sqlite.database import Database, EventTables

_BODIES = "SELECT body FROM entry WHERE event = ? AND ticket IS NULL AND kind = ?"
# The plus keeps SQLite from scanning the event's entries instead of the target's index.
_UNDOS = "SELECT count(*) FROM entry WHERE +event = ? AND target = ? AND kind = 'undo'"


class ManualCounts(EventTables):
    """The clicks and recounts of one event (`event` is hex); call writers inside `immediate`."""

    def __init__(self, database: Database, event: str, history: History) -> None:
        super().__init__(database, event)
        self._history = history

    def clicks(self, area: str) -> Flow:
        """Return the people clicked in and out of an area, without undone clicks."""
        row = self._database.execute(
            "SELECT people_in, people_out FROM total_click WHERE event = ? AND area = ?",
            (self._event, area),
        ).fetchone()
        return Flow(*row) if row else Flow()

    def recount(self, area: str) -> Recount | None:
        """Return an area's last recount."""
        row = self._database.execute(
            "SELECT people, at, net_since_recount FROM recount WHERE event = ? AND area = ?",
            (self._event, area),
        ).fetchone()
        return Recount(*row) if row else None

    def recount_entry(self, area: str) -> Entry | None:
        """Return the entry of an area's last recount."""
        row = self._database.execute(
            "SELECT e.body FROM recount r JOIN entry e ON e.hash = r.entry"
            " WHERE r.event = ? AND r.area = ?",
            (self._event, area),
        ).fetchone()
        return read_entry(row[0]) if row else None

    def recounts(self, area: str) -> list[Entry]:
        """Return the recounts of an area that were not undone, in order of time."""
        found = [
            one
            for one in self._entries_of(Kind.RECOUNT)
            if (one.area or FESTIVAL) == area and not self._is_withdrawn(one)
        ]
        offsets = self._offsets(found)
        return sorted(found, key=lambda one: order_key(one, offsets))

    def net_since(self, recount: Recount | None, ordered: Sequence[Entry]) -> int:
        """Return a ticket's people who came in since a recount, less those who left."""
        if recount is None:
            return 0
        return net_change_since(ordered, recount.at, self._offsets(ordered))

    def net_of_tickets(self, area: str, at: int) -> int:
        """Return the people of all tickets who came in since `at` (ms UTC), less who left."""
        return sum(people for _, people in self._net_by_ticket(area, at))

    def add_net_change(self, area: str, people: int) -> None:
        """Add people who came in since the recount (negative: who left)."""
        if not people:
            return
        self._database.execute(
            "UPDATE recount SET net_since_recount = net_since_recount + ? WHERE event = ?"
            " AND area = ?",
            (people, self._event, area),
        )

    def counted_click(self, entry: Entry) -> Flow:
        """Return the people of a new click; none if its undo arrived before it."""
        return Flow() if self._count_undos(entry.hash) else click_flow(entry)

    def undone_click(self, undo: Entry) -> Entry | None:
        """Return the click that a new undo undoes; None if it was undone before."""
        if undo.target is None or self._count_undos(undo.target) > 1:
            return None
        row = self._database.execute(
            "SELECT body FROM entry WHERE event = ? AND hash = ? AND kind = 'clicker'",
            (self._event, bytes.fromhex(undo.target)),
        ).fetchone()
        return read_entry(row[0]) if row else None

    def add_click(self, click: Entry, people: Flow) -> None:
        """Add the people of a click to its area (negative to undo)."""
        area = click.area or FESTIVAL
        self._database.execute(
            "INSERT INTO total_click(event, area, people_in, people_out) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET people_in = people_in + excluded.people_in,"
            " people_out = people_out + excluded.people_out",
            (self._event, area, people.people_in, people.people_out),
        )
        recount = self.recount(area)
        if recount is not None and corrected_time(click, self._offsets([click])) > recount.at:
            self.add_net_change(area, people.people_in - people.people_out)

    def apply_recount(self, area: str) -> None:
        """Store an area's last recount, with the net number of people since."""
        last = self._last_recount(area)
        stored = self._database.execute(
            "SELECT entry FROM recount WHERE event = ? AND area = ?", (self._event, area)
        ).fetchone()
        if last is not None and stored != (bytes.fromhex(last.hash),):
            self._store_recount(area, last)
        if last is None and stored is not None:
            self._remove_recount(area)

    def undone_recount(self, undo: Entry) -> Entry | None:
        """Return the recount that an undo undoes."""
        row = self._database.execute(
            "SELECT body FROM entry WHERE event = ? AND hash = ? AND kind = 'recount'",
            (self._event, bytes.fromhex(undo.target or "")),
        ).fetchone()
        return read_entry(row[0]) if row else None

    def problems(self) -> Iterator[str]:
        """Yield the areas whose clicks or recount differ from the journal."""
        areas = {FESTIVAL, *(entry.area or FESTIVAL for entry in self._manual_entries())}
        rows = self._database.execute(
            "SELECT area, entry FROM recount WHERE event = ?1"
            " UNION ALL SELECT area, NULL FROM total_click WHERE event = ?1",
            (self._event,),
        ).fetchall()
        entries = {area: entry.hex() for area, entry in rows if entry is not None}
        for area in sorted({*areas, *(area for area, _ in rows)}):
            last = self._last_recount(area)
            if (
                self.clicks(area) != self._sum_clicks(area)
                or self.recount(area) != (self._net_since_recount(area, last)[1] if last else None)
                or entries.get(area) != (last.hash if last else None)
            ):
                yield area

    def rebuild(self) -> None:
        """Project all clicks and recounts from the journal again."""
        for table in ("total_click", "recount"):
            self._database.execute(f"DELETE FROM {table} WHERE event = ?", (self._event,))  # noqa: S608  # our own tables
        for area in {entry.area or FESTIVAL for entry in self._manual_entries()}:
            people = self._sum_clicks(area)
            self._database.execute(
                "INSERT INTO total_click(event, area, people_in, people_out) VALUES (?, ?, ?, ?)",
                (self._event, area, people.people_in, people.people_out),
            )
            self.apply_recount(area)

    def _remove_recount(self, area: str) -> None:
        self._database.execute(
            "UPDATE attendance SET net_since_recount = 0 WHERE event = ? AND area = ?"
            " AND net_since_recount <> 0",
            (self._event, area),
        )
        self._database.execute(
            "DELETE FROM recount WHERE event = ? AND area = ?", (self._event, area)
        )

    def _store_recount(self, area: str, last: Entry) -> None:
        self._remove_recount(area)
        tickets, recount = self._net_since_recount(area, last)
        for ticket, people in tickets:
            self._database.execute(
                "UPDATE attendance SET net_since_recount = ? WHERE event = ? AND area = ?"
                " AND ticket = ?",
                (people, self._event, area, ticket),
            )
        self._database.execute(
            "INSERT INTO recount(event, area, entry, people, at, net_since_recount)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                self._event,
                area,
                bytes.fromhex(last.hash),
                recount.count,
                recount.at,
                recount.net_since,
            ),
        )

    def _net_since_recount(self, area: str, last: Entry) -> tuple[list[tuple[bytes, int]], Recount]:
        """Return the net number per ticket since a recount entry, and the recount."""
        at = corrected_time(last, self._offsets([last]))
        tickets = self._net_by_ticket(area, at)
        after = self._sum_clicks(area, at)
        net = sum(people for _, people in tickets) + after.people_in - after.people_out
        return tickets, Recount(last.people, at, net)

    def _net_by_ticket(self, area: str, at: int) -> list[tuple[bytes, int]]:
        (ahead,) = self._database.execute(
            "SELECT coalesce(max(offset_ms), 0) FROM log WHERE event = ?", (self._event,)
        ).fetchone()
        rows = self._database.execute(
            "SELECT DISTINCT ticket FROM entry"
            " WHERE event = ? AND at > ? AND area = ? AND ticket IS NOT NULL",
            (self._event, at - max(0, ahead), area),
        ).fetchall()
        net = []
        for (ticket,) in rows:
            ordered = [one for one in self._history.entries_of(ticket.hex()) if one.area == area]
            net.append((ticket, net_change_since(ordered, at, self._offsets(ordered))))
        return [one for one in net if one[1]]

    def _sum_clicks(self, area: str, since: int | None = None) -> Flow:
        clicks = [
            (entry, click_flow(entry))
            for entry in self._entries_of(Kind.CLICKER)
            if (entry.area or FESTIVAL) == area and not self._count_undos(entry.hash)
        ]
        counted = [
            people
            for entry, people in clicks
            if since is None or corrected_time(entry, self._offsets([entry])) > since
        ]
        return Flow(sum(one.people_in for one in counted), sum(one.people_out for one in counted))

    def _last_recount(self, area: str) -> Entry | None:
        recounts = self.recounts(area)
        return recounts[-1] if recounts else None

    def _is_withdrawn(self, recount: Entry) -> bool:
        """Return whether a laptop that may recount undid it; a door's undo has no effect."""
        bodies = self._database.values(
            "SELECT body FROM entry WHERE +event = ? AND target = ? AND kind = 'undo'",
            (self._event, bytes.fromhex(recount.hash)),
        )
        roles = set(Role)
        authors = [self._history.author(read_entry(body).log).role for body in bodies]
        return any(role in roles and may_write(Role(role), Kind.RECOUNT) for role in authors)

    def _manual_entries(self) -> list[Entry]:
        return [*self._entries_of(Kind.CLICKER), *self._entries_of(Kind.RECOUNT)]

    def _entries_of(self, kind: Kind) -> list[Entry]:
        return [
            read_entry(body) for body in self._database.values(_BODIES, (self._event, kind.value))
        ]

    def _offsets(self, entries: Sequence[Entry]) -> dict[str, int]:
        return self._history.offsets(entry.log for entry in entries)

    def _count_undos(self, target: str) -> int:
        return self._database.number(_UNDOS, (self._event, bytes.fromhex(target)))
