"""Reads a JSON file in a separate process: an array of objects, or one object on each line."""

import json
from collections.abc import Container, Iterator, Sequence
from itertools import chain
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from kiosk.errors import UnusableInput
from kiosk.guestlist.sources.limits import LONGEST_CELL, MOST_COLUMNS
from kiosk.guestlist.sources.sheet_sender import begin_sheet, reading_of, send, send_all_rows

_DEEPEST = 4  # depth of nested objects that become columns
_JOINED = "; "
_OF_AN_ORDER = frozenset({"tickets", "attendees", "positions", "guests", "registrations"})


def send_json(path: str, channel: Connection) -> None:
    """Send the headings and rows of the largest array of objects, or the key of an error."""
    file = Path(path)
    with reading_of(file, channel):
        try:
            name, objects = _guests(file)
            headings, rows = _table(file, objects)
            _send(name, headings, rows, channel)
        except (ValueError, RecursionError) as error:
            raise UnusableInput("error.json_is_broken", file=file.name) from error


def _guests(file: Path) -> tuple[str, list[dict[str, Any]]]:
    content = file.read_bytes()
    text = content.decode(json.detect_encoding(content), "strict").removeprefix("\ufeff")
    try:
        whole = _loaded(text)
    except ValueError:  # one object on each line
        whole = [_loaded(line) for line in text.splitlines() if line.strip()]
    found = list(_arrays("", whole, 0))
    if not found:
        raise UnusableInput("error.json_without_guests", file=file.name)
    name, objects = max(found, key=lambda one: len(one[1]))
    return name, _tickets_of_orders(objects)


def _tickets_of_orders(objects: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the tickets of orders, each with its order's values; other objects unchanged.

    An order without tickets stays one row.
    """
    keys = {key for one in objects for key in one if key.casefold() in _OF_AN_ORDER}
    keys = {key for key in keys if any(_objects(one.get(key)) for one in objects)}
    if len(keys) != 1:
        return objects
    (key,) = keys
    of_tickets = {name for one in objects for ticket in _objects(one.get(key)) for name in ticket}
    return [ticket for one in objects for ticket in _with_order(one, key, of_tickets)]


def _with_order(
    order: dict[str, Any], key: str, of_tickets: Container[str]
) -> list[dict[str, Any]]:
    """Return the tickets of an order; a key that tickets have too gets "order" in front of it."""
    own = {
        f"order {name}" if name in of_tickets else name: value
        for name, value in order.items()
        if name != key
    }
    return [{**ticket, **own} for ticket in _objects(order.get(key)) or [{}]]


def _objects(value: Any) -> list[dict[str, Any]]:
    """Return the objects of an array; an empty list if it contains anything else."""
    are_objects = isinstance(value, list) and all(isinstance(one, dict) for one in value)
    return value if are_objects else []


def _loaded(text: str) -> Any:
    # Numbers stay text: a code may be a number of twenty digits.
    return json.loads(text, parse_float=str, parse_int=str, parse_constant=str)


def _arrays(name: str, value: Any, depth: int) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each array of objects with the path of keys to it."""
    if isinstance(value, list):
        objects = [one for one in value if isinstance(one, dict)]
        if objects and len(objects) == len(value):
            yield name, objects
    elif isinstance(value, dict) and depth < _DEEPEST:
        for key, inside in value.items():
            yield from _arrays(f"{name}.{key}" if name else key, inside, depth + 1)


def _table(file: Path, objects: Sequence[dict[str, Any]]) -> tuple[list[str], Iterator[list[str]]]:
    headings, known = _headings(objects)
    if len(headings) > MOST_COLUMNS:
        raise UnusableInput("error.list_too_wide", file=file.name)

    def rows() -> Iterator[list[str]]:
        for one in objects:
            cells = [""] * len(headings)
            if _is_flat(one):
                for place, value in zip(known[tuple(one)], one.values(), strict=True):
                    cells[place] = value if type(value) is str else _text(value)
            else:
                for heading, text in _flat("", one, 0):
                    cells[headings[heading]] = text
            yield cells

    return list(headings), rows()


def _headings(
    objects: Sequence[dict[str, Any]],
) -> tuple[dict[str, int], dict[tuple[str, ...], list[int]]]:
    """Return the column number of each heading, and of the keys of each kind of flat object.

    Most objects have the same keys: with these numbers they are read in half of the time.
    """
    headings: dict[str, int] = {}
    known: dict[tuple[str, ...], list[int]] = {}
    for one in objects:
        if tuple(one) in known and _is_flat(one):
            continue
        found = [heading for heading, _ in _flat("", one, 0)]
        places = [headings.setdefault(heading, len(headings)) for heading in found]
        if _is_flat(one):
            known[tuple(one)] = places
    return headings, known


def _is_flat(one: dict[str, Any]) -> bool:
    return dict not in map(type, one.values())


def _flat(name: str, value: dict[str, Any], depth: int) -> Iterator[tuple[str, str]]:
    for key, inside in value.items():
        whole = f"{name} {key}" if name else key
        if isinstance(inside, dict) and depth < _DEEPEST:
            yield from _flat(whole, inside, depth + 1)
        else:
            yield " ".join(whole.split()), _text(inside)


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case list() if not any(isinstance(one, dict | list) for one in value):
            return _JOINED.join(map(_text, value))
    return json.dumps(value, ensure_ascii=False)


def _send(name: str, headings: list[str], rows: Iterator[list[str]], channel: Connection) -> None:
    send(channel, b"N", 1)
    begin_sheet(channel, name)
    packed = (
        [number, "too_long" if max(map(len, cells), default=0) > LONGEST_CELL else cells]
        for number, cells in enumerate(rows, start=1)
    )
    count = send_all_rows(channel, chain([[0, headings]], packed)) - 1
    send(channel, b"S", {"rows": count, "columns": len(headings), "hidden": []})
