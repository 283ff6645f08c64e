"""A double entry in words: its sides, how far apart, and possible causes; no blame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.domain.double_entries import Cause
from kiosk.domain.verdict import Colour
from kiosk.texts import Texts
from kiosk.ui.widgets.ticket_texts import ResultRow, TimeTeller
from kiosk.ui.widgets.verdict_card import people_text

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.double_report import DoubleEntry, Side

CAUSES = (Cause.SAME_PERSON, Cause.SHARED, Cause.CLOCK, Cause.OVERRIDE, Cause.UNKNOWN)
"""The causes that a person can choose, in the order of the keys 1 to 5."""

_GUESSES = {
    Cause.SAME_PERSON: "doubles_page.guess.same-person",
    Cause.SHARED: "doubles_page.guess.shared",
    Cause.CLOCK: "doubles_page.guess.clock",
    Cause.OVERRIDE: "doubles_page.guess.override",
    Cause.UNKNOWN: "doubles_page.guess.unknown",
}
_DECIDED = {
    Cause.SAME_PERSON: "doubles_page.decided.same-person",
    Cause.SHARED: "doubles_page.decided.shared",
    Cause.CLOCK: "doubles_page.decided.clock",
    Cause.OVERRIDE: "doubles_page.decided.override",
    Cause.UNKNOWN: "doubles_page.decided.unknown",
}
_MARKS = {
    Cause.SAME_PERSON: "doubles_page.mark.same-person",
    Cause.SHARED: "doubles_page.mark.shared",
    Cause.CLOCK: "doubles_page.mark.clock",
    Cause.OVERRIDE: "doubles_page.mark.override",
    Cause.UNKNOWN: "doubles_page.mark.unknown",
}
_MINUTE_S = 60
_HOUR_MINUTES = 60
_PAIR = 2


@dataclass(frozen=True, slots=True)
class SideTexts:
    """One side: time and entrance, and below it the laptop, the operator and the people."""

    when: str
    where: str


@dataclass(frozen=True, slots=True)
class DoubleTexts:
    """All texts about one double entry."""

    title: str
    beyond: str
    sides: tuple[SideTexts, ...]
    gap: str
    cause: str


def texts_of(double: DoubleEntry, times: TimeTeller) -> DoubleTexts:
    """Return the texts about a double entry."""
    finding, words = double.finding, times.words
    decided, cause = finding.decided, finding.cause
    return DoubleTexts(
        title=" · ".join(filter(None, (_name(double, words), double.ref))),
        beyond=words.say("doubles_page.beyond", n=finding.double.people),
        sides=tuple(_side_texts(side, times) for side in double.sides),
        gap=time_apart(finding.gap_s, words) if len(double.sides) >= _PAIR else "",
        cause=decided_text(cause, words) if decided else words.say(_GUESSES[cause]),
    )


def double_row(double: DoubleEntry, times: TimeTeller) -> ResultRow:
    """Return the row of a double entry: guest, place, time and decision."""
    finding, words = double.finding, times.words
    sides = [f"{times.at(side.at)} {side.entrance}".strip() for side in double.sides[-2:]]
    apart = time_apart(finding.gap_s, words) if len(double.sides) >= _PAIR else ""
    decided = words.say(_MARKS[finding.cause])
    return ResultRow(
        name=_name(double, words),
        about=" · ".join(sides),
        ref=double.ref if double.name else "",
        mark=decided if finding.decided else apart,
        colour=Colour.GREY if finding.decided else Colour.ORANGE,
    )


def decided_text(cause: Cause, words: Texts) -> str:
    """Return the cause that was chosen, as a sentence."""
    return words.say(_DECIDED[cause])


def time_apart(seconds: float, words: Texts) -> str:
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


def _side_texts(side: Side, times: TimeTeller) -> SideTexts:
    parts = (side.station, side.operator, people_text(side.people, times.words))
    return SideTexts(
        when=f"{times.at(side.at)} · {side.entrance}" if side.entrance else times.at(side.at),
        where=" · ".join(filter(None, parts)),
    )
