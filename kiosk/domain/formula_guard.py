"""Text that a spreadsheet would run as a formula: an apostrophe makes it text, and goes again."""

import re

_SIGNS = "=+@＝＋－＠﹦﹢﹣﹫-"
# A spreadsheet of another country splits the file at its own separator, whatever is quoted, and a
# line break within quotes then begins a row.
_AFTER = r";,\t\r\n"
_RUNS = rf"(?=[\s\"']*[{_SIGNS}])"
_BEGINS = rf"(?:(?<![\s\S])|(?<=[{_AFTER}]))"
_CONTROL = r"(?=[\s\"']*[\t\r\n])"
_RISK = re.compile(rf"{_BEGINS}{_RUNS}|(?<![\s\S]){_CONTROL}")
_PLAIN = re.compile(rf"[^\t\r\n{_SIGNS}]*")  # most texts, told in a fifth of the time
_GUARD = re.compile(rf"{_BEGINS}'{_RUNS}|(?<![\s\S])'{_CONTROL}")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet runs, at whatever separator it splits."""
    return text if _PLAIN.fullmatch(text) else _RISK.sub("'", text)


def unguarded(text: str) -> str:
    """Return a text without the apostrophes that `guarded` put in."""
    return _GUARD.sub("", text) if "'" in text else text
