"""The questions of an import, with the options that answer them."""

from collections.abc import Iterator, Sequence

from kiosk.domain.ticket import Status
from kiosk.guestlist.code_quality import CodeQuality
from kiosk.guestlist.columns.column_samples import Samples
from kiosk.guestlist.columns.column_words import plain
from kiosk.guestlist.columns.list_columns import BESIDES, NO_COLUMN, TOGETHER, Columns
from kiosk.guestlist.columns.status_columns import is_row_colour
from kiosk.guestlist.columns.unused_columns import (
    Suspect,
    are_numbered,
    day_columns,
    likely_codes,
    likely_names,
    more_names,
    rival_codes,
    suspects,
    types_without_ticket,
)
from kiosk.guestlist.import_report import ImportOptions, Question, option
from kiosk.guestlist.status_reader import ROWS_NAMED, Unexplained

_STATUSES = (Status.VALID, Status.UNPAID, Status.CANCELLED, Status.BLOCKED)
_MOST_ASKED = 20
_MOST_COLUMNS = 5
_HALF = 0.5
_NAMES = ("name", "first_name", "last_name")


def about_columns(columns: Columns, samples: Samples, wishes: ImportOptions) -> list[Question]:
    """Return the questions about columns: unused ones that matter, and missing codes."""
    found = suspects(columns, samples, ask_codes=_is_weak(columns, samples, wishes))
    counts = [one for one in found if one.about == "places"]
    days = day_columns(columns)
    others = [one for one in found if one.about != "places" and one.heading not in days]
    return [
        *_about_codes(columns, samples, wishes),
        *_about_days(days if "status" not in wishes.mapping else ()),
        *map(_about_unused, others),
        *_about_counts(columns, counts, wishes),
        *_about_more_names(columns, samples, wishes),
        *_about_types(columns, samples, wishes),
    ]


def _about_types(columns: Columns, samples: Samples, wishes: ImportOptions) -> Iterator[Question]:
    """Ask whether the kind of a ticket refuses its guest, if it has a word for that."""
    if not wishes.mapping.keys() & {"category", "status"} and (
        types := types_without_ticket(columns, samples)
    ):
        heading = columns.headings[columns.positions["category"]]
        answers = (option("map", f"status={heading}"), option("map", f"category={heading}"))
        yield Question("status", "import.question.type_status", answers, heading, types)


def _about_more_names(
    columns: Columns, samples: Samples, wishes: ImportOptions
) -> Iterator[Question]:
    """Ask whether people whose names are in unused columns come on the ticket of their row."""
    if BESIDES in wishes.mapping or "places" in columns.positions:
        return
    if found := more_names(columns, samples):
        answers = (
            option("map", f"{BESIDES}={TOGETHER.join(found)}"),
            option("map", f"{BESIDES}={NO_COLUMN}"),
        )
        params = {"columns": ", ".join(f"'{one}'" for one in found)}
        yield Question(BESIDES, "import.question.more_names", answers, found[0], params=params)


def _about_days(days: Sequence[str]) -> Iterator[Question]:
    """Ask which of several columns is the day of the event."""
    if days:
        answers = tuple(option("map", f"status={day}") for day in (*days, NO_COLUMN))
        params = {"columns": ", ".join(f"'{one}'" for one in days)}
        yield Question("status", "import.question.which_day", answers, days[0], params=params)


_UNUSED = {
    "status": "import.question.unused_status",
    "code": "import.question.unused_code",
    "places": "import.question.unused_places",
    "addon": "import.question.unused_addon",
}


def _about_unused(suspect: Suspect) -> Question:
    fields = [suspect.about]
    if suspect.about == "places":
        fields = ["places", BESIDES] if suspect.is_total else [BESIDES]
    map_it = (option("map", f"{field}={suspect.heading}") for field in fields)
    answers = (*map_it, option("ignore", suspect.heading))
    return Question(suspect.about, _UNUSED[suspect.about], answers, suspect.heading, suspect.values)


def _about_counts(
    columns: Columns, counts: Sequence[Suspect], wishes: ImportOptions
) -> list[Question]:
    """Ask which of several columns count a ticket's people: all of them together, or one."""
    if not counts or "places" in wishes.mapping:
        return []
    used = [columns.headings[position] for position in columns.of("places")]
    unused = [one.heading for one in counts]
    if not used and len(unused) == 1:
        return [_about_unused(counts[0])]
    every = [*used, *unused]
    together = [TOGETHER.join(used)] if len(used) > 1 else used
    choices = [TOGETHER.join(every), *together, *unused[:_MOST_COLUMNS]]
    answers = tuple(option("map", f"places={choice}") for choice in choices)
    params = {"n": len(every), "columns": ", ".join(f"'{one}'" for one in every)}
    return [
        Question(
            "places", "import.question.which_counts", answers, unused[0], counts[0].values, params
        )
    ]


def about_late_words(
    found: Sequence[tuple[str, tuple[str, ...]]], asked: Sequence[Question]
) -> list[Question]:
    """Ask about unused columns with words that keep guests out, far down the list."""
    known = {question.column for question in asked}
    return [
        Question(
            "status",
            "import.question.unused_status",
            (option("map", f"status={heading}"), option("ignore", heading)),
            heading,
            words,
        )
        for heading, words in found
        if heading not in known
    ]


def _is_weak(columns: Columns, samples: Samples, wishes: ImportOptions) -> bool:
    """Return whether another column may contain the codes: one named "Code" is a weak candidate."""
    if "code" in wishes.mapping or wishes.codes or not columns.has("code"):
        return False
    position = columns.positions["code"]
    return plain(columns.headings[position]) == "code" and not samples[position].looks_like_codes


def _about_codes(columns: Columns, samples: Samples, wishes: ImportOptions) -> Iterator[Question]:
    """Ask which column contains the codes, if there is none and some may be it."""
    settled = wishes.codes == "none" or "code" in wishes.mapping
    never = columns.layout is not None and columns.layout.complete and not columns.layout.codes
    if settled or never:
        return
    found = rival_codes if columns.has("code") else likely_codes
    if likely := found(columns, samples)[:_MOST_COLUMNS]:
        yield _which_code(likely, several=columns.has("code") or are_numbered(likely))


def _which_code(likely: Sequence[str], *, several: bool = False) -> Question:
    answers = (*(option("map", f"code={heading}") for heading in likely), option("codes", "none"))
    params = {"n": len(likely), "columns": ", ".join(f"'{one}'" for one in likely)}
    key = "import.question.several_codes" if several else "import.question.which_code"
    return Question("code", key, answers, likely[0], params=params)


def about_numbers(
    columns: Columns, samples: Samples, wishes: ImportOptions, asked: Sequence[Question]
) -> list[Question]:
    """Ask whether numbers of tickets are their codes, in a new list without codes.

    Short numbers are no codes if the list has anything else of the guests. `asked` are the
    questions before.
    """
    settled = wishes.codes == "none" or "code" in wishes.mapping
    known = columns.layout is not None or columns.has("code")
    settled = settled or any(question.about == "code" for question in asked)
    if settled or known or "ticket" not in columns.positions:
        return []
    are_long = samples[columns.positions["ticket"]].are_long_codes
    if columns.has(*_NAMES, "booked_by") and not are_long:
        return []
    return [_which_code([columns.headings[columns.positions["ticket"]]])]


def about_words(unexplained: list[Unexplained], columns: Columns) -> list[Question]:
    """Ask for the meaning of each unknown word of a status column."""
    several = len(columns.statuses) > 1
    return [_about_word(found, several=several) for found in unexplained[:_MOST_ASKED]]


def _about_word(found: Unexplained, *, several: bool) -> Question:
    prefix = f"{found.heading}: " if several or not found.word else ""
    answers = tuple(option("status", f"{prefix}{found.word}={status}") for status in _STATUSES)
    more = ", …" if found.count > ROWS_NAMED else ""
    params = {"count": found.count, "rows": ", ".join(map(str, found.rows)) + more}
    key = "import.question.status_word" if found.word else "import.question.status_empty"
    if is_row_colour(found.heading):
        key = "import.question.row_colour"
        answers = (*answers, option("ignore", found.heading))
    return Question("status", key, answers, found.heading, (found.word,), params)


def about_damage(
    shapes: CodeQuality, columns: Columns, wishes: ImportOptions, damaged: int, rounded: int
) -> list[Question]:
    """Ask about codes that a spreadsheet rounded: no guest's code would be recognised.

    `damaged` are rows with a code such as 1,2E+19, `rounded` those that the file itself marks as
    rounded; a few of them are rejected rows and no question.
    """
    if wishes.codes == "none":
        return []
    column = columns.mapping.get("code")
    as_is, none = option("codes", "as-is"), option("codes", "none")
    half = (shapes.codes + damaged + rounded) * _HALF
    rounded = shapes.rounded or (rounded if rounded > half else 0)
    if rounded and wishes.codes != "as-is":
        return [
            Question(
                "codes", "import.question.rounded", (as_is, none), column, params={"count": rounded}
            )
        ]
    if damaged > half:
        return [
            Question("codes", "import.question.damaged", (none,), column, params={"count": damaged})
        ]
    return []


def about_names(
    columns: Columns, samples: Samples, wishes: ImportOptions, rows: int, nameless: int
) -> list[Question]:
    """Ask which column contains the names, if most rows have none."""
    without = wishes.mapping.get("name") == NO_COLUMN
    expected = columns.layout is None or not columns.layout.nameless
    if without or not expected or nameless <= rows * _HALF:
        return []
    likely = likely_names(columns, samples)[:_MOST_COLUMNS]
    if not likely and columns.has("ticket") and not columns.has(*_NAMES):
        return []  # an update of tickets by their numbers
    answers = (*(option("map", f"name={heading}") for heading in likely), option("map", "name=-"))
    params = {"count": nameless, "rows": rows}
    return [
        Question(
            "name",
            "import.question.nameless",
            answers,
            columns.mapping.get("name", ""),
            params=params,
        )
    ]
