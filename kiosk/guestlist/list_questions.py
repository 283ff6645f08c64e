"""What an import asks before it changes a list, and the options that answer it."""

from collections.abc import Iterator, Sequence

from kiosk.domain.ticket import Status
from kiosk.guestlist.code_quality import CodeQuality
from kiosk.guestlist.columns.column_samples import Samples
from kiosk.guestlist.columns.column_words import plain
from kiosk.guestlist.columns.list_columns import NO_COLUMN, Columns
from kiosk.guestlist.columns.unused_columns import likely_codes, likely_names, suspects
from kiosk.guestlist.import_report import ImportOptions, Question, option
from kiosk.guestlist.status_reader import ROWS_NAMED, Unexplained

_STATUSES = (Status.VALID, Status.UNPAID, Status.CANCELLED, Status.BLOCKED)
_MOST_ASKED = 20
_MOST_COLUMNS = 5
_HALF = 0.5
_NAMES = ("name", "first_name", "last_name")


def about_columns(columns: Columns, samples: Samples, wishes: ImportOptions) -> list[Question]:
    """Return what is asked about the columns: unused ones that matter, and codes in none."""
    questions = [*_about_codes(columns, samples, wishes)]
    for suspect in suspects(columns, samples, ask_codes=_is_weak(columns, samples, wishes)):
        map_it = option("map", f"{suspect.about}={suspect.heading}")
        answers = (map_it, option("ignore", suspect.heading))
        key = _UNUSED[suspect.about]
        questions.append(Question(suspect.about, key, answers, suspect.heading, suspect.values))
    return questions


def about_late_words(
    found: Sequence[tuple[str, tuple[str, ...]]], asked: Sequence[Question]
) -> list[Question]:
    """Ask about unused columns that keep guests out only far down the list."""
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


_UNUSED = {
    "status": "import.question.unused_status",
    "code": "import.question.unused_code",
    "places": "import.question.unused_places",
}


def _is_weak(columns: Columns, samples: Samples, wishes: ImportOptions) -> bool:
    """Return whether another column may hold the codes: the one called "Code" hardly does."""
    if "code" in wishes.mapping or wishes.codes or not columns.has("code"):
        return False
    position = columns.positions["code"]
    return plain(columns.headings[position]) == "code" and not samples[position].looks_like_codes


def _about_codes(columns: Columns, samples: Samples, wishes: ImportOptions) -> Iterator[Question]:
    """Ask which column holds the codes, where there is none and one or more may be it."""
    settled = wishes.codes == "none" or "code" in wishes.mapping
    never = columns.layout is not None and columns.layout.complete and not columns.layout.codes
    if settled or never or columns.has("code"):
        return
    likely = likely_codes(columns, samples)[:_MOST_COLUMNS]
    if likely:
        answers = (
            *(option("map", f"code={heading}") for heading in likely),
            option("codes", "none"),
        )
        yield Question(
            "code",
            "import.question.which_code",
            answers,
            likely[0],
            params={"n": len(likely), "columns": ", ".join(f"'{one}'" for one in likely)},
        )


def about_words(unexplained: list[Unexplained], columns: Columns) -> list[Question]:
    """Ask what each unknown word of a status column means."""
    several = len(columns.statuses) > 1
    return [_about_word(found, several=several) for found in unexplained[:_MOST_ASKED]]


def _about_word(found: Unexplained, *, several: bool) -> Question:
    prefix = f"{found.heading}: " if several or not found.word else ""
    answers = tuple(option("status", f"{prefix}{found.word}={status}") for status in _STATUSES)
    more = ", …" if found.count > ROWS_NAMED else ""
    params = {"count": found.count, "rows": ", ".join(map(str, found.rows)) + more}
    key = "import.question.status_word" if found.word else "import.question.status_empty"
    return Question("status", key, answers, found.heading, (found.word,), params)


def about_damage(
    shapes: CodeQuality, columns: Columns, wishes: ImportOptions, damaged: int, rounded: int
) -> list[Question]:
    """Ask about codes that a spreadsheet rounded: no guest's code would be recognised.

    `damaged` are rows whose code is written as 1,2E+19, `rounded` those that the file itself says
    to be rounded; a few of them are rejected rows and no question.
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
    """Ask where the names are, if most rows have none."""
    without = wishes.mapping.get("name") == NO_COLUMN
    expected = columns.layout is None or not columns.layout.nameless
    if without or not expected or nameless <= rows * _HALF:
        return []
    likely = likely_names(columns, samples)[:_MOST_COLUMNS]
    if not likely and columns.has("ticket") and not columns.has(*_NAMES):
        return []  # news of tickets that are known by their numbers
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
