"""The rows and sections of the organiser's page, and how it writes numbers and times."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.reports.headcount_report import HeadcountReport


@dataclass(frozen=True, slots=True)
class PageRow:
    """A name and its value; `percent` draws a bar, `odd` marks a value that needs attention."""

    name: str
    value: str
    percent: int | None = None
    odd: bool = False


@dataclass(frozen=True, slots=True)
class PageSection:
    """A section with a heading, sentences and rows; `key` names it for the page."""

    key: str
    heading: str
    sentences: tuple[str, ...] = ()
    rows: tuple[PageRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.sentences or self.rows)


def time_of_day(at: int, report: HeadcountReport) -> str:
    """Return the time of `at` (ms UTC) in the event's zone; with the date on another day."""
    zone = report.event.zone
    time, now = (datetime.fromtimestamp(one / 1000, zone) for one in (at, report.headcount.as_of))
    return f"{time:%H:%M}" if time.date() == now.date() else f"{time:%d-%m %H:%M}"


def share(people: int, most: int) -> int:
    """Return a share in per cent, 100 at most."""
    return min(100, round(100 * people / most)) if most > 0 else 0
