"""Errors that people see: each names the key of its sentence.

The sentences are in `resources/words/*/error.toml`; an error carries the key of its sentence and
the values of its placeholders. Any other exception is a bug.
"""

from typing import ClassVar


class TextKey(str):
    """A key of resources/words as the value of a placeholder; it is translated."""

    __slots__ = ()


class KioskError(Exception):
    """An error for people: `key` (`error.no_event`) names its sentence, `params` fill it."""

    exit_code: ClassVar[int] = 2

    def __init__(self, key: str, /, **params: object) -> None:
        super().__init__(f"{key} {params}" if params else key)
        self.key = key
        self.params = params


class UnusableInput(KioskError):
    """The input cannot be used (a file, a name, a value); nothing was changed."""

    exit_code = 2


class WorldFailed(KioskError):
    """A disk, camera, lock or network failed; nothing is lost, and it is safe to try again."""

    exit_code = 3


class NotAnEntry(UnusableInput, ValueError):
    """Bytes are no entry of the journal; where they are stored, the event's data is damaged."""

    def __init__(self) -> None:
        super().__init__("error.event_damaged")


class EventLost(UnusableInput):
    """The database or keys of an event in this folder are lost; nothing was changed."""


class Cancelled(Exception):
    """A person stopped a long task; nothing was changed and no file is left."""
