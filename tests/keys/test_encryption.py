import errno
import io
import os
import re

import pyrage
import pytest

from kiosk.keys.encryption import (
    decrypt,
    decrypt_stream,
    decrypt_with_passphrase,
    encrypt,
    encrypt_stream,
    encrypt_with_passphrase,
    new_exchange_key,
)


def test_what_is_sealed_to_an_identity_opens_with_it_alone() -> None:
    identity = new_exchange_key()
    sealed = encrypt(identity, b"Zo\xc3\xab van den Heuvel")
    assert b"Heuvel" not in sealed
    assert decrypt(identity, sealed) == b"Zo\xc3\xab van den Heuvel"
    with pytest.raises(ValueError, match="not sealed"):
        decrypt(new_exchange_key(), sealed)


def test_a_stream_that_was_changed_or_cut_off_does_not_open() -> None:
    identity, content = new_exchange_key(), os.urandom(300_000)
    sealed, opened = io.BytesIO(), io.BytesIO()
    encrypt_stream(identity, io.BytesIO(content), sealed)
    decrypt_stream(identity, io.BytesIO(sealed.getvalue()), opened)
    assert opened.getvalue() == content
    changed = bytearray(sealed.getvalue())
    changed[200_000] ^= 1
    for spoiled in (bytes(changed), sealed.getvalue()[:200_000], b"", b"no age file"):
        with pytest.raises(ValueError, match=r"sealed|changed"):
            decrypt_stream(identity, io.BytesIO(spoiled), io.BytesIO())


@pytest.fixture(scope="module")
def sealed() -> bytes:
    """Bytes encrypted with "vijf gele fietsen", which takes a second on purpose."""
    return encrypt_with_passphrase("vijf gele fietsen", b"sleutel")


def test_a_wrong_passphrase_opens_nothing(sealed: bytes) -> None:
    assert decrypt_with_passphrase("vijf gele fietsen", sealed) == b"sleutel"
    with pytest.raises(ValueError, match="passphrase"):
        decrypt_with_passphrase("vijf gele fiets", sealed)


def test_a_busy_laptop_that_age_finds_too_slow_is_measured_again(
    sealed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow: list[bytes] = []
    too_much = re.sub(rb"(scrypt \S+) \d+", rb"\1 30", sealed)
    decrypt = pyrage.passphrase.decrypt

    def busy(content: bytes, passphrase: str) -> bytes:
        slow.append(content)
        return bytes(decrypt(too_much if len(slow) < 20 else content, passphrase))

    with pytest.raises(ValueError, match="cannot open"):
        decrypt_with_passphrase("vijf gele fietsen", too_much)
    monkeypatch.setattr(pyrage.passphrase, "decrypt", busy)
    assert decrypt_with_passphrase("vijf gele fietsen", sealed) == b"sleutel"
    assert len(slow) == 20


class Full(io.BytesIO):
    """A disk without room."""

    def write(self, _data: object, /) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_disk_without_room_says_so_while_a_stream_is_sealed() -> None:
    with pytest.raises(OSError, match="No space left"):
        encrypt_stream(new_exchange_key(), io.BytesIO(b"x" * 1_000_000), Full())
