"""The open points of an event: steps that were skipped on the first day and can be done later."""

from collections.abc import Iterator, Mapping

from kiosk.admin.requests import Progress
from kiosk.texts import Texts

EARLY_KEY = "Ctrl+E"
"""Opens the question about the scans from before the doors opened."""


def open_points(settings: Mapping[str, str], done: Progress, words: Texts) -> list[str]:
    """Return the sentences of the open points; `settings` are texts by key."""
    return list(_points(settings, done, words))


def _points(settings: Mapping[str, str], done: Progress, words: Texts) -> Iterator[str]:
    if done.early_scans:
        yield words.say("start.todo.early", n=done.early_scans, key=EARLY_KEY)
    if not done.lists:
        yield words.say("start.todo.lists")
    if done.untried:
        yield words.say("start.todo.tickets", lists=", ".join(done.untried))
    for key, point in _ASKED.items():
        if not settings.get(key):
            yield words.say(point)
    for is_done, point in (
        (done.pin, "start.todo.pin"),
        (done.recovery, "start.todo.recovery"),
        (done.laptops, "start.todo.laptops"),
        (done.fallback, "start.todo.fallback"),
        (done.rehearsed, "start.todo.rehearsal"),
    ):
        if not is_done:
            yield words.say(point)


_ASKED = {
    "opens": "start.todo.opens",
    "capacity": "start.todo.capacity",
    "help_point": "start.todo.help_point",
    "help_phone": "start.todo.help_phone",
}
"""The settings that may not be forgotten, each with its open point."""
