"""The hash that is kept of a PIN."""

from kiosk.keys.pin_hashes import pin_hash, pin_matches

KEY, OTHER = b"k" * 32, b"o" * 32


def test_only_the_same_pin_under_the_same_key_matches() -> None:
    kept = pin_hash(KEY, "271828")
    assert kept.startswith("$argon2id$")
    assert pin_matches(KEY, "271828", kept)
    assert not pin_matches(KEY, "271829", kept)
    assert not pin_matches(OTHER, "271828", kept)


def test_what_is_no_hash_matches_nothing() -> None:
    assert not pin_matches(KEY, "271828", "")
