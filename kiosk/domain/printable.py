"""Names that another station wrote: fit to be shown in one line on any screen."""

LONGEST_TEXT = 400
"""Characters at most of a name that another station wrote; people type fewer."""


def plain(value: object) -> str:
    """Return a text without what moves a cursor or colours a terminal; "" for what is no text."""
    if not isinstance(value, str):
        return ""
    return "".join(each if each.isprintable() else " " for each in value[:LONGEST_TEXT]).strip()


def is_plain(value: str) -> bool:
    """Return whether a name that another station wrote can be shown as it is."""
    return value.isprintable() and len(value) <= LONGEST_TEXT
