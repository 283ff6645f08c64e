"""The output of `kiosk tickets import`: columns, rows and questions."""

from kiosk.guestlist.import_report import Report, field_name
from kiosk.runtime.console import print_stderr
from kiosk.texts import Texts

_OR = {"nl": " of ", "en": " or "}


def print_columns(report: Report, words: Texts) -> None:
    """Print on stderr the reused choices, the field of each column, and the unused columns."""
    if report.shop:
        print_stderr(words.say("tickets.shop", shop=report.shop))
    if report.reused:
        print_stderr(words.say("tickets.reused", options=" ".join(report.reused)))
    pairs = (f"{field_name(field, words)} = '{column}'" for field, column in report.mapping.items())
    print_stderr(words.say("tickets.recognised", columns=", ".join(pairs)))
    if report.unused:
        unused = ", ".join(f"'{column}'" for column in report.unused)
        print_stderr(words.say("tickets.unused", columns=unused))


def print_rows(report: Report, words: Texts) -> None:
    """Print the rejected rows, equal errors together, and the warnings."""
    for alike in report.alike:
        print(alike.text(words))
    remaining = report.rejected_rows - sum(alike.count for alike in report.alike)
    if remaining:
        print(words.say("files.more_rejected", count=remaining))
    for warning in report.warnings:
        print(warning.text(words))


def print_questions(report: Report, words: Texts) -> None:
    """Print each question on stderr with the options that answer it."""
    for question in report.questions:
        options = _OR[words.language].join(question.answers)
        print_stderr(f"{question.text(words)} {words.say('import.answer.choose', options=options)}")
