"""Names columns without a heading by their letters, as a spreadsheet shows them."""

from collections.abc import Sequence

from kiosk.guestlist.sources.added_columns import words_of

_LETTERS = 26


def with_letters(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return headings, with a name for each column that has none and is filled in these rows."""
    filled = {place for row in rows for place, cell in enumerate(row) if cell.strip()}
    missing = [place for place in filled if place >= len(headings) or not headings[place]]
    if not missing:
        return tuple(headings)
    column = words_of(headings)["column"]
    named = [*headings, *[""] * (max(missing) + 1 - len(headings))]
    for place in missing:
        if (name := f"{column} {letters(place)}") not in headings:
            named[place] = name
    return tuple(named)


def letters(place: int) -> str:
    """Return the letters of a column by its position: A, B ... Z, AA."""
    text, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, _LETTERS)
        text = chr(ord("A") + letter) + text
    return text
