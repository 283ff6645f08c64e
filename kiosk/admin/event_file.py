"""The event file: all that a laptop needs to join an event, encrypted with a passphrase.

Its content is a zlib stream of lines: the invitation as JSON, then the messages of an exchange.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.admin.joined_names import names_joined_with
from kiosk.atomic_file import write_atomic
from kiosk.domain.passphrases import normalise_passphrase
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.keys.encryption import decrypt_with_passphrase, encrypt_with_passphrase
from kiosk.keys.signing import Enrolment

VERSION = 1
"""The version of the file's content; a reader refuses newer versions."""
MAX_FILE_BYTES = 2**30
"""The most bytes of an event file: it is opened in memory."""

_AGE = b"age-encryption.org/"
_PIECE = 2**16
_MAX_LINE = 2**26  # bytes; messages are far shorter


@dataclass(frozen=True, slots=True)
class Invitation:
    """An event and its keys for a laptop that joins; ids are hex, `made` is ms UTC.

    A laptop joins with the enrolment key, in the role of that key. A recovery file contains the
    organiser's secret key instead, for the role admin. `stations` are the names in use, `planned`
    those on the stickers of the laptops that this file is for.
    """

    event: str
    name: str
    date: str  # YYYY-MM-DD
    entrances: tuple[str, ...]
    stations: tuple[str, ...]
    role: Role
    maker: str
    made: int
    organiser_public: bytes
    code_key: bytes = field(repr=False)
    exchange: str = field(repr=False)
    enrolment: Enrolment | None = field(default=None, repr=False)
    organiser: bytes | None = field(default=None, repr=False)
    planned: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventFile:
    """An opened event file."""

    invitation: Invitation
    _packed: bytes = field(repr=False)

    def messages(self, on_progress: Callable[[float], None] = lambda _: None) -> Iterator[str]:
        """Yield the messages; `on_progress` gets the part that was read, from 0 to 1."""
        lines = _lines(self._packed, on_progress)
        next(lines)
        yield from lines


def write_event_file(
    path: Path, passphrase: str, invitation: Invitation, messages: Iterable[str]
) -> None:
    """Write an event file and read it back; on WorldFailed the old file stays."""
    packed = _packed([json.dumps(_fields(invitation), ensure_ascii=False), *messages])
    write_atomic(
        path, encrypt_with_passphrase(normalise_passphrase(passphrase), packed), private=True
    )


def read_event_file(path: Path, passphrase: str) -> EventFile:
    """Open an event file.

    Raises UnusableInput if it is none, was changed, or has another passphrase.
    """
    sealed = _read(path)
    try:
        packed = decrypt_with_passphrase(normalise_passphrase(passphrase), sealed)
    except ValueError as error:
        raise UnusableInput("error.event_file_closed", file=path.name) from error
    try:
        fields = json.loads(next(_lines(packed, lambda _: None)))
        version = fields["kiosk_event_file"]
        if version > VERSION:
            raise UnusableInput("error.event_file_newer", file=path.name)
        invitation = _invitation(fields)
    except (ValueError, KeyError, TypeError, StopIteration, zlib.error, RecursionError) as error:
        raise UnusableInput("error.event_file_foreign", file=path.name) from error
    stations = (*invitation.stations, *names_joined_with(path))
    return EventFile(replace(invitation, stations=stations), packed)


def _read(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise UnusableInput("error.event_file_missing", file=path)
    try:
        with path.open("rb") as file:
            sealed = file.read(MAX_FILE_BYTES + 1)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
        raise UnusableInput("error.event_file_missing", file=path) from error
    except OSError as error:
        raise WorldFailed("error.event_file_unreadable", file=path) from error
    if not sealed.startswith(_AGE) or len(sealed) > MAX_FILE_BYTES:
        raise UnusableInput("error.event_file_foreign", file=path.name)
    return sealed


def _packed(lines: Iterable[str]) -> bytes:
    packing = zlib.compressobj()
    pieces = [packing.compress(f"{line}\n".encode()) for line in lines]
    return b"".join([*pieces, packing.flush()])


def _lines(packed: bytes, on_progress: Callable[[float], None]) -> Iterator[str]:
    """Yield the unpacked lines, piece by piece."""
    unpacking, rest = zlib.decompressobj(), b""
    for start in range(0, len(packed), _PIECE):
        *lines, rest = (rest + unpacking.decompress(packed[start : start + _PIECE])).split(b"\n")
        if len(rest) > _MAX_LINE:
            raise UnusableInput("error.event_file_endless")
        yield from (line.decode() for line in lines)
        on_progress(min(1.0, (start + _PIECE) / len(packed)))


def _fields(invitation: Invitation) -> dict[str, Any]:
    enrolment, organiser = invitation.enrolment, invitation.organiser
    return {
        "kiosk_event_file": VERSION,
        "event": invitation.event,
        "name": invitation.name,
        "date": invitation.date,
        "entrances": invitation.entrances,
        "stations": invitation.stations,
        "role": invitation.role.value,
        "maker": invitation.maker,
        "made": invitation.made,
        "organiser_public": invitation.organiser_public.hex(),
        "code_key": invitation.code_key.hex(),
        "exchange": invitation.exchange,
        "enrolment": enrolment and {"secret": enrolment.secret.hex(), "text": enrolment.text},
        "organiser": organiser and organiser.hex(),
        "planned": invitation.planned,
    }


def _invitation(fields: Mapping[str, Any]) -> Invitation:
    enrolment, organiser = fields["enrolment"], fields["organiser"]
    planned = fields.get("planned", ())  # older files have none
    names = (fields["name"], *fields["entrances"], *fields["stations"], *planned)
    if not (enrolment or organiser) or not fields["entrances"]:
        raise ValueError("no key to join with")
    if not all(isinstance(one, str) and one.isprintable() for one in names):
        raise ValueError("names that cannot be displayed")
    return Invitation(
        event=bytes.fromhex(fields["event"]).hex(),
        name=str(fields["name"]),
        date=date.fromisoformat(fields["date"]).isoformat(),
        entrances=tuple(str(one) for one in fields["entrances"]),
        stations=tuple(str(one) for one in fields["stations"]),
        role=Role(fields["role"]),
        maker=bytes.fromhex(fields["maker"]).hex(),
        made=int(fields["made"]),
        organiser_public=bytes.fromhex(fields["organiser_public"]),
        code_key=bytes.fromhex(fields["code_key"]),
        exchange=str(fields["exchange"]),
        enrolment=enrolment and Enrolment(bytes.fromhex(enrolment["secret"]), enrolment["text"]),
        organiser=organiser and bytes.fromhex(organiser),
        planned=tuple(str(one) for one in planned),
    )
