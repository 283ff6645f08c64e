"""The default source of a file: its name without the parts that change each time."""

import re
from collections.abc import Iterable
from pathlib import Path

from kiosk.domain.letters import composed
from kiosk.domain.setting_values import MAX_SETTING_LENGTH
from kiosk.errors import UnusableInput

_DAY = r"\d{4}[-_.]?\d{2}[-_.]?\d{2}|\d{1,2}[-_.]\d{1,2}[-_.]\d{4}"
_TIME = r"(?:[T _-]+\d{1,2}[-_.:u]?\d{2}(?:[-_.:]?\d{2})?)?"
_CHANGING = re.compile(
    rf"(?:^|[\s_.-]+|(?=\())(?:{_DAY}){_TIME}$|(?:^|[\s_.-]+)v\d+$|\s*\(\d+\)$", re.I
)


def checked_source(name: str) -> str:
    """Return the user's name of a source; UnusableInput if it cannot be printed on one line."""
    spaced = " ".join(composed(name).split())
    if not spaced or len(spaced) > MAX_SETTING_LENGTH or not spaced.isprintable():
        raise UnusableInput("error.source_name", source=name[:MAX_SETTING_LENGTH])
    return spaced


def source_name(path: Path) -> str:
    """Return a file's name without suffix, final date, `v2` or `(2)`; unchanged if all is that."""
    whole = " ".join(composed(path.stem).split())
    name = whole
    while shorter := _CHANGING.search(name):
        name = name[: shorter.start()].rstrip(" _.-")
    return name or whole


def spelled_as_known(named: str, sources: Iterable[str]) -> str:
    """Return a source in the spelling of the lists, also in its composed Unicode letters."""
    return next((one for one in sources if composed(one) == named), named)
