from pathlib import Path

import pytest

from kiosk.admin.requests import ExportOptions
from kiosk.backend.files_backend import LocalFiles
from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportOptions
from kiosk.ui.files.files_interface import FilesBackend
from tests.festival import festival, session_on

GUESTS = "Naam;Organisatie;E-mail\nZoë 't Hart;De Koppel;zoe@example.org\nJan;;\n"


@pytest.fixture
def files(tmp_path: Path) -> FilesBackend:
    with festival(tmp_path / "station"):
        pass
    return LocalFiles(session_on(tmp_path / "station"))


@pytest.fixture
def guests(tmp_path: Path) -> Path:
    path = tmp_path / "gasten.csv"
    path.write_text(GUESTS, encoding="utf-8")
    return path


def test_a_list_is_looked_into_without_changing_anything(files: FilesBackend, guests: Path) -> None:
    looked = files.import_list(guests, ImportOptions(dry_run=True))
    again = files.import_list(guests, ImportOptions(dry_run=True))

    assert files.headings(guests, ImportOptions()) == ("Naam", "Organisatie", "E-mail")
    assert (looked.added, again.added, again.applied) == (2, 2, False)


def test_a_list_is_taken_in_and_the_attendance_file_written(
    files: FilesBackend, guests: Path, tmp_path: Path
) -> None:
    taken = files.import_list(guests, ImportOptions())
    out = tmp_path / "wie.csv"
    lines = files.export(out, ExportOptions(email=True, separator=";"))
    told = out.read_text(encoding="utf-8-sig")

    assert taken.applied
    assert lines == 2
    assert "zoe@example.org" in told


def test_without_names_the_file_tells_nobody(
    files: FilesBackend, guests: Path, tmp_path: Path
) -> None:
    files.import_list(guests, ImportOptions())
    out = tmp_path / "wie.csv"
    files.export(out, ExportOptions(names=False))

    assert "Zoë" not in out.read_text(encoding="utf-8-sig")


def test_a_file_of_another_kind_is_refused_in_words(files: FilesBackend, tmp_path: Path) -> None:
    with pytest.raises(UnusableInput):
        files.export(tmp_path / "wie.pdf", ExportOptions())
