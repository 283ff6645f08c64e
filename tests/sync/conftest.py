"""What tests of the exchange share."""

from hashlib import sha256

import pytest

from kiosk.admin import event_file

_LIKE_AGE = b"age-encryption.org/quick"


@pytest.fixture
def quick_seal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seal event files without the second that a passphrase takes on purpose."""
    monkeypatch.setattr(event_file, "encrypt_with_passphrase", sealed)
    monkeypatch.setattr(event_file, "decrypt_with_passphrase", opened)


def sealed(passphrase: str, content: bytes) -> bytes:
    """Stand in for `seal_with`."""
    return _LIKE_AGE + sha256(passphrase.encode()).digest() + content


def opened(passphrase: str, content: bytes) -> bytes:
    """Stand in for `decrypt_with_passphrase`."""
    before = _LIKE_AGE + sha256(passphrase.encode()).digest()
    if not content.startswith(before):
        raise ValueError("another passphrase")
    return content[len(before) :]
