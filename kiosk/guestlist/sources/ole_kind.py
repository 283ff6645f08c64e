"""Detects whether an old Office file is a workbook, a locked one, or another document."""

from pathlib import Path

from kiosk.errors import UnusableInput


def check_ole(file: Path) -> None:
    """Raise UnusableInput unless a file is an old Excel workbook that is not locked."""
    content = file.read_bytes()
    if _named("EncryptedPackage") in content:
        raise UnusableInput("error.list_is_locked", file=file.name)
    if _named("WordDocument") in content or _named("PowerPoint Document") in content:
        raise UnusableInput("error.list_is_document", file=file.name)


def _named(part: str) -> bytes:
    return part.encode("utf-16-le")
