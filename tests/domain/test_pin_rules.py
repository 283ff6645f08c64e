"""How fast a PIN may be tried, whatever the clocks do."""

import pytest

from kiosk.domain.pin_rules import PinAttempts, is_valid_pin


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(0, 0), (4, 0), (5, 30), (6, 60), (7, 120), (11, 1920), (12, 3600), (500, 3600)],
)
def test_after_five_wrong_tries_the_wait_doubles_up_to_an_hour(failures: int, seconds: int) -> None:
    assert PinAttempts(failures, at_ms=1000).wait_ms(1000) == seconds * 1000


def test_the_wait_passes_with_the_time() -> None:
    tries = PinAttempts(5, at_ms=1000)
    assert [tries.wait_ms(1000 + s * 1000) for s in (10, 30, 99)] == [20_000, 0, 0]


def test_after_a_restart_of_the_laptop_the_whole_wait_begins_again() -> None:
    tries = PinAttempts(5, at_ms=900_000).restarted(2000)
    assert tries == PinAttempts(5, at_ms=2000)
    assert tries.wait_ms(2000) == 30_000


@pytest.mark.parametrize(
    ("pin", "good"),
    [("123456", True), ("12345", False), ("12345a", False), ("", False), ("١٢٣٤٥٦", False)],
)
def test_a_pin_is_six_digits_or_more(pin: str, good: bool) -> None:
    assert is_valid_pin(pin) is good
