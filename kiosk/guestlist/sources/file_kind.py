"""Detects the kind of a file by its first bytes, not by its name."""

import re
from enum import Enum, auto
from pathlib import Path

from kiosk.errors import UnusableInput

LIST_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".json")
"""The usual suffixes of lists; the content decides on the kind."""

HEAD = 65_536
"""Bytes at the start of a file that show its kind."""

_MOST_CONTROLS = 8  # the most kinds of control characters in text; a packed file has all of them
_NEVER_IN_TEXT = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x1a\x1b"})

_WORKBOOKS = (b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0")
_OTHERS = {
    b"%PDF-": "error.list_is_pdf",
    b"\x89PNG": "error.list_is_picture",
    b"\xff\xd8\xff": "error.list_is_picture",
    b"GIF8": "error.list_is_picture",
    b"BM": "error.list_is_picture",
    b"II*\0": "error.list_is_picture",
    b"MM\0*": "error.list_is_picture",
    b"\x1f\x8b": "error.list_is_packed",
    b"7z\xbc\xaf": "error.list_is_packed",
    b"Rar!": "error.list_is_packed",
    b"{\\rtf": "error.list_is_document",
}
_PICTURE_BOX = re.compile(rb"....ftyp(?:heic|heix|mif1|msf1|avif)|RIFF....WEBP", re.DOTALL)
_PAGE = re.compile(
    rb"(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|\?xml)\b",
    re.IGNORECASE | re.DOTALL,
)


class FileKind(Enum):
    """The kinds of files that can be read."""

    TEXT = auto()
    WORKBOOK = auto()
    JSON = auto()
    PAGE = auto()


def kind_of(path: Path, head: bytes, *, wide: bool) -> FileKind:
    """Return a file's kind; UnusableInput if it contains no list.

    `wide`: its text has two bytes per letter, so zeros are usual.
    """
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text:
        raise UnusableInput("error.list_empty", file=path.name)
    if head.startswith(_WORKBOOKS):
        return FileKind.WORKBOOK
    _refuse_other_kinds(path, head)
    if wide:
        text = text.replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n")
    elif 0 in head or _is_binary(head):
        key = "error.list_has_nul" if _one_nul(head) else "error.list_is_binary"
        raise UnusableInput(key, file=path.name, row=head[: head.find(0)].count(b"\n") + 1)
    if _PAGE.match(text):
        return FileKind.PAGE
    return FileKind.JSON if text.startswith((b"{", b"[")) else FileKind.TEXT


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    start = next((one for one in _OTHERS if head.startswith(one)), None)
    if start is not None and (start != b"BM" or 0 in head):
        raise UnusableInput(_OTHERS[start], file=path.name)
    if _PICTURE_BOX.match(head):
        raise UnusableInput("error.list_is_picture", file=path.name)


def _is_binary(head: bytes) -> bool:
    """Distinguish a binary file from text with some control characters."""
    strange = [byte for byte in head if byte in _NEVER_IN_TEXT]
    return len(strange) * 5 > len(head) or len(set(strange)) > _MOST_CONTROLS


def _one_nul(head: bytes) -> bool:
    """Distinguish a list with a stray NUL from a binary file."""
    strange = len(head) - len(head.translate(None, _NEVER_IN_TEXT))
    return 0 in head and strange * 100 < len(head)
