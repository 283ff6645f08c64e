"""`kiosk event pack` and `kiosk join` as people and scripts meet them."""

import json
from pathlib import Path

import pytest

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.cli.main import main
from tests.festival import session_on

PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of files that the test makes

pytestmark = pytest.mark.usefixtures("quick_seal")


@pytest.fixture
def passphrase(tmp_path: Path) -> str:
    path = tmp_path / "passphrase"
    path.write_text(f"{PASSPHRASE}\n", encoding="utf-8")
    return str(path)


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "feest.kiosk-event")


@pytest.fixture
def admin(tmp_path: Path) -> Path:
    folder = tmp_path / "admin"
    made = ("event", "new", "Feest", "--date", "2026-06-13", "--name", "Kantoor")
    assert kiosk(folder, *made, "--entrance", "Noord", "--entrance", "Zuid") == 0
    return folder


def kiosk(folder: Path, *arguments: str) -> int:
    return main(["--data", str(folder), "--lang", "en", *arguments])


def sentence(capsys: pytest.CaptureFixture[str]) -> str:
    out, stderr = capsys.readouterr()
    assert out == ""
    assert stderr.count("\n") == 1
    assert PASSPHRASE not in stderr
    return stderr


def test_laptops_are_set_up_and_join(
    tmp_path: Path, admin: Path, file: str, passphrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    packed = ("event", "pack", file, "--stations", "2", "--role", "desk")
    assert kiosk(admin, *packed, "--passphrase-file", passphrase) == 0
    assert "Ready for 2 laptops (role desk)" in sentence(capsys)
    joined = ("join", file, "--name", "Kantoor", "--entrance", "Zuid")
    assert kiosk(tmp_path / "b", *joined, "--passphrase-file", passphrase) == 0
    (keys,) = (tmp_path / "b" / "keys").glob("*.json")
    assert (keys.stat().st_mode & 0o777, keys.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    stderr = sentence(capsys)
    assert "Feest on 2026-06-13, as 'Kantoor 2' (desk), entrance Zuid." in stderr
    assert kiosk(tmp_path / "b", "station", "list", "--json") == 0
    stations = json.loads(capsys.readouterr().out)
    assert [(one["name"], one["role"], one["this"]) for one in stations] == [
        ("Kantoor", "admin", False),
        ("Kantoor 2", "desk", True),
    ]
    assert kiosk(tmp_path / "b", "headcount", "--json") == 0
    assert json.loads(capsys.readouterr().out)["stations_announced"] == 3
    assert kiosk(tmp_path / "b", *joined, "--passphrase-file", passphrase) == 2
    assert "already" in sentence(capsys)


def test_a_door_reads_in_its_language_what_it_may_not_and_where_it_is_done(
    tmp_path: Path, admin: Path, file: str, passphrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    guests = tmp_path / "shop.csv"
    guests.write_text("code;ticket\nK3J5-MM2P-09QA-0001;A1\n", encoding="utf-8")
    assert kiosk(admin, "tickets", "import", str(guests)) == 0
    assert kiosk(admin, "event", "set", "date", "2026-05-30") == 0
    assert kiosk(admin, "event", "pack", file, "--passphrase-file", passphrase) == 0
    door = tmp_path / "b"
    assert kiosk(door, "join", file, "--passphrase-file", passphrase) == 0
    for laptop in (admin, door):
        with session_on(laptop).open_store() as store:
            Door(store, Gate("festival", "Noord")).scan("K3J5-MM2P-09QA-0001")
    assert kiosk(admin, "bundle", "write", str(tmp_path / "stick")) == 0
    assert kiosk(door, "bundle", "read", str(tmp_path / "stick")) == 0
    capsys.readouterr()
    assert main(["--data", str(door), "--lang", "nl", "tickets", "cancel", "A1"]) == 2
    assert "een laptop met de rol 'deur'." in sentence(capsys)
    assert main(["--data", str(door), "--lang", "nl", "doubles"]) == 1
    stderr = capsys.readouterr().err
    assert stderr == "Beslissen kan op de laptop van de balie of de beheerder.\n"


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (("--passphrase-file", "other"), "does not open"),
        (("--passphrase-file", "nothing"), "No passphrase can be read"),
        (("--passphrase-file", "empty"), "No passphrase can be read"),
        ((), "A passphrase is needed"),
        (("--passphrase-file", "passphrase", "--entrance", "West"), "no entrance 'West'"),
        (("--passphrase-file", "passphrase", "--name", ""), "name"),
    ],
)
def test_what_cannot_be_joined_leaves_nothing_behind(
    tmp_path: Path,
    admin: Path,
    file: str,
    passphrase: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    wrong: tuple[str, ...],
    expected: str,
) -> None:
    assert kiosk(admin, "event", "pack", file, "--passphrase-file", passphrase) == 0
    (tmp_path / "other").write_text("vier andere woorden samen", encoding="utf-8")
    (tmp_path / "empty").write_text("\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert kiosk(tmp_path / "b", "join", file, *wrong) == 2
    assert expected in sentence(capsys)
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("content", [b"", b"code,name\n", b"age-encryption.org/v1\n-> x"])
def test_a_file_that_is_none_leaves_nothing_behind(
    tmp_path: Path, file: str, passphrase: str, capsys: pytest.CaptureFixture[str], content: bytes
) -> None:
    Path(file).write_bytes(content)
    assert kiosk(tmp_path / "b", "join", file, "--passphrase-file", passphrase) == 2
    sentence(capsys)
    assert kiosk(tmp_path / "b", "join", f"{file}x", "--passphrase-file", passphrase) == 2
    assert "There is no file" in sentence(capsys)
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (("--passphrase-file", "short"), "too easy to guess"),
        ((), "A passphrase is needed"),
        (("--recovery", "--stations", "2"), "--recovery"),
        (("--stations", "0"), "--stations"),
        (("--role", "hub", "--stations", "2"), "A server is no laptop"),
        (("--role", "hub", "--spare"), "A server is no laptop"),
    ],
)
def test_what_cannot_be_packed_changes_nothing(
    tmp_path: Path,
    admin: Path,
    file: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    wrong: tuple[str, ...],
    expected: str,
) -> None:
    (tmp_path / "short").write_text("welkom", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert kiosk(admin, "event", "pack", file, *wrong) == 2
    assert expected in sentence(capsys)
    assert not Path(file).exists()
    assert kiosk(admin, "headcount", "--json") == 0
    assert json.loads(capsys.readouterr().out)["stations_announced"] == 1


def test_a_folder_is_not_packed_over(
    tmp_path: Path, admin: Path, passphrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert kiosk(admin, "event", "pack", str(tmp_path), "--passphrase-file", passphrase) == 2
    assert "not a file that can be replaced" in sentence(capsys)
    assert kiosk(admin, "headcount", "--json") == 0
    assert json.loads(capsys.readouterr().out)["stations_announced"] == 1


def test_a_laptop_without_the_organisers_key_says_so_before_it_asks_for_a_passphrase(
    tmp_path: Path, admin: Path, file: str, passphrase: str, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = ("event", "pack", file, "--role", "admin", "--passphrase-file", passphrase)
    assert kiosk(admin, *packed) == 0
    assert kiosk(tmp_path / "b", "join", file, "--passphrase-file", passphrase) == 0
    capsys.readouterr()
    assert kiosk(tmp_path / "b", "event", "pack", str(tmp_path / "new")) == 2
    assert "organiser's key" in sentence(capsys)


def test_a_laptop_whose_clock_is_behind_is_reported(
    tmp_path: Path,
    admin: Path,
    file: str,
    passphrase: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert kiosk(admin, "event", "pack", file, "--passphrase-file", passphrase) == 0
    monkeypatch.setattr("kiosk.admin.joining.MAX_CLOCK_BEHIND_MS", -86_400_000)
    capsys.readouterr()
    assert kiosk(tmp_path / "b", "join", file, "--passphrase-file", passphrase) == 0
    assert "clock of this laptop is behind" in capsys.readouterr().err
