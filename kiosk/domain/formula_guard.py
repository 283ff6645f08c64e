"""Guards text that a spreadsheet would run as a formula, with an apostrophe."""

import re

_SIGNS = "=+@＝＋－＠﹦﹢﹣﹫-"
# A spreadsheet of another country splits a file at its own separator, even within quotes, and a
# line break within quotes then starts a row.
_AFTER = r";,\t\r\n"
_RUNS = rf"(?=[\s\"']*[{_SIGNS}])"
_BEGINS = rf"(?:(?<![\s\S])|(?<=[{_AFTER}]))"
_CONTROL = r"(?=[\s\"']*[\t\r\n])"
_RISK = re.compile(rf"{_BEGINS}{_RUNS}|(?<![\s\S]){_CONTROL}")
_PLAIN = re.compile(rf"[^\t\r\n{_SIGNS}]*")  # most texts, found in a fifth of the time
_GUARD = re.compile(rf"{_BEGINS}'{_RUNS}|(?<![\s\S])'{_CONTROL}")


def is_harmless(text: str) -> bool:
    """Return whether no part of a text can run as a formula, wherever it begins or ends."""
    return _PLAIN.fullmatch(text) is not None


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs, at any separator."""
    return text if _PLAIN.fullmatch(text) else _RISK.sub("'", text)


def unguarded(text: str) -> str:
    """Return a text without the apostrophes that `guarded` added."""
    return _GUARD.sub("", text) if "'" in text else text
