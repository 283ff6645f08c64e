"""Manual counting: clicks for guests without a scan, and a recount of all who are inside."""

from kiosk.domain.entry import Draft, Entry, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.manual_counts import BEFORE
from kiosk.domain.verdict import Direction
from kiosk.errors import UnusableInput
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore, record

MAX_CLICK = 1000
"""Most people in one click; a larger number is a typing error."""

MAX_RECOUNT = 1_000_000


class ManualCounting:
    """Records manual counts; UnusableInput if a number or place is not valid."""

    def __init__(self, store: StationStore) -> None:
        self._store = store

    def click(self, area: str, entrance: str, direction: Direction, people: int = 1) -> Entry:
        """Count people without a scan through an entrance; `Desk.undo` undoes it."""
        if not 1 <= people <= MAX_CLICK:
            raise UnusableInput("error.click_number", people=people, most=MAX_CLICK)
        with immediate(self._store.database):
            return record(
                self._store,
                Draft(
                    Kind.CLICKER,
                    area=area,
                    entrance=self._store.event().entrance(entrance, area),
                    people=people,
                    detail={"direction": direction.value},
                ),
            )

    def recount(self, people: int, area: str = FESTIVAL, *, at: int | None = None) -> Entry:
        """Record how many people were inside, crew included, now or at a time (ms UTC).

        The headcount starts from it from then on.
        """
        if not 0 <= people <= MAX_RECOUNT:
            raise UnusableInput("error.recount_number", people=people, most=MAX_RECOUNT)
        with immediate(self._store.database):
            event = self._store.event()
            area = event.area(area).name
            if at is not None and at > self._store.journal.now():
                raise UnusableInput("error.recount_ahead")
            return record(
                self._store,
                Draft(
                    Kind.RECOUNT,
                    area=area,
                    people=people,
                    stated_at=at,
                    detail={BEFORE: self._store.counts.inside(event, area)},
                ),
            )
