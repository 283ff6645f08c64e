"""A power cut while laptops are set up or join: the old or the new, and joining again finishes."""

from contextlib import closing
from itertools import islice
from pathlib import Path

import pytest
from pysqlite3 import dbapi2 as sqlite3

from kiosk.admin.event_file import EventFile, read_event_file
from kiosk.admin.joining import JoinRequest, join_event
from kiosk.cli.main import main
from kiosk.keys.key_ring import load_key_ring
from kiosk.runtime.data_folder import DATABASE, KEYS
from tests.faults.disk import Disk, Image
from tests.faults.inspection import inspect
from tests.faults.power_cut import images, laid_out
from tests.faults.recorder import Recording, record
from tests.festival import Row, festival, session_on

PASSPHRASE = "vier losse woorden samen"  # noqa: S105  # of files that the test makes
FILE = "feest.kiosk-event"
GUESTS = 20
TICKETS = 12


@pytest.fixture
def station(tmp_path: Path) -> Path:
    """Return a folder with a small event: each of a thousand images of it is joined again."""
    folder = tmp_path / "station"
    with festival(folder, [Row(f"T{n}", places=1 + n % 3) for n in range(TICKETS)]):
        pass
    return folder


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase"
    path.write_text(PASSPHRASE, encoding="utf-8")
    return path


def pack(recorder: Path, station: Path, passphrase: Path) -> Recording:
    options = ("--stations", "9", "--passphrase-file", str(passphrase))
    done = record(recorder, station, "event", "pack", str(station / FILE), *options)
    assert (done.exit_code, done.out) == (0, [])
    return done


def test_an_event_file_is_the_old_one_or_the_new_one(
    recorder: Path, station: Path, passphrase: Path
) -> None:
    pack(recorder, station, passphrase)
    old, disk = (station / FILE).read_bytes(), Disk(station)
    done = pack(recorder, station, passphrase)
    new = (station / FILE).read_bytes()
    seen = set()
    for image in images(disk, done.ops):
        seen.add(image[FILE])
        with laid_out(image) as folder:
            found = inspect(folder)
        assert not found.corrupt
        assert not found.inconsistent
    assert seen == {old, new}
    assert old != new
    assert disk.dropped()[FILE] == new


def test_an_event_file_exists_once_it_is_announced(
    recorder: Path, station: Path, passphrase: Path
) -> None:
    disk = Disk(station)
    done = pack(recorder, station, passphrase)
    whole = (station / FILE).read_bytes()
    assert {image.get(FILE, whole) for image in images(disk, done.ops)} == {whole}
    assert disk.dropped()[FILE] == whole
    assert "Ready for 9 laptops" in done.stderr


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.slow)])
def test_joining_can_be_cut_anywhere_and_done_again(
    recorder: Path, station: Path, passphrase: Path, tmp_path: Path, every: int
) -> None:
    take_list(station, tmp_path / "pers.csv")
    pack(recorder, station, passphrase)
    path, borrowed = station / FILE, tmp_path / "borrowed"
    file = read_event_file(path, PASSPHRASE)  # before the name of the laptop is noted beside it
    borrowed.mkdir()
    disk = Disk(borrowed)
    options = ("--name", "Zuid 1", "--passphrase-file", str(passphrase))
    done = record(recorder, borrowed, "join", str(path), *options)
    assert (done.exit_code, done.out) == (0, [])
    halfway = 0
    for image in islice(images(disk, done.ops), 0, None, every):
        halfway += joined_again(image, file)
    assert halfway > 100
    with laid_out(disk.dropped()) as folder:
        assert inspect(folder).event


def take_list(station: Path, path: Path) -> None:
    rows = [f"R-{n},code-{n:020},Gast {n},Pers" for n in range(GUESTS)]
    path.write_text("\n".join(["ticket,code,name,category", *rows]), encoding="utf-8")
    assert main(["--data", str(station), "tickets", "import", str(path)]) == 0


def joined_again(image: Image, file: EventFile) -> bool:
    """Join in a folder after a power cut; return whether there was something left to do."""
    with laid_out(image) as folder:
        session = session_on(folder)
        begun = (folder / KEYS / f"{file.invitation.event}.json").exists()
        station = load_key_ring(folder / KEYS, file.invitation.event).station if begun else None
        complete = session.has_event()
        if not complete:
            join_event(session, file, JoinRequest("Zuid 1"))
        found = inspect(folder)
        assert found.event
        assert not found.corrupt
        assert not found.inconsistent
        assert len(found.tickets) == GUESTS + TICKETS
        stations = stations_in(folder)
        keys = load_key_ring(folder / KEYS, file.invitation.event)
        assert stations == [("Noord 1", 0), ("Zuid 1", 1)]
        assert station in (None, keys.station)
        assert not (complete and station is None)
        return not complete


def stations_in(folder: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(str(folder / DATABASE))) as database:
        found: list[tuple[str, int]] = database.execute(
            "SELECT name, this FROM station ORDER BY name"
        ).fetchall()
        return found
