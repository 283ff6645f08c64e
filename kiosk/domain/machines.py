"""A station's machines: a folder copied to another laptop makes a second one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count


@dataclass(frozen=True, slots=True)
class LogStatus:
    """A log of a station: the machine that wrote it, when it was opened, and its length.

    Times are ms UTC; `last_seen` is None without a signed head. `closed`: it was handed in;
    `has_door_entries`: it has later entries at the door. `offset_ms` corrects its times. `earlier`
    are the lengths of the station's other logs when it was opened.
    """

    log: str
    machine: str
    opened: int
    length: int
    last_seen: int | None
    closed: bool
    has_door_entries: bool = False
    offset_ms: int = 0
    earlier: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Machine:
    """One machine of a station, with its logs; `copy` is 0 for the first, 1 for the next ..."""

    id: str
    copy: int
    logs: tuple[LogStatus, ...] = ()

    @property
    def last_seen(self) -> int | None:
        """The newest time up to which it is known, ms UTC."""
        return max((one.last_seen for one in self.logs if one.last_seen), default=None)

    @property
    def last_seen_corrected(self) -> int | None:
        """The same with the clock's offset added, as far as known."""
        logs = [one for one in self.logs if one.last_seen]
        return max(((one.last_seen or 0) + one.offset_ms for one in logs), default=None)

    @property
    def entries(self) -> int:
        """The number of its entries here."""
        return sum(one.length for one in self.logs)

    @property
    def closed(self) -> bool:
        """True if it handed in the day, without later entries at the door."""
        return any(one.closed for one in self.logs) and not any(
            one.has_door_entries for one in self.logs
        )


def machines(logs: Iterable[LogStatus], here: str = "") -> list[Machine]:
    """Return a station's machines in the order in which they began to write; at least one.

    A log without a machine belongs to the first one. `here` is this machine, if the station is this
    one: it is included before it wrote anything.

    A log shows the time up to which its machine is known only if the earlier logs that it names are
    here with the lengths that it names: a restarted laptop may send its new log first.
    """
    ordered = sorted(logs, key=lambda one: (one.opened, one.log))
    lengths = {one.log: one.length for one in ordered}
    ordered = [
        one if _has_earlier(one, lengths) else replace(one, last_seen=None) for one in ordered
    ]
    names = [one.machine for one in ordered if one.machine]
    order = list(dict.fromkeys([*names, *([here] if here else [])])) or [""]
    own: dict[str, list[LogStatus]] = {name: [] for name in order}
    for one in ordered:
        own[one.machine or order[0]].append(one)
    return [Machine(name, copy, tuple(own[name])) for copy, name in enumerate(order)]


def _has_earlier(one: LogStatus, lengths: Mapping[str, int]) -> bool:
    return all(lengths.get(log, 0) >= length for log, length in one.earlier.items())


def unique_names(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return a unique name for each (id, name): of two equal names, the later id gets ` 2`.

    It is a function of the set, so all laptops that know the same stations use the same names.
    """
    pairs = sorted(names)
    taken = {name.casefold() for _, name in pairs}
    first: set[str] = set()
    found: dict[str, str] = {}
    for identity, name in pairs:
        if name.casefold() in first:
            name = next(  # noqa: PLW2901  # its name from here on
                other
                for other in (f"{name} {number}" for number in count(2))
                if other.casefold() not in taken
            )
        first.add(name.casefold())
        taken.add(name.casefold())
        found[identity] = name
    return found
