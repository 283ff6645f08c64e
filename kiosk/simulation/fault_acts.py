"""The faults of a simulated day, each at its moment: cables, sticks, deaths."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from kiosk.simulation.day_plan import DayFault, FaultKind
from kiosk.simulation.hub_of_the_day import HubOfTheDay
from kiosk.simulation.processes import run
from kiosk.simulation.simulated_laptops import SimulatedLaptop


class _Timed(Protocol):
    @property
    def at_s(self) -> float: ...


_T = TypeVar("_T", bound=_Timed)


def in_time(moments: Sequence[_T]) -> Iterator[_T]:
    """Yield each moment when its time has come."""
    began = time.monotonic()
    for one in moments:
        time.sleep(max(0.0, began + one.at_s - time.monotonic()))
        yield one


@dataclass(frozen=True, slots=True)
class TimedAct:
    """An action at a moment, in seconds from the beginning."""

    at_s: float
    act: Callable[[], object]


def fault_acts(
    faults: Sequence[DayFault], laptops: Sequence[SimulatedLaptop], hub: HubOfTheDay | None
) -> list[TimedAct]:
    """Return the action of each moment; a fault that lasts has two."""
    acts = []
    for fault in faults:
        laptop = laptops[fault.station]
        match fault.kind:
            case FaultKind.CUT:
                acts.append(TimedAct(fault.at_s, laptop.relay.cut))
                acts.append(TimedAct(fault.at_s + fault.lasts_s, laptop.relay.mend))
            case FaultKind.DEATH:
                acts.append(TimedAct(fault.at_s, laptop.door.kill))
            case FaultKind.STICK:
                carry = partial(carry_stick, laptop, laptops[fault.to])
                acts.append(TimedAct(fault.at_s, carry))
            case _ if hub is not None:
                acts += _hub_acts(fault, hub)
            case _:
                pass
    return sorted(acts, key=lambda one: one.at_s)


def _hub_acts(fault: DayFault, hub: HubOfTheDay) -> Iterator[TimedAct]:
    match fault.kind:
        case FaultKind.HUB_DEATH:
            yield TimedAct(fault.at_s, hub.kill)
            yield TimedAct(fault.at_s + fault.lasts_s, hub.start_again)
        case FaultKind.HUB_BACKUP:
            yield TimedAct(fault.at_s, hub.back_up)
        case FaultKind.HUB_RESTORED:
            yield TimedAct(fault.at_s, hub.restore)
        case FaultKind.HUB_LOST:
            yield TimedAct(fault.at_s, hub.be_lost)
            if fault.lasts_s:
                yield TimedAct(fault.at_s + fault.lasts_s, hub.hand_over)
        case _:
            pass


def carry_stick(source: SimulatedLaptop, target: SimulatedLaptop) -> None:
    """Bring all data of one laptop to another, by a file."""
    stick = source.folder.with_name(f"{source.folder.name}.kiosk-bundle")
    run(source.folder, "bundle", "write", str(stick))
    run(target.folder, "bundle", "read", str(stick))
    stick.unlink()
