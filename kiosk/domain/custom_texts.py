"""The sentences of a verdict that an event may replace by its own."""

from string import Formatter

from kiosk.domain.verdict import Outcome

LANGUAGES = ("nl", "en")
BLANKS = frozenset({"help", "phone", "call", "handout", "time", "note", "day", "entrance", "ago"})
"""The placeholders that any of them may have."""

_PARTS = ("headline", "step")
_OWN_PARTS = {
    Outcome.ADMITTED: ("again", "give"),
    Outcome.ALREADY_INSIDE: ("unseen", "beside"),
    Outcome.WRONG_ENTRANCE: ("only",),
}


def is_sentence(name: str) -> bool:
    """Return whether a name is that of a sentence: `nl.unpaid.step`."""
    language, _, rest = name.partition(".")
    outcome, _, part = rest.partition(".")
    return (
        language in LANGUAGES
        and outcome in set(Outcome)
        and part in (*_PARTS, *_OWN_PARTS.get(Outcome(outcome), ()))
    )


def checked_blanks(sentence: str) -> str:
    """Return a sentence whose placeholders are all known; ValueError for others."""
    for _, blank, form, conversion in Formatter().parse(sentence):
        if blank is not None and (blank not in BLANKS or form or conversion):
            raise ValueError(blank)
    return sentence
