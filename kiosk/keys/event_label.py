"""Labels: they name the event of a folder's keys, in case its database is lost."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from kiosk.atomic_file import open_synced
from kiosk.errors import UnusableInput
from kiosk.keys.key_ring import load_key_ring
from kiosk.keys.signing import read_certificate

_SUFFIX = ".label"


@dataclass(frozen=True, slots=True)
class EventLabel:
    """An event (id in hex) and this laptop's name in it; no secrets.

    Name and date are empty in labels of older programs.
    """

    event: str
    name: str
    date: str
    station: str


def write_label(folder: Path, label: EventLabel) -> None:
    """Write a label next to the keys, unless it exists; errors of the disk are ignored."""
    path = folder / f"{label.event}{_SUFFIX}"
    if _read_label(path) == label:
        return
    part = path.with_name(f"{path.name}.part")
    with suppress(OSError):
        with open_synced(part) as file:
            file.write(json.dumps(asdict(label), ensure_ascii=False).encode())
        part.replace(path)


def written_labels(folder: Path) -> list[EventLabel]:
    """Return the labels in a folder of keys."""
    found = (_read_label(path) for path in sorted(folder.glob(f"*{_SUFFIX}")))
    return [label for label in found if label is not None]


def labels(folder: Path) -> list[EventLabel]:
    """Return a label for each event that has keys; without a written one, by its keys."""
    written = written_labels(folder)
    known = {label.event for label in written}
    return [*written, *(one for one in _from_keys(folder) if one.event not in known)]


def _read_label(path: Path) -> EventLabel | None:
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return EventLabel(**{key: str(fields[key]) for key in EventLabel.__slots__})
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _from_keys(folder: Path) -> Iterator[EventLabel]:
    for path in sorted(folder.glob("*.json")):
        station = ""
        with suppress(UnusableInput, ValueError):
            ring = load_key_ring(folder, path.stem)
            station = read_certificate(ring.certificate, ring.organiser_public).name
        yield EventLabel(path.stem, "", "", station)
