import pytest

from kiosk.domain.passphrases import is_strong_passphrase, normalise_passphrase


@pytest.mark.parametrize("text", ["", "kort", "welkom12345", "aaaaaaaaaaaaaaaa", "  vier  woo  "])
def test_what_is_soon_guessed_is_no_passphrase(text: str) -> None:
    assert not is_strong_passphrase(text)


def test_some_words_are_a_passphrase() -> None:
    assert is_strong_passphrase("fiets molen regen kaas")


def test_how_it_was_typed_makes_no_other_passphrase_of_it() -> None:
    assert normalise_passphrase(" cafe\u0301  molen\n") == normalise_passphrase("caf\u00e9 molen")
