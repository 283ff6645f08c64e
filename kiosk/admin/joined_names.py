"""The names of the laptops that joined with an event file, in a small file in its folder.

Laptops that join from one stick do not know of each other. So each one writes its name on the
stick, and the next one gets the next number.
"""

from contextlib import suppress
from pathlib import Path

from kiosk.domain.event_settings import read_setting
from kiosk.errors import UnusableInput

_SUFFIX = ".joined.txt"
_MAX_BYTES = 64_000


def names_joined_with(event_file: Path) -> tuple[str, ...]:
    """Return the names that were noted next to an event file; none if they cannot be read."""
    try:
        with _beside(event_file).open("rb") as file:
            text = file.read(_MAX_BYTES).decode("utf-8", "replace")
    except OSError:
        return ()
    names = []
    for line in text.splitlines():
        with suppress(UnusableInput):
            names.append(str(read_setting("name", line)))
    return tuple(dict.fromkeys(names))


def note_joined(event_file: Path, name: str) -> None:
    """Note a name next to an event file, if possible; it only helps the next laptop."""
    with suppress(OSError), _beside(event_file).open("a", encoding="utf-8") as file:
        file.write(f"{name}\n")


def _beside(event_file: Path) -> Path:
    return event_file.with_name(event_file.name + _SUFFIX)
