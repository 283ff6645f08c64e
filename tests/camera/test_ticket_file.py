import os
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from kiosk.camera.isolated_reader import read_isolated
from kiosk.camera.opencv import cv2
from kiosk.camera.pdf_pages import MAX_PAGES
from kiosk.camera.picture_files import MAX_BYTES
from kiosk.camera.ticket_file import read_ticket_file
from kiosk.errors import KioskError
from tests.camera.drawing import draw, draw_barcode
from tests.camera.pdfs import endless_pdf, huge_pdf, locked_pdf, long_pdf, ticket_pdf

ONE = draw(("one", 640, 360, 200))
SHEET = draw(
    ("top left", 320, 200, 150),
    ("top right", 960, 200, 150),
    ("bottom left", 320, 520, 150),
    ("bottom right", 960, 520, 150),
)


def picture(path: Path, image: np.ndarray) -> Path:
    path.write_bytes(cv2.imencode(path.suffix, image)[1].tobytes())
    return path


def refused(path: Path) -> str:
    with pytest.raises(KioskError) as error:
        read_ticket_file(path)
    assert error.value.params["file"] == path.name
    return error.value.key


@pytest.mark.parametrize("suffix", [".png", ".jpg", ".webp", ".bmp", ".gif", ".tiff", ".avif"])
def test_a_picture_of_a_ticket_gives_its_code(tmp_path: Path, suffix: str) -> None:
    assert read_ticket_file(picture(tmp_path / f"ticket{suffix}", ONE)) == ("one",)


def test_a_sheet_gives_each_code_as_one_reads(tmp_path: Path) -> None:
    sheet = picture(tmp_path / "sheet.png", SHEET)

    assert read_ticket_file(sheet) == ("top left", "top right", "bottom left", "bottom right")


def test_a_pdf_gives_the_codes_of_its_pages_once_each(tmp_path: Path) -> None:
    path = ticket_pdf(tmp_path / "tickets.pdf", [SHEET, ONE, draw(), ONE])

    assert read_ticket_file(path)[-2:] == ("bottom right", "one")
    assert len(read_ticket_file(path)) == 5


def test_a_scanned_file_gives_the_codes_of_its_pages_once_each(tmp_path: Path) -> None:
    pages = [draw((text, 640, 360, 200)) for text in ("one", "two", "one")]
    path = tmp_path / "tickets.tiff"
    path.write_bytes(cv2.imencodemulti(".tiff", pages)[1].tobytes())

    assert read_ticket_file(path) == ("one", "two")


def test_what_a_file_is_does_not_depend_on_its_name(tmp_path: Path) -> None:
    assert read_ticket_file(ticket_pdf(tmp_path / "ticket", [ONE])) == ("one",)
    assert read_ticket_file(picture(tmp_path / "x.png", ONE).rename(tmp_path / "x.pdf")) == ("one",)


def test_a_file_without_a_code_is_reported(tmp_path: Path) -> None:
    assert refused(picture(tmp_path / "wall.png", draw())) == "error.ticket_file_without_code"


def test_a_file_that_is_no_picture_is_reported(tmp_path: Path) -> None:
    for name, content in (
        ("empty.png", b""),
        ("x.jpg", b"hello"),
        ("x.pdf", b"%PDF-1.4 and no more"),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        assert refused(path) == "error.ticket_file_unreadable"


def test_a_missing_folder_and_a_missing_file_are_reported(tmp_path: Path) -> None:
    assert refused(tmp_path) == "error.ticket_file_unreadable"
    assert refused(tmp_path / "gone.png") == "error.ticket_file_unreadable"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(b"%PDF-1.4")
    os.truncate(path, MAX_BYTES + 1)

    assert refused(path) == "error.ticket_file_too_large"


def test_a_locked_pdf_is_reported(tmp_path: Path) -> None:
    assert refused(locked_pdf(tmp_path / "locked.pdf")) == "error.pdf_locked"


def test_a_pdf_of_a_thousand_pages_is_not_drawn(tmp_path: Path) -> None:
    assert refused(long_pdf(tmp_path / "book.pdf", 1_000)) == "error.pdf_too_long"
    assert refused(long_pdf(tmp_path / "pages.pdf", MAX_PAGES + 1)) == "error.pdf_too_long"


def test_a_page_as_large_as_a_house_is_drawn_small(tmp_path: Path) -> None:
    assert refused(huge_pdf(tmp_path / "house.pdf", 14_400)) == "error.ticket_file_without_code"


def test_more_codes_than_a_group_has_are_a_list(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as error:
        read_ticket_file(picture(tmp_path / "sheet.png", SHEET), most=3)

    assert error.value.key == "error.too_many_codes"


def test_a_file_is_read_in_a_process_of_its_own(tmp_path: Path) -> None:
    assert read_isolated(ticket_pdf(tmp_path / "ticket.pdf", [SHEET]))[0] == "top left"


def test_a_refusal_comes_out_of_the_process_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(KioskError) as error:
        read_isolated(long_pdf(tmp_path / "book.pdf", 1_000))

    assert (error.value.key, error.value.params["pages"]) == ("error.pdf_too_long", 1_000)


def test_a_pdf_that_takes_years_is_given_up(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(KioskError) as error:
        read_isolated(endless_pdf(tmp_path / "endless.pdf"), limit_s=3)

    assert error.value.key in ("error.ticket_file_too_slow", "error.ticket_file_unreadable")
    assert time.monotonic() - started < 60


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on memory there")
def test_a_pdf_that_unpacks_to_gigabytes_is_reported(tmp_path: Path) -> None:
    side = 60_000
    path = ticket_pdf(tmp_path / "bomb.pdf", [np.zeros((20, 20, 3), np.uint8)])
    body = path.read_bytes().replace(
        b"/Width 20 /Height 20", b"/Width %d /Height %d" % (side, side)
    )
    path.write_bytes(body)
    with pytest.raises(KioskError) as error:
        read_isolated(path, limit_s=20)

    assert error.value.key.startswith("error.ticket_file_")


def test_a_photo_of_an_iphone_asks_for_a_screenshot(tmp_path: Path) -> None:
    photo = tmp_path / "IMG_0001.jpg"
    photo.write_bytes(b"\x00\x00\x00\x1cftypheic" + bytes(40))
    assert refused(photo) == "error.ticket_file_heic"


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "ticket.svg").write_text("<svg/>")
    with pytest.raises(KioskError) as error:
        read_ticket_file(tmp_path / "ticket.svg")
    assert error.value.params == {"file": "ticket.svg", "kind": "SVG"}


def test_a_bar_code_alone_is_named(tmp_path: Path) -> None:
    assert (
        refused(picture(tmp_path / "ean.png", draw_barcode("EAN13"))) == "error.ticket_file_barcode"
    )
