"""After a purge no byte of a name, address or code key is left, nor was let go of on the way."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.cli.main import main
from kiosk.runtime.data_folder import DATABASE
from kiosk.store.sqlite.database import open_database
from tests.faults.disk import Disk
from tests.faults.recorder import Call, record

GUESTS = 400
WAL = f"{DATABASE}-wal"


def guest_list(path: Path) -> Path:
    rows = [
        f"GEHEIM-{n:05},Jannie{n} Qwxyzen,jannie{n}@qwxmail.nl,Zorggroep Zwqxwijkers"
        for n in range(GUESTS)
    ]
    path.write_text("\n".join(["code,name,email,organisation", *rows, ""]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with guests, some inside, a walk-in, a reissued ticket and files from before."""
    folder = tmp_path_factory.mktemp("purge") / "station"
    lists = guest_list(folder.with_name("guests.csv"))

    def kiosk(*given: str) -> None:
        assert main(["--data", str(folder), "--lang", "en", *given]) == 0

    kiosk("event", "new", "Feest", "--date", "2026-06-13", "--entrance", "Noord")
    kiosk("tickets", "import", str(lists), "--source", "shop")
    codes = folder.with_name("codes.txt")
    codes.write_text("\n".join(f"GEHEIM-{n:05}" for n in range(90)), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, codes.open(encoding="utf-8") as typed:
        patch.setattr("sys.stdin", typed)
        kiosk("scan", "--codes", "-", "--at", "2026-06-13T12:00")
    shutil.copy(folder / DATABASE, folder / "kiosk.db.broken-20260613T100000Z")
    shutil.copy(folder / DATABASE, folder / "before-migration-1-20260613T100000Z.db")
    return folder


@pytest.fixture
def station(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "station"))


def needles(station: Path) -> list[bytes]:
    """Return what may be nowhere: words of names and addresses, codes, and the code key.

    Each is so long that random bytes in base64 do not spell it by chance: four letters did.
    """
    (keys,) = (station / "keys").glob("*.json")
    key = json.loads(keys.read_text(encoding="utf-8"))["code_key"]
    return [b"qwxyzen", b"qwxmail", b"jannie", b"zwqxwijkers", b"geheim", key.encode()]


def found_in(content: bytes, wanted: list[bytes]) -> list[bytes]:
    """Return what is in some bytes, in any letters and any encoding of a text."""
    plain = content.lower()
    texts = (plain, plain.replace(b"\0", b""))
    return [one for one in wanted if any(one in text for text in texts)]


def held(station: Path, wanted: list[bytes]) -> Iterator[tuple[str, list[bytes]]]:
    for path in sorted(station.rglob("*")):
        if path.is_file() and (found := found_in(path.read_bytes(), wanted)):
            yield path.name, found


def test_the_search_finds_them_before(station: Path) -> None:
    wanted = needles(station)
    found = dict(held(station, wanted))
    assert {DATABASE, "kiosk.db.broken-20260613T100000Z"} <= found.keys()
    assert {one for each in found.values() for one in each} == {*wanted} - {b"geheim"}


def test_no_file_of_the_folder_holds_a_byte_of_them_while_another_process_has_it_open(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = needles(station)
    other = open_database(station / DATABASE)  # so the -wal stays
    other.execute("SELECT count(*) FROM personal").fetchall()
    assert main(["--data", str(station), "--lang", "en", "tickets", "cancel", "1"]) in (0, 2)
    capsys.readouterr()
    assert main(["--data", str(station), "--lang", "en", "purge", "--yes", "--json"]) == 0
    receipt = json.loads(capsys.readouterr().out)
    assert "SSD" in receipt["raw_disk"]
    assert len(receipt["removed_files"]) == 2
    assert (station / WAL).exists()
    assert dict(held(station, wanted)) == {}
    other.close()
    assert dict(held(station, wanted)) == {}
    assert main(["--data", str(station), "verify"]) == 0


def test_no_byte_of_them_is_given_back_to_the_disk(recorder: Path, station: Path) -> None:
    """Content that is removed was overwritten before: the disk does not do that by itself."""
    wanted, disk = needles(station), Disk(station)
    done = record(recorder, station, "purge", "--yes")
    assert done.exit_code == 0, done.stderr
    given_back: list[tuple[str, list[bytes]]] = []
    cut = 0
    for op in done.ops:
        before = disk.kept()
        disk.do(op)
        if op.call not in (Call.TRUNCATE, Call.UNLINK, Call.RENAME):
            continue
        after = disk.kept()
        for name, content in before.items():
            gone = content if name not in after else content[len(after[name]) :]
            if name in after and op.call is Call.RENAME and after[name] != content:
                gone = content
            cut += len(gone)
            # Its second name is not in the recording: see the next test.
            if not name.startswith("keys/") and (found := found_in(gone, wanted)):
                given_back.append((name, found))
    assert cut > 100_000
    assert given_back == []


def test_the_old_code_key_is_overwritten_where_it_was(station: Path) -> None:
    *_, key = needles(station)
    (path,) = (station / "keys").glob("*.json")
    with path.open("rb") as old:
        assert main(["--data", str(station), "purge", "--yes"]) == 0
        old.seek(0)
        left = old.read()
    assert key not in left
    assert not left.strip(b"\0")
    assert [one.suffix for one in sorted((station / "keys").iterdir())] == [".json", ".label"]


def test_an_emptied_laptop_leaves_its_bytes_overwritten(recorder: Path, station: Path) -> None:
    wanted, disk = needles(station), Disk(station)
    stick = station.with_name("stick")
    stick.mkdir()
    (station / "emptying").touch()  # as if it was ordered: what is to be kept is elsewhere
    done = record(recorder, station, "event", "list")
    assert done.exit_code == 0, done.stderr
    removed = 0
    for op in done.ops:
        before = disk.kept()
        disk.do(op)
        if op.call is Call.UNLINK and op.path in before:
            removed += 1
            assert found_in(before[op.path], wanted) == [], op.path
    assert removed > 3
