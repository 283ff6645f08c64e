"""The groups of visitors who meet: how many are inside, or came in where nobody knows who left."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # SQLite comes with it: the window imports this module early
    from kiosk.reports.headcount_report import HeadcountReport


def knows_inside(report: HeadcountReport) -> bool:
    """Return whether people who left were counted, so that the number is of people inside."""
    tally = report.headcount.totals
    anyone_left = tally.clicked_out or any(one.people_out for one in tally.by_entrance.values())
    return report.event.rules.exits and bool(anyone_left or tally.recount is not None)


def counts_arrivals(report: HeadcountReport) -> bool:
    """Return whether groups are known by who came in, and not by who is inside.

    Clicks out do not say who left.
    """
    return not knows_inside(report) or report.headcount.totals.clicked_out > 0


def people_of_groups(report: HeadcountReport) -> dict[str, int]:
    """Return the people of each group of visitors."""
    arrivals = counts_arrivals(report)
    return {
        group: people.admitted if arrivals else people.inside
        for group, people in report.headcount.visitor_groups.items()
    }
