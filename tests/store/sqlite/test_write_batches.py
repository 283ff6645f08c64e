"""Many rows in short steps beside a door."""

import pytest

from kiosk.store.sqlite.write_batches import BatchSizer


@pytest.mark.parametrize(
    ("taken", "took_s", "fits"),
    [
        (100, 0.040, 50),
        (100, 0.016, 125),
        (100, 0.001, 200),
        (100, 0.0, 200),
        (400, 0.001, 500),
        (100, 3.0, 25),
    ],
)
def test_a_transaction_takes_as_much_as_a_scan_can_wait_for(
    taken: int, took_s: float, fits: int
) -> None:
    moments = iter([10.0, 10.0 + took_s])
    pace = BatchSizer(lambda: next(moments))
    assert pace.size == 25
    with pace.measured(taken):
        pass
    assert pace.size == pytest.approx(fits, abs=1)


def test_a_transaction_that_failed_says_nothing_of_how_much_fits() -> None:
    pace = BatchSizer()
    with pytest.raises(OSError, match="full"), pace.measured(400):
        raise OSError("full")
    assert pace.size == 25
