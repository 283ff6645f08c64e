"""The disks that a station's folder may be on, by the mounted file system."""

from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from kiosk.errors import WorldFailed
from kiosk.store.sqlite.file_system import Mount, Unfit, sharing_failure, why_unfit
from tests.festival import session_on

ROOT = Mount("/", "ext4", "rw")
STICK = Mount("/media/anna/STICK 1", "vfat", "rw")


@pytest.mark.parametrize(
    ("mounts", "folder", "why"),
    [
        ([ROOT], "/home/anna/kiosk", None),
        ([ROOT, STICK], "/home/anna/kiosk", None),
        ([ROOT, STICK], "/media/anna/STICK 1", Unfit.FAT),
        ([ROOT, STICK], "/media/anna/STICK 1/kiosk/data", Unfit.FAT),
        ([ROOT, STICK], "/media/anna/STICK 10/kiosk", None),
        ([STICK, ROOT], "/media/anna/STICK 1/kiosk", Unfit.FAT),
        ([ROOT, Mount("/media/x", "exfat", "rw")], "/media/x/k", Unfit.FAT),
        ([ROOT, Mount("/mnt/nas", "nfs4", "rw")], "/mnt/nas/k", Unfit.NETWORK),
        ([ROOT, Mount("/mnt/nas", "cifs", "rw")], "/mnt/nas/k", Unfit.NETWORK),
        ([ROOT, Mount("/mnt/nas", "fuse.sshfs", "rw")], "/mnt/nas/k", Unfit.NETWORK),
        ([ROOT, Mount("/z", "NTFS", "rw,remote")], "/z/k", Unfit.NETWORK),
        # The mount that covers an earlier one counts; a system that may lack something is tried.
        ([ROOT, Mount("/mnt", "vfat", "rw"), Mount("/mnt", "ext4", "rw")], "/mnt/k", None),
        ([Mount("/", "9p", "rw")], "/home/anna/kiosk", None),
        ([], "/home/anna/kiosk", None),
    ],
)
def test_fat_and_network_shares_are_known_by_the_mount(
    mounts: list[Mount], folder: str, why: Unfit | None
) -> None:
    assert why_unfit(Path(folder), mounts) == why


def test_an_own_disk_shares_memory_and_locks(tmp_path: Path) -> None:
    assert sharing_failure(tmp_path) is None


def test_a_folder_that_is_gone_is_not_blamed_on_its_disk(tmp_path: Path) -> None:
    assert sharing_failure(tmp_path / "gone") is None


def test_a_folder_on_a_stick_is_refused_before_anything_is_asked_or_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "STICK"
    mounted = [Mount("/", "ext4", "rw"), Mount(str(stick), "vfat", "rw")]
    partitions = [
        SimpleNamespace(mountpoint=one.path, fstype=one.system, opts="rw") for one in mounted
    ]
    monkeypatch.setattr(psutil, "disk_partitions", lambda **_: partitions)
    session = session_on(stick / "kiosk")
    with pytest.raises(WorldFailed) as refused:
        session.has_event()

    assert refused.value.key == "error.folder_on_fat"
    assert not stick.exists()
