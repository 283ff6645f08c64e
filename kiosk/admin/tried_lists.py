"""Keeps which guest lists were checked with a real ticket on this laptop; never exchanged."""

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from kiosk.atomic_file import write_atomic
from kiosk.errors import KioskError
from kiosk.store.sqlite.wipe_folder import TRIED_LISTS

_COLUMN, _TRIED = "column", "tried"


class TriedLists:
    """The lists with codes of one event, by source, in a file of the data folder.

    If the codes of a list come from another column than before, it has to be tried again.
    """

    def __init__(self, folder: Path, event: str) -> None:
        self._path = folder / TRIED_LISTS
        self._event = event

    def untried(self) -> dict[str, str]:
        """Return the column of the codes of each list that was not tried yet, by source."""
        return {
            source: one[_COLUMN] for source, one in self._lists().items() if not one.get(_TRIED)
        }

    def note_import(self, source: str, column: str) -> None:
        """Note from which column a list's codes came; None: the list has no codes to try."""
        lists = self._lists()
        if not column:
            lists.pop(source, None)
        elif lists.get(source, {}).get(_COLUMN) != column:
            lists[source] = {_COLUMN: column, _TRIED: False}
        self._write(lists)

    def mark_tried(self, source: str) -> None:
        """Note that a real ticket of a list was found."""
        lists = self._lists()
        if source in lists:
            lists[source][_TRIED] = True
            self._write(lists)

    def _lists(self) -> dict[str, dict[str, Any]]:
        lists = self._events().get(self._event)
        if not isinstance(lists, dict):
            return {}
        return {
            source: one
            for source, one in lists.items()
            if isinstance(one, dict) and isinstance(one.get(_COLUMN), str)
        }

    def _events(self) -> dict[str, Any]:
        try:
            events = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return events if isinstance(events, dict) else {}

    def _write(self, lists: Mapping[str, object]) -> None:
        events = self._events()
        if events.get(self._event, {}) == lists:
            return
        content = json.dumps({**events, self._event: lists}, ensure_ascii=False)
        with suppress(
            KioskError, OSError
        ):  # the list is imported: this must not look like a failure
            write_atomic(self._path, content.encode(), private=True)
