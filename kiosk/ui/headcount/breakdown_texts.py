"""The headcount by category, entrance and room, as bars with their numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.domain.headcount import Headcount
from kiosk.texts import Texts
from kiosk.ui.headcount.band_texts import numbers
from kiosk.ui.widgets.bar_chart import Bar

if TYPE_CHECKING:  # SQLite comes with it: imported after the first window
    from kiosk.reports.headcount_report import RoomCount


def category_bars(count: Headcount, words: Texts) -> tuple[Bar, ...]:
    """Return how many of each category came in, of those expected; the largest first."""
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
            name,
            words.say("first_glance.in_out", n=written(one.people_in), out=written(one.people_out)),
            _share(one.people_in, most),
        )
        for name, one in doors.items()
    )


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
