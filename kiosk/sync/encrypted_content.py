"""Personal data in a message, encrypted to the event's exchange key."""

import json
import zlib
from dataclasses import dataclass
from typing import Any

from kiosk.keys.encryption import decrypt, encrypt

_MAX_DECRYPTED = 16 * 2**20
"""Most bytes that an encrypted part may unpack to."""


@dataclass(frozen=True, slots=True)
class EncryptedContent:
    """Personal data, encrypted to the event's exchange key: annexes, or a part of a list."""

    data: bytes

    def decrypt(self, identity: str) -> Any:
        """Return the content; ValueError if it was not encrypted so, or is too large."""
        unpacking = zlib.decompressobj()
        try:
            text = unpacking.decompress(decrypt(identity, self.data), _MAX_DECRYPTED)
            if not unpacking.eof:
                raise ValueError("cut off, or too much")
            return json.loads(text)
        except (zlib.error, RecursionError) as error:
            raise ValueError("not packed") from error


def encrypted(identity: str, content: object) -> EncryptedContent:
    """Encrypt a JSON value."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return EncryptedContent(encrypt(identity, zlib.compress(text.encode())))
