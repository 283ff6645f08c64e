"""An invite lets one laptop join over the network, within its time, and no other laptop."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from kiosk.admin import event_file
from kiosk.admin.hub_invite import InvitedLaptop, WaitingInvite, invite
from kiosk.admin.joining import JoinRequest
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput
from kiosk.hub.hub_runner import RunningHub
from kiosk.hub.invite_files import INVITE_S, InviteFiles
from kiosk.hub.request_limits import Limits
from kiosk.runtime.data_folder import KEYS
from kiosk.store.sqlite.database import immediate
from kiosk.store.station_store import record
from kiosk.sync.network.invite_line import InviteLine, is_invite_line, read_invite_line
from kiosk.sync.network.known_hubs import hub_candidates
from tests.festival import HandClock, session_on
from tests.hub.hubs import CODES, RealClock, a_door, an_admin, entries, hub_on, wait_until
from tests.sync.laptops import Laptop


@pytest.fixture(scope="module")
def admin(tmp_path_factory: pytest.TempPathFactory) -> Laptop:
    return an_admin(tmp_path_factory.mktemp("invites"))


@pytest.fixture(scope="module")
def hub(admin: Laptop) -> Iterator[RunningHub]:
    with hub_on(admin) as running:
        yield running


@pytest.fixture(autouse=True)
def quick_seal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seal event files without the second that a passphrase takes on purpose."""

    def head(passphrase: str) -> bytes:
        return b"age-encryption.org/" + sha256(passphrase.encode()).digest()

    def opened(passphrase: str, content: bytes) -> bytes:
        if not content.startswith(head(passphrase)):
            raise ValueError("another passphrase")
        return content.removeprefix(head(passphrase))

    monkeypatch.setattr(
        event_file,
        "encrypt_with_passphrase",
        lambda passphrase, content: head(passphrase) + content,
    )
    monkeypatch.setattr(event_file, "decrypt_with_passphrase", opened)


def invited(admin: Laptop, role: Role = Role.DOOR) -> WaitingInvite:
    with admin.open_store() as store:
        return invite(admin.session, store, role)


def new_laptop(folder: Path, line: InviteLine) -> InvitedLaptop:
    return InvitedLaptop(session_on(folder, RealClock()), line)


def test_a_new_laptop_joins_by_a_line_of_text(
    admin: Laptop, hub: RunningHub, tmp_path: Path
) -> None:
    text = invited(admin, Role.DESK).line.text
    assert is_invite_line(text)
    assert "\n" not in text
    laptop = new_laptop(tmp_path / "new", read_invite_line(text))
    joined = laptop.join(laptop.fetch(), JoinRequest("Balie"))
    assert (joined.name, joined.role, joined.unusable) == ("Balie", Role.DESK, 0)
    here = Laptop(tmp_path / "new", RealClock())
    with here.open_store() as store:
        assert [one.rows for one in store.events.lists(store.keys.event)] == [len(CODES)]
        assert [one.text for one in hub_candidates(store, here.folder)] == [hub.address.text]
    assert entries(here) <= entries(admin)  # the hub knows it already
    assert not list((here.folder / KEYS).glob("*.invited"))


def test_an_invite_counts_as_a_laptop_once_it_is_used(
    admin: Laptop,
    hub: RunningHub,  # noqa: ARG001  # it runs
    tmp_path: Path,
) -> None:
    def announced() -> int:
        with admin.open_store() as store:
            return store.stations.announced()

    before = announced()
    line = invited(admin).line
    unused = announced()
    laptop = new_laptop(tmp_path / "new", line)
    laptop.join(laptop.fetch(), JoinRequest("Gang"))
    assert (unused - before, announced() - before) == (0, 1)


def test_a_line_that_a_message_broke_is_read(admin: Laptop, hub: RunningHub) -> None:
    line = invited(admin).line
    broken = f" {line.text[:50]}\n{line.text[50:100]} \r\n{line.text[100:]}\n"
    assert is_invite_line(broken)
    assert read_invite_line(broken) == line
    assert line.address == hub.address


def test_an_interrupted_laptop_may_try_again_and_another_may_not(
    admin: Laptop,
    hub: RunningHub,  # noqa: ARG001  # it runs
    tmp_path: Path,
) -> None:
    line = invited(admin).line
    laptop = new_laptop(tmp_path / "first", line)
    laptop.fetch()
    again = new_laptop(tmp_path / "first", line)
    with pytest.raises(UnusableInput, match="invite_used"):
        new_laptop(tmp_path / "second", line).fetch()
    joined = again.join(again.fetch(), JoinRequest())
    with pytest.raises(UnusableInput, match="invite_used"):  # the key that it was for is gone
        new_laptop(tmp_path / "first", line).fetch()
    assert joined.role is Role.DOOR


def test_a_laptop_without_a_first_exchange_says_that_others_do_not_know_it(
    tmp_path: Path,
) -> None:
    admin = an_admin(tmp_path)
    with hub_on(admin):
        lines = [invited(admin).line for _ in range(2)]
        known, unknown = (
            new_laptop(tmp_path / f"new {number}", line) for number, line in enumerate(lines)
        )
        files = known.fetch(), unknown.fetch()
        assert not known.join(files[0], JoinRequest("Gang")).unknown
    joined = unknown.join(files[1], JoinRequest("Tuin"))
    with admin.open_store() as store:
        names = [one.name for one in store.stations.statuses(admin.clock.wall())]
    assert joined.unknown
    assert "Gang" in names
    assert "Tuin" not in names


def test_a_wrong_token_or_key_opens_nothing(
    admin: Laptop,
    hub: RunningHub,  # noqa: ARG001  # it runs
    tmp_path: Path,
) -> None:
    line = invited(admin).line
    wrong = InviteLine(line.address, "00" * 16, line.key)
    with pytest.raises(UnusableInput, match="invite_used"):
        new_laptop(tmp_path / "a", wrong).fetch()
    wrong = InviteLine(line.address, line.token, "00" * 16)
    with pytest.raises(UnusableInput, match="event_file_closed"):
        new_laptop(tmp_path / "b", wrong).fetch()


def test_an_invite_expires(tmp_path: Path) -> None:
    clock = HandClock()
    invites = InviteFiles(tmp_path, "ab" * 16, clock)
    invites.add("00" * 32, b"sealed")
    clock.advance(INVITE_S + 1)
    with pytest.raises(Exception, match="invite"):
        invites.fetch("", "cd" * 32)
    invites.remove_expired()
    assert list(tmp_path.iterdir()) == []


def test_without_a_hub_or_the_organisers_key_there_is_no_invite(
    admin: Laptop, tmp_path: Path
) -> None:
    alone = an_admin(tmp_path)
    with pytest.raises(UnusableInput, match="invite_no_hub"):
        invited(alone)
    with pytest.raises(UnusableInput):
        invited(a_door(admin, tmp_path, "Zuid"))
    with hub_on(alone):
        line = invited(alone).line
    with pytest.raises(UnusableInput, match="hub_not_there"):
        new_laptop(tmp_path / "late", line).fetch()


@pytest.mark.parametrize("end", ["", "AAAA", "%%%"])
def test_half_a_line_is_no_invite(end: str) -> None:
    with pytest.raises(UnusableInput, match="invite_damaged"):
        read_invite_line(f"https://h:1/join#{end}")


def test_a_purge_removes_the_invites_at_the_hub(tmp_path: Path) -> None:
    admin = an_admin(tmp_path)
    with hub_on(admin, limits=Limits(tidy_s=0.1)):
        invited(admin)
        assert list((admin.folder / KEYS).glob("*.invite.*"))
        with admin.open_store() as store, immediate(store.database):
            record(store, Draft(Kind.PURGE))
        wait_until(lambda: not list((admin.folder / KEYS).glob("*.invite.*")))
