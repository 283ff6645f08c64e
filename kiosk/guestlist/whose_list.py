"""The question to which source a file belongs, if another source has half of its guests."""

from collections.abc import Sequence

from kiosk.guestlist.import_report import Question, option

_HALF = 0.5
_MOST_SOURCES = 3


def ask_whose_list(shared: Sequence[tuple[str, int]], rows: int, source: str) -> Question | None:
    """Ask for the source of a list with `rows` rows; `shared` are the rows in other sources."""
    held = [(name, count) for name, count in shared if count and count >= rows * _HALF]
    if not held:
        return None
    names = [name for name, _ in held[:_MOST_SOURCES]]
    answers = tuple(option("source", name) for name in (*names, source))
    other, count = held[0]
    params = {"count": count, "rows": rows, "other": other, "source": source}
    return Question(
        "source", "import.question.whose_list", answers, values=tuple(names), params=params
    )
