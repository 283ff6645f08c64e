"""Answers to an import's questions: options of the command, added to the given options."""

import shlex
from dataclasses import replace

from kiosk.guestlist.import_report import ImportOptions


def parts_of(answer: str) -> tuple[str, str]:
    """Split an option that `option` wrote into its name and value."""
    name, value = shlex.split(answer)
    return name.removeprefix("--"), value


def with_answer(wishes: ImportOptions, answer: str) -> ImportOptions:
    """Return the options with one more answer, as if it had been typed."""
    name, value = parts_of(answer)
    field, _, rest = value.partition("=")
    match name:
        case "map":
            return replace(wishes, mapping={**wishes.mapping, field: rest})
        case "set":
            return replace(wishes, fixed={**wishes.fixed, field: rest})
        case "ignore":
            return replace(wishes, ignore=(*wishes.ignore, value))
        case "status":
            return replace(wishes, statuses=(*wishes.statuses, value))
        case "codes" | "sheet" | "encoding" | "source" | "same-guest":
            return replace(wishes, **{name.replace("-", "_"): value})  # type: ignore[arg-type]  # fields of the options
        case _:
            raise ValueError(answer)
