"""Editions of the headcount, and the events that readers of each channel get.

A reader with the previous edition gets the changes; any other reader gets all. So readers need no
queue: a reader that stalled continues with the newest edition.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

from kiosk.domain.counting.series import NO_COUNTS, SeriesColumn
from kiosk.hub.event_stream import event_bytes
from kiosk.hub.phone.page_charts import charts_change, page_charts
from kiosk.hub.phone.phone_page import PageWriter
from kiosk.reports.headcount_json import headcount_json
from kiosk.reports.headcount_report import HeadcountReport
from kiosk.texts import Texts

_Made = TypeVar("_Made")


@dataclass(frozen=True, slots=True)
class Edition:
    """A counted headcount; its events are made once, when a reader needs them."""

    number: int
    report: HeadcountReport
    _made: dict[str, Any] = field(default_factory=dict)

    def once(self, key: str, make: Callable[[HeadcountReport], _Made]) -> _Made:
        """Return what `make` returns, from the second time on without calling it."""
        if key not in self._made:
            self._made[key] = make(self.report)
        made: _Made = self._made[key]
        return made


class Channel(Protocol):
    """A kind of stream; all its readers get the same bytes."""

    @property
    def name(self) -> str:
        """The name, which no other channel has."""

    def event(self, before: Edition | None, now: Edition) -> bytes:
        """Return the event for a reader who has the edition `before`, or none."""


class JsonChannel:
    """The headcount as `headcount.json`; its `series` are the columns that changed."""

    name = "json"

    def __init__(self, words: Texts) -> None:
        self._words = words

    def event(self, before: Edition | None, now: Edition) -> bytes:
        """Return the event `headcount`."""
        series = now.report.series
        changed = _changed(before.report.series, series) if before else series
        content = self._json(replace(now.report, series=changed))
        return event_bytes("headcount", [content])

    def whole(self, now: Edition) -> bytes:
        """Return the whole headcount as JSON."""
        return now.once("json", lambda report: self._json(report).encode())

    def _json(self, report: HeadcountReport) -> str:
        """Return a headcount without the name of the operator who counted people again."""
        fields = headcount_json(report, self._words)
        if fields["recounted"] is not None:
            fields["recounted"]["by"] = None
        return json.dumps(fields, ensure_ascii=False)


class PageChannel:
    """The parts of the page in one language."""

    def __init__(self, writer: PageWriter) -> None:
        self._writer = writer
        self.name = f"page {writer.words.language}"

    def event(self, before: Edition | None, now: Edition) -> bytes:
        """Return the event `page`."""
        had = self._fragments(before) if before else {}
        parts = {key: html for key, html in self._fragments(now).items() if had.get(key) != html}
        charts = charts_change(self._charts(before) if before else None, self._charts(now))
        content = json.dumps({"parts": parts, "charts": charts}, ensure_ascii=False)
        return event_bytes("page", [content])

    def _fragments(self, edition: Edition) -> dict[str, str]:
        return edition.once(f"{self.name} parts", self._writer.fragments)

    def _charts(self, edition: Edition) -> dict[str, Any]:
        return edition.once(
            f"{self.name} charts", lambda report: page_charts(report, self._writer.words)
        )


def _changed(before: Sequence[SeriesColumn], now: Sequence[SeriesColumn]) -> list[SeriesColumn]:
    """Return the columns that are new or other than before, and zeros for those that are gone."""
    known = {(one.start, one.entrance, one.category, one.clicked): one for one in before}
    changed = [
        one
        for one in now
        if known.pop((one.start, one.entrance, one.category, one.clicked), None) != one
    ]
    return [*changed, *(replace(one, counts=NO_COUNTS) for one in known.values())]
