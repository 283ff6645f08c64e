"""Counting by hand: clicks for guests without a scan, and a recount of all who are inside."""

from kiosk.domain.entry import Draft, Entry, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Direction
from kiosk.errors import UnusableInput
from kiosk.store.recording import record
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore

MOST_CLICKED = 1000
"""People in one click at most: more is a slip of the keyboard."""

MOST_COUNTED = 1_000_000


class ManualCounting:
    """Writes down what people counted; UnusableInput where it cannot be."""

    def __init__(self, store: StationStore) -> None:
        self._store = store

    def click(self, area: str, entrance: str, direction: Direction, people: int = 1) -> Entry:
        """Count people without a scan through an entrance; `Desk.undo` takes it back."""
        if not 1 <= people <= MOST_CLICKED:
            raise UnusableInput("error.click_number", people=people, most=MOST_CLICKED)
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
        """Write down how many people were inside, crew included, now or at a time (ms UTC).

        From then on the headcount starts from it.
        """
        if not 0 <= people <= MOST_COUNTED:
            raise UnusableInput("error.recount_number", people=people, most=MOST_COUNTED)
        with immediate(self._store.database):
            area = self._store.event().area(area).name
            if at is not None and at > self._store.journal.now():
                raise UnusableInput("error.recount_ahead")
            return record(self._store, Draft(Kind.RECOUNT, area=area, people=people, stated_at=at))
