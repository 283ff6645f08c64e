"""The exports of shops and forms, recognised by their headings; from `resources/lists/shops`."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.guestlist.columns.column_words import LISTS, plain

STATUS_KINDS = (
    "state",
    "paid",
    "owed",
    "approved",
    "coming",
    "usable",
    "waiting",
    "blocked",
    "cancelled",
)
"""Kinds of status columns: words, or one question with yes and no as answers."""


@dataclass(frozen=True, slots=True)
class Layout:
    """One export of a shop: the headings of each field, and the headings to ignore (`aside`).

    `complete`: all columns that decide on admission are known. `codes` is false if the file never
    contains codes, `nameless` is true if it contains no names.
    """

    shop: str
    title: str
    marks: tuple[frozenset[str], ...]
    columns: Mapping[str, tuple[str, ...]]
    aside: frozenset[str]
    words: Mapping[str, str]
    complete: bool = False
    codes: bool = True
    nameless: bool = False

    def fits(self, headings: frozenset[str]) -> bool:
        """Return whether a file with these plain headings is this export."""
        return all(mark & headings for mark in self.marks)

    def positions(self, kind: str, headings: Sequence[str]) -> list[int]:
        """Return the positions of the columns of a field or status kind, most likely first."""
        by_name = {plain(heading): number for number, heading in reversed([*enumerate(headings)])}
        return [by_name[name] for name in self.columns.get(kind, ()) if name in by_name]


def known_layout(headings: Sequence[str]) -> Layout | None:
    """Return the export that fits the headings of a file; of several, the most specific one."""
    found = frozenset(map(plain, headings))
    fitting = [layout for layout in layouts() if layout.fits(found)]
    return max(fitting, key=lambda layout: len(layout.marks), default=None)


@cache
def layouts(folder: Path = LISTS / "shops") -> tuple[Layout, ...]:
    """Return all known exports; they are read once."""
    return tuple(
        _layout(shop["name"], table)
        for path in sorted(folder.glob("*.toml"))
        for shop in (tomllib.loads(path.read_text(encoding="utf-8")),)
        for table in shop["layout"]
    )


@cache
def shop_headings() -> frozenset[str]:
    """Return the plain names of all columns of all known exports."""
    return frozenset(
        name
        for layout in layouts()
        for group in (*layout.columns.values(), layout.aside, *layout.marks)
        for name in group
    )


_ABOUT = {"title", "marks", "aside", "words", "complete", "codes", "nameless"}


def _layout(shop: str, table: Mapping[str, Any]) -> Layout:
    return Layout(
        shop,
        table["title"],
        tuple(frozenset(_plain(names)) for names in table["marks"]),
        {kind: tuple(_plain(names)) for kind, names in table.items() if kind not in _ABOUT},
        frozenset(_plain(table.get("aside", ()))),
        {plain(word): status for word, status in table.get("words", {}).items()},
        complete=table.get("complete", table.get("code") is not None),
        codes=table.get("codes", True),
        nameless=table.get("nameless", False),
    )


def _plain(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(map(plain, names)))
