"""PINs of the organiser and the admin: set on an admin's laptop, proven on any."""

from math import ceil

from kiosk.clock import Clock
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import Event
from kiosk.domain.internal_settings import PIN
from kiosk.domain.pin_rules import SHORTEST_PIN, PinAttempts, PinOwner, PinProof, is_valid_pin
from kiosk.errors import UnusableInput
from kiosk.keys.pin_hashes import pin_hash, pin_matches
from kiosk.store.recording import record
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from kiosk.store.stations.events import setting_detail
from kiosk.store.stations.pin_attempts import PinAttemptTable


class Pins:
    """Keeps and checks the PINs of an event; a wrong one is counted before it is told.

    After five wrong tries each next one is looked at only after a wait that doubles, from 30 s to
    an hour. Setting the clock does not help: time is what passed on the monotonic one.
    """

    def __init__(self, store: StationStore, clock: Clock) -> None:
        self._store = store
        self._tries = PinAttemptTable(store.database, store.keys.event)
        self._clock = clock

    def known(self, keeper: PinOwner) -> bool:
        """Return whether a keeper has a PIN."""
        return bool(self._kept(keeper))

    def event_without(self, keeper: PinOwner) -> Event | None:
        """Return the event if a keeper has no PIN yet, else None."""
        return None if self.known(keeper) else self._store.event()

    def set(self, keeper: PinOwner, pin: str) -> None:
        """Give a keeper a PIN; UnusableInput if it is too short, or this is no admin's laptop."""
        if not is_valid_pin(pin):
            raise UnusableInput("error.pin_form", least=SHORTEST_PIN)
        hashed = pin_hash(self._store.keys.code_key, pin)
        key = PIN + keeper.value
        with immediate(self._store.database):
            annex = self._store.annexes.keep(self._store.keys.event, {"value": hashed})
            record(self._store, Draft(Kind.SETTING, annex=annex, detail=setting_detail(key, None)))

    def prove(self, pin: str, keeper: PinOwner = PinOwner.ORGANISER) -> PinProof:
        """Return the proof that a PIN is the keeper's.

        UnusableInput: it is not (`pin_wrong`), must wait (`pin_wait`), there is none (`pin_unset`).
        """
        kept = self._kept(keeper)
        if not kept:
            raise UnusableInput("error.pin_unset")
        self._count(keeper)
        if not pin_matches(self._store.keys.code_key, pin, kept):
            raise UnusableInput("error.pin_wrong")
        with immediate(self._store.database):
            self._tries.store(keeper, PinAttempts())
        return PinProof(keeper)

    def _count(self, keeper: PinOwner) -> None:
        with immediate(self._store.database):
            passed = self._clock.monotonic_ms()
            tries = self._tries.read(keeper).restarted(passed)
            wait = tries.wait_ms(passed)
            self._tries.store(keeper, tries if wait else tries.failed(passed))
        if wait:
            raise UnusableInput("error.pin_wait", seconds=ceil(wait / 1000))

    def _kept(self, keeper: PinOwner) -> str:
        kept = self._store.events.settings(self._store.keys.event).get(PIN + keeper.value)
        return kept if isinstance(kept, str) else ""
