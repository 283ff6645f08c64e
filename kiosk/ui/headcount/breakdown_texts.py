"""The headcount by category, entrance and room, as bars with their numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from kiosk.domain.headcount import Headcount
from kiosk.texts import Texts
from kiosk.ui.headcount.band_texts import numbers
from kiosk.ui.widgets.bar_chart import Bar

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.headcount_report import RoomCount

MAX_ORGANISATIONS = 10
"""Most organisations that are named."""


def category_bars(count: Headcount, words: Texts) -> tuple[Bar, ...]:
    """Return the people of each category who came in, and the expected number; largest first."""
    written = numbers(words)
    categories = sorted(
        count.totals.by_category.items(), key=lambda one: (-one[1].expected, one[0])
    )
    return tuple(
        Bar(
            name or words.say("first_glance.no_category"),
            words.say("first_glance.of", n=written(one.admitted), most=written(one.expected)),
            _share(one.admitted, one.expected),
        )
        for name, one in categories
    )


def entrance_bars(count: Headcount, words: Texts) -> tuple[Bar, ...]:
    """Return how many people came in and left through each entrance over the day."""
    written = numbers(words)
    doors = count.totals.by_entrance
    most = max((one.people_in for one in doors.values()), default=0)
    return tuple(
        Bar(
            name or words.say("first_glance.no_entrance"),
            words.say("first_glance.in_out", n=written(one.people_in), out=written(one.people_out)),
            _share(one.people_in, most),
        )
        for name, one in doors.items()
    )


def organisation_bars(people: Mapping[str, int], words: Texts) -> tuple[tuple[Bar, ...], str]:
    """Return the organisations with most people, and the number of people of the others."""
    written = numbers(words)
    ordered = sorted(people.items(), key=lambda one: (-one[1], one[0]))
    most = max(people.values(), default=0)
    bars = tuple(
        Bar(name or words.say("first_glance.no_organisation"), written(came), _share(came, most))
        for name, came in ordered[:MAX_ORGANISATIONS]
    )
    others = [came for _, came in ordered[MAX_ORGANISATIONS:]]
    text = words.say("first_glance.other_organisations", n=len(others), people=written(sum(others)))
    return bars, text if others else ""


def room_bars(rooms: Sequence[RoomCount], words: Texts) -> tuple[Bar, ...]:
    """Return the people inside each room, of its capacity if it has one."""
    written = numbers(words)
    return tuple(
        Bar(
            room.name,
            written(room.inside)
            if room.capacity is None
            else words.say("first_glance.of", n=written(room.inside), most=written(room.capacity)),
            _share(room.inside, room.capacity or 0),
        )
        for room in rooms
    )


def _share(people: int, most: int) -> float:
    return min(1.0, people / most) if most and people > 1 else 0.0
