"""The event file: whole, sealed, and nothing else opens."""

import json
import shutil
import stat
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.admin import event_file
from kiosk.admin.event_file import Invitation, read_event_file, write_event_file
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.keys.signing import new_enrolment, new_signing_key
from tests.passphrases import sealed as sealed_quickly

PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of files that the test makes
ENROLMENT = new_enrolment("1" * 32, Role.DESK, 4, new_signing_key())
INVITATION = Invitation(
    event="1" * 32,
    name="Zomerfeest",
    date="2026-06-13",
    entrances=("Noord", "Zuid"),
    stations=("Kantoor",),
    role=Role.DESK,
    maker="2" * 32,
    made=5,
    organiser_public=b"public",
    code_key=b"code key",
    exchange="AGE-SECRET-KEY-1",
    enrolment=ENROLMENT,
)
MESSAGES = [json.dumps({"type": "x", "n": n}) for n in range(5000)]


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a real event file; sealing takes a second, on purpose."""
    path = tmp_path_factory.mktemp("stick") / "zomerfeest.kiosk-event"
    write_event_file(path, PASSPHRASE, INVITATION, MESSAGES)
    return path


@pytest.fixture
def path(tmp_path: Path, sealed: Path) -> Path:
    return Path(shutil.copy(sealed, tmp_path))


def refused(path: Path, passphrase: str = PASSPHRASE) -> str:
    with pytest.raises(UnusableInput) as error:
        read_event_file(path, passphrase)
    return error.value.key


def test_what_was_packed_comes_out(path: Path) -> None:
    opened = read_event_file(path, f" {PASSPHRASE}\n")
    heard: list[float] = []
    assert opened.invitation == INVITATION
    assert list(opened.messages(heard.append)) == MESSAGES
    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_it_is_readable_by_this_user_alone_and_leaves_nothing_beside_it(sealed: Path) -> None:
    assert stat.S_IMODE(sealed.stat().st_mode) == 0o600
    assert list(sealed.parent.iterdir()) == [sealed]


@pytest.mark.usefixtures("quick_seal")
def test_the_recovery_file_holds_the_organisers_key_and_no_key_to_join_by(tmp_path: Path) -> None:
    made = replace(INVITATION, enrolment=None, organiser=b"secret", role=Role.ADMIN)
    write_event_file(tmp_path / "r", PASSPHRASE, made, [])
    assert read_event_file(tmp_path / "r", PASSPHRASE).invitation == made


@pytest.mark.usefixtures("quick_seal")
def test_another_passphrase_does_not_open_it(tmp_path: Path) -> None:
    write_event_file(tmp_path / "feest", PASSPHRASE, INVITATION, [])
    assert refused(tmp_path / "feest", "vier andere woorden samen") == "error.event_file_closed"


@pytest.mark.parametrize("where", [0.001, 0.5])
def test_a_truncated_or_changed_file_does_not_open(path: Path, where: float) -> None:
    whole = path.read_bytes()
    at = round(len(whole) * where)
    path.write_bytes(whole[:at])
    assert refused(path) in ("error.event_file_closed", "error.event_file_foreign")
    path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert refused(path) in ("error.event_file_closed", "error.event_file_foreign")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{}",
        zlib.compress(b""),
        zlib.compress(b"[]\n"),
        zlib.compress(b"{}\n"),
        zlib.compress(b'{"kiosk_event_file": 1}\n'),
        zlib.compress(b"\xff\xfe\n"),
        zlib.compress(b"[" * 9999 + b"\n"),
    ],
)
@pytest.mark.usefixtures("quick_seal")
def test_what_was_sealed_by_something_else_is_foreign(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other"
    path.write_bytes(sealed_quickly(content, PASSPHRASE))
    assert refused(path) == "error.event_file_foreign"


def test_a_file_of_another_kind_is_foreign_and_a_missing_one_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("code,name\n", encoding="utf-8")
    assert refused(path) == "error.event_file_foreign"
    assert refused(tmp_path / "nothing") == "error.event_file_missing"
    assert refused(tmp_path) == "error.event_file_missing"


@pytest.mark.usefixtures("quick_seal")
def test_a_file_of_a_newer_program_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(event_file, "VERSION", 2)
    write_event_file(tmp_path / "new", PASSPHRASE, INVITATION, [])
    monkeypatch.setattr(event_file, "VERSION", 1)
    assert refused(tmp_path / "new") == "error.event_file_newer"


@pytest.mark.usefixtures("quick_seal")
def test_a_missing_folder_is_reported(tmp_path: Path) -> None:
    with pytest.raises(WorldFailed, match="file_not_written"):
        write_event_file(tmp_path / "no" / "file", PASSPHRASE, INVITATION, [])


@pytest.mark.usefixtures("quick_seal")
@pytest.mark.parametrize(
    "wrong",
    [
        {"entrances": ()},
        {"name": "\x1b[2J"},
        {"entrances": ("Noord\n",)},
        {"date": "morgen"},
        {"enrolment": None},
    ],
)
def test_an_invitation_that_no_laptop_can_follow_is_foreign(
    tmp_path: Path, wrong: dict[str, Any]
) -> None:
    write_event_file(tmp_path / "odd", PASSPHRASE, replace(INVITATION, **wrong), [])
    assert refused(tmp_path / "odd") == "error.event_file_foreign"


@pytest.mark.usefixtures("quick_seal")
def test_a_file_that_unpacks_without_an_end_is_refused_before_it_fills_the_memory(
    tmp_path: Path,
) -> None:
    write_event_file(tmp_path / "bomb", PASSPHRASE, INVITATION, ["0" * (3 * 2**26)])
    assert (tmp_path / "bomb").stat().st_size < 2**20
    opened = read_event_file(tmp_path / "bomb", PASSPHRASE)
    with pytest.raises(UnusableInput, match="event_file_endless"):
        list(opened.messages())


def test_nothing_of_it_can_be_read_without_the_passphrase(sealed: Path) -> None:
    content = sealed.read_bytes()
    assert ENROLMENT.secret not in content
    for text in (ENROLMENT.secret.hex(), ENROLMENT.text, "AGE-SECRET-KEY-1", PASSPHRASE, "Noord"):
        assert text.encode() not in content


def test_secrets_are_not_in_what_a_trace_would_show() -> None:
    shown = repr(INVITATION)
    assert "code key" not in shown
    assert "AGE-SECRET" not in shown
    assert ENROLMENT.secret.hex() not in shown
