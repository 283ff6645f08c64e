"""PINs over a real file: proven, counted before the answer, never helped by the clock."""

from pathlib import Path

import pytest

from kiosk.checkin.pins import Pins
from kiosk.domain.pin_rules import PinOwner, PinProof
from kiosk.errors import UnusableInput
from tests.festival import HandClock, festival, session_on

PIN = "271828"


def error_key(pins: Pins, pin: str) -> str:
    with pytest.raises(UnusableInput) as refused:
        pins.check_pin(pin)
    return refused.value.key


def test_a_pin_is_proven_and_another_is_not(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, clock=clock) as store:
        pins = Pins(store, clock)
        assert error_key(pins, PIN) == "error.pin_unset"
        pins.set_pin(PIN)
        assert pins.event_without_pin() is None
        assert pins.event_without_pin(PinOwner.ADMIN) == store.event()
        assert pins.check_pin(PIN) == PinProof(PinOwner.ORGANISER)
        assert error_key(pins, "271829") == "error.pin_wrong"
        pins.set_pin("314159")
        assert error_key(pins, PIN) == "error.pin_wrong"


def test_neither_pin_nor_hash_is_in_an_entry(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, clock=clock) as store:
        Pins(store, clock).set_pin(PIN)
        rows = store.database.execute("SELECT body FROM entry").fetchall()
        assert not any(PIN.encode() in body or b"argon2" in body for (body,) in rows)


@pytest.mark.parametrize("pin", ["12345", "abcdef", ""])
def test_a_pin_that_is_soon_guessed_is_refused(tmp_path: Path, pin: str) -> None:
    clock = HandClock()
    with festival(tmp_path, clock=clock) as store, pytest.raises(UnusableInput) as refused:
        Pins(store, clock).set_pin(pin)
    assert refused.value.key == "error.pin_form"


def test_after_five_wrong_tries_even_the_right_one_waits(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, clock=clock) as store:
        pins = Pins(store, clock)
        pins.set_pin(PIN)
        assert [error_key(pins, "000000") for _ in range(6)] == ["error.pin_wrong"] * 5 + [
            "error.pin_wait"
        ]
        assert error_key(pins, PIN) == "error.pin_wait"
        clock.now += 10_000_000  # the clock is set
        assert error_key(pins, PIN) == "error.pin_wait"
        clock.advance(30)
        assert error_key(pins, "000000") == "error.pin_wrong"
        clock.advance(30)
        assert error_key(pins, PIN) == "error.pin_wait"
        clock.advance(30)
        assert pins.check_pin(PIN)
        assert error_key(pins, "000000") == "error.pin_wrong"


def test_tries_are_counted_through_restarts_of_program_and_laptop(tmp_path: Path) -> None:
    clock = HandClock(elapsed=900_000)
    with festival(tmp_path, clock=clock) as store:
        pins = Pins(store, clock)
        pins.set_pin(PIN)
        for _ in range(5):
            error_key(pins, "000000")
    rebooted = HandClock(elapsed=1_000)
    with session_on(tmp_path, rebooted).open_store() as store:
        assert error_key(Pins(store, rebooted), PIN) == "error.pin_wait"
        rebooted.advance(29)
        assert error_key(Pins(store, rebooted), PIN) == "error.pin_wait"
        rebooted.advance(1)
        assert Pins(store, rebooted).check_pin(PIN)
