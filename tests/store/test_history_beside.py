from pathlib import Path

from kiosk.store.sqlite.database import immediate
from tests.festival import Row, festival, session_on
from tests.neighbours import admitted_unaware, another_station


def test_an_open_door_goes_by_clocks_that_an_exchange_beside_it_set_right(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("A1", places=2)]) as store:
        entry = admitted_unaware(another_station(store, "Zuid 1"), "A1")
        assert store.history.offsets([entry.log]) == {entry.log: 0}
        with session_on(tmp_path).database() as beside, immediate(beside):
            beside.execute("UPDATE log SET offset_ms = -5000")
        assert store.history.offsets([entry.log]) == {entry.log: -5000}
