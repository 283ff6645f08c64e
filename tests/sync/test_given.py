"""Entries that another laptop has too: a laptop is wiped because of it, so it must be true."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from kiosk.admin.empty_laptop import events_here
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.store.integrity.ingest import JournalIngest
from kiosk.store.integrity.ingest_result import IngestResult
from kiosk.store.integrity.set_aside_entries import set_aside
from kiosk.store.journal.trust import CertifiedAuthor
from kiosk.store.sqlite.database import immediate
from kiosk.sync.receiver import receive
from kiosk.sync.sender import outgoing_messages, sign_pending
from kiosk.sync.shared_folder import SharedFolder
from tests.sync.laptops import Laptop, another_laptop, first_laptop

Pair = tuple[Laptop, Laptop]
LIST = "code;ticket;naam\n" + "".join(f"CODE-{n:012};A{n};Gast {n}\n" for n in range(1, 9))


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    office = first_laptop(tmp_path / "kantoor")
    office.take_list(tmp_path / "shop.csv", LIST)
    return office, another_laptop(office, tmp_path / "zuid", "Zuid 1")


def alone(laptop: Laptop) -> int:
    """Return how many entries stand on a laptop alone, as is asked before it is emptied."""
    (event,) = events_here(laptop.session)
    return event.missing


def every(_: str) -> bool:
    return True


def pass_on(laptop: Laptop, other: Laptop, *, keeps: Callable[[str], bool] = every) -> None:
    """Let a laptop hear those lines of another that arrive."""
    with other.open_store() as store:
        sign_pending(store)
        lines = [line for line in outgoing_messages(store) if keeps(line)]
    with laptop.open_store() as store:
        receive(store, lines)


def damage(laptop: Laptop) -> None:
    """Leave of the first scan what a repair leaves where its bytes are lost."""
    with laptop.open_store() as store, immediate(store.database):
        event, log, seq, digest, body = store.database.execute(
            "SELECT event, log, seq, hash, body FROM entry WHERE kind = 'in' ORDER BY seq LIMIT 1"
        ).fetchone()
        set_aside(store.database, event, (log, seq, digest, body))
        store.database.execute("INSERT INTO log_gap VALUES (?, ?, ?, ?)", (event, log, seq, digest))


def test_a_laptops_own_file_on_its_own_disk_is_no_other_place_once_it_was_read(
    pair: Pair, tmp_path: Path
) -> None:
    here = replace(pair[0].session, is_other_disk=lambda *_: False)
    with here.open_store() as store:
        SharedFolder(tmp_path).exchange(store)
        SharedFolder(tmp_path).exchange(store)
    (event,) = events_here(here)
    assert event.missing == event.entries > 0


def test_an_entry_that_another_laptop_has_is_not_alone_here(pair: Pair) -> None:
    office, south = pair
    pass_on(south, office)
    south.scan("CODE-000000000001")
    pass_on(office, south)
    before = alone(south)
    pass_on(south, office)
    assert (before > 0, alone(south)) == (True, 0)


def test_a_log_with_a_damaged_entry_there_is_still_alone_here(pair: Pair) -> None:
    office, south = pair
    pass_on(south, office)
    south.scan("CODE-000000000001", "CODE-000000000002")
    pass_on(office, south)
    damage(office)
    pass_on(south, office)
    assert alone(south) > 0


@pytest.mark.parametrize("kind", ["list", "annexes"])
def test_nothing_is_shown_where_the_names_never_came(pair: Pair, kind: str) -> None:
    office, south = pair
    with office.open_store() as store:
        WalkInRegistration(store, area=FESTIVAL, entrance="Noord").walk_in(WalkInGuest(1, "Sanne"))
    pass_on(south, office, keeps=lambda line: f'{{"type":"{kind}"' not in line)
    pass_on(office, south)
    assert alone(office) > 0


def click(laptop: Laptop, log: str | None, times: int, people: int = 1) -> str:
    """Count people by hand, in a log that is gone on with or in a new one; return which."""
    with laptop.open_store() as store:
        store.journal._log = log or store.journal._log
        for _ in range(times):
            with immediate(store.database):
                draft = Draft(
                    Kind.CLICKER, area=FESTIVAL, entrance="Zuid", detail={"direction": "in"}
                )
                written = store.journal.append(replace(draft, people=people))
        return written.log


def test_of_a_log_that_two_machines_went_on_with_each_branch_has_to_stand_elsewhere(
    pair: Pair, tmp_path: Path
) -> None:
    office, south = pair
    pass_on(south, office)
    log = click(south, None, 1)
    twin = replace(south, folder=tmp_path / "twin")
    shutil.copytree(south.folder, twin.folder)
    click(twin, log, 5, people=2)
    click(south, log, 2)
    pass_on(office, twin)
    pass_on(south, office)
    pass_on(south, office)
    short = alone(south)
    pass_on(office, south)
    pass_on(south, office)
    assert (short > 0, alone(south)) == (True, 0)


def test_a_branch_that_comes_back_later_is_here_alone_until_it_goes_out(
    pair: Pair, tmp_path: Path
) -> None:
    office, south = pair
    pass_on(south, office)
    log = click(south, None, 1)
    twin = replace(south, folder=tmp_path / "twin")
    shutil.copytree(south.folder, twin.folder)
    click(twin, log, 2, people=2)
    click(south, log, 5)
    south.write(tmp_path / "x.kiosk")
    before = alone(south)
    pass_on(south, twin)
    between = alone(south)
    south.write(tmp_path / "x.kiosk")
    assert (before, between > 0, alone(south)) == (0, True, 0)


def test_a_log_that_lost_its_end_here_makes_up_for_no_other(pair: Pair, tmp_path: Path) -> None:
    office, south = pair
    pass_on(south, office)
    south.scan("CODE-000000000001")
    south.write(tmp_path / "x.kiosk")
    with south.open_store() as store, immediate(store.database):
        store.database.execute("UPDATE replica SET seq = seq + 50")
    south.scan("CODE-000000000002")
    assert alone(south) > 0


def test_half_a_range_that_was_read_is_not_said_to_stand_in_a_file_that_lacks_it(
    pair: Pair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office, south = pair
    pass_on(south, office)
    log = click(south, None, 100)
    stick, slices = south.write(tmp_path / "x.kiosk"), count()
    keep = JournalIngest._store_slice

    def killed(
        self: JournalIngest, written: Sequence[Any], author: CertifiedAuthor
    ) -> IngestResult:
        if written[0].log == log and next(slices):  # the order of the logs is chance
            raise KeyboardInterrupt
        return keep(self, written, author)

    with monkeypatch.context() as patched:
        patched.setattr(JournalIngest, "_store_slice", killed)
        with pytest.raises(KeyboardInterrupt):
            office.read(stick)
    office.write(tmp_path / "y.kiosk")
    half = alone(office)
    office.read(stick)
    office.write(tmp_path / "y.kiosk")
    assert (half > 0, alone(office)) == (True, 0)
