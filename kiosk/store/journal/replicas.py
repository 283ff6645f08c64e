"""Replicas: how much of each log has been confirmed to exist outside this laptop."""

from collections.abc import Mapping, Sequence

from kiosk.store.journal.have_vector import LogEnd
from kiosk.store.sqlite.database import EventTables


class Replicas(EventTables):
    """The replicas of one event (`event` is hex); call writers inside `immediate`."""

    def record(
        self, logs: Mapping[str, Sequence[LogEnd]], at: int, *, other_disk: bool = True
    ) -> None:
        """Record that logs exist elsewhere up to these ends, since `at` (ms UTC).

        On this laptop's own disk (not `other_disk`) they are handed in but count as only here. Ends
        that this laptop does not have are ignored.
        """
        record = self._record if other_disk else self._record_same_disk
        logs_here = self._database.execute(
            "SELECT lower(hex(log)) FROM log WHERE event = ?", (self._event,)
        ).fetchall()
        for (log,) in logs_here:  # not over `logs`: a sender may list millions
            ends = logs.get(log, ())
            if ends and self._has_branches(log, ends):
                for seq, digest in ends:
                    record(bytes.fromhex(log), seq, bytes.fromhex(digest), at)

    def clear(self) -> None:
        """Forget all replicas: the last target was no other place."""
        self._database.execute("DELETE FROM replica WHERE event = ?", (self._event,))

    def count_only_here(self, station: str) -> int:
        """Return how many entries of a station (hex) exist on this laptop only."""
        return self._database.number(
            "SELECT coalesce(sum(max(0, l.length - coalesce(g.seq, 0))), 0) FROM log l"
            " LEFT JOIN replica g USING (event, log) WHERE l.event = ? AND l.station = ?",
            (self._event, bytes.fromhex(station)),
        )

    def _has_branches(self, log: str, ends: Sequence[LogEnd]) -> bool:
        """Return whether every branch of the log here ends in one of these ends."""
        rows = self._database.execute(
            "SELECT seq, lower(hex(hash)) FROM log_branch WHERE event = ? AND log = ?",
            (self._event, bytes.fromhex(log)),
        ).fetchall()
        return {(seq, digest) for seq, digest in rows} <= {(seq, digest) for seq, digest in ends}

    def _record(self, log: bytes, seq: int, digest: bytes, at: int) -> None:
        self._database.execute(
            "INSERT INTO replica(event, log, seq, hash, at) SELECT ?1, ?2, ?3, ?4, ?5"
            " WHERE EXISTS (SELECT 1 FROM log WHERE event = ?1 AND log = ?2 AND last_hash = ?4)"
            " OR EXISTS (SELECT 1 FROM entry WHERE event = ?1 AND log = ?2 AND seq = ?3"
            "   AND hash = ?4)"
            " ON CONFLICT DO UPDATE SET seq = excluded.seq, hash = excluded.hash,"
            " at = excluded.at WHERE excluded.seq >= seq",
            (self._event, log, seq, digest, at),
        )

    def _record_same_disk(self, log: bytes, seq: int, _: bytes, at: int) -> None:
        self._database.execute(
            "INSERT INTO replica(event, log, seq, hash, at, same_disk_seq)"
            " VALUES (?, ?, 0, x'', ?, ?)"
            " ON CONFLICT DO UPDATE SET same_disk_seq = max(same_disk_seq, excluded.same_disk_seq)",
            (self._event, log, at, seq),
        )
