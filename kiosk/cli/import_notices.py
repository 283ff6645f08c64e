"""What `kiosk tickets import` says of a list: its columns, its rows, and what it asks."""

from kiosk.guestlist.import_report import Report, field_name
from kiosk.runtime.console import tell
from kiosk.texts import Texts

_OR = {"nl": " of ", "en": " or "}


def tell_columns(report: Report, words: Texts) -> None:
    """Say on stderr which column became what, and which are not used."""
    if report.shop:
        tell(words.say("tickets.shop", shop=report.shop))
    pairs = (f"{field_name(field, words)} = '{column}'" for field, column in report.mapping.items())
    tell(words.say("tickets.recognised", columns=", ".join(pairs)))
    if report.unused:
        unused = ", ".join(f"'{column}'" for column in report.unused)
        tell(words.say("tickets.unused", columns=unused))


def tell_rows(report: Report, words: Texts) -> None:
    """Print which rows are not taken, equal ones together, and what to look at."""
    for alike in report.alike:
        print(alike.told(words))
    untold = report.rejected_rows - sum(alike.count for alike in report.alike)
    if untold:
        print(words.say("files.more_rejected", count=untold))
    for warning in report.warnings:
        print(warning.told(words))


def tell_questions(report: Report, words: Texts) -> None:
    """Ask on stderr what has to be known first, each with the options that answer it."""
    for question in report.questions:
        options = _OR[words.language].join(question.answers)
        tell(f"{question.told(words)} {words.say('import.answer.choose', options=options)}")
