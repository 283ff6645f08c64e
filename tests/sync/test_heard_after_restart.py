"""A laptop that starts again writes a new log, which may arrive before the end of its last one."""

from collections.abc import Iterable
from pathlib import Path

from kiosk.store.journal.have_vector import Range
from kiosk.sync.messages import decode_message
from kiosk.sync.sender import sign_pending
from tests.festival import NOON, HandClock
from tests.sync.forging import Forger
from tests.sync.laptops import Laptop, another_laptop, first_laptop
from tests.sync.test_bundle_file import LIST
from tests.sync.test_receiver import messages_of, receive_lines

HALF_HOUR_S = 30 * 60


def known_until(admin: Laptop, name: str) -> int | None:
    with admin.open_store() as store:
        now = NOON + HALF_HOUR_S * 1000
        (found,) = (one for one in store.stations.statuses(now) if one.name == name)
        return found.last_seen


def logs_in(lines: Iterable[str]) -> dict[str, str]:
    """Return the messages with entries, by their log."""
    decoded = {line: decode_message(line) for line in lines}
    return {one.log: line for line, one in decoded.items() if isinstance(one, Range)}


def test_a_new_log_shows_nothing_before_the_end_of_the_last_one_is_here(tmp_path: Path) -> None:
    admin = first_laptop(tmp_path / "kantoor")
    admin.take_list(tmp_path / "shop.csv", LIST)
    clock = HandClock(NOON)
    door = another_laptop(admin, tmp_path / "deur", "Zuid 1", clock=clock)
    door.read(admin.write(tmp_path / "stick.kiosk"))
    receive_lines(admin, messages_of(door))
    before = known_until(admin, "Zuid 1")
    assert before is not None
    door.scan(f"CODE-{1:012}")  # its process dies before it sends this
    unsent = logs_in(messages_of(door, admin))
    clock.advance(HALF_HOUR_S)
    door.scan(f"CODE-{2:012}")
    lines = messages_of(door, admin)
    newest_only = [line for line in lines if logs_in([line]).keys().isdisjoint(unsent)]
    assert len(newest_only) == len(lines) - len(unsent) < len(lines)
    receive_lines(admin, newest_only)
    assert known_until(admin, "Zuid 1") == before
    receive_lines(admin, lines)
    assert known_until(admin, "Zuid 1") == NOON + HALF_HOUR_S * 1000


def test_the_end_of_a_killed_process_is_signed_as_of_its_last_entry(tmp_path: Path) -> None:
    clock = HandClock(NOON)
    door = first_laptop(tmp_path / "deur", clock)
    door.take_list(tmp_path / "shop.csv", LIST)
    door.scan(f"CODE-{1:012}")
    clock.advance(HALF_HOUR_S)
    with door.open_store() as store:
        (killed,) = store.database.execute("SELECT log FROM entry WHERE kind = 'in'").fetchone()
        store.database.execute("DELETE FROM signed_head WHERE log = ?", (killed,))
    door.scan(f"CODE-{2:012}")  # the next process has a log of its own
    with door.open_store() as store:
        sign_pending(store)
        (end,) = store.heads.heads_of(killed.hex())
    assert end.as_of == NOON


def test_an_opening_that_names_nonsense_names_nothing(tmp_path: Path) -> None:
    admin = first_laptop(tmp_path / "kantoor")
    door = another_laptop(admin, tmp_path / "deur", "Zuid 1")
    strange: tuple[object, ...] = (7, ["a"], {"a": []}, {"a": "x"}, {"a": [None]}, {"a": {"b": 1}})
    for logs in strange:
        forger = Forger(door.keys)
        forger.bodies.clear()  # it begins otherwise
        forger.entry("open", detail={"certificate": door.keys.certificate, "logs": logs})
        receive_lines(admin, forger.message_lines())
    assert known_until(admin, "Zuid 1") == NOON
