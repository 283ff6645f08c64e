"""Passphrases of words."""

from math import log2

import pytest

from kiosk.domain.passphrases import is_strong_passphrase
from kiosk.keys.word_passphrase import WORDS, new_passphrase, words_of
from kiosk.texts import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_words_of_a_list_without_doubles_are_44_bits_or_more(language: str) -> None:
    words = words_of(language)
    assert len(set(words)) == len(words)
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert WORDS * log2(len(words)) >= 44


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_proposed_passphrase_is_accepted_and_another_each_time(language: str) -> None:
    proposed = {new_passphrase(language) for _ in range(20)}
    assert len(proposed) == 20
    assert all(is_strong_passphrase(one) for one in proposed)
    assert all(set(one.split()) <= set(words_of(language)) for one in proposed)
