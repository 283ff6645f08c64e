"""A station's machines: a folder that was copied to another laptop makes a second one of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count


@dataclass(frozen=True, slots=True)
class LogStatus:
    """A log of a station: the machine that wrote it, when it was opened, and how far it is.

    Times are ms UTC; `heard_up_to` is None where no head was signed. `closed`: it was handed in;
    `at_door`: something happened at the door that was not. `offset_ms` sets its times right.
    """

    log: str
    machine: str
    opened: int
    length: int
    heard_up_to: int | None
    closed: bool
    at_door: bool = False
    offset_ms: int = 0


@dataclass(frozen=True, slots=True)
class Machine:
    """One machine of a station, with its logs; `copy` is 0 for the first, 1 for the next ..."""

    id: str
    copy: int
    logs: tuple[LogStatus, ...] = ()

    @property
    def heard_up_to(self) -> int | None:
        """The newest time that it is known up to, ms UTC."""
        return max((one.heard_up_to for one in self.logs if one.heard_up_to), default=None)

    @property
    def truly_heard_up_to(self) -> int | None:
        """The same by a clock that is right, as far as is known."""
        logs = [one for one in self.logs if one.heard_up_to]
        return max(((one.heard_up_to or 0) + one.offset_ms for one in logs), default=None)

    @property
    def entries(self) -> int:
        """The entries that are held of it."""
        return sum(one.length for one in self.logs)

    @property
    def closed(self) -> bool:
        """Whether it handed the day in, and nothing happened at its door since."""
        return any(one.closed for one in self.logs) and not any(one.at_door for one in self.logs)


def machines(logs: Iterable[LogStatus], here: str = "") -> list[Machine]:
    """Return a station's machines, the first that wrote first; without logs there is one.

    A log that does not tell its machine is the first one's. `here` is the machine that this
    program runs on if the station is this one: it is among them before it wrote anything.
    """
    held = sorted(logs, key=lambda one: (one.opened, one.log))
    names = [one.machine for one in held if one.machine]
    order = list(dict.fromkeys([*names, *([here] if here else [])])) or [""]
    own: dict[str, list[LogStatus]] = {name: [] for name in order}
    for one in held:
        own[one.machine or order[0]].append(one)
    return [Machine(name, copy, tuple(own[name])) for copy, name in enumerate(order)]


def unique_names(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return a name of its own for each (id, name): of two that share one, the later id gets ` 2`.

    It is a function of the set, so all laptops that know the same stations call them the same.
    """
    pairs = sorted(names)
    taken = {name.casefold() for _, name in pairs}
    first: set[str] = set()
    found: dict[str, str] = {}
    for identity, name in pairs:
        if name.casefold() in first:
            name = next(  # noqa: PLW2901  # what it is called from here on
                other
                for other in (f"{name} {number}" for number in count(2))
                if other.casefold() not in taken
            )
        first.add(name.casefold())
        taken.add(name.casefold())
        found[identity] = name
    return found
