"""The groups of visitors who meet: the people inside, or who came in if leaving is not counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk.domain.headcount import Headcount
from kiosk.texts import Texts

if TYPE_CHECKING:  # it imports SQLite: the window imports this module early
    from kiosk.reports.headcount_report import HeadcountReport


def knows_inside(report: HeadcountReport) -> bool:
    """Return whether people who left were counted, so that the number is of people inside."""
    return report.headcount.totals.knows_inside


def leaves_unseen(report: HeadcountReport) -> bool:
    """Return whether people may have left unseen although the number is of people inside."""
    return knows_inside(report) and not report.event.rules.exits


def staff_twice(count: Headcount, words: Texts) -> Iterator[str]:
    """Yield the question whether staff is counted twice, if it may be."""
    if (both := count.staff_twice) is not None:
        yield words.say("first_glance.staff_twice", crew=both[0], listed=both[1])


def counts_arrivals(report: HeadcountReport) -> bool:
    """Return whether groups count the people who came in, and not those inside.

    Clicks out do not say who left; if exits are not scanned, most people leave unseen.
    """
    clicked_out = report.headcount.totals.clicked_out > 0
    return not knows_inside(report) or clicked_out or leaves_unseen(report)


def people_of_groups(report: HeadcountReport) -> dict[str, int]:
    """Return the people of each group of visitors."""
    arrivals = counts_arrivals(report)
    return {
        group: people.admitted if arrivals else people.inside
        for group, people in report.headcount.visitor_groups.items()
    }
