"""The codes in a guest's file: a picture or a PDF of one or more tickets."""

from collections.abc import Iterator
from pathlib import Path

from kiosk.camera.decoding.bar_codes import read_barcodes
from kiosk.camera.decoding.zbar_decoder import zbar_decoder
from kiosk.camera.decoding.zxing_decoder import gray, read_picture
from kiosk.camera.frame import Image
from kiosk.camera.pdf_pages import read_pages, short_name
from kiosk.camera.picture_files import MAX_BYTES, kind_of, load_pages
from kiosk.camera.picture_formats import HEIC
from kiosk.errors import UnusableInput

MAX_CODES = 200
_PDF = b"%PDF-"
_PDF_SEARCH = 1024  # bytes; readers search this far for a PDF's header


def read_ticket_file(path: Path, *, most: int = MAX_CODES) -> tuple[str, ...]:
    """Return each code's text once, in reading order; UnusableInput if there is none."""
    texts: dict[str, None] = {}
    second = zbar_decoder()
    has_barcode = False
    for picture in _pictures(path):
        found = [code.text for code in read_picture(picture, second)]
        has_barcode = has_barcode or (
            not found and not texts and bool(read_barcodes(gray(picture)))
        )
        texts.update(dict.fromkeys(found))
        if len(texts) > most:
            raise UnusableInput("error.too_many_codes", file=short_name(path), most=most)
    if not texts:
        key = "error.ticket_file_barcode" if has_barcode else "error.ticket_file_without_code"
        raise UnusableInput(key, file=short_name(path))
    return tuple(texts)


def _pictures(path: Path) -> Iterator[Image]:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(_PDF_SEARCH)
    except OSError as error:
        raise UnusableInput("error.ticket_file_unreadable", file=short_name(path)) from error
    if size > MAX_BYTES:
        raise UnusableInput(
            "error.ticket_file_too_large", file=short_name(path), mb=MAX_BYTES // 2**20
        )
    if _PDF in start:
        yield from read_pages(path)
        return
    pages = load_pages(path)
    if not pages:
        raise _unreadable(path)
    yield from pages


def _unreadable(path: Path) -> UnusableInput:
    match kind_of(path):
        case "":
            return UnusableInput("error.ticket_file_unreadable", file=short_name(path))
        case kind if kind == HEIC:
            return UnusableInput("error.ticket_file_heic", file=short_name(path))
        case kind:
            return UnusableInput("error.ticket_file_format", file=short_name(path), kind=kind)
