"""A double entry in words: its sides, how far apart, and possible causes; no blame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.double_entries import Cause
from kiosk.domain.verdict import Colour
from kiosk.texts import Texts
from kiosk.ui.widgets.ticket_texts import ResultRow, TimeTeller
from kiosk.ui.widgets.verdict_card import people

if TYPE_CHECKING:  # SQLite comes with it: imported after the first window
    from kiosk.reports.double_report import DoubleEntry, Side

CAUSES = (Cause.SAME_PERSON, Cause.SHARED, Cause.CLOCK, Cause.OVERRIDE, Cause.UNKNOWN)
"""What a person can decide, in the order of the keys 1 to 5."""

_MINUTE_S = 60
_HOUR_MINUTES = 60
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Sided:
    """One side: time and entrance, and below it the laptop, the operator and the people."""

    when: str
    where: str


@dataclass(frozen=True, slots=True)
class Telling:
    """All texts about one double entry."""

    title: str
    beyond: str
    sides: tuple[Sided, ...]
    gap: str
    cause: str


def telling(double: DoubleEntry, told: TimeTeller) -> Telling:
    """Return the texts about a double entry."""
    finding, words = double.finding, told.words
    state = "decided" if finding.decided else "guess"
    return Telling(
        title=" · ".join(filter(None, (_name(double, words), double.ref))),
        beyond=words.say("doubles_page.beyond", n=finding.double.people),
        sides=tuple(_sided(side, told) for side in double.sides),
        gap=log_gap(finding.gap_s, words) if len(double.sides) >= _PAIR else "",
        cause=words.say(f"doubles_page.{state}.{finding.cause}"),
    )


def line(double: DoubleEntry, told: TimeTeller) -> ResultRow:
    """Return the row of a double entry: guest, place, time and decision."""
    finding, words = double.finding, told.words
    sides = [f"{told.at(side.at)} {side.entrance}".strip() for side in double.sides[-2:]]
    apart = log_gap(finding.gap_s, words) if len(double.sides) >= _PAIR else ""
    decided = words.say(f"doubles_page.mark.{finding.cause}")
    return ResultRow(
        name=_name(double, words),
        about=" · ".join(sides),
        ref=double.ref if double.name else "",
        mark=decided if finding.decided else apart,
        colour=Colour.GREY if finding.decided else Colour.ORANGE,
    )


def log_gap(seconds: float, words: Texts) -> str:
    """Return how far apart two admissions were, in whole seconds, minutes or hours."""
    minutes = round(seconds) // _MINUTE_S
    if round(seconds) == 0:
        return words.say("doubles_page.at_once")
    if minutes == 0:
        return words.say("doubles_page.seconds", n=round(seconds))
    if minutes < _HOUR_MINUTES:
        return words.say("doubles_page.minutes", n=minutes)
    return words.say("doubles_page.hours", n=round(minutes / _HOUR_MINUTES))


def open_first(doubles: list[DoubleEntry]) -> list[DoubleEntry]:
    """Return the open ones first, then the decided ones; each newest first."""
    newest = list(reversed(doubles))
    return sorted(newest, key=lambda double: double.finding.decided)


def _name(double: DoubleEntry, words: Texts) -> str:
    return double.name or double.ref or words.say("desk.nameless")


def _sided(side: Side, told: TimeTeller) -> Sided:
    words = told.words
    parts = (side.station, side.operator, people(side.people, words))
    return Sided(
        when=f"{told.at(side.at)} · {side.entrance}" if side.entrance else told.at(side.at),
        where=" · ".join(filter(None, parts)),
    )
