"""Bytes of the file flip on the disk: it is noticed, and repair and a stick bring all back."""

import json
import shutil
from pathlib import Path
from random import Random

import pytest

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.checkin.guest_search import GuestSearch
from kiosk.cli.main import main
from kiosk.runtime.data_folder import DATABASE
from kiosk.store.sqlite.database import open_database
from kiosk.sync.bundle_file import write_bundle
from tests.festival import HandClock, Row, festival
from tests.sync.laptops import another_laptop, first_laptop
from tests.sync.seeing import export, sound

STICK = "stick.kiosk"
ENTRIES = 100


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A day of a hundred entries in `station`, and a stick that has all of it."""
    folder, clock = tmp_path_factory.mktemp("whole"), HandClock()
    rows = [Row(f"T{n}", name=f"Gast {n}") for n in range(40)]
    with festival(folder / "station", rows, clock=clock) as store:
        door, n = Door(store, Gate("festival", "Noord")), 0
        while store.database.table("entry").count < ENTRIES:
            door.scan(f"C-T{n % 40}" if n % 3 else f"stranger {n}")
            clock.advance(20)
            n += 1
        store.journal.close()
        write_bundle(store, folder / STICK)
    return folder


def entries(station: Path) -> set[bytes]:
    database = open_database(station / DATABASE)
    held = {digest for (digest,) in database.execute("SELECT hash FROM entry").fetchall()}
    database.close()
    return held


def run(station: Path, *command: str) -> int:
    return main(["--data", str(station), "--lang", "en", *command])


def flip(path: Path, at: int, length: int, random: Random) -> None:
    content = bytearray(path.read_bytes())
    for place in range(at, min(at + length, len(content))):
        content[place] ^= random.randrange(1, 256)
    path.write_bytes(content)


def flipped(whole: Path, station: Path, random: Random) -> str:
    """Flip bytes somewhere, and return what came of it."""
    shutil.copytree(whole / "station", station)
    length = random.choice([1, 1, 1, 40, 4096])
    before = entries(station)
    flip(station / DATABASE, random.randrange((station / DATABASE).stat().st_size), length, random)
    noticed = run(station, "verify", "--json")
    assert noticed in (0, 1)
    if noticed == 0:
        assert entries(station) == before
    assert run(station, "verify", "--repair") in (0, 1)
    kept = entries(station)
    assert kept <= before
    assert len(kept) >= ENTRIES * 0.8
    assert run(station, "bundle", "read", str(whole / STICK)) == 0
    assert entries(station) == before
    left = run(station, "verify")
    shutil.rmtree(station)
    return f"{noticed}{left}"


def test_flipped_bytes_are_noticed_and_everything_comes_back(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    random = Random(1)  # noqa: S311  # no secret
    seen = [flipped(whole, tmp_path / f"station{n}", random) for n in range(25)]
    capsys.readouterr()
    assert set(seen) <= {"00", "10"}
    assert seen.count("10") > len(seen) // 3


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_many_flipped_bytes_are_noticed_and_everything_comes_back(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    random = Random(2)  # noqa: S311  # no secret
    seen = [flipped(whole, tmp_path / f"station{n}", random) for n in range(400)]
    capsys.readouterr()
    assert set(seen) <= {"00", "10"}


def test_a_file_that_lost_its_head_and_its_tables_is_read_for_its_entries(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    station = Path(shutil.copytree(whole / "station", tmp_path / "station"))
    before, path = entries(station), station / DATABASE
    broken = bytes(3 * 4096) + path.read_bytes()[3 * 4096 :]
    path.write_bytes(broken)
    assert run(station, "verify", "--json") == 1
    assert json.loads(capsys.readouterr().out)["problems"][0]["what"] == "file"
    assert run(station, "verify", "--repair") in (0, 1)
    assert "broken file is next to it" in capsys.readouterr().err
    assert entries(station) == before
    (kept,) = station.glob("kiosk.db.broken-*")
    assert kept.stat().st_size == len(broken)
    assert run(station, "bundle", "read", str(whole / STICK)) == 0
    assert run(station, "verify") == 0


def test_a_list_that_lost_names_comes_back_from_another_laptop(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    admin = first_laptop(tmp_path / "office")
    guests = (f"LANG-{n:012};L{n};Gast Nummer{n}\n" for n in range(900))
    admin.take_list(tmp_path / "l.csv", "code;ticket;naam\n" + "".join(guests))
    door = another_laptop(admin, tmp_path / "door", "Zuid 1")
    door.read(admin.write(tmp_path / STICK))
    path = door.folder / DATABASE
    content = path.read_bytes()
    page = content.index(b"Gast Nummer500") // 4096 * 4096
    path.write_bytes(content[:page] + b"\xff" * 4096 + content[page + 4096 :])
    assert run(door.folder, "verify", "--repair") in (0, 1)
    door.read(tmp_path / STICK)
    sound(door)
    assert export(door) == export(admin)
    with door.open_store() as store:
        assert len(GuestSearch(store, area="festival").find("nummer500")) == 1
    assert capsys.readouterr().out


def test_a_file_that_is_not_ours_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / DATABASE).write_text("dear diary", encoding="utf-8")
    assert run(tmp_path, "verify", "--repair") == 2
    assert (tmp_path / DATABASE).read_text(encoding="utf-8") == "dear diary"
    assert "not a file of this program" in capsys.readouterr().err
