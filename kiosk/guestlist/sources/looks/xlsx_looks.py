"""The coloured, struck-through and commented cells of an Excel sheet (xlsx)."""

import colorsys
import posixpath
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from kiosk.guestlist.sources.looks.row_looks import (
    MOST_COMMENTS,
    MOST_MARKED,
    STRUCK,
    Look,
    colour_name,
)
from kiosk.guestlist.sources.xlsx_parts import column_of, part_of, whole_rows, xml_part

# The colours that a workbook names by a number: 64 of them, the first eight twice.
_FIRST = "000000 ffffff ff0000 00ff00 0000ff ffff00 ff00ff 00ffff"
_OTHERS = """
800000 008000 000080 808000 800080 008080 c0c0c0 808080
9999ff 993366 ffffcc ccffff 660066 ff8080 0066cc ccccff
000080 ff00ff ffff00 00ffff 800080 800000 008080 0000ff
00ccff ccffff ccffcc ffff99 99ccff ff99cc cc99ff ffcc99
3366ff 33cccc 99cc00 ffcc00 ff9900 ff6600 666699 969696
003366 339966 003300 333300 993300 993366 333399 333333
"""
_INDEXED = (*_FIRST.split(), *_FIRST.split(), *_OTHERS.split())

_THEME = "xl/theme/theme1.xml"
_SWAPPED = {0: 1, 1: 0, 2: 3, 3: 2}  # a theme's colours are stored dark first, counted light first
_LINKS = frozenset({10, 11})  # a theme's colours of links
_PLACE = re.compile(rb'\br\s*=\s*["\']([A-Z]+)(\d+)["\']')
_STYLED_CELL = re.compile(rb'<(?:\w+:)?c(?=\s)(?=[^>]*\bs\s*=\s*["\'](\d+)["\'])([^>]*)>')
_FEW_STYLES = 20
_ROW_OF_PLACE = re.compile(r"[A-Z]+(\d+)")
_COMMENTS = "/comments"  # end of a relation's type, of plain comments and of comments in threads
_RGB_DIGITS = 6


def xlsx_looks(book: ZipFile, sheet: str) -> list[Look]:
    """Return the cells of a sheet with a colour or struck through; none if there are very many."""
    styles = _Styles(xml_part(book, "xl/styles.xml"), _theme(book)).looks()
    part = part_of(book, sheet)
    if not styles or part is None:
        return []
    found = list(islice(_cells(book, part, styles), MOST_MARKED + 1))
    return found if len(found) <= MOST_MARKED else []


def _cells(book: ZipFile, part: str, styles: dict[bytes, str]) -> Iterator[Look]:
    # Pieces without such a cell are found in a tenth of the time.
    mentions = [b' s="%s"' % number for number in styles] if len(styles) <= _FEW_STYLES else []
    with book.open(part) as stream:
        for chunk in whole_rows(stream):
            if mentions and b"='" not in chunk and not any(one in chunk for one in mentions):
                continue
            for one in _STYLED_CELL.finditer(chunk):
                if one[1] in styles and (place := _PLACE.search(one[2])) is not None:
                    yield int(place[2]) - 1, column_of(place[1]), styles[one[1]]


@dataclass(frozen=True, slots=True)
class _Styles:
    styles: ET.Element
    theme: Sequence[str]

    def looks(self) -> dict[bytes, str]:
        """Return the colours of cells by style number; plain styles are left out."""
        fills = [self._of_fill(one) for one in self._all("fills")]
        fonts = [self._of_font(one) for one in self._all("fonts")]
        found = {}
        for number, one in enumerate(self._all("cellXfs")):
            fill = _at(fills, one.get("fillId"))
            font = _at(fonts, one.get("fontId"))
            if look := font if font == STRUCK else fill or font:
                found[str(number).encode()] = look
        return found

    def _all(self, kind: str) -> Sequence[ET.Element]:
        return next((list(one) for one in self.styles.iter() if _tag(one) == kind), [])

    def _of_fill(self, fill: ET.Element) -> str | None:
        for pattern in fill:
            if pattern.get("patternType") == "solid":
                colour = next((one for one in pattern if _tag(one) == "fgColor"), None)
                return self._name(colour)
        return None

    def _of_font(self, font: ET.Element) -> str | None:
        parts = {_tag(one): one for one in font}
        struck = parts.get("strike")
        if struck is not None and struck.get("val") not in ("0", "false"):
            return STRUCK
        colour = parts.get("color")
        is_link = "u" in parts or (colour is not None and _number(colour.get("theme")) in _LINKS)
        name = None if is_link else self._name(colour)
        return None if name == "grey" else name

    def _name(self, colour: ET.Element | None) -> str | None:
        if colour is None:
            return None
        rgb = colour.get("rgb", "")[-_RGB_DIGITS:]
        theme, indexed = _number(colour.get("theme")), _number(colour.get("indexed"))
        if theme is not None:
            rgb = _at(self.theme, str(_SWAPPED.get(theme, theme))) or ""
        elif indexed is not None:
            rgb = _at(_INDEXED, str(indexed)) or ""
        if not re.fullmatch(r"[0-9A-Fa-f]{6}", rgb):
            return None
        return colour_name(_tinted(rgb, colour.get("tint")))


def _tinted(rgb: str, tint: str | None) -> str:
    """Return a colour made lighter (0 to 1) or darker (-1 to 0)."""
    try:
        share = max(-1.0, min(1.0, float(tint or 0)))
    except ValueError:
        return rgb
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, strong = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + share) if share < 0 else light + (1 - light) * share
    return "".join(f"{round(one * 255):02x}" for one in colorsys.hls_to_rgb(hue, light, strong))


def _theme(book: ZipFile) -> list[str]:
    colours = next((one for one in xml_part(book, _THEME).iter() if _tag(one) == "clrScheme"), ())
    values = (next(iter(one), None) for one in colours)
    return ["" if one is None else one.get("lastClr") or one.get("val") or "" for one in values]


def _at(values: Sequence[str | None], number: str | None) -> str | None:
    position = _number(number)
    return values[position] if position is not None and 0 <= position < len(values) else None


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.isdecimal() else None


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


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
            rows.update(int(place[1]) for ref in refs if (place := _ROW_OF_PLACE.fullmatch(ref)))
    return sorted(rows)[:MOST_COMMENTS]
