import shutil
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.atomic_file import open_synced
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Outcome
from kiosk.errors import WorldFailed
from kiosk.store.integrity.verification import real_problems, verify_event
from kiosk.store.journal.clock_offsets import NO_OFFSET, ClockExchange
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import StationStore
from kiosk.sync import bundle_file as bundle
from tests.festival import HandClock
from tests.sync.laptops import Laptop, another_laptop, exchange, first_laptop

HOUR = 3_600_000
LIST = "code;ticket;naam;aantal\n" + "".join(
    f"CODE-{n:012};A{n};Gast Nummer{n};{2 if n == 1 else 1}\n" for n in range(1, 9)
)


@pytest.fixture
def laptops(tmp_path: Path) -> list[Laptop]:
    admin = first_laptop(tmp_path / "kantoor")
    admin.take_list(tmp_path / "shop.csv", LIST)
    return [
        admin,
        another_laptop(admin, tmp_path / "zuid", "Zuid 1"),
        another_laptop(admin, tmp_path / "balie", "Balie", role=Role.DESK),
    ]


def code(number: int) -> str:
    return f"CODE-{number:012}"


def attendance(laptop: Laptop) -> list[object]:
    with laptop.open_store() as store:
        rows = store.database.execute(
            "SELECT lower(hex(ticket)), area, inside, people_admitted, doubles, entries, refusals,"
            " first_at, first_entrance, last_out_at, doors FROM attendance ORDER BY 1, 2"
        ).fetchall()
        return [*rows, store.counts.area_totals(store.event(), FESTIVAL, 0)]


def sound(laptop: Laptop) -> None:
    with laptop.open_store() as store:
        assert real_problems(verify_event(store)) == []


def test_a_laptop_that_reads_a_bundle_knows_the_event_the_list_and_every_name(
    laptops: list[Laptop], tmp_path: Path
) -> None:
    admin, south, _ = laptops
    taken = south.read(admin.write(tmp_path / "x.kiosk"))
    assert (taken.rejected, taken.lists, taken.whole) == ((), ("shop",), True)
    with south.open_store() as store:
        assert store.event().name == "We Doen Het Samen!"
        assert store.tickets.by_reference("A3").name == "Gast Nummer3"
    sound(south)


def test_what_two_laptops_let_in_apart_is_one_attendance_after_an_exchange(
    laptops: list[Laptop], tmp_path: Path
) -> None:
    exchange(laptops, tmp_path)
    exchange(laptops, tmp_path)
    for laptop in laptops[:2]:
        laptop.scan(code(3), code(4 if laptop is laptops[0] else 5))
    exchange(laptops, tmp_path)
    exchange(laptops, tmp_path)
    assert attendance(laptops[0]) == attendance(laptops[1]) == attendance(laptops[2])
    with laptops[2].open_store() as store:
        assert store.counts.area_totals(store.event(), FESTIVAL, 0).doubles == 1
    assert all(one.new_entries == 0 for one in exchange(laptops, tmp_path))
    for laptop in laptops:
        sound(laptop)


def test_a_ticket_that_was_let_in_elsewhere_is_already_inside_after_an_exchange(
    laptops: list[Laptop], tmp_path: Path
) -> None:
    admin, south, _ = laptops
    south.read(admin.write(tmp_path / "x.kiosk"))
    (answer,) = south.scan(code(3))
    assert answer.verdict.outcome is Outcome.ADMITTED
    admin.read(south.write(tmp_path / "y.kiosk"))
    (answer,) = admin.scan(code(3))
    assert answer.verdict.outcome is Outcome.ALREADY_INSIDE
    assert answer.first is not None
    assert answer.first.station == "Zuid 1"


def test_reading_twice_adds_nothing(laptops: list[Laptop], tmp_path: Path) -> None:
    admin, south, _ = laptops
    bundle = admin.write(tmp_path / "x.kiosk")
    first, again = south.read(bundle), south.read(bundle)
    assert first.new_entries > 0
    assert (again.new_entries, again.known_entries) == (0, first.new_entries)
    assert again.rejected == ()


def test_what_a_newer_list_changes_counts_on_every_laptop(
    laptops: list[Laptop], tmp_path: Path
) -> None:
    admin, south, _ = laptops
    south.read(admin.write(tmp_path / "x.kiosk"))
    admin.take_list(tmp_path / "shop.csv", LIST.replace("A4;Gast Nummer4", "A4;Zoë de Wit"))
    assert south.read(admin.write(tmp_path / "x.kiosk")).lists == ("shop",)
    with south.open_store() as store:
        assert store.tickets.by_reference("A4").name == "Zoë de Wit"
        assert [one.version for one in store.events.lists(store.keys.event)] == [2]
    sound(south)


def test_a_file_of_another_event_changes_nothing(laptops: list[Laptop], tmp_path: Path) -> None:
    stranger = first_laptop(tmp_path / "elders")
    taken = laptops[0].read(stranger.write(tmp_path / "x.kiosk"))
    assert [one.why for one in taken.rejected] == ["unreadable"]
    assert not taken.usable


@pytest.mark.parametrize("left", [0, 1, 200, -1])
def test_a_file_that_was_cut_off_changes_nothing(
    laptops: list[Laptop], tmp_path: Path, left: int
) -> None:
    admin, south, _ = laptops
    bundle = admin.write(tmp_path / "x.kiosk")
    bundle.write_bytes(bundle.read_bytes()[:left])
    assert [one.why for one in south.read(bundle).rejected] == ["unreadable"]
    with south.open_store() as store:
        assert store.inventory.have().logs == {}


def test_two_that_write_to_a_file_at_once_leave_it_whole(
    laptops: list[Laptop], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin, south, _ = laptops
    path, beside = admin.write(tmp_path / "x.kiosk"), iter([True])
    read_back = bundle._digest

    def killed(_: StationStore, part: Path) -> bytes:
        with open_synced(part) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    def meanwhile(store: StationStore, part: Path) -> bytes:
        digest = read_back(store, part)
        if next(beside, False):
            with monkeypatch.context() as patched:
                patched.setattr(bundle, "_write", killed)
                with pytest.raises(KeyboardInterrupt):
                    admin.write(path)
        return digest

    monkeypatch.setattr(bundle, "_digest", meanwhile)
    with suppress(WorldFailed):
        admin.write(path)
    assert south.read(path).whole
    admin.write(path)
    assert list(tmp_path.glob("*.part")) == []


def test_a_station_is_heard_up_to_when_it_wrote(laptops: list[Laptop], tmp_path: Path) -> None:
    admin, south, _ = laptops
    south.read(admin.write(tmp_path / "x.kiosk"))
    south.scan(code(3))
    south.clock.advance(600)
    admin.read(south.write(tmp_path / "y.kiosk"))
    with admin.open_store() as store:
        (heard,) = [one for one in store.stations.statuses(0) if one.name == "Zuid 1"]
    assert heard.last_seen == south.clock.now


def test_a_copy_of_a_laptop_is_heard_when_it_wrote_not_when_the_other_one_did(
    tmp_path: Path,
) -> None:
    clock = HandClock()
    admin = first_laptop(tmp_path / "kantoor", clock)
    south = replace(another_laptop(admin, tmp_path / "zuid", "Zuid 1", clock=clock), machine="aa")
    south.read(admin.write(tmp_path / "x.kiosk"))
    south.scan("stranger")
    copy = replace(south, folder=tmp_path / "copy", machine="bb")
    shutil.copytree(south.folder, copy.folder)
    start = clock.now
    for laptop, hours in ((copy, 1), (south, 3)):
        clock.now, clock.elapsed = start + hours * HOUR, hours * HOUR
        laptop.scan(*["stranger"] * (laptop is copy))
        south.read(laptop.write(tmp_path / f"{laptop.machine}.kiosk"))
    admin.read(tmp_path / "aa.kiosk")
    with admin.open_store() as store:
        heard = {one.id: one.last_seen for one in store.stations.machines(south.station)}
    assert heard == {"aa": start + 3 * HOUR, "bb": start + HOUR}


def test_a_clock_that_is_a_day_ahead_is_set_right_by_two_crossing_bundles(
    tmp_path: Path,
) -> None:
    admin = first_laptop(tmp_path / "a")
    admin.take_list(tmp_path / "shop.csv", LIST)
    ahead = HandClock()
    ahead.now += 86_400_000
    south = another_laptop(admin, tmp_path / "b", "Zuid 1", clock=ahead)
    south.read(admin.write(tmp_path / "x.kiosk"))
    south.scan(code(3))
    admin.read(south.write(tmp_path / "y.kiosk"))
    admin.clock.advance(60)
    ahead.advance(60)
    south.read(admin.write(tmp_path / "x.kiosk"))
    with south.open_store() as store:
        assert store.clocks.wrong_by_ms() == pytest.approx(-86_400_000, abs=60_000)
        (clock,) = store.history.without_ticket([Kind.CLOCK])
        assert clock.detail["offset_ms"] == pytest.approx(-86_400_000, abs=31_000)
    admin.read(south.write(tmp_path / "y.kiosk"))
    with admin.open_store() as store:
        offsets = store.database.execute("SELECT count(*) FROM log WHERE offset_ms < -86000000")
        assert offsets.fetchone() == (3,)  # of a scan, of the list that it has, and of its clock


def test_a_clock_that_was_far_ahead_and_is_set_right_is_called_right_again(
    tmp_path: Path,
) -> None:
    admin, ahead = first_laptop(tmp_path / "a"), HandClock()
    admin.take_list(tmp_path / "shop.csv", LIST)
    ahead.now += 400 * 86_400_000
    south = another_laptop(admin, tmp_path / "b", "Zuid 1", clock=ahead)
    for step in range(6):
        if step == 3:
            ahead.now -= 400 * 86_400_000 - 5_000
        south.read(admin.write(tmp_path / "x.kiosk"))
        admin.read(south.write(tmp_path / "y.kiosk"))
        for clock in (admin.clock, ahead):
            clock.advance(1)
    with south.open_store() as store:
        assert store.clocks.wrong_by_ms() is None
        estimate = store.clocks.bounds().estimate
        assert estimate is not None
        assert estimate[0] == pytest.approx(-5_000, abs=1_500)


def test_what_two_machines_that_share_a_log_know_of_its_clock_is_not_said_for_ever(
    tmp_path: Path,
) -> None:
    admin, ahead = first_laptop(tmp_path / "a"), HandClock()
    admin.take_list(tmp_path / "shop.csv", LIST)
    ahead.now += 3_600_000
    south = another_laptop(admin, tmp_path / "b", "Zuid 1", clock=ahead)
    with south.open_store() as store:
        with immediate(store.database):
            opening = store.journal.append(Draft(Kind.CLICKER, people=1))
            claim = {"offset_ms": 7_200_000, "error_ms": 900}
            store.journal.append(Draft(Kind.CLOCK, detail=claim))
        for half_s in (1_000, 900):
            _meet(store, admin, half_s)
            assert store.clocks.due_clock_entry(opening.log, south.station) is None
        _meet(store, admin, 899)
        due = store.clocks.due_clock_entry(opening.log, south.station)
    assert due == {"offset_ms": -3_600_000, "error_ms": 899, "also": [opening.log]}


def _meet(store: StationStore, admin: Laptop, half: int) -> None:
    """Cross with the laptop that made the event, whose clock is an hour behind, in 2 x half ms."""
    now = store.clocks.wall()
    then = now - 3_600_000
    met = ClockExchange(admin.station, then - half, NO_OFFSET, written=now - half, read=then)
    store.clocks.record_exchange(met, now)
