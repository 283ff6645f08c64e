"""Reads a question with a column for each answer, one of which is ticked, as one column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from kiosk.guestlist.columns.status_words import status_words
from kiosk.guestlist.row_source import Row

_BETWEEN = ", "
_LEAST_ANSWERS = 2


@dataclass(frozen=True, slots=True)
class TickedGroup:
    """Columns from position `begin` on, one for each of the answers."""

    begin: int
    answers: tuple[str, ...]

    @property
    def end(self) -> int:
        """The position after the last column."""
        return self.begin + len(self.answers)

    def answer(self, cells: Sequence[str]) -> str:
        """Return the ticked answers of a row."""
        pairs = zip(self.answers, cells[self.begin : self.end], strict=False)
        return _BETWEEN.join(answer for answer, cell in pairs if status_words().is_yes(cell))


def ticked_groups(
    upper: Sequence[str], lower: Sequence[str], below: Sequence[Sequence[str]]
) -> tuple[TickedGroup, ...]:
    """Return the questions whose answers, a yes and a no among them, are ticked `below`."""
    found, begin = [], 0
    while begin < len(lower):
        end = begin + 1
        while end < len(lower) and not (end < len(upper) and upper[end].strip()):
            end += 1
        answers = tuple(one.strip() for one in lower[begin:end])
        group = TickedGroup(begin, answers)
        is_question = begin < len(upper) and upper[begin].strip() and _are_answers(answers)
        if is_question and all(_is_ticked(row[begin:end]) for row in below):
            found.append(group)
        begin = end
    return tuple(found)


def with_answers(rows: Iterator[Row], groups: Sequence[TickedGroup]) -> Iterator[Row]:
    """Return rows with the ticked answer in each group's first column, and the others empty."""
    return map(partial(_answered, groups), rows) if groups else rows


def _answered(groups: Sequence[TickedGroup], row: Row) -> Row:
    number, cells = row
    return (number, _with_answers(cells, groups)) if isinstance(cells, list) else row


def _with_answers(cells: Sequence[str], groups: Sequence[TickedGroup]) -> list[str]:
    read = [*cells]
    for group in groups:
        count = len(cells[group.begin : group.end])
        read[group.begin : group.end] = [group.answer(cells), *[""] * (count - 1)][:count]
    return read


def _are_answers(answers: Sequence[str]) -> bool:
    words = status_words()
    yes = sum(map(words.is_yes, answers))
    no = sum(words.is_answer(one) and not words.is_yes(one) for one in answers)
    return len(answers) >= _LEAST_ANSWERS and yes == 1 and no == 1 and all(answers)


def _is_ticked(cells: Sequence[str]) -> bool:
    return all(not cell.strip() or status_words().is_answer(cell) for cell in cells)
