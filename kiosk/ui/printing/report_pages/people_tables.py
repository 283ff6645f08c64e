"""The rows of the report's tables: people by category and by organisation."""

from kiosk.reports.day_report.day_report import MIN_PEOPLE, DayReport
from kiosk.texts import Texts
from kiosk.ui.printing.missing_letters import has_all_letters

PeopleRow = tuple[str, tuple[int, ...]]
"""The name of a row, and its figures."""


def category_rows(report: DayReport, words: Texts, most: int) -> list[PeopleRow]:
    """Return expected, came and missed people by category, the largest first.

    With more rows than the limit, the last one is all others together.
    """
    lines = sorted(report.categories, key=lambda one: (-one.expected, -one.came, one.name))
    nameless = words.say("report.categories.nameless")
    rows: list[PeopleRow] = [
        (_printable(one.name, words) or nameless, (one.expected, one.came, one.missed))
        for one in lines
    ]
    if len(rows) <= most:
        return rows
    kept, others = rows[: most - 1], rows[most - 1 :]
    figures = tuple(sum(one) for one in zip(*(figures for _, figures in others), strict=True))
    return [*kept, (words.say("report.categories.others", n=len(others)), figures)]


def organisation_rows(report: DayReport, words: Texts, most: int) -> list[PeopleRow]:
    """Return the people who came by organisation, the largest first, up to a limit of rows.

    Small organisations share a row, and so do those beyond the limit.
    """
    found = report.organisations
    last: list[PeopleRow] = []
    if found.small:
        few = words.say("report.organisations.few", n=found.small, below=MIN_PEOPLE)
        last.append((few, (found.few,)))
    if found.without:
        key = "report.organisations.without" if found.known else "report.organisations.unknown"
        last.append((words.say(key), (found.without,)))
    named = [(_printable(name, words), (people,)) for name, people in found.named]
    room = most - len(last)
    if len(named) > room:
        others = named[room - 1 :]
        people = sum(figures[0] for _, figures in others)
        last.insert(0, (words.say("report.organisations.others", n=len(others)), (people,)))
        named = named[: room - 1]
    return [*named, *last]


def _printable(name: str, words: Texts) -> str:
    return name if has_all_letters(name) else words.say("report.organisations.unprintable")
