"""The outcomes in words, for the cards and the reports."""

from kiosk.domain.verdict import Outcome
from kiosk.texts import Texts


def outcome_key(outcome: str, part: str) -> str:
    """Return the key of a sentence about an outcome: `verdict.full.headline`, `verdict.full.step`.

    Other parts: `verdict.admitted.again`, `verdict.admitted.give`, `verdict.wrong_entrance.only`,
    `verdict.already_inside.unseen`.
    """
    return f"verdict.{outcome}.{part}"


def verdict_word(outcome: str, words: Texts) -> str:
    """Return the name of an outcome for use within a sentence."""
    if outcome not in set(Outcome):
        return outcome
    return words.say(outcome_key(outcome, "headline")).rstrip(".").lower()
