import struct
import zlib
from pathlib import Path

import numpy as np
import pytest

from kiosk.camera.opencv import cv2
from kiosk.camera.picture_files import MAX_PAGES, load_pages, load_picture, read_pictures
from kiosk.errors import UnusableInput
from tests.camera.drawing import draw, draw_barcode


def write_picture(path: Path, text: str) -> None:
    packed = cv2.imencode(path.suffix, draw((text, 200, 150, 150), width=400, height=300))[1]
    path.write_bytes(packed.tobytes())


def hostile_png(width: int, height: int) -> bytes:
    """Return a few bytes that claim to be a huge picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b""))


def test_pictures_are_read_by_name_in_code_point_order(tmp_path: Path) -> None:
    names = ["b.png", "B.jpg", "a10.webp", "a9.bmp", "é.JPEG", "z.PNG"]
    for name in names:
        write_picture(tmp_path / name, f"in {name}")
    read = [(picture.name, picture.codes[0].text) for picture in read_pictures(tmp_path)]
    order = ["B.jpg", "a10.webp", "a9.bmp", "b.png", "z.PNG", "é.JPEG"]
    assert read == [(name, f"in {name}") for name in order]


def test_each_picture_is_read_on_its_own_wherever_its_code_is(tmp_path: Path) -> None:
    for name in ("1.png", "2.png"):
        packed = cv2.imencode(".png", draw(("same", 70, 70, 50)))[1]
        (tmp_path / name).write_bytes(packed.tobytes())
    assert [len(picture.codes) for picture in read_pictures(tmp_path)] == [1, 1]


def test_other_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("code\n")
    (tmp_path / "folder.png").mkdir()
    assert list(read_pictures(tmp_path)) == []


def test_a_picture_without_a_code_is_readable_and_has_none(tmp_path: Path) -> None:
    packed = cv2.imencode(".png", draw())[1]
    (tmp_path / "wall.png").write_bytes(packed.tobytes())
    (picture,) = read_pictures(tmp_path)
    assert (picture.name, picture.readable, picture.codes) == ("wall.png", True, ())


@pytest.mark.parametrize(
    "content",
    [b"", b"no picture", hostile_png(60_000, 60_000), hostile_png(20, 20)[:40]],
    ids=["empty", "text", "huge", "cut off"],
)
def test_an_unreadable_picture_is_named_and_does_not_stop_the_rest(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "1.png").write_bytes(content)
    write_picture(tmp_path / "2.png", "good")
    read = [(picture.name, picture.readable) for picture in read_pictures(tmp_path)]
    assert read == [("1.png", False), ("2.png", True)]


def test_a_file_too_large_to_be_a_photo_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    with path.open("wb") as file:
        file.truncate(65 * 2**20)
    assert load_picture(path) is None


def test_a_photo_is_turned_as_its_camera_says(tmp_path: Path) -> None:
    packed = cv2.imencode(".jpg", np.zeros((40, 90, 3), dtype=np.uint8))[1].tobytes()
    tiff = (
        b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"
        + bytes(4)
    )
    exif = b"Exif\x00\x00" + tiff
    app1 = b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif
    (tmp_path / "turned.jpg").write_bytes(packed[:2] + app1 + packed[2:])
    image = load_picture(tmp_path / "turned.jpg")
    assert image is not None
    assert image.shape == (90, 40, 3)


def ink(colour: int) -> np.ndarray:
    """Return a code of one colour on nothing (BGRA)."""
    code = 255 - draw(("ticket", 150, 150, 180), width=300, height=300)[..., 0]
    code[draw(("ticket", 150, 150, 180), width=300, height=300)[..., 0] > 100] = 0
    return np.dstack([np.full((300, 300, 3), colour, np.uint8), code])


@pytest.mark.parametrize("suffix", [".png", ".webp", ".gif", ".tiff", ".avif"])
@pytest.mark.parametrize("colour", [0, 255], ids=["black ink", "white ink"])
def test_a_code_on_nothing_is_read_as_if_on_paper(tmp_path: Path, suffix: str, colour: int) -> None:
    packed = cv2.imencode(suffix, ink(colour))[1]
    (tmp_path / f"ticket{suffix}").write_bytes(packed.tobytes())
    (picture,) = read_pictures(tmp_path)
    assert [code.text for code in picture.codes] == ["ticket"]


@pytest.mark.parametrize("suffix", [".gif", ".tif", ".tiff", ".avif", ".jfif", ".jp2", ".ppm"])
def test_what_opencv_reads_is_read(tmp_path: Path, suffix: str) -> None:
    made = {".jfif": ".jpg"}.get(suffix, suffix)
    packed = cv2.imencode(made, draw(("ticket", 200, 150, 150), width=400, height=300))[1]
    (tmp_path / f"a{suffix}").write_bytes(packed.tobytes())
    (picture,) = read_pictures(tmp_path)
    assert [code.text for code in picture.codes] == ["ticket"]


def test_of_a_moving_picture_the_first_one_is_read(tmp_path: Path) -> None:
    moving = cv2.Animation()
    moving.frames = [
        cv2.cvtColor(draw((text, 200, 150, 150), width=400, height=300), cv2.COLOR_BGR2BGRA)
        for text in ("first", "second")
    ]
    moving.durations = [100, 100]
    assert cv2.imwriteanimation(str(tmp_path / "a.gif"), moving)
    (picture,) = read_pictures(tmp_path)
    assert [code.text for code in picture.codes] == ["first"]


@pytest.mark.parametrize("name", ["scan.tiff", "scan.tif", "scan.jpg"])
def test_each_page_of_a_scanned_file_is_read_and_each_code_once(tmp_path: Path, name: str) -> None:
    texts = ("", "first", "second", "first", "third")
    pages = [
        draw((text, 200, 150, 150), width=400, height=300) if text else draw() for text in texts
    ]
    packed = cv2.imencodemulti(".tiff", pages)[1]
    (tmp_path / name).write_bytes(packed.tobytes())
    (picture,) = read_pictures(tmp_path)
    assert [code.text for code in picture.codes] == ["first", "second", "third"]


def test_a_scanned_file_of_a_hundred_pages_is_read_as_far_as_a_group_goes(tmp_path: Path) -> None:
    pages = [np.full((40, 40, 3), 200, np.uint8)] * 100
    packed = cv2.imencodemulti(".tiff", pages)[1]
    (tmp_path / "long.tiff").write_bytes(packed.tobytes())
    assert len(load_pages(tmp_path / "long.tiff")) == MAX_PAGES


def test_a_picture_of_sixteen_bits_with_nothing_around_it_is_read(tmp_path: Path) -> None:
    packed = cv2.imencode(".png", ink(0).astype(np.uint16) * 257)[1]
    (tmp_path / "a.png").write_bytes(packed.tobytes())
    (picture,) = read_pictures(tmp_path)
    assert [code.text for code in picture.codes] == ["ticket"]


def test_a_photo_of_an_iphone_is_named_and_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "1.heic").write_bytes(b"\x00\x00\x00\x1cftypheic" + bytes(40))
    (tmp_path / "2.svg").write_text("<svg/>")
    write_picture(tmp_path / "3.png", "good")
    (tmp_path / "4.pdf").write_bytes(b"%PDF-1.4")
    read = [(one.name, one.readable, one.kind) for one in read_pictures(tmp_path)]
    assert read == [
        ("1.heic", False, "HEIC"),
        ("2.svg", False, "SVG"),
        ("3.png", True, ""),
        ("4.pdf", False, "PDF"),
    ]


def test_a_picture_with_a_bar_code_alone_says_so(tmp_path: Path) -> None:
    for name, image in (("1.png", draw_barcode("Code128")), ("2.png", draw())):
        (tmp_path / name).write_bytes(cv2.imencode(".png", image)[1].tobytes())
    assert [one.barcode for one in read_pictures(tmp_path)] == [True, False]


def test_a_missing_folder_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(UnusableInput) as caught:
        list(read_pictures(tmp_path / "nothing"))
    assert caught.value.key == "error.pictures_missing"
