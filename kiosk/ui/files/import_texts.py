"""Texts about the changes of a list; a ticket's code is never part of them."""

from collections.abc import Iterator, Mapping, Sequence

from kiosk.domain.ticket import Status
from kiosk.guestlist.answers import parts_of
from kiosk.guestlist.columns.column_search import without_codes
from kiosk.guestlist.columns.list_columns import BESIDES, NO_COLUMN, TOGETHER
from kiosk.guestlist.import_preview import PreviewGuest, SameGuests
from kiosk.guestlist.import_report import (
    Alike,
    ImportWarning,
    Question,
    Report,
    field_name,
    some_names,
)
from kiosk.texts import Texts

MOST_SHOWN = 30
"""The number of kinds of rejected rows that are shown; the rest is counted."""

_CODE_SHOWN = 4
_NEVER_SHOWN = frozenset({"code"})
_LONGEST_VALUE = 40
_IN_THE_WINDOW = {
    "import.warning.one_sheet": "files.warning.one_sheet",
    "import.warning.two_columns": "files.warning.two_columns",
    "import.warning.withdraws_many": "files.warning.withdraws_many",
}
"""Warnings that name an option of the command line, and the text keys for the window."""


def changes(report: Report, words: Texts) -> str:
    """Return the changes of the list: 12 nieuw, 3 anders, 0 vervallen."""
    return words.say(
        "files.changes",
        added=words.number(report.added),
        changed=words.number(report.changed),
        withdrawn=words.number(report.withdrawn),
    )


def read(report: Report, words: Texts) -> str:
    """Return the source of the list, the number of its rows, and how many are unchanged."""
    return words.say(
        "files.read",
        source=report.source,
        read=words.number(report.read),
        unchanged=words.number(report.unchanged),
    )


def left_off(report: Report, words: Texts) -> str:
    """Return the guests of the previous version who are not in the file; empty without any."""
    preview = report.preview
    if not preview.left_off:
        return ""
    names = some_names(preview.left_off_names, preview.left_off, words)
    return words.say("files.left_off", n=preview.left_off, names=names)


def guest_cells(guest: PreviewGuest, words: Texts) -> Mapping[str, str]:
    """Return the texts about a guest by field, with only the start of the code."""
    return {
        "name": guest.name or guest.ticket,
        "organisation": guest.organisation,
        "category": guest.category,
        "places": str(guest.places),
        "status": words.say(Status(guest.status).text_key),
        "code": f"{guest.code[:_CODE_SHOWN]}…" if guest.code else "",
    }


def rejected(report: Report, words: Texts) -> Iterator[str]:
    """Yield the errors of rejected rows, equal ones once, and the number of others."""
    shown = report.alike[:MOST_SHOWN]
    for alike in shown:
        yield _rejection(alike, words)
    more = report.rejected_rows - sum(alike.count for alike in shown)
    if more > 0:
        yield words.say("files.more_rejected", count=more)


def warnings(report: Report, words: Texts) -> Iterator[str]:
    """Yield the warnings; some have a part of the page of their own."""
    for warned in report.warnings:
        if warned.key not in _SHOWN_APART:
            yield _warning(warned, words)


_SHOWN_APART = frozenset({"import.warning.no_group", "import.warning.same_guests"})


def same_guests(same: SameGuests, words: Texts) -> str:
    """Return which guests are on other lists too."""
    names = some_names(same.names, same.count, words)
    return words.say("files.same_guests", count=same.count, sources=same.sources, names=names)


def unused(report: Report, words: Texts) -> str:
    """Return the columns that are not read, empty without any."""
    columns = ", ".join(map(safe_heading, report.unused))
    return words.say("files.unused", columns=columns) if report.unused else ""


def answer_texts(question: Question, words: Texts) -> dict[str, str]:
    """Return the answers to a question, each with the label of its button."""
    if question.about in _BY_EXAMPLE:
        return dict(zip(question.answers, question.values, strict=True))
    if question.about == "source":
        return {answer: _source_text(answer, question.values, words) for answer in question.answers}
    if question.about == "addon":
        return {answer: words.say(_ABOUT_ADDON[parts_of(answer)[0]]) for answer in question.answers}
    if question.key == _WHICH_DAY:
        return {answer: _day_text(answer, words) for answer in question.answers}
    return {answer: answer_text(answer, words) for answer in question.answers}


_BY_EXAMPLE = frozenset({"encoding", "sheet"})
"""Questions whose answers are examples or names."""


_ABOUT_ADDON = {"map": "files.answer.addon", "ignore": "files.answer.no_addon"}
_WHICH_DAY = "import.question.which_day"


def _day_text(answer: str, words: Texts) -> str:
    day = parts_of(answer)[1].partition("=")[2]
    return words.say("files.answer.every_day") if day == NO_COLUMN else safe_heading(day)


def _source_text(answer: str, known: Sequence[str], words: Texts) -> str:
    _, source = parts_of(answer)
    key = "files.source.next" if source in known else "files.source.new"
    return words.say(key, source=source)


def answer_text(answer: str, words: Texts) -> str:
    """Return the text of an answer: for `--status 'Wachtlijst=unpaid'` the status."""
    name, value = parts_of(answer)
    if name == "status":
        return words.say(Status(value.rpartition("=")[2]).text_key)
    if name == "map":
        field, _, column = value.partition("=")
        if field == BESIDES:
            return _answer_about_besides(column, words)
        if column == NO_COLUMN:
            return words.say("files.answer.no_column", field=field_name(field, words))
        if len(together := column.split(TOGETHER)) > 1:
            columns = TOGETHER.join(map(safe_heading, together))
            return words.say("files.answer.sum", columns=columns)
        return words.say(
            "files.answer.map", column=safe_heading(column), field=field_name(field, words)
        )
    if name == "codes":
        return words.say(_ABOUT_CODES[value])
    if name == "ignore":
        return words.say("files.answer.ignore")
    return value


def _answer_about_besides(column: str, words: Texts) -> str:
    if column == NO_COLUMN:
        return words.say("files.answer.no_besides")
    if TOGETHER in column:
        return words.say("files.answer.besides")
    return words.say("files.answer.besides_count", column=safe_heading(column))


_ABOUT_CODES = {"none": "files.answer.no_codes", "as-is": "files.answer.codes_as_is"}


def reused_text(choices: Sequence[str], words: Texts) -> str:
    """Return which choices of the previous version count; empty without any."""
    phrases = "; ".join(dict.fromkeys(_choice_text(one, words) for one in choices))
    return words.say("files.reused", choices=phrases) if phrases else ""


def _choice_text(choice: str, words: Texts) -> str:
    """Return a choice that is read without its question."""
    name, value = parts_of(choice)
    before, _, after = value.rpartition("=")
    match name:
        case "status":
            status = words.say(Status(after).text_key)
            return words.say("files.choice.status", word=before, status=status)
        case "ignore":
            return words.say("files.choice.ignore", column=safe_heading(value))
        case "set":
            field, _, fixed = value.partition("=")
            return words.say("files.choice.set", field=field_name(field, words), value=fixed)
        case "sheet":
            return words.say("files.choice.sheet", sheet=value)
        case "map":
            return _column_choice_text(choice, words)
        case "same-guest":
            return words.say("files.choice.once")
        case _:
            return answer_text(choice, words)


def _column_choice_text(choice: str, words: Texts) -> str:
    field, _, column = parts_of(choice)[1].partition("=")
    if field == BESIDES or column == NO_COLUMN or TOGETHER in column:
        return answer_text(choice, words)
    chosen = {"field": field_name(field, words), "column": safe_heading(column)}
    return words.say("files.choice.map", **chosen)


def _rejection(alike: Alike, words: Texts) -> str:
    rejection = alike.first
    why = words.say(rejection.why, **rejection.params)
    shown = "" if rejection.field in _NEVER_SHOWN else rejection.value[:_LONGEST_VALUE]
    field = field_name(rejection.field, words) if rejection.field else ""
    named = " ".join(filter(None, (field, f"'{shown}'" if shown else "")))
    what = f", {named}" if named else ""
    if alike.count > 1:
        rows = {"count": alike.count, "rows": alike.numbers}
        return words.say("files.rejected_alike", **rows, what=what, why=why)
    return words.say("files.rejected", row=rejection.row, what=what, why=why)


def _warning(warned: ImportWarning, words: Texts) -> str:
    params = warned.filled_params(words)
    if "field" in params:
        params["field"] = field_name(str(params["field"]), words)
    return words.say(_IN_THE_WINDOW.get(warned.key, warned.key), **params)


def column_text(heading: str, value: str, words: Texts) -> str:
    """Return the name of a column with its first value, never a whole code."""
    if not value.strip():
        return safe_heading(heading)
    shown = _safe_value(" ".join(value.split()))
    return words.say("files.column", column=safe_heading(heading), value=shown)


_LONGEST_SHOWN = 24


def safe_heading(column: str) -> str:
    """Return the name of a column, without one that may be a code in a file without headings."""
    return _shortened(without_codes(column))


def _safe_value(value: str) -> str:
    return f"{value[:4]}…" if any(map(str.isdigit, value)) else _shortened(value)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1].rstrip()}…"
