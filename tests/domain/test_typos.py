"""The words that a word with one mistake in it may mean."""

import pytest

from kiosk.domain.typos import join_particles, typo_candidates


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("jnasen", "jansen"),
        ("jasen", "jansen"),
        ("janssen", "jansen"),
        ("jandsen", "jansen"),
        ("jamsen", "jansen"),
        ("ansen", "jansen"),
        ("janse", "jansen"),
        ("meyer", "meijer"),
        ("ijsbrand", "ysbrand"),
        ("vandenberg", "berg"),
        ("devries", "vries"),
    ],
)
def test_one_mistake_is_seen_through(typed: str, right: str) -> None:
    assert right in typo_candidates(typed)


@pytest.mark.parametrize("word", ["jan", "zoe", "", "0412", "wdhs1"])
def test_short_words_and_numbers_mean_only_themselves(word: str) -> None:
    assert typo_candidates(word) == set()


@pytest.mark.parametrize(
    ("typed", "joined"),
    [
        (["zoe", "van", "den", "berg"], ["zoe", "vandenberg"]),
        (["jan"], ["jan"]),
        (["jan", "van"], ["jan", "van"]),
        ([], []),
    ],
)
def test_particles_are_joined_to_what_follows(typed: list[str], joined: list[str]) -> None:
    assert join_particles(typed) == joined
