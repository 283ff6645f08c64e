"""Messages of other stations and their effect: forks, gaps, roles, revoking, annexes."""

import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.admin.revoke_laptop import restore, revoke
from kiosk.checkin.desk import Desk
from kiosk.checkin.walk_ins import WalkInGuest, WalkInRegistration
from kiosk.domain.desk_actions import TicketAction
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.internal_settings import REVOKED
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.keys.key_ring import KeyRing
from kiosk.store.journal.annexes import annex_hash
from kiosk.store.journal.have_vector import HaveVector
from kiosk.store.journal.signed_heads import SIGN_EVERY
from kiosk.store.sqlite.database import immediate
from kiosk.sync.carrier import ReceiveResult, RejectedMessage
from kiosk.sync.receiver import receive
from kiosk.sync.sender import outgoing_messages, sign_pending
from tests.festival import NOON
from tests.sync.forging import Forger
from tests.sync.laptops import Laptop, another_laptop, exchange, first_laptop
from tests.sync.seeing import sees, sound
from tests.sync.test_bundle_file import LIST, code

CLICK = {"area": FESTIVAL, "entrance": "Zuid", "detail": {"direction": "in"}}


@pytest.fixture
def admin(tmp_path: Path) -> Laptop:
    laptop = first_laptop(tmp_path / "kantoor")
    laptop.take_list(tmp_path / "shop.csv", LIST)
    return laptop


@pytest.fixture
def south(admin: Laptop, tmp_path: Path) -> Laptop:
    return another_laptop(admin, tmp_path / "zuid", "Zuid 1")


@pytest.fixture
def desk(admin: Laptop, tmp_path: Path) -> Laptop:
    return another_laptop(admin, tmp_path / "balie", "Balie", role=Role.DESK)


def receive_lines(laptop: Laptop, lines: Sequence[str]) -> ReceiveResult:
    with laptop.open_store() as store:
        return receive(store, lines)


def messages_of(laptop: Laptop, theirs: Laptop | None = None) -> list[str]:
    """Return the messages of a laptop: all, or by wire only those that the other one lacks."""
    with laptop.open_store() as store:
        sign_pending(store)
        return list(
            outgoing_messages(store) if theirs is None else outgoing_messages(store, have(theirs))
        )


def have(laptop: Laptop) -> HaveVector:
    with laptop.open_store() as store:
        return store.inventory.have()


def ticket(laptop: Laptop, ref: str) -> str:
    with laptop.open_store() as store:
        return store.tickets.by_reference(ref).id


def clicked(laptop: Laptop) -> int:
    with laptop.open_store() as store:
        return store.counts.area_totals(store.event(), FESTIVAL, 0).clicked_in


def why(taken: ReceiveResult) -> set[str]:
    return {one.why for one in taken.rejected}


def agree(*laptops: Laptop) -> None:
    first, *others = [sees(one) for one in laptops]
    for other in others:
        assert other == first


# Two machines go on with one log.


def click_in(laptop: Laptop, log: str | None, times: int, *, people: int, ends: bool) -> str:
    """Click in a log as the process does that began it; return the log."""
    with laptop.session.database() as database:
        store = laptop.session.open(database, laptop.keys.event)
        store.journal._log = log or store.journal._log
        for _ in range(times):
            draft = Draft(
                Kind.CLICKER,
                area=FESTIVAL,
                entrance="Zuid",
                people=people,
                detail={"direction": "in"},
            )
            with immediate(database):
                written = store.journal.append(draft)
        if ends:
            store.journal.close()
        return written.log


@pytest.mark.parametrize("ends", [True, False], ids=["ended", "killed"])
def test_both_machines_that_went_on_with_a_log_count_and_a_third_round_adds_nothing(
    admin: Laptop, south: Laptop, tmp_path: Path, ends: bool
) -> None:
    south.read(admin.write(tmp_path / "x.kiosk"))
    log = click_in(south, None, 1, people=1, ends=False)
    twin = replace(south, folder=tmp_path / "twin")
    shutil.copytree(south.folder, twin.folder)
    click_in(south, log, 1, people=10, ends=ends)
    click_in(twin, log, 3, people=100, ends=ends)
    laptops = [admin, south, twin]
    exchange(laptops, tmp_path)
    exchange(laptops, tmp_path)
    assert all(one.new_entries == 0 for one in exchange(laptops, tmp_path))
    for one in laptops:
        assert clicked(one) == 311
        assert [seq for seq, _ in have(one).logs[log]] == [3, 5]
        sound(one)
    agree(*laptops)
    assert click_in(south, log, 1, people=1, ends=True) != log


def test_a_branch_is_sent_by_wire_to_a_laptop_with_the_other_one(
    admin: Laptop, south: Laptop, tmp_path: Path
) -> None:
    south.read(admin.write(tmp_path / "x.kiosk"))
    log = click_in(south, None, 1, people=1, ends=False)
    twin = replace(south, folder=tmp_path / "twin")
    shutil.copytree(south.folder, twin.folder)
    click_in(south, log, 2, people=10, ends=True)
    click_in(twin, log, 2, people=100, ends=True)
    for _ in range(2):
        for one, other in ((south, admin), (twin, admin), (admin, south), (admin, twin)):
            assert receive_lines(other, messages_of(one, other)).rejected == ()
    assert [clicked(one) for one in (admin, south, twin)] == [221] * 3


# An entry of which only the hash is left.


def gapped(forger: Forger) -> list[str]:
    for people in range(1, 6):
        forger.entry(Kind.CLICKER, people=10**people, **CLICK)
    return forger.message_lines(forger.damaged(3, 4))


def test_a_damaged_entry_is_a_gap_that_travels_and_that_any_laptop_fills(
    admin: Laptop, south: Laptop, desk: Laptop, tmp_path: Path
) -> None:
    door = another_laptop(admin, tmp_path / "noord", "Noord 2")
    forger = Forger(south.keys)
    assert receive_lines(admin, gapped(forger)).new_entries == 4
    receive_lines(desk, messages_of(admin))
    for one in (admin, desk):
        assert [seq for seq, _ in have(one).gaps[forger.log]] == [3, 4]
        assert clicked(one) == 111010 - 1000
    receive_lines(door, messages_of(admin))
    receive_lines(door, forger.message_lines())
    assert receive_lines(admin, messages_of(door, admin)).new_entries == 4
    assert receive_lines(desk, messages_of(admin, desk)).new_entries == 4
    for one in (admin, desk, door):
        assert have(one).gaps == {}
        assert clicked(one) == 111110
        sound(one)


def test_a_gap_at_the_beginning_of_a_log_travels_with_its_authors_certificate(
    admin: Laptop, south: Laptop, desk: Laptop
) -> None:
    forger = Forger(south.keys)
    forger.entry(Kind.CLICKER, people=3, **CLICK)
    assert receive_lines(admin, forger.message_lines(forger.damaged(1))).rejected == ()
    assert receive_lines(desk, messages_of(admin)).rejected == ()
    assert (clicked(admin), clicked(desk)) == (3, 3)
    assert receive_lines(admin, forger.message_lines()).new_entries == 1
    sound(admin)


def test_a_gap_that_was_made_up_falls_to_the_true_entry(admin: Laptop, south: Laptop) -> None:
    forger = Forger(south.keys)
    lines = gapped(forger)
    true = forger.damaged(3, 4)
    made_up = replace(true.items[2], hash="ab" * 32)  # type: ignore[type-var]  # a gap
    lying = replace(true, items=(*true.items[:2], made_up, *true.items[3:]))
    receive_lines(admin, forger.message_lines(lying))
    receive_lines(admin, forger.message_lines())
    assert len(lines) == 3
    assert have(admin).gaps == {}
    assert len(have(admin).logs[forger.log]) == 1
    assert clicked(admin) == 111110
    sound(admin)


# Roles.


@pytest.mark.parametrize(
    ("kind", "role", "fields"),
    [
        (Kind.STATUS, Role.DOOR, {"detail": {"action": "cancel"}}),
        (Kind.SETTING, Role.DOOR, {"detail": {"key": "capacity", "value": 1}}),
        (Kind.SETTING, Role.DESK, {"detail": {"key": "capacity", "value": 1}}),
        (Kind.WALK_IN, Role.DOOR, {"people": 3, "places": 3, "area": FESTIVAL}),
        (Kind.RECOUNT, Role.DOOR, {"people": 3, "area": FESTIVAL}),
        (Kind.PURGE, Role.DESK, {}),
        (
            Kind.LIST,
            Role.DESK,
            {"detail": {"source": "shop", "version": 9, "hash": "ab" * 32, "rows": 0}},
        ),
    ],
)
def test_what_a_role_does_not_allow_is_kept_everywhere_without_effect(
    admin: Laptop, tmp_path: Path, kind: Kind, role: Role, fields: dict[str, object]
) -> None:
    south = another_laptop(admin, tmp_path / "zuid", "Zuid 1", role=role)
    other = another_laptop(admin, tmp_path / "noord", "Noord 2")
    receive_lines(other, messages_of(admin))
    before = sees(other)
    forger = Forger(south.keys)
    if kind in (Kind.STATUS, Kind.WALK_IN):
        fields = {**fields, "ticket": ticket(admin, "A3")}
    forger.entry(kind, **fields)
    forger.entry(Kind.CLICKER, people=0, **CLICK)
    taken = receive_lines(admin, forger.message_lines())
    assert taken.rejected == (RejectedMessage("role", forger.log, 2),)
    assert taken.new_entries == 2
    assert receive_lines(other, messages_of(admin)).rejected == (
        RejectedMessage("role", forger.log, 2),
    )
    assert receive_lines(other, messages_of(admin)).new_entries == 0
    agree(admin, other)
    assert sees(other).split('"aside"')[0] == before.split('"aside"')[0]
    sound(other)


# Revoking.


def revoked_journal(
    admin: Laptop, desk: Laptop, tmp_path: Path
) -> tuple[list[str], list[str], list[str]]:
    """The entries of a desk before it was revoked, the revocation, and its entries after that."""
    desk.read(admin.write(tmp_path / "x.kiosk"))
    desk.scan(code(3))
    with desk.open_store() as store:
        Desk(store).rename("A5", "Zoë de Wit")
    before = messages_of(desk)
    receive_lines(admin, before)
    with admin.open_store() as store:
        revoke(store, "Balie")
    with desk.open_store() as store:
        Desk(store).change_status("A4", TicketAction.CANCEL)
        Desk(store).reissue("A6")
        WalkInRegistration(store, area=FESTIVAL, entrance="Noord").walk_in(WalkInGuest(2, "Noor"))
    desk.scan(code(7))
    return before, messages_of(admin), messages_of(desk)


@pytest.mark.parametrize("order", ["012", "021", "102", "120", "201", "210", "20", "02021"])
def test_what_a_revoked_station_wrote_after_counts_nowhere_in_whatever_order_it_comes(
    admin: Laptop, desk: Laptop, tmp_path: Path, order: str
) -> None:
    journals = revoked_journal(admin, desk, tmp_path)
    other = another_laptop(admin, tmp_path / "noord", "Noord 2")
    for number in (*order, "1"):
        receive_lines(other, journals[int(number)])
    receive_lines(admin, journals[2])
    receive_lines(other, messages_of(admin))
    agree(admin, other)
    with other.open_store() as store:
        tally = store.counts.area_totals(store.event(), FESTIVAL, 0)
        assert tally.inside == 1
        assert "A5,Zoë de Wit" in sees(other)
        assert "Noor" not in sees(other).replace("Noord", "")
    for one in (admin, other):
        sound(one)


def revoked_at(laptop: Laptop) -> list[str]:
    with laptop.open_store() as store:
        return [one.name for one in store.stations.statuses(0) if one.revoked]


def received_in_any_order(
    admin: Laptop, batches: Sequence[list[str]], tmp_path: Path
) -> list[Laptop]:
    """Laptops that heard the same, each in an order of its own; they agree."""
    others = []
    for number, order in enumerate([batches, batches[::-1], [*batches[1:], batches[0]]]):
        other = another_laptop(admin, tmp_path / f"d{number}", f"Deur {number}")
        others.append(other)
        for lines in order:
            receive_lines(other, lines)
    agree(*others)
    for one in others:
        sound(one)
    return others


def backdated(keys: KeyRing, about: str) -> list[str]:
    """The messages of a thief: a laptop counted no more long before any other message."""
    forger = Forger(keys)
    detail = {"key": REVOKED + about, "value": {"logs": {}}}
    forger.entry(Kind.SETTING, at=NOON - 10**9, detail=detail)
    return forger.message_lines()


def test_of_two_admins_who_revoke_each_other_neither_counts_and_the_organiser_settles_it(
    admin: Laptop, tmp_path: Path
) -> None:
    honest = another_laptop(admin, tmp_path / "tweede", "Kantoor 2", role=Role.ADMIN)
    thief = another_laptop(admin, tmp_path / "derde", "Kantoor 3", role=Role.ADMIN)
    exchange([admin, honest, thief], tmp_path)
    honest.scan(code(3))
    thief.scan(code(4))
    exchange([admin, honest, thief], tmp_path)
    exchange([admin, honest, thief], tmp_path)
    with honest.open_store() as store:
        assert not revoke(store, "Kantoor 3").already
    batches = [messages_of(admin), messages_of(honest), backdated(thief.keys, honest.station)]
    for other in received_in_any_order(admin, batches, tmp_path):
        assert revoked_at(other) == ["Kantoor 2", "Kantoor 3"]
    for lines in batches[1:]:
        receive_lines(admin, lines)
    with admin.open_store() as store:
        before = store.counts.area_totals(store.event(), FESTIVAL, 0).inside
        assert not revoke(store, "Kantoor 3").already
        assert store.counts.area_totals(store.event(), FESTIVAL, 0).inside == before + 1
        assert restore(store, "Kantoor 2").already
        assert revoke(store, "Kantoor 3").already
    batches = [messages_of(admin), *batches[1:], backdated(thief.keys, honest.station)]
    for other in received_in_any_order(admin, batches, tmp_path / "again"):
        assert revoked_at(other) == ["Kantoor 3"]


def test_the_name_that_a_revoked_laptop_wrote_down_is_there_again_once_it_is_restored(
    admin: Laptop, desk: Laptop, south: Laptop, tmp_path: Path
) -> None:
    chief = another_laptop(admin, tmp_path / "chief", "Baas", role=Role.ADMIN, recovered=True)
    for one in (chief, desk):
        receive_lines(one, messages_of(admin))
    desk.scan(code(1))
    for one in (chief, desk):
        receive_lines(admin, messages_of(one))
    with admin.open_store() as store:
        revoke(store, "Balie")
    with desk.open_store() as store:
        WalkInRegistration(store, area=FESTIVAL, entrance="Noord").walk_in(WalkInGuest(2, "Noor"))
    receive_lines(south, messages_of(admin))
    receive_lines(south, messages_of(desk))
    receive_lines(chief, messages_of(south))
    with chief.open_store() as store:
        restore(store, "Balie")
        (named,) = store.database.execute(
            "SELECT count(*) FROM personal WHERE name = 'Noor'"
        ).fetchone()
    assert (named, have(chief).awaited) == (1, frozenset())
    sound(chief)


def test_a_laptop_that_a_thief_revoked_is_restored_with_all_its_entries(
    admin: Laptop, tmp_path: Path
) -> None:
    honest = another_laptop(admin, tmp_path / "tweede", "Kantoor 2", role=Role.ADMIN)
    thief = another_laptop(admin, tmp_path / "derde", "Kantoor 3", role=Role.ADMIN)
    for one in (honest, thief):
        receive_lines(one, messages_of(admin))
    honest.scan(code(3))
    batches = [messages_of(honest), backdated(thief.keys, honest.station)]
    for lines in batches:
        receive_lines(admin, lines)
    assert revoked_at(admin) == ["Kantoor 2"]
    with admin.open_store() as store:
        assert not revoke(store, "Kantoor 3").already
        assert not restore(store, "Kantoor 2").already
        assert store.counts.area_totals(store.event(), FESTIVAL, 0).inside == 1
    batches = [messages_of(admin), *batches, backdated(thief.keys, honest.station)]
    for other in received_in_any_order(admin, batches, tmp_path):
        assert revoked_at(other) == ["Kantoor 3"]


def test_no_other_admin_revokes_the_laptop_that_made_the_event(
    admin: Laptop, tmp_path: Path
) -> None:
    thief = another_laptop(admin, tmp_path / "tweede", "Kantoor 2", role=Role.ADMIN)
    exchange([admin, thief], tmp_path)
    with thief.open_store() as store, pytest.raises(UnusableInput, match="revoke_higher"):
        revoke(store, "Kantoor")
    batches = [messages_of(admin), backdated(thief.keys, admin.station)]
    for other in received_in_any_order(admin, batches, tmp_path):
        assert revoked_at(other) == []


def test_who_opened_the_recovery_file_revokes_the_laptop_that_made_the_event(
    admin: Laptop, tmp_path: Path
) -> None:
    spare = another_laptop(admin, tmp_path / "herstel", "Herstel", role=Role.ADMIN, recovered=True)
    receive_lines(spare, messages_of(admin))
    with spare.open_store() as store:
        revoke(store, "Kantoor")
    batches = [messages_of(spare), messages_of(admin), backdated(admin.keys, spare.station)]
    for other in received_in_any_order(admin, batches, tmp_path):
        assert revoked_at(other) == ["Kantoor"]


def test_only_a_higher_authority_restores(admin: Laptop, tmp_path: Path) -> None:
    second = another_laptop(admin, tmp_path / "tweede", "Kantoor 2", role=Role.ADMIN)
    exchange([admin, second], tmp_path)
    south = another_laptop(admin, tmp_path / "zuid", "Zuid 1")
    west = another_laptop(admin, tmp_path / "west", "West 1")
    for one in (south, west):
        receive_lines(one, messages_of(admin))
        one.scan(code(3))
        receive_lines(second, messages_of(one))
    with second.open_store() as store:
        revoke(store, "Zuid 1")
        revoke(store, "West 1")
        with pytest.raises(UnusableInput, match="restore_higher"):
            restore(store, "Zuid 1")
    receive_lines(admin, messages_of(second))
    with admin.open_store() as store:
        restore(store, "Zuid 1")
        revoke(store, "West 1")
        with pytest.raises(UnusableInput, match="restore_higher"):
            restore(store, "West 1")
    receive_lines(second, messages_of(admin))
    with second.open_store() as store, pytest.raises(UnusableInput, match="revoke_higher"):
        revoke(store, "Zuid 1")


def test_what_was_written_after_a_revocation_does_not_count_when_it_is_said_again(
    admin: Laptop, tmp_path: Path
) -> None:
    second = another_laptop(admin, tmp_path / "tweede", "Kantoor 2", role=Role.ADMIN)
    stolen = another_laptop(admin, tmp_path / "zuid", "Zuid 1")
    exchange([admin, second, stolen], tmp_path)
    stolen.scan(code(3))
    receive_lines(second, messages_of(stolen))
    with second.open_store() as store:
        revoke(store, "Zuid 1")
    stolen.scan(code(4))
    for one in (second, stolen):
        receive_lines(admin, messages_of(one))
    with admin.open_store() as store:
        assert not revoke(store, "Zuid 1").already
        assert store.counts.area_totals(store.event(), FESTIVAL, 0).inside == 1
    sound(admin)


def test_a_door_revokes_no_laptop_by_calling_it_a_setting_of_its_own(
    admin: Laptop, south: Laptop, tmp_path: Path
) -> None:
    other = another_laptop(admin, tmp_path / "noord", "Noord 2")
    forger = Forger(south.keys)
    detail = {"key": REVOKED + other.station, "station": south.station, "value": {"logs": {}}}
    forger.entry(Kind.SETTING, detail=detail)
    receive_lines(admin, forger.message_lines())
    receive_lines(admin, messages_of(other))
    assert revoked_at(admin) == []


# Annexes.


def annexed(forger: Forger) -> str:
    salt, body = b"s" * 16, '{"value":"Sanne"}'
    digest = annex_hash(salt, body)
    forger.entry(Kind.SHIFT, operator="ab" * 8, annex=digest, detail={"turn": "start"})
    return forger.annexes(
        [["zz", 1], [digest, salt.hex(), '{"value":"Eva"}'], [digest, salt.hex(), body]]
    )


@pytest.mark.parametrize("first", ["entry", "annex"])
def test_an_annex_is_kept_whether_it_comes_before_or_after_its_entry(
    admin: Laptop, south: Laptop, first: str
) -> None:
    forger = Forger(south.keys)
    line = annexed(forger)
    messages = [forger.range(), line] if first == "entry" else [line, forger.range(), line]
    taken = receive_lines(admin, forger.message_lines(*messages))
    assert why(taken) == {"annex"}
    assert have(admin).awaited == frozenset()
    sound(admin)


def test_a_missing_annex_is_asked_for_until_a_laptop_has_it(
    admin: Laptop, south: Laptop, desk: Laptop
) -> None:
    forger = Forger(south.keys)
    line = annexed(forger)
    receive_lines(admin, forger.message_lines())
    receive_lines(desk, forger.message_lines(forger.range(), line))
    assert len(have(admin).awaited) == 1
    receive_lines(admin, messages_of(desk, admin))
    assert have(admin).awaited == frozenset()


# Heads.


def test_a_range_never_grows_however_the_rounds_fall(
    admin: Laptop, south: Laptop, desk: Laptop
) -> None:
    receive_lines(south, messages_of(admin))
    log = None
    for _ in range(6):
        log = click_in(south, log, 450, people=1, ends=False)
        receive_lines(admin, messages_of(south, admin))
    with admin.open_store() as store:
        ranges = list(store.inventory.missing_ranges(have(desk)))
    assert max(len(one.items) for one in ranges) <= SIGN_EVERY
    receive_lines(desk, messages_of(admin))
    assert clicked(desk) == 2700


# Messages of a newer program.


def test_messages_and_fields_of_a_newer_program_are_passed_over_or_kept(
    admin: Laptop, south: Laptop, desk: Laptop
) -> None:
    forger = Forger(south.keys)
    digest = forger.entry("teleport", people=1, beam={"to": "Zaal 2"}, ticket=ticket(admin, "A3"))
    forger.entry(Kind.CLICKER, people=4, colour="red", **CLICK)
    taken = receive_lines(
        admin, forger.message_lines('{"type":"poem","lines":[1]}', forger.range())
    )
    assert (taken.rejected, taken.new_entries, taken.whole) == ((), 3, True)
    receive_lines(desk, messages_of(admin))
    assert clicked(desk) == 4
    with desk.open_store() as store:
        (body,) = store.database.execute(
            "SELECT body FROM entry WHERE hash = ?", (bytes.fromhex(digest),)
        ).fetchone()
    assert body == forger.bodies[1]
    sound(desk)


def test_a_protocol_that_needs_a_newer_program_is_said(admin: Laptop, south: Laptop) -> None:
    forger = Forger(south.keys)
    lines = [forger.hello(oldest=2), *forger.message_lines()[1:]]
    taken = receive_lines(admin, lines)
    assert (why(taken), taken.new_entries, taken.usable) == ({"newer"}, 0, False)


# Back from the dead.


def test_a_restored_backup_gets_its_own_tail_back_and_goes_on_in_a_new_log(
    admin: Laptop, south: Laptop, tmp_path: Path
) -> None:
    receive_lines(south, messages_of(admin))
    shutil.copytree(south.folder, tmp_path / "backup")
    south.scan(code(3), code(4))
    receive_lines(admin, messages_of(south))
    stick = south.write(tmp_path / "own.kiosk")
    shutil.rmtree(south.folder)
    (tmp_path / "backup").rename(south.folder)
    south.scan(code(5))
    assert south.read(stick).new_entries == 5
    exchange([admin, south], tmp_path)
    exchange([admin, south], tmp_path)
    agree(admin, south)
    sound(south)
    with south.open_store() as store:
        assert store.counts.area_totals(store.event(), FESTIVAL, 0).inside == 3


def test_what_a_killed_process_wrote_travels(admin: Laptop, south: Laptop) -> None:
    receive_lines(south, messages_of(admin))
    click_in(south, None, 3, people=2, ends=False)
    receive_lines(admin, messages_of(south))
    assert clicked(admin) == 6
