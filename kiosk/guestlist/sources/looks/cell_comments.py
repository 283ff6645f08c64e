"""Counts the comments on the cells of a workbook; no other module reads comments."""

import posixpath
import re
from zipfile import ZipFile

import xlrd

from kiosk.guestlist.sources.xlsx_parts import part_of, xml_part

_MOST = 10_000
_ROW = re.compile(r"[A-Z]+(\d+)")
_COMMENTS = "/comments"  # end of a relation's type, of plain comments and of comments in threads


def xlsx_comments(book: ZipFile, sheet: str) -> list[int]:
    """Return the rows (from 1) with a comment on a sheet of an Excel workbook (xlsx)."""
    part = part_of(book, sheet)
    if part is None:
        return []
    folder, name = posixpath.split(part)
    rows: set[int] = set()
    for relation in xml_part(book, f"{folder}/_rels/{name}.rels"):
        if relation.get("Type", "").endswith(_COMMENTS):
            target = relation.get("Target", "")
            found = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
            refs = (one.get("ref", "") for one in xml_part(book, found).iter())
            rows.update(int(place[1]) for ref in refs if (place := _ROW.fullmatch(ref)))
    return sorted(rows)[:_MOST]


def xls_comments(sheet: xlrd.sheet.Sheet) -> list[int]:
    """Return the rows (from 1) with a comment on a sheet of an old workbook (xls)."""
    return sorted({row + 1 for row, _ in sheet.cell_note_map})[:_MOST]
