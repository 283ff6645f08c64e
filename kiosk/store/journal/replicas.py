"""How far the logs held here went out of this laptop, to where they were read back or read."""

from collections.abc import Mapping, Sequence

from kiosk.store.journal.have_vector import LogEnd
from kiosk.store.sqlite.database import Database


class Replicas:
    """What others hold of one event (`event` is hex); writers hold `immediate`."""

    def __init__(self, database: Database, event: str) -> None:
        self._database = database
        self._event = bytes.fromhex(event)

    def remember(
        self, logs: Mapping[str, Sequence[LogEnd]], at: int, *, other_disk: bool = True
    ) -> None:
        """Remember that logs stand in another place too, up to these ends, since `at` (ms UTC).

        On this laptop's own disk (not `other_disk`) they are handed over, but stand here alone.
        Ends that are not held here tell nothing.
        """
        keep = self._remember if other_disk else self._remember_here
        held = self._database.execute(
            "SELECT lower(hex(log)) FROM log WHERE event = ?", (self._event,)
        ).fetchall()
        for (log,) in held:  # never all that is told: that may be millions
            ends = logs.get(log, ())
            if self._has_branches(log, ends):
                for seq, digest in ends:
                    keep(bytes.fromhex(log), seq, bytes.fromhex(digest), at)

    def forget(self) -> None:
        """Take all for being on this laptop alone: where it went last was no other place."""
        self._database.execute("DELETE FROM replica WHERE event = ?", (self._event,))

    def left(self, station: str) -> int:
        """Return how many entries of a station (hex) stand on this laptop alone."""
        (entries,) = self._database.execute(
            "SELECT coalesce(sum(max(0, l.length - coalesce(g.seq, 0))), 0) FROM log l"
            " LEFT JOIN replica g USING (event, log) WHERE l.event = ? AND l.station = ?",
            (self._event, bytes.fromhex(station)),
        ).fetchone()
        return int(entries)

    def last(self) -> int | None:
        """Return when something went out last (ms UTC)."""
        (at,) = self._database.execute(
            "SELECT max(at) FROM replica WHERE event = ? AND seq > 0", (self._event,)
        ).fetchone()
        return None if at is None else int(at)

    def _has_branches(self, log: str, ends: Sequence[LogEnd]) -> bool:
        """Return whether each branch of a log here, if it has any, ends in one of these."""
        rows = self._database.execute(
            "SELECT seq, lower(hex(hash)) FROM log_branch WHERE event = ? AND log = ?",
            (self._event, bytes.fromhex(log)),
        ).fetchall()
        return {(seq, digest) for seq, digest in rows} <= {(seq, digest) for seq, digest in ends}

    def _remember(self, log: bytes, seq: int, digest: bytes, at: int) -> None:
        self._database.execute(
            "INSERT INTO replica(event, log, seq, hash, at) SELECT ?1, ?2, ?3, ?4, ?5"
            " WHERE EXISTS (SELECT 1 FROM log WHERE event = ?1 AND log = ?2 AND last_hash = ?4)"
            " OR EXISTS (SELECT 1 FROM entry WHERE event = ?1 AND log = ?2 AND seq = ?3"
            "   AND hash = ?4)"
            " ON CONFLICT DO UPDATE SET seq = excluded.seq, hash = excluded.hash,"
            " at = excluded.at WHERE excluded.seq >= seq",
            (self._event, log, seq, digest, at),
        )

    def _remember_here(self, log: bytes, seq: int, _: bytes, at: int) -> None:
        self._database.execute(
            "INSERT INTO replica(event, log, seq, hash, at, same_disk_seq)"
            " VALUES (?, ?, 0, x'', ?, ?)"
            " ON CONFLICT DO UPDATE SET same_disk_seq = max(same_disk_seq, excluded.same_disk_seq)",
            (self._event, log, at, seq),
        )
