from pathlib import Path

import pytest

from kiosk.camera.picture_formats import HEIC, kind_not_read


def ftyp(brand: bytes, *more: bytes) -> bytes:
    return b"\x00\x00\x00\x1cftyp" + brand + b"\x00\x00\x00\x00" + b"".join(more)


@pytest.mark.parametrize("start", [ftyp(b"heic"), ftyp(b"mif1", b"mif1", b"heic"), ftyp(b"heix")])
@pytest.mark.parametrize("name", ["IMG_1.HEIC", "IMG_1.jpg", "IMG_1"])
def test_a_photo_of_an_iphone_is_known_whatever_it_is_called(start: bytes, name: str) -> None:
    assert kind_not_read(start, Path(name)) == HEIC


def test_a_damaged_avif_is_no_photo_of_an_iphone() -> None:
    assert kind_not_read(ftyp(b"avif", b"avif", b"mif1"), Path("a.avif")) == ""


@pytest.mark.parametrize(
    ("start", "name", "kind"),
    [
        (b"<svg xmlns=", "a.png", "SVG"),
        (b'<?xml version="1.0"?>', "a.svg", "SVG"),
        (b"8BPS\x00\x01", "a.bin", "Photoshop"),
        (b"\xff\x0a\x00", "a.jpg", "JPEG XL"),
        (b"PK\x03\x04", "ticket.pkpass", "Wallet"),
        (b"nothing known", "a.png", ""),
        (b"", "", ""),
    ],
)
def test_other_formats_are_named_by_their_start_or_their_name(
    start: bytes, name: str, kind: str
) -> None:
    assert kind_not_read(start, Path(name)) == kind
