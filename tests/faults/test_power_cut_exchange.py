"""A power cut or a pulled stick while a bundle is written or read: old or new, never half."""

import errno
import subprocess
from itertools import islice
from pathlib import Path

import pytest

from kiosk.store.integrity.verification import real_problems, verify_event
from kiosk.sync.bundle_file import read_bundle
from tests.faults.disk import Disk
from tests.faults.power_cut import images, laid_out
from tests.faults.recorder import PROJECT, Recording, kiosk_in, record, surroundings
from tests.festival import session_on
from tests.sync.laptops import Laptop, another_laptop, first_laptop
from tests.sync.world import entries

FILE = "stick/zuid.kiosk"
CODES = [f"CODE-{n:012}" for n in range(1, 9)]
LIST = "code;ticket;naam\n" + "".join(
    f"{code};A{n};Gast Nummer{n}\n" for n, code in enumerate(CODES, start=1)
)


@pytest.fixture
def admin(tmp_path: Path) -> Laptop:
    laptop = first_laptop(tmp_path / "kantoor")
    laptop.take_list(tmp_path / "shop.csv", LIST)
    (laptop.folder / "stick").mkdir()
    return laptop


def written(recorder: Path, admin: Laptop) -> Recording:
    done = record(recorder, admin.folder, "bundle", "write", str(admin.folder / FILE))
    assert done.exit_code == 0, done.stderr
    return done


def test_a_bundle_on_a_stick_is_the_old_one_or_the_new_one(recorder: Path, admin: Laptop) -> None:
    written(recorder, admin)
    old = (admin.folder / FILE).read_bytes()
    admin.scan(*CODES[:4])
    disk = Disk(admin.folder)
    done = written(recorder, admin)
    new = (admin.folder / FILE).read_bytes()
    assert {image[FILE] for image in images(disk, done.ops)} == {old, new}
    assert old != new
    assert disk.dropped()[FILE] == new
    assert not [name for name in disk.kept() if name.endswith(".part")]


def test_a_first_bundle_is_there_whole_or_not_at_all(recorder: Path, admin: Laptop) -> None:
    disk = Disk(admin.folder)
    done = written(recorder, admin)
    whole = (admin.folder / FILE).read_bytes()
    assert {image.get(FILE, whole) for image in images(disk, done.ops)} == {whole}


@pytest.mark.parametrize("call", ["open", "write", "sync"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.ENODEV])
def test_a_stick_that_is_pulled_or_full_keeps_what_it_had(
    recorder: Path, admin: Laptop, call: str, number: int
) -> None:
    stick = admin.folder.with_name("stick")
    stick.mkdir()
    before = admin.write(stick / "zuid.kiosk").read_bytes()
    admin.scan(*CODES)
    fault = admin.folder.with_name("fault")
    for moment in range(1, 40):
        fault.write_text(f"{number} {call} {moment}")
        done = subprocess.run(
            kiosk_in(admin.folder, "bundle", "write", str(stick / "zuid.kiosk")),
            capture_output=True,
            text=True,
            check=False,
            cwd=PROJECT,
            env=surroundings(recorder, stick, REC_FAULT=fault),
        )
        if done.returncode == 0:
            break
        assert (done.returncode, len(done.stderr.splitlines())) == (3, 1)
        left = stick / "zuid.kiosk"
        assert left.read_bytes() == before or admin.read(left).whole
        assert len(list(stick.iterdir())) == 1
    assert moment > 1
    assert done.returncode == 0
    south = another_laptop(admin, admin.folder.with_name("zuid"), "Zuid 1")
    assert south.read(stick / "zuid.kiosk").whole


@pytest.mark.parametrize("every", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_reading_a_bundle_can_be_cut_anywhere_and_done_again(
    recorder: Path, admin: Laptop, tmp_path: Path, every: int
) -> None:
    south = another_laptop(admin, tmp_path / "zuid", "Zuid 1")
    south.read(admin.write(tmp_path / "first.kiosk"))
    south.scan(CODES[0])
    admin.scan(*CODES[:6])
    admin.take_list(tmp_path / "shop.csv", LIST.replace("Gast Nummer7", "Zoë"))
    stick = admin.write(tmp_path / "second.kiosk")
    disk = Disk(south.folder)
    done = record(recorder, south.folder, "bundle", "read", str(stick))
    assert done.exit_code == 0, done.stderr
    with south.open_store() as store:
        whole = entries(store)
    cuts = islice(images(disk, done.ops), 0, None, every)
    seen = {read_again(image, stick, whole) for image in cuts}
    assert {True, False} == seen


def read_again(image: dict[str, bytes], stick: Path, whole: frozenset[str]) -> bool:
    """Read a bundle again in a folder after a power cut; return whether something was new."""
    with laid_out(image) as folder, session_on(folder).open_store() as store:
        assert real_problems(verify_event(store)) == []
        assert entries(store) <= whole
        taken = read_bundle(store, stick)
        assert taken.rejected == ()
        assert entries(store) >= whole
        assert store.tickets.by_reference("A7").name == "Zoë"
        assert real_problems(verify_event(store)) == []
        return taken.new_entries > 0
