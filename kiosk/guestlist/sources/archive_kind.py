"""Detects whether a zip archive or an old Office file is a workbook, or another document."""

from pathlib import Path
from zipfile import ZipFile, ZipInfo

from kiosk.errors import UnusableInput
from kiosk.guestlist.sources.limits import MOST_UNPACKED

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = "META-INF/manifest.xml"
_ENCRYPTED_PACKAGE = "encrypted-package"  # LibreOffice since version 24.8
_ENCRYPTED = 1  # a flag of a part
_MOST_PARTS = 50_000
_LARGE = 64 * 2**20
_MOST_PACKED = 200  # times smaller; a sheet of equal rows is packed to a fiftieth
_MOST_TEXTS = 300 * 2**20  # of all cells of a workbook; reading them takes this memory again


def check_archive(file: Path, book: ZipFile) -> None:
    """Raise UnusableInput unless an archive is a workbook of a size that can be read."""
    names = frozenset(book.namelist())
    if "xl/workbook.bin" in names:
        raise UnusableInput("error.list_is_binary_workbook", file=file.name)
    if not any(one.startswith("xl/") for one in names):
        _check_opendocument(file, book, names)
    parts = book.infolist()
    if any(one.flag_bits & _ENCRYPTED for one in parts):
        raise UnusableInput("error.list_is_locked", file=file.name)
    unpacked = sum(one.file_size for one in parts)
    if len(parts) > _MOST_PARTS or unpacked > MOST_UNPACKED or any(map(_is_too_large, parts)):
        raise UnusableInput("error.list_too_large", file=file.name)


def _is_too_large(part: ZipInfo) -> bool:
    """Return whether a part would fill the memory, on purpose or as texts that are read at once."""
    made_to = part.file_size > part.compress_size * _MOST_PACKED and part.file_size > _LARGE
    texts = part.filename.endswith("sharedStrings.xml") and part.file_size > _MOST_TEXTS
    return made_to or texts


def _check_opendocument(file: Path, book: ZipFile, names: frozenset[str]) -> None:
    if any(one.startswith(("word/", "ppt/")) for one in names):
        raise UnusableInput("error.list_is_document", file=file.name)
    if any(one.startswith("Index/") or one.endswith((".iwa", "Index.zip")) for one in names):
        raise UnusableInput("error.list_is_numbers", file=file.name)
    if _ENCRYPTED_PACKAGE in names:
        raise UnusableInput("error.list_is_locked", file=file.name)
    if not {"mimetype", "content.xml"} <= names:
        raise UnusableInput("error.list_is_packed", file=file.name)
    if not _begin(book, "mimetype").startswith(_ODS):
        raise UnusableInput("error.list_is_document", file=file.name)
    if _MANIFEST in names and b"encryption-data" in _begin(book, _MANIFEST):
        raise UnusableInput("error.list_is_locked", file=file.name)


def _begin(book: ZipFile, part: str) -> bytes:
    with book.open(part) as stream:
        return stream.read(1 << 16)


def check_ole(file: Path) -> None:
    """Raise UnusableInput unless a file is an old Excel workbook that is not locked."""
    content = file.read_bytes()
    if _named("EncryptedPackage") in content:
        raise UnusableInput("error.list_is_locked", file=file.name)
    if _named("WordDocument") in content or _named("PowerPoint Document") in content:
        raise UnusableInput("error.list_is_document", file=file.name)


def _named(part: str) -> bytes:
    return part.encode("utf-16-le")
