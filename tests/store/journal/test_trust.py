"""A revoked laptop is found at once, whatever it wrote since."""

from pathlib import Path

from kiosk.store.journal.trust import _REVOKING
from tests.festival import festival


def test_who_is_revoked_is_found_without_reading_all_that_is_aside(tmp_path: Path) -> None:
    with festival(tmp_path) as store:
        plan = store.database.execute(f"EXPLAIN QUERY PLAN {_REVOKING}", (b"",)).fetchall()
    steps = [detail for *_, detail in plan if detail.startswith(("SCAN", "SEARCH"))]
    assert [("entry_general" in one, "set_aside_entry_revoking" in one) for one in steps] == [
        (True, False),
        (False, True),
    ]
