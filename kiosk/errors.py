"""What can go wrong for people: each error names the sentence that tells it, never the trace.

The sentences are in `resources/words/*/error.toml`; an error carries only the key of its sentence
and what fills it in. Anything that is not a `KioskError` is a bug of ours.
"""

from typing import ClassVar


class TextKey(str):
    """A key of the words that fills a blank: it is said in the user's language."""

    __slots__ = ()


class KioskError(Exception):
    """An error for people: `key` (`error.no_event`) names its sentence, `params` fill it in."""

    exit_code: ClassVar[int] = 2

    def __init__(self, key: str, /, **params: object) -> None:
        super().__init__(f"{key} {params}" if params else key)
        self.key = key
        self.params = params


class UnusableInput(KioskError):
    """What was given cannot be used (a file, a name, a value): nothing was changed."""

    exit_code = 2


class WorldFailed(KioskError):
    """Disk, camera, lock or network failed: nothing is lost and trying again is safe."""

    exit_code = 3


class EventLost(UnusableInput):
    """There was an event in this folder, and its file or keys are gone; nothing was changed."""
