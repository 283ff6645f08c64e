"""What people counted by hand: clicks, and the last recount with who came and went since."""

from collections.abc import Iterator, Sequence

from kiosk.domain.attendance import Flow
from kiosk.domain.causal_order import corrected_time
from kiosk.domain.entry import Entry, Kind, read_entry
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.headcount import Recount
from kiosk.domain.manual_counts import click_flow, latest_recount, net_change_since
from kiosk.domain.roles import Role, may_write
from kiosk.store.journal.history import History
from kiosk.store.sqlite.database import Database

_BODIES = "SELECT body FROM entry WHERE event = ? AND ticket IS NULL AND kind = ?"
# The plus keeps SQLite from looking through all entries of the event instead of the target's.
_UNDOS = "SELECT count(*) FROM entry WHERE +event = ? AND target = ? AND kind = 'undo'"


class ManualCounts:
    """The clicks and recounts of one event (`event` is hex); writers hold `immediate`."""

    def __init__(self, database: Database, event: str, history: History) -> None:
        self._database = database
        self._event = bytes.fromhex(event)
        self._history = history

    def clicks(self, area: str) -> Flow:
        """Return the people clicked in and out of an area, undone clicks left away."""
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

    def moved_after(self, recount: Recount | None, ordered: Sequence[Entry]) -> int:
        """Return the people of a ticket that came in since that recount, less those who left."""
        if recount is None:
            return 0
        return net_change_since(ordered, recount.at, self._offsets(ordered))

    def came_since(self, area: str, at: int) -> int:
        """Return the people of all tickets who came in since a time (ms UTC), less who left."""
        return sum(people for _, people in self._tickets_moved(area, at))

    def move(self, area: str, people: int) -> None:
        """Add people who came in since the recount (less than 0: who left)."""
        if not people:
            return
        self._database.execute(
            "UPDATE recount SET net_since_recount = net_since_recount + ? WHERE event = ?"
            " AND area = ?",
            (people, self._event, area),
        )

    def counts_click(self, entry: Entry) -> Flow:
        """Return what a click that was just added counts: nobody if its undo came before it."""
        return Flow() if self._undos(entry.hash) else click_flow(entry)

    def undone_click(self, undo: Entry) -> Entry | None:
        """Return the click that an undo that was just added takes away, the first time."""
        if undo.target is None or self._undos(undo.target) > 1:
            return None
        row = self._database.execute(
            "SELECT body FROM entry WHERE event = ? AND hash = ? AND kind = 'clicker'",
            (self._event, bytes.fromhex(undo.target)),
        ).fetchone()
        return read_entry(row[0]) if row else None

    def add_click(self, click: Entry, people: Flow) -> None:
        """Add the people of a click to an area's (less than 0 takes away)."""
        area = click.area or FESTIVAL
        self._database.execute(
            "INSERT INTO total_click(event, area, people_in, people_out) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET people_in = people_in + excluded.people_in,"
            " people_out = people_out + excluded.people_out",
            (self._event, area, people.people_in, people.people_out),
        )
        recount = self.recount(area)
        if recount is not None and corrected_time(click, self._offsets([click])) > recount.at:
            self.move(area, people.people_in - people.people_out)

    def fold_recount(self, area: str) -> None:
        """Take up an area's last recount, and count who came and went since."""
        last = self._latest(area)
        kept = self._database.execute(
            "SELECT entry FROM recount WHERE event = ? AND area = ?", (self._event, area)
        ).fetchone()
        if last is not None and kept != (bytes.fromhex(last.hash),):
            self._count_since(area, last)
        if last is None and kept is not None:
            self._forget_recount(area)

    def undone_recount(self, undo: Entry) -> Entry | None:
        """Return the recount that an undo is about."""
        row = self._database.execute(
            "SELECT body FROM entry WHERE event = ? AND hash = ? AND kind = 'recount'",
            (self._event, bytes.fromhex(undo.target or "")),
        ).fetchone()
        return read_entry(row[0]) if row else None

    def problems(self) -> Iterator[str]:
        """Yield the areas whose clicks or recount are not what the journal says."""
        told = {FESTIVAL, *(entry.area or FESTIVAL for entry in self._by_hand())}
        rows = self._database.execute(
            "SELECT area, entry FROM recount WHERE event = ?1"
            " UNION ALL SELECT area, NULL FROM total_click WHERE event = ?1",
            (self._event,),
        ).fetchall()
        entries = {area: entry.hex() for area, entry in rows if entry is not None}
        for area in sorted({*told, *(area for area, _ in rows)}):
            last = self._latest(area)
            if (
                self.clicks(area) != self._clicked(area)
                or self.recount(area) != (self._counted(area, last)[1] if last else None)
                or entries.get(area) != (last.hash if last else None)
            ):
                yield area

    def remake(self) -> None:
        """Count all clicks and recounts again from the journal."""
        for table in ("total_click", "recount"):
            self._database.execute(f"DELETE FROM {table} WHERE event = ?", (self._event,))  # noqa: S608  # our own tables
        for area in {entry.area or FESTIVAL for entry in self._by_hand()}:
            people = self._clicked(area)
            self._database.execute(
                "INSERT INTO total_click(event, area, people_in, people_out) VALUES (?, ?, ?, ?)",
                (self._event, area, people.people_in, people.people_out),
            )
            self.fold_recount(area)

    def _forget_recount(self, area: str) -> None:
        self._database.execute(
            "UPDATE attendance SET net_since_recount = 0 WHERE event = ? AND area = ?"
            " AND net_since_recount <> 0",
            (self._event, area),
        )
        self._database.execute(
            "DELETE FROM recount WHERE event = ? AND area = ?", (self._event, area)
        )

    def _count_since(self, area: str, last: Entry) -> None:
        self._database.execute(
            "UPDATE attendance SET net_since_recount = 0 WHERE event = ? AND area = ?"
            " AND net_since_recount <> 0",
            (self._event, area),
        )
        tickets, recount = self._counted(area, last)
        for ticket, people in tickets:
            self._database.execute(
                "UPDATE attendance SET net_since_recount = ? WHERE event = ? AND area = ?"
                " AND ticket = ?",
                (people, self._event, area, ticket),
            )
        self._database.execute(
            "INSERT OR REPLACE INTO recount(event, area, entry, people, at, net_since_recount)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (self._event, area, bytes.fromhex(last.hash), recount.count, recount.at, recount.moved),
        )

    def _counted(self, area: str, last: Entry) -> tuple[list[tuple[bytes, int]], Recount]:
        """Return the tickets whose people came or went since a recount, and the recount."""
        at = corrected_time(last, self._offsets([last]))
        tickets = self._tickets_moved(area, at)
        after = self._clicked(area, at)
        moved = sum(people for _, people in tickets) + after.people_in - after.people_out
        return tickets, Recount(last.people, at, moved)

    def _tickets_moved(self, area: str, at: int) -> list[tuple[bytes, int]]:
        (ahead,) = self._database.execute(
            "SELECT coalesce(max(offset_ms), 0) FROM log WHERE event = ?", (self._event,)
        ).fetchone()
        rows = self._database.execute(
            "SELECT DISTINCT ticket FROM entry"
            " WHERE event = ? AND at > ? AND area = ? AND ticket IS NOT NULL",
            (self._event, at - max(0, ahead), area),
        ).fetchall()
        moved = []
        for (ticket,) in rows:
            ordered = [one for one in self._history.of(ticket.hex()) if one.area == area]
            moved.append((ticket, net_change_since(ordered, at, self._offsets(ordered))))
        return [one for one in moved if one[1]]

    def _clicked(self, area: str, since: int | None = None) -> Flow:
        clicks = [
            (entry, click_flow(entry))
            for entry in self._of_kind(Kind.CLICKER)
            if (entry.area or FESTIVAL) == area and not self._undos(entry.hash)
        ]
        counted = [
            people
            for entry, people in clicks
            if since is None or corrected_time(entry, self._offsets([entry])) > since
        ]
        return Flow(sum(one.people_in for one in counted), sum(one.people_out for one in counted))

    def _latest(self, area: str) -> Entry | None:
        recounts = [
            one
            for one in self._of_kind(Kind.RECOUNT)
            if (one.area or FESTIVAL) == area and not self._is_withdrawn(one)
        ]
        return latest_recount(recounts, self._offsets(recounts))

    def _is_withdrawn(self, recount: Entry) -> bool:
        """Whether a laptop that may recount undid it; a door's undo is without effect."""
        rows = self._database.execute(
            "SELECT body FROM entry WHERE +event = ? AND target = ? AND kind = 'undo'",
            (self._event, bytes.fromhex(recount.hash)),
        ).fetchall()
        logs = [read_entry(body).log for (body,) in rows]
        roles = set(Role)
        authors = [self._history.author(log).role for log in logs]
        return any(role in roles and may_write(Role(role), Kind.RECOUNT) for role in authors)

    def _by_hand(self) -> list[Entry]:
        return [*self._of_kind(Kind.CLICKER), *self._of_kind(Kind.RECOUNT)]

    def _of_kind(self, kind: Kind) -> list[Entry]:
        rows = self._database.execute(_BODIES, (self._event, kind.value)).fetchall()
        return [read_entry(body) for (body,) in rows]

    def _offsets(self, entries: Sequence[Entry]) -> dict[str, int]:
        return self._history.offsets(entry.log for entry in entries)

    def _undos(self, target: str) -> int:
        (undos,) = self._database.execute(_UNDOS, (self._event, bytes.fromhex(target))).fetchone()
        return int(undos)
