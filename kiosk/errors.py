"""What can go wrong for people: each error names the sentence that tells it, never the trace.

The sentences live in the words (`error.KEY`), in each language; an error carries only the key and
what fills the sentence in. Anything that is not a `KioskError` is a bug of ours.
"""

from typing import ClassVar


class TextKey(str):
    """A key of the words that fills a blank: it is said in the user's language."""

    __slots__ = ()


class KioskError(Exception):
    """Something that a person must hear in one sentence: `error.<key>`, filled with `params`."""

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
