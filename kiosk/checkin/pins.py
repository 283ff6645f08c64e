"""PINs of the organiser and the admin: set on an admin's laptop, checked on any."""

from math import ceil

from kiosk.clock import Clock
from kiosk.domain.event_settings import Event
from kiosk.domain.internal_settings import PIN
from kiosk.domain.pin_rules import MIN_PIN_LENGTH, PinAttempts, PinOwner, PinProof, is_valid_pin
from kiosk.errors import UnusableInput
from kiosk.keys.pin_hashes import pin_hash, pin_matches
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore, record_setting
from kiosk.store.stations.pin_attempts import PinAttemptTable


class Pins:
    """Stores and checks the PINs of an event; a wrong attempt is stored before it is reported.

    After five wrong attempts each next one must wait, twice as long each time, from 30 s to an
    hour. Setting the clock does not help: the wait is measured by the monotonic clock.
    """

    def __init__(self, store: StationStore, clock: Clock) -> None:
        self._store = store
        self._attempts = PinAttemptTable(store.database, store.keys.event)
        self._clock = clock

    def event_without_pin(self, owner: PinOwner = PinOwner.ORGANISER) -> Event | None:
        """Return the event if an owner has no PIN yet, else None."""
        return None if self._stored(owner) else self._store.event()

    def set_pin(self, pin: str, owner: PinOwner = PinOwner.ORGANISER) -> None:
        """Give an owner a PIN; UnusableInput if it is too short, or the role forbids it."""
        if not is_valid_pin(pin):
            raise UnusableInput("error.pin_form", least=MIN_PIN_LENGTH)
        hashed = pin_hash(self._store.keys.code_key, pin)
        with immediate(self._store.database):
            record_setting(self._store, PIN + owner.value, hashed)

    def check_pin(self, pin: str, owner: PinOwner = PinOwner.ORGANISER) -> PinProof:
        """Return the proof that a PIN is the owner's.

        Raises UnusableInput: wrong PIN (`pin_wrong`), wait (`pin_wait`), or none set (`pin_unset`).
        """
        stored = self._stored(owner)
        if not stored:
            raise UnusableInput("error.pin_unset")
        self._count_attempt(owner)
        if not pin_matches(self._store.keys.code_key, pin, stored):
            raise UnusableInput("error.pin_wrong")
        with immediate(self._store.database):
            self._attempts.store(owner, PinAttempts())
        return PinProof(owner)

    def _count_attempt(self, owner: PinOwner) -> None:
        with immediate(self._store.database):
            now = self._clock.monotonic_ms()
            attempts = self._attempts.read(owner).restarted(now)
            wait = attempts.wait_ms(now)
            self._attempts.store(owner, attempts if wait else attempts.failed(now))
        if wait:
            raise UnusableInput("error.pin_wait", seconds=ceil(wait / 1000))

    def _stored(self, owner: PinOwner) -> str:
        stored = self._store.events.settings(self._store.keys.event).get(PIN + owner.value)
        return stored if isinstance(stored, str) else ""
