"""Entries below a gap: no signature reaches over it, so no other laptop may put content there."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.domain.entry import Kind, read_entry
from kiosk.domain.roles import Role
from kiosk.store.integrity.set_aside_entries import set_aside
from kiosk.store.integrity.verification import verify_event
from kiosk.store.journal.annexes import is_purged
from kiosk.store.journal.have_vector import Gap, Range
from kiosk.store.sqlite.database import immediate
from kiosk.sync.messages import decode_message
from tests.sync.forging import Forger
from tests.sync.laptops import Laptop, another_laptop, first_laptop
from tests.sync.seeing import sound
from tests.sync.test_bundle_file import LIST
from tests.sync.test_receiver import CLICK, clicked, have, messages_of, receive_lines


@pytest.fixture
def admin(tmp_path: Path) -> Laptop:
    laptop = first_laptop(tmp_path / "kantoor")
    laptop.take_list(tmp_path / "shop.csv", LIST)
    return laptop


@pytest.fixture
def desk(admin: Laptop, tmp_path: Path) -> Laptop:
    return another_laptop(admin, tmp_path / "balie", "Balie", role=Role.DESK)


def long_range(lines: list[str]) -> Range:
    """Return the first range that has room for a gap in it."""
    decoded = [decode_message(line) for line in lines]
    return next(one for one in decoded if isinstance(one, Range) and len(one.items) > 3)


def with_another_beginning(true: Range, thief: Laptop, admin: Laptop) -> list[str]:
    """Return an admin's log with a purge in its first lines, above that a gap, and its true end."""
    keys = replace(thief.keys, certificate=admin.keys.certificate)
    forged = Forger(keys, log=true.log)
    forged.entry(Kind.PURGE)
    forged.entry(Kind.CLICKER, people=3, **CLICK)
    bodies = [one for one in true.items[3:] if isinstance(one, bytes)]
    gap = Gap(3, read_entry(bodies[0]).prev)
    beginning = forged.bodies[:2]
    lying = replace(true, items=(*beginning, gap, *bodies), certificate=admin.keys.certificate)
    return Forger(thief.keys).message_lines(lying)


def test_a_laptop_that_passes_an_admins_log_on_puts_no_purge_below_a_gap(
    admin: Laptop, desk: Laptop, tmp_path: Path
) -> None:
    thief = another_laptop(admin, tmp_path / "thief", "Zuid 1")
    lines = messages_of(admin)
    receive_lines(desk, with_another_beginning(long_range(lines), thief, admin))
    with desk.open_store() as store:
        assert not is_purged(store.database, store.keys.event)


def test_what_a_gap_was_made_of_falls_to_the_true_entries(
    admin: Laptop, desk: Laptop, tmp_path: Path
) -> None:
    receive_lines(desk, messages_of(admin))
    south = another_laptop(admin, tmp_path / "zuid", "Zuid 1")
    forger = Forger(south.keys)
    for people in range(1, 6):
        forger.entry(Kind.CLICKER, people=10**people, **CLICK)
    true = forger.damaged(2, 3, 4)
    made_up = [Gap(seq, f"{seq:02}" * 32) for seq in (2, 3)]
    receive_lines(
        desk, forger.message_lines(replace(true, items=(true.items[0], *made_up, *true.items[3:])))
    )
    receive_lines(desk, forger.message_lines())
    assert (have(desk).gaps, clicked(desk)) == ({}, 111110)
    sound(desk)


def test_what_an_admin_lost_itself_takes_nothing_of_what_it_wrote_before(
    admin: Laptop, desk: Laptop, tmp_path: Path
) -> None:
    log = long_range(messages_of(admin)).log
    with admin.open_store() as store, immediate(store.database):
        event, seq, digest, body = store.database.execute(
            "SELECT event, seq, hash, body FROM entry WHERE log = ? AND seq = 3",
            (bytes.fromhex(log),),
        ).fetchone()
        set_aside(store.database, event, (bytes.fromhex(log), seq, digest, body))
        gap = (event, bytes.fromhex(log), seq, digest)
        store.database.execute("INSERT INTO log_gap VALUES (?, ?, ?, ?)", gap)
    south = another_laptop(admin, tmp_path / "zuid", "Zuid 1")
    assert receive_lines(desk, messages_of(admin)).rejected == ()
    assert receive_lines(south, messages_of(desk)).rejected == ()
    for one in (desk, south):
        with one.open_store() as store:
            assert store.events.settings(one.event)["name"] == "We Doen Het Samen!"
        assert have(one).gaps == have(admin).gaps


def test_a_log_that_two_machines_began_is_sound(admin: Laptop, tmp_path: Path) -> None:
    south = another_laptop(admin, tmp_path / "zuid", "Zuid 1")
    log = Forger(south.keys).log
    for machine in ("one", "two"):
        forger = Forger(south.keys, log=log)
        forger.bodies.clear()
        forger.entry(Kind.OPEN, detail={"certificate": south.keys.certificate, "machine": machine})
        forger.entry(Kind.CLICKER, people=1, **CLICK)
        receive_lines(admin, forger.message_lines())
    sound(admin)
    with admin.open_store() as store:
        with immediate(store.database):
            store.database.execute("UPDATE log SET machine = 'three' WHERE machine = 'one'")
        assert "machine" in {one.kind for one in verify_event(store)}
