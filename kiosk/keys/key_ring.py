"""A station's keys for one event, in a file that only this user can read, and their label.

A label names the event, in case its database is lost.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kiosk.atomic_file import open_synced, sync_folder
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.keys.encryption import new_exchange_key
from kiosk.keys.signing import (
    Certificate,
    new_signing_key,
    public_key,
    read_certificate,
    station_id,
)


@dataclass(frozen=True, slots=True)
class KeyRing:
    """The keys of this station for an event; ids are hex.

    `exchange` is the age identity to which all exchanged data is encrypted. A hub that is no laptop
    has neither this nor the code key: both are empty. `maker` is the station
    that made the event, whose clock is the reference. `organiser` (secret) is only on that laptop,
    and on laptops that joined with its recovery file.
    """

    event: str
    code_key: bytes = field(repr=False)
    organiser_public: bytes
    station: str
    station_key: bytes = field(repr=False)
    certificate: str
    exchange: str = field(repr=False)
    maker: str
    organiser: bytes | None = field(default=None, repr=False)

    @property
    def can_decrypt(self) -> bool:
        """True if this station can read the personal data of an exchange."""
        return bool(self.exchange)


def new_key_ring(name: str, now: int) -> KeyRing:
    """Make an event's keys and those of its first admin station; `now` is ms UTC."""
    organiser, station_key = new_signing_key(), new_signing_key()
    event, public = secrets.token_hex(16), public_key(station_key)
    station = station_id(public)
    certificate = Certificate(event, station, name, Role.ADMIN, public, now)
    return KeyRing(
        event=event,
        code_key=secrets.token_bytes(32),
        organiser_public=public_key(organiser),
        station=station,
        station_key=station_key,
        certificate=certificate.text(organiser),
        exchange=new_exchange_key(),
        maker=station,
        organiser=organiser,
    )


def save_key_ring(folder: Path, ring: KeyRing) -> None:
    """Write the keys to `folder`, completely or not at all, readable by this user only."""
    fields = {
        "event": ring.event,
        "code_key": ring.code_key.hex(),
        "organiser_public": ring.organiser_public.hex(),
        "station": ring.station,
        "station_key": ring.station_key.hex(),
        "certificate": ring.certificate,
        "exchange": ring.exchange,
        "maker": ring.maker,
        "organiser": ring.organiser.hex() if ring.organiser else None,
    }
    path = folder / f"{ring.event}.json"
    part = path.with_suffix(".part")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        with open_synced(part) as file:
            file.write(json.dumps(fields).encode())
        part.replace(path)
        sync_folder(folder)
        sync_folder(folder.parent)  # as `folder` may be new
    except OSError as error:
        raise WorldFailed("error.keys_not_written", path=path) from error


def has_usable_keys(folder: Path, event: str) -> bool:
    """Return whether an event has keys that can be read."""
    try:
        load_key_ring(folder, event)
    except UnusableInput:
        return False
    return True


def rename_damaged(folder: Path, event: str) -> None:
    """Rename an event's keys if they cannot be read, so that new ones can take their place."""
    path = folder / f"{event}.json"
    if path.exists() and not has_usable_keys(folder, event):
        path.replace(path.with_suffix(".damaged"))


KEYS_FORBIDDEN = "error.keys_forbidden"
"""The error of keys that are there, but may not be read by this user."""


def load_key_ring(folder: Path, event: str) -> KeyRing:
    """Read an event's keys; UnusableInput if they are missing, damaged, or may not be read."""
    path = folder / f"{event}.json"
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        return KeyRing(
            event=fields["event"],
            code_key=bytes.fromhex(fields["code_key"]),
            organiser_public=bytes.fromhex(fields["organiser_public"]),
            station=fields["station"],
            station_key=bytes.fromhex(fields["station_key"]),
            certificate=fields["certificate"],
            exchange=fields["exchange"],
            maker=fields["maker"],
            organiser=bytes.fromhex(fields["organiser"]) if fields["organiser"] else None,
        )
    except PermissionError as error:
        raise UnusableInput(KEYS_FORBIDDEN, path=path) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnusableInput("error.keys_unreadable", path=path) from error


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
