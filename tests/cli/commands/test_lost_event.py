"""A folder whose database or keys are gone: it says which event it had, and the ways out work."""

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from kiosk.admin.enrolment import write_enrolment_file
from kiosk.admin.requests import EnrolmentRequest
from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.cli.main import main
from kiosk.domain.roles import Role
from kiosk.runtime.data_folder import DATABASE, KEYS
from tests.festival import NOON, Row, festival, session_on
from tests.passphrases import quick_passphrases

pytestmark = pytest.mark.usefixtures("quick_seal")

PASSPHRASE = "vier woorden op een rij"  # noqa: S105  # of a test
NORTH = Gate("festival", "Noord")
Run = Callable[..., tuple[int, str, str]]
WAL = f"{DATABASE}-wal"

COMMANDS = [
    ["event", "show"],
    ["event", "list"],
    ["event", "settings"],
    ["event", "set", "capacity", "9"],
    ["event", "use", "We Doen Het Samen!"],
    ["event", "new", "Anders", "--date", "2026-06-01"],
    ["event", "pack", "FILE"],
    ["tickets", "list"],
    ["tickets", "find", "Gast"],
    ["tickets", "show", "T1"],
    ["tickets", "cancel", "T1"],
    ["tickets", "import", "FILE"],
    ["scan", "--codes", "-"],
    ["undo", "abc"],
    ["headcount"],
    ["headcount", "--json"],
    ["attendance", "export", "FILE.csv"],
    ["doubles"],
    ["bundle", "write", "FILE"],
    ["bundle", "read", "FILE"],
    ["sync", "exchange", "FOLDER"],
    ["sync", "list"],
    ["station", "list"],
    ["close"],
    ["purge", "--yes"],
    ["purge", "--laptop", "--yes"],
    ["backup", "FILE"],
]


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A laptop in `station` whose last greens are in the -wal alone, its backup and event file."""
    night = tmp_path_factory.mktemp("night with blanks")
    (night / "passphrase").write_text(PASSPHRASE, encoding="utf-8")
    station = night / "station"
    with festival(station, [Row(f"T{n}", name=f"Gast {n}") for n in range(9)]) as store:
        Door(store, NORTH).scan("C-T1")
    file, secret = str(night / "night.age"), str(night / "passphrase")
    with quick_passphrases():
        with session_on(station).open_store() as store:
            wanted = EnrolmentRequest(PASSPHRASE, 3, Role.DOOR)
            write_enrolment_file(store, night / "feest.kiosk-event", wanted, NOON)
        assert main(["--data", str(station), "backup", file, "--passphrase-file", secret]) == 0
    with session_on(station).open_store() as store:
        store.database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        Door(store, NORTH).scan("C-T2")
        store.journal.close()
        shutil.copytree(station, night / "cut")  # as the power was cut: the -wal is still there
    assert (night / "cut" / WAL).stat().st_size > 0
    return night


def missing(folder: Path) -> None:
    for path in folder.glob(f"{DATABASE}*"):
        path.unlink()


def empty(folder: Path) -> None:
    missing(folder)
    (folder / DATABASE).touch()


def zeros(folder: Path) -> None:
    missing(folder)
    (folder / DATABASE).write_bytes(bytes(40_960))


def blank(folder: Path) -> None:
    """Leave what SQLite makes of a file that nothing was written to."""
    missing(folder)
    connection = sqlite3.connect(str(folder / DATABASE))
    connection.execute("PRAGMA journal_mode = wal")
    connection.close()
    assert (folder / DATABASE).stat().st_size == 4096


def foreign(folder: Path) -> None:
    """Leave a database of another program."""
    missing(folder)
    connection = sqlite3.connect(str(folder / DATABASE))
    connection.executescript("CREATE TABLE bookmark(url); PRAGMA user_version = 7")
    connection.close()


def only_wal(folder: Path) -> None:
    (folder / DATABASE).unlink()
    (folder / f"{DATABASE}-shm").unlink()


def empty_with_wal(folder: Path) -> None:
    only_wal(folder)
    (folder / DATABASE).touch()


def zeros_with_wal(folder: Path) -> None:
    only_wal(folder)
    (folder / DATABASE).write_bytes(bytes(40_960))


LOST = [missing, empty, zeros, blank, foreign]
WITH_WAL = [only_wal, empty_with_wal, zeros_with_wal]
Loss = Callable[[Path], None]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))

    def kiosk(folder: Path, *given: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(["--data", str(folder), "--lang", "en", *given])
        return code, *capsys.readouterr()

    return kiosk


def cut(night: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(night / "cut", tmp_path / "station"))


def content(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def filled_in(night: Path, tmp_path: Path, command: list[str]) -> list[str]:
    file, folder = str(night / "passphrase"), str(tmp_path)
    return [word.replace("FILE", file).replace("FOLDER", folder) for word in command]


@pytest.mark.parametrize("lose", [*LOST, *WITH_WAL])
def test_every_command_names_the_event_and_changes_nothing(
    run: Run, night: Path, tmp_path: Path, lose: Loss
) -> None:
    station = cut(night, tmp_path)
    lose(station)
    before = content(station)
    for command in COMMANDS:
        code, out, stderr = run(station, *filled_in(night, tmp_path, command))
        assert (code, out, len(stderr.splitlines())) == (2, "", 1), command
        assert "We Doen Het Samen! (2026-05-30), of Noord 1" in stderr, command
        assert "kiosk restore FILE" in stderr
        assert "kiosk join FILE" in stderr
        assert ("kiosk verify --repair" in stderr) == (lose in WITH_WAL), command
    assert content(station) == before


@pytest.mark.parametrize("lose", [*LOST, *WITH_WAL])
def test_verify_names_the_event_and_changes_nothing(
    run: Run, night: Path, tmp_path: Path, lose: Loss
) -> None:
    station = cut(night, tmp_path)
    lose(station)
    before = content(station)
    code, out, stderr = run(station, "verify", "--json")
    (problem,) = json.loads(out)["problems"]
    assert (code, problem["what"], problem["about"]) == (1, "event_lost", "We Doen Het Samen!")
    assert "kiosk restore FILE" in stderr
    assert content(station) == before


@pytest.mark.parametrize("lose", LOST)
def test_a_repair_with_nothing_to_read_says_so_and_makes_nothing(
    run: Run, night: Path, tmp_path: Path, lose: Loss
) -> None:
    station = cut(night, tmp_path)
    lose(station)
    before = content(station)
    code, out, stderr = run(station, "verify", "--repair")
    assert (code, "We Doen Het Samen!" in out, "kiosk join FILE" in stderr) == (1, True, True)
    assert {**content(station), "kiosk.lock": b""} == {**before, "kiosk.lock": b""}


def test_without_its_label_the_station_is_named_by_its_keys(
    run: Run, night: Path, tmp_path: Path
) -> None:
    station = cut(night, tmp_path)
    missing(station)
    for label in (station / KEYS).glob("*.label"):
        label.unlink()
    code, _, stderr = run(station, "headcount")
    assert (code, "contained an event, of Noord 1" in stderr) == (2, True)


def test_the_label_follows_the_name_and_holds_no_secret(
    run: Run, night: Path, tmp_path: Path
) -> None:
    station = cut(night, tmp_path)
    (label,) = (station / KEYS).glob("*.label")
    label.unlink()  # as an older program left it
    assert run(station, "event", "set", "name", "Winterfeest")[0] == 0
    assert json.loads(label.read_text(encoding="utf-8")) == {
        "event": label.stem,
        "name": "Winterfeest",
        "date": "2026-05-30",
        "station": "Noord 1",
    }
    missing(station)
    assert "Winterfeest (2026-05-30)" in run(station, "headcount")[2]


def seen(run: Run, station: Path) -> tuple[int, int]:
    """Return what the headcount says: people inside, tickets expected."""
    code, out, stderr = run(station, "headcount", "--json")
    assert code == 0, stderr
    count = json.loads(out)
    return count["inside"], count["expected"]


def secret(night: Path) -> list[str]:
    return ["--passphrase-file", str(night / "passphrase")]


@pytest.mark.parametrize("lose", [missing, blank, zeros_with_wal])
def test_a_backup_comes_back_with_the_scans_that_are_left(
    run: Run, night: Path, tmp_path: Path, lose: Loss
) -> None:
    station = cut(night, tmp_path)
    lose(station)
    code, _, stderr = run(station, "restore", str(night / "night.age"), *secret(night))
    assert (code, "now replaces: 'Noord 1'" in stderr) == (0, True)
    assert seen(run, station) == ((2, 9) if lose in WITH_WAL else (1, 9))
    assert ("taken from the broken file" in stderr) == (lose in WITH_WAL)
    assert bool(list(station.glob(f"{DATABASE}.broken-*"))) == (lose in WITH_WAL)
    code, out, stderr = run(station, "verify")
    assert code == 0, out + stderr


@pytest.mark.parametrize("lose", [empty, foreign, only_wal])
def test_joining_again_is_the_same_laptop_with_the_scans_that_are_left(
    run: Run, night: Path, tmp_path: Path, lose: Loss
) -> None:
    station = cut(night, tmp_path)
    lose(station)
    code, _, stderr = run(station, "join", str(night / "feest.kiosk-event"), *secret(night))
    assert code == 0, stderr
    assert seen(run, station) == ((2, 9) if lose in WITH_WAL else (1, 9))
    stations = json.loads(run(station, "station", "list", "--json")[1])
    assert [one["name"] for one in stations] == ["Noord 1"]
    assert run(station, "verify")[0] == 0


@pytest.mark.parametrize("lose", [only_wal, zeros_with_wal])
def test_a_repair_reads_the_wal_and_then_a_backup_or_the_event_file_brings_the_rest(
    run: Run, night: Path, tmp_path: Path, lose: Loss
) -> None:
    station = cut(night, tmp_path)
    lose(station)
    wal = (station / WAL).read_bytes()
    code, out, stderr = run(station, "verify", "--repair")
    assert (code, "We Doen Het Samen!" in out) == (1, True), stderr
    assert wal in [path.read_bytes() for path in station.glob(f"{DATABASE}.broken-*-wal")]
    code, _, stderr = run(station, "headcount")
    assert (code, "We Doen Het Samen! (2026-05-30)" in stderr) == (2, True)
    assert "kiosk verify --repair" not in stderr
    other = Path(shutil.copytree(station, tmp_path / "other"))
    assert run(station, "restore", str(night / "night.age"), *secret(night))[0] == 0
    assert seen(run, station) == (2, 9)
    assert run(station, "verify")[0] == 0
    assert run(other, "join", str(night / "feest.kiosk-event"), *secret(night))[0] == 0
    assert seen(run, other) == (2, 9)
    assert run(other, "verify")[0] == 0


def test_a_wal_that_has_all_is_all_that_a_repair_needs(run: Run, tmp_path: Path) -> None:
    first = tmp_path / "first"
    with session_on(first).database(), festival(first, [Row("T1")]) as store:
        Door(store, NORTH).scan("C-T1")
        store.journal.close()
        station = Path(shutil.copytree(first, tmp_path / "station"))
    only_wal(station)
    assert run(station, "verify", "--repair")[0] == 0
    assert seen(run, station) == (1, 1)


@pytest.mark.parametrize("damage", ["gone", "damaged"])
def test_without_its_keys_the_event_is_named_and_a_backup_brings_them_back(
    run: Run, night: Path, tmp_path: Path, damage: str
) -> None:
    station = cut(night, tmp_path)
    (keys,) = (station / KEYS).glob("*.json")
    shutil.rmtree(station / KEYS) if damage == "gone" else keys.write_text("{}", encoding="utf-8")
    code, out, stderr = run(station, "headcount")
    assert (code, out, len(stderr.splitlines())) == (2, "", 1)
    assert "The keys of We Doen Het Samen!" in stderr
    code, out, _ = run(station, "verify", "--json")
    assert code == 1
    assert ("keys_lost", "We Doen Het Samen!") in [
        (one["what"], one["about"]) for one in json.loads(out)["problems"]
    ]
    code, _, stderr = run(station, "restore", str(night / "night.age"), *secret(night))
    assert (code, "keys are back" in stderr) == (0, True), stderr
    assert seen(run, station) == (2, 9)
    assert run(station, "verify")[0] == 0


@pytest.mark.parametrize("damage", ["gone", "damaged"])
def test_without_its_keys_a_laptop_joins_again_as_a_new_one_with_all_that_it_has(
    run: Run, night: Path, tmp_path: Path, damage: str
) -> None:
    station = cut(night, tmp_path)
    (keys,) = (station / KEYS).glob("*.json")
    shutil.rmtree(station / KEYS) if damage == "gone" else keys.write_text("{}", encoding="utf-8")
    (stick := tmp_path / "stick").mkdir()  # joining notes a name on it
    file = shutil.copy(night / "feest.kiosk-event", stick)
    code, _, stderr = run(station, "join", str(file), *secret(night))
    assert (code, "Noord 2" in stderr) == (0, True), stderr
    assert seen(run, station) == (2, 9)
    assert run(station, "verify")[0] == 0
    assert run(station, "restore", str(night / "night.age"), *secret(night))[0] == 2


def test_a_folder_that_never_had_an_event_still_has_none(run: Run, tmp_path: Path) -> None:
    (tmp_path / DATABASE).touch()
    code, _, stderr = run(tmp_path, "headcount")
    assert (code, "no event on this laptop yet" in stderr) == (2, True)
