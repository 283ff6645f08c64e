"""The parts of an Excel workbook (xlsx): a sheet's XML, in pieces of whole rows."""

from collections.abc import Iterator
from typing import IO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

CHUNK = 1 << 20
_LETTERS = 26
_ROW_ENDS = b"row>"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"


def part_of(book: ZipFile, sheet: str) -> str | None:
    """Return the name of the part with a sheet."""
    targets = {
        one.get("Id"): one.get("Target", "")
        for one in xml_part(book, "xl/_rels/workbook.xml.rels")
        if one.get("Target")
    }
    for element in xml_part(book, "xl/workbook.xml").iter():
        if element.tag in (f"{_MAIN}sheet", f"{_STRICT}sheet") and element.get("name") == sheet:
            ids = [value for name, value in element.items() if name.endswith("}id")]
            target = targets.get(ids[0], "") if ids else ""
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return part if part in book.namelist() else None
    return None


def whole_rows(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield a sheet in pieces that end with a row."""
    rest = b""
    while chunk := stream.read(CHUNK):
        rest += chunk
        end = rest.rfind(_ROW_ENDS) + len(_ROW_ENDS)
        if end >= len(_ROW_ENDS):
            yield rest[:end]
            rest = rest[end:]
    yield rest


def column_of(letters: bytes) -> int:
    """Return the number of a column, from 0, by its letters."""
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - ord("A") + 1
    return number - 1


def xml_part(book: ZipFile, part: str) -> ET.Element:
    """Return a part of the workbook; an empty element if it has none of that name."""
    if part not in book.namelist():
        return ET.Element("none")
    return ET.fromstring(book.read(part))  # noqa: S314 - in a separate process with limits
