"""Setting laptops up and joining: one file, a key of one's own, and nothing twice."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.admin import joining
from kiosk.admin.enrolment import write_enrolment_file
from kiosk.admin.event_file import EventFile, read_event_file, write_event_file
from kiosk.admin.event_overview import change_event
from kiosk.admin.joining import JoinRequest, JoinResult, clock_is_behind, join_event
from kiosk.admin.laptop_names import free_name, numbered_name
from kiosk.admin.requests import EnrolmentRequest
from kiosk.admin.revoke_laptop import revoke
from kiosk.checkin.desk import Desk
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.keys.key_ring import KeyRing, load_key_ring
from kiosk.keys.signing import Certificate, enrolment_id, read_certificate
from kiosk.reports.headcount_report import headcount_report
from kiosk.runtime.data_folder import KEYS
from tests.festival import NOON, HandClock
from tests.sync.laptops import Laptop, exchange, first_laptop

PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of files that the test makes
LIST = (
    "ticket,code,name,category\nT1,abcdefghijklmnop1,Anna,Bewoner\nT2,abcdefghijklmnop2,Bram,Pers\n"
)

pytestmark = pytest.mark.usefixtures("quick_seal")


@pytest.fixture
def admin(tmp_path: Path) -> Laptop:
    laptop = first_laptop(tmp_path / "admin")
    laptop.take_list(tmp_path / "list.csv", LIST)
    return laptop


def packed(laptop: Laptop, **wanted: object) -> EventFile:
    """Set laptops up, and open the file."""
    path = laptop.folder.with_name("zomerfeest.kiosk-event")
    with laptop.open_store() as store:
        request = EnrolmentRequest(PASSPHRASE, **wanted)  # type: ignore[arg-type]  # as tests need
        write_enrolment_file(store, path, request, laptop.clock.wall())
    return read_event_file(path, PASSPHRASE)


def joined(
    file: EventFile, folder: Path, wish: JoinRequest | None = None
) -> tuple[Laptop, JoinResult]:
    laptop = Laptop(folder, HandClock(NOON + 60_000))
    return laptop, join_event(laptop.session, file, wish or JoinRequest("Zuid"))


def altered(line: str, kind: str) -> str:
    """Return a message of the exchange with the entries of a kind changed."""
    message = json.loads(line)
    if message["type"] == "entries":
        mark = f'"kind":"{kind}"'
        message["entries"] = [one.replace(mark, f'{mark},"x":1') for one in message["entries"]]
    return json.dumps(message)


def ring(laptop: Laptop) -> KeyRing:
    with laptop.open_store() as store:
        return load_key_ring(laptop.folder / KEYS, store.keys.event)


def test_a_laptop_that_joined_scans_at_once_and_knows_all(admin: Laptop, tmp_path: Path) -> None:
    admin.scan("abcdefghijklmnop1")
    laptop, result = joined(
        packed(admin, stations=3), tmp_path / "b", JoinRequest("Zuid 1", "Zuid")
    )
    assert result == JoinResult("Zuid 1", Role.DOOR, "Zuid")
    first, second = laptop.scan("abcdefghijklmnop1", "abcdefghijklmnop2")
    assert (first.verdict.outcome.value, second.verdict.outcome.value) == (
        "already_inside",
        "admitted",
    )
    with laptop.open_store() as store:
        count = headcount_report(store, "festival", NOON).headcount
        assert (count.inside, count.stations_announced) == (2, 4)
        assert [one.name for one in count.stations] == ["Kantoor", "Zuid 1"]


def test_a_laptop_that_joins_again_before_any_exchange_keeps_the_entrance_of_its_name(
    admin: Laptop, tmp_path: Path
) -> None:
    file = packed(admin)
    laptop, result = joined(file, tmp_path / "b", JoinRequest(entrance="Zuid"))
    assert (result.name, result.entrance) == ("Zuid 1", "Zuid")
    for part in laptop.folder.glob("kiosk.db*"):
        part.unlink()
    again = join_event(laptop.session, file, JoinRequest())
    assert (again.name, again.entrance) == ("Zuid 1", "Zuid")


def test_a_station_is_known_to_the_others_from_its_first_entry(
    admin: Laptop, tmp_path: Path
) -> None:
    laptop, _ = joined(packed(admin), tmp_path / "b", JoinRequest("Zuid 1", "Zuid"))
    exchange([laptop, admin], tmp_path)
    with admin.open_store() as store:
        (zuid,) = [one for one in store.stations.known() if one.name == "Zuid 1"]
        assert store.events.station_settings(store.keys.event, zuid.id)["entrance"] == "Zuid"
        (enrolled,) = store.stations.enrolment_keys()
        assert enrolled.joined == (zuid.id,)


def test_a_name_that_is_known_gets_a_number() -> None:
    assert free_name("Zuid", []) == "Zuid"
    assert free_name("Zuid", ["zuid", "Noord"]) == "Zuid 2"
    assert free_name("Zuid", ["Zuid", "ZUID 2"]) == "Zuid 3"


def test_a_laptop_without_a_name_is_called_by_its_entrance_and_number() -> None:
    assert numbered_name("Hoofdingang") == "Hoofdingang 1"
    assert numbered_name("Zuid", ["ZUID 1", "Zuid 2", "Noord 3"]) == "Zuid 3"
    assert numbered_name(" ", ["Laptop 1"]) == "Laptop 2"


def test_a_laptop_that_joins_without_a_name_gets_the_next_number_of_its_entrance(
    admin: Laptop, tmp_path: Path
) -> None:
    file = packed(admin, stations=2)
    _, result = joined(file, tmp_path / "b", JoinRequest(entrance="Zuid"))
    assert result.name == "Zuid 1"
    held = replace(file.invitation, stations=(*file.invitation.stations, "zuid 1"))
    _, result = joined(replace(file, invitation=held), tmp_path / "c", JoinRequest(entrance="Zuid"))
    assert result.name == "Zuid 2"


def test_the_names_in_the_journal_are_known(admin: Laptop, tmp_path: Path) -> None:
    _, result = joined(packed(admin), tmp_path / "b", JoinRequest("kantoor"))
    assert result.name == "kantoor 2"


def test_an_entrance_that_is_unknown_leaves_nothing_behind(admin: Laptop, tmp_path: Path) -> None:
    with pytest.raises(UnusableInput, match="unknown_entrance"):
        joined(packed(admin), tmp_path / "b", JoinRequest("Zuid", "West"))
    assert not (tmp_path / "b").exists()


def test_a_laptop_joins_once(admin: Laptop, tmp_path: Path) -> None:
    file = packed(admin)
    laptop, _ = joined(file, tmp_path / "b")
    before = ring(laptop)
    with pytest.raises(UnusableInput, match="joined_already"):
        joined(file, tmp_path / "b", JoinRequest("Noord"))
    assert ring(laptop) == before
    with pytest.raises(UnusableInput, match="joined_already"):
        join_event(admin.session, file, JoinRequest("Zuid"))


def test_a_laptop_that_was_stopped_while_joining_takes_no_part_and_finishes_as_the_same_station(
    admin: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = packed(admin)
    laptop = Laptop(tmp_path / "b", HandClock())

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(joining, "receive", stopped)
        with pytest.raises(KeyboardInterrupt):
            join_event(laptop.session, file, JoinRequest("Zuid"))
    assert not laptop.session.has_event()
    begun = load_key_ring(laptop.folder / KEYS, file.invitation.event)
    assert join_event(laptop.session, file, JoinRequest("Zuid 1")).name == "Zuid 1"
    assert ring(laptop).station == begun.station
    with laptop.open_store() as store:
        assert [one.name for one in store.stations.known()] == ["Kantoor", "Zuid 1"]


def test_a_file_whose_entries_cannot_be_used_does_not_make_a_laptop_take_part(
    admin: Laptop, tmp_path: Path
) -> None:
    file = packed(admin)
    lines = [altered(one, "open") for one in file.messages()]
    path = tmp_path / "changed.kiosk-event"
    write_event_file(path, PASSPHRASE, file.invitation, lines)
    laptop = Laptop(tmp_path / "b", HandClock())
    with pytest.raises(UnusableInput, match="event_file_incomplete"):
        join_event(laptop.session, read_event_file(path, PASSPHRASE), JoinRequest("Zuid"))
    assert not laptop.session.has_event()
    assert join_event(laptop.session, file, JoinRequest("Zuid")).unusable == 0


def test_what_of_a_file_cannot_be_used_is_counted(admin: Laptop, tmp_path: Path) -> None:
    admin.scan("abcdefghijklmnop1")
    file = packed(admin)
    lines = [altered(one, "in") for one in file.messages()]
    path = tmp_path / "changed.kiosk-event"
    write_event_file(path, PASSPHRASE, file.invitation, lines)
    _, result = joined(read_event_file(path, PASSPHRASE), tmp_path / "b")
    assert result.unusable == 1


def test_a_clock_clearly_before_the_making_of_the_file_is_noticed(admin: Laptop) -> None:
    invitation = packed(admin).invitation
    assert clock_is_behind(invitation, NOON - 3_600_000)
    assert not clock_is_behind(invitation, NOON - 60_000)
    assert not clock_is_behind(invitation, NOON + 86_400_000)


def test_who_opens_the_recovery_file_is_admin_and_can_set_laptops_up(
    admin: Laptop, tmp_path: Path
) -> None:
    spare, result = joined(packed(admin, recovery=True), tmp_path / "spare", JoinRequest("Reserve"))
    assert result.role is Role.ADMIN
    assert ring(spare).organiser == admin.keys.organiser
    with spare.open_store() as store:
        assert store.stations.announced() == 1
    laptop, _ = joined(packed(spare, stations=2), tmp_path / "b")
    exchange([admin, spare, laptop], tmp_path)
    exchange([admin, spare, laptop], tmp_path)
    with admin.open_store() as store:
        assert store.stations.announced() == 3
        assert len(store.stations.known()) == 3


def at_most(laptop: Laptop, now: int) -> tuple[int, int, list[str]]:
    """Return the upper bound, the spares that did not join, and those that may be in use."""
    with laptop.open_store() as store:
        count = headcount_report(store, "festival", now).headcount
    return (
        count.inside_at_most,
        count.spares_apart,
        [one.name for one in count.unheard_spares],
    )


def test_a_spare_counts_from_the_opening_on_or_once_it_scanned(
    admin: Laptop, tmp_path: Path
) -> None:
    early, opens = NOON - 60 * 60_000, NOON + 60 * 60_000
    with admin.open_store() as store:
        change_event(store, {"opens": "13:00"})
        expected = headcount_report(store, "festival", early).headcount.expected
    file = packed(admin, stations=2, names=("Reserve 1", "Reserve 2"), spare=True)
    assert at_most(admin, early) == (0, 2, [])
    assert at_most(admin, opens)[0] == expected
    spare, result = joined(file, tmp_path / "spare", JoinRequest())
    assert result.name == "Reserve 1"
    exchange([spare, admin], tmp_path)
    late = NOON + 30 * 60_000
    assert at_most(admin, late) == (0, 1, ["Reserve 1"])
    assert at_most(admin, opens) == (expected, 0, ["Reserve 1"])

    spare.scan("abcdefghijklmnop1")
    exchange([spare, admin], tmp_path)
    with admin.open_store() as store:
        counted = headcount_report(store, "festival", late).headcount
        (status,) = [one for one in counted.stations if one.name == "Reserve 1"]
    assert (status.spare_until, status.is_silent(late)) == (0, True)


@pytest.mark.parametrize("role", list(Role))
def test_a_joined_laptop_cannot_make_new_stations(
    admin: Laptop, tmp_path: Path, role: Role
) -> None:
    file = packed(admin, role=role)
    thief, result = joined(file, tmp_path / "stolen")
    assert result.role is role
    with thief.open_store() as store, pytest.raises(UnusableInput) as error:
        write_enrolment_file(store, tmp_path / "new", EnrolmentRequest(PASSPHRASE), NOON)
    assert error.value.key == (
        "error.no_organiser_key" if role is Role.ADMIN else "error.role_forbids"
    )
    assert not (tmp_path / "new").exists()
    keys, enrolment = ring(thief), file.invitation.enrolment
    assert keys.organiser is None
    assert enrolment is not None
    held = b"".join(path.read_bytes() for path in thief.folder.rglob("*") if path.is_file())
    assert enrolment.secret.hex().encode() not in held
    assert enrolment.secret not in held
    public = keys.organiser_public
    new = Certificate(keys.event, keys.station, "Nep", Role.ADMIN, b"k" * 32, NOON)
    with pytest.raises(ValueError, match=r"."):
        read_certificate(new.text(keys.station_key), public)
    own = replace(enrolment, secret=keys.station_key)
    with pytest.raises(ValueError, match="signed"):
        read_certificate(new.text_enrolled(own), public)


def test_a_failed_pack_announces_no_laptop(
    admin: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise WorldFailed("error.file_not_written", file="x")

    monkeypatch.setattr("kiosk.admin.enrolment.write_event_file", full)
    with admin.open_store() as store:
        with pytest.raises(WorldFailed):
            write_enrolment_file(store, tmp_path / "x", EnrolmentRequest(PASSPHRASE, 9), NOON)
        assert store.stations.announced() == 1


def test_a_weak_passphrase_and_a_folder_that_is_not_there_change_nothing(
    admin: Laptop, tmp_path: Path
) -> None:
    with admin.open_store() as store:
        before = store.database.execute("SELECT count(*) FROM entry").fetchone()
        with pytest.raises(UnusableInput, match="passphrase_weak"):
            write_enrolment_file(store, tmp_path / "x", EnrolmentRequest("welkom"), NOON)
        with pytest.raises(UnusableInput, match="export_folder"):
            write_enrolment_file(store, tmp_path / "no" / "x", EnrolmentRequest(PASSPHRASE), NOON)
        assert store.database.execute("SELECT count(*) FROM entry").fetchone() == before


def test_what_a_lost_laptop_writes_after_it_was_revoked_has_no_effect(
    admin: Laptop, tmp_path: Path
) -> None:
    stolen, _ = joined(packed(admin), tmp_path / "stolen", JoinRequest("Zuid"))
    exchange([stolen, admin], tmp_path)
    with admin.open_store() as store:
        revoke(store, "Zuid")
    stolen.scan("abcdefghijklmnop1")
    exchange([stolen, admin], tmp_path)
    with admin.open_store() as store:
        assert headcount_report(store, "festival", NOON).headcount.inside == 0


def test_who_joins_by_a_revoked_key_has_no_effect(admin: Laptop, tmp_path: Path) -> None:
    file = packed(admin, stations=2)
    good, _ = joined(file, tmp_path / "good", JoinRequest("Zuid"))
    exchange([good, admin], tmp_path)
    assert file.invitation.enrolment is not None
    with admin.open_store() as store:
        revoke(store, enrolment_id(file.invitation.enrolment.text))
    late, _ = joined(file, tmp_path / "late", JoinRequest("Dief"))
    late.scan("abcdefghijklmnop1")
    good.scan("abcdefghijklmnop2")
    exchange([late, good, admin], tmp_path)
    with admin.open_store() as store:
        assert headcount_report(store, "festival", NOON).headcount.inside == 1
        assert store.stations.announced() == 2


def secrets_of(laptop: Laptop) -> Iterator[bytes]:
    keys = ring(laptop)
    for secret in (keys.code_key, keys.station_key, keys.organiser):
        if secret is not None:
            yield secret
            yield secret.hex().encode()
    yield keys.exchange.encode()


def test_no_secret_is_in_the_file_the_logs_the_event_file_or_a_bundle(
    admin: Laptop, tmp_path: Path
) -> None:
    with admin.open_store() as store:
        Desk(store).change_setting("help_phone", "06 1122")
    file = packed(admin)
    recovery = packed(admin, recovery=True)
    laptop, _ = joined(file, tmp_path / "b")
    exchange([admin, laptop], tmp_path)
    enrolment = file.invitation.enrolment
    assert enrolment is not None
    secrets = {
        *secrets_of(admin),
        *secrets_of(laptop),
        enrolment.secret,
        enrolment.secret.hex().encode(),
        PASSPHRASE.encode(),
    }
    assert recovery.invitation.organiser in secrets
    checked = 0
    for path in tmp_path.rglob("*"):
        kept_for_this_user = path.parent.name == KEYS or path.suffix == ".kiosk-event"
        if path.is_file() and not kept_for_this_user:
            content, checked = path.read_bytes(), checked + 1
            assert not [secret for secret in secrets if secret in content], path
    assert checked > 5
