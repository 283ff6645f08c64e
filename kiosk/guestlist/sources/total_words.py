"""Recognises rows that are totals, or remarks on the list."""

import re
from collections.abc import Sequence

_TOTAL_WORD = r"(?:eind|sub|grand |sous-|zwischen)?(?:totaal|total|totale|totalen|totals|gesamt\w*)"
_SHORT_WORD = r"som|sum|count|summe|somme|insgesamt"
_OF_WHAT = (
    r"(?: (?:aantal|generaal|général|general|number|of|van|de|alle|personen|gasten|deelnemers"
    r"|aanwezig\w*|aanmeldingen|plaatsen|kaarten|tickets|guests|people|persons|places|attendees"
    r"|personnes|gäste|betaald|paid))*"
)
_END = r"\s*[:=]?\s*\d*"
_TOTAL = re.compile(rf"(?:aantal )?(?:{_TOTAL_WORD}|{_SHORT_WORD}){_OF_WHAT}{_END}")
_SURE_TOTAL = re.compile(rf"(?:aantal )?{_TOTAL_WORD}{_OF_WHAT}{_END}")

_NUMBER = re.compile(r"[-+]?[€$£]?\s?\d[\d.,\s]*-?\s?(?:€|%)?")
_SMALL = re.compile(r"\s*\d{1,4}(?:[.,]0+)?\s*")

_REMARK = re.compile(
    r"[*†‡(\[].*|\S+(?:\s\S+){0,3}\s*=\s*\S.*"
    r"|(?:rood|rode|groen|groene|geel|gele|oranje|blauw|blauwe|grijs|grijze|red|green|yellow|orange"
    r"|blue|gr[ae]y|rot|grün|gelb|grau|rouge|vert|jaune|doorgestreept\w*|strike\w*)\s*[=:-].*"
    r"|(?:nb|n\.b\.|let op|opmerking\w*|note|bron|legenda|source|afgedrukt|printed|export"
    r"\w*|gegenereerd|generated|stand per|pagina|page|versie|version|laatst\w*|last|bijgewerkt"
    r"|updated|vragen|contact)\b.*|(?:\S+\s+){4,}\S.*|(?:\S+\s+){2,}\S*[.:]",
    re.IGNORECASE | re.DOTALL,
)


def is_total(cells: Sequence[str]) -> bool:
    """Return whether a row has a word for a total, and otherwise only numbers."""
    text = one_text(cells)
    return bool(text) and _TOTAL.fullmatch(_plain(text or "")) is not None


def is_sure_total(cells: Sequence[str]) -> bool:
    """Return whether a row is a total anywhere: Som and Sum are also names of people."""
    text = one_text(cells)
    has_number = any(cell.strip() and cell != text for cell in cells)
    return bool(text) and has_number and _SURE_TOTAL.fullmatch(_plain(text or "")) is not None


def is_remark(text: str) -> bool:
    """Return whether a text is a remark, not a name."""
    return _REMARK.fullmatch(text.strip()) is not None


def one_text(cells: Sequence[str]) -> str | None:
    """Return the only cell that is no number, "" if there is none, None if there are several."""
    found = ""
    for cell in cells:
        if cell and (cell[0].isalpha() or not (cell.isspace() or _is_number(cell))):
            if found:
                return None
            found = cell
    return found


def _is_number(cell: str) -> bool:
    return _NUMBER.fullmatch(cell.strip()) is not None


def is_small(cell: str) -> bool:
    """Return whether a cell contains a small whole number, such as a number of people."""
    return _SMALL.fullmatch(cell) is not None


def value(cell: str) -> float:
    """Return the number in a cell for which `is_small` holds."""
    return float(cell.strip().replace(",", "."))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" *")
