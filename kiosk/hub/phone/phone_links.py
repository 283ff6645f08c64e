"""The links of the organiser's page: a file for each, named by the hash of its token."""

import base64
import json
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from kiosk.atomic_file import write_atomic
from kiosk.clock import Clock
from kiosk.errors import WorldFailed
from kiosk.private_files import wipe

TOKEN_LENGTH = 26
"""The letters and digits of a token: 128 bits, without capitals so that it can be typed."""

_NAME_LENGTH = 6
_MOST = 50
_TOKEN_BYTES = 16


@dataclass(frozen=True, slots=True)
class PhoneLink:
    """A link that works: the start of its token's hash, and when it was made (ms UTC)."""

    name: str
    made: int


@dataclass(frozen=True, slots=True)
class PhoneLinks:
    """The links of an event (hex), in the folder of the keys; only hashes of tokens are stored.

    Other programs make and withdraw links here while the hub runs, and the hub sees it at once.
    """

    keys: Path
    event: str
    clock: Clock

    def add(self) -> str:
        """Make a link and return its token; the oldest links end if there are too many."""
        token = base64.b32encode(secrets.token_bytes(_TOKEN_BYTES)).decode().rstrip("=").lower()
        content = json.dumps({"made": self.clock.wall()}).encode()
        write_atomic(self._path(link_hash(token)), content, private=True)
        for path in [path for _, path in sorted(self._files(), key=_newest_first)][_MOST:]:
            _remove(path)
        return token

    def links(self) -> list[PhoneLink]:
        """Return the links that work, the newest first."""
        found = sorted(self._files(), key=_newest_first)
        return [PhoneLink(_hash_in(path)[:_NAME_LENGTH], made) for made, path in found]

    def is_valid(self, token_hash: str) -> bool:
        """Return whether the link with this hash of a token works."""
        return self._path(token_hash).is_file()

    def withdraw(self, name: str = "") -> int:
        """Withdraw the links whose name begins so, or all; return how many."""
        found = [path for _, path in self._files() if _hash_in(path).startswith(name)]
        for path in found:
            _remove(path)
        return len(found)

    def _files(self) -> Iterator[tuple[int, Path]]:
        for path in self.keys.glob(f"{self.event}.link.*"):
            if path.suffix == ".part":
                continue
            made = 0
            with suppress(OSError, ValueError, KeyError, TypeError):
                made = int(json.loads(path.read_bytes())["made"])
            yield made, path

    def _path(self, token_hash: str) -> Path:
        return self.keys / f"{self.event}.link.{token_hash}"


def link_hash(token: str) -> str:
    """Return the hash of a token, by which its link is stored."""
    return sha256(token.encode(errors="replace")).hexdigest()


def link_name(token: str) -> str:
    """Return the short name of a link, by which a person withdraws it."""
    return link_hash(token)[:_NAME_LENGTH]


def _hash_in(path: Path) -> str:
    return path.name.rpartition(".")[2]


def _newest_first(found: tuple[int, Path]) -> tuple[int, str]:
    made, path = found
    return -made, path.name


def _remove(path: Path) -> None:
    try:
        wipe(path)
    except OSError as error:  # the link would go on working
        raise WorldFailed("error.file_not_removed", path=path) from error
