"""The one button of the page of laptops, with the next step of the day."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from kiosk.ui.laptops.laptops_texts import taking_part

if TYPE_CHECKING:  # it imports SQLite: imported after the first window
    from kiosk.reports.laptops import Laptop, Laptops


class NextStep(Enum):
    """The action of the button."""

    SET_UP = "set_up"
    EXCHANGE = "exchange"
    HAND_IN = "hand_in"
    EMPTY = "empty"


def next_step(seen: Laptops | None, *, enrols: bool) -> NextStep:
    """Return the next step; `enrols`: this laptop can set up others.

    The laptop that sets up the others collects their entries, and hands in last.
    """
    known = taking_part(seen) if seen is not None else []
    this = next((one for one in known if one.status.this), None)
    if seen is None or this is None:
        return NextStep.EXCHANGE
    others = [one for one in known if not one.status.this]
    if seen.event.rules.hand_in or any(one.handed_in for one in known):
        return _evening(seen, this, others, collects=enrols)
    began = any(one.people for one in known)
    if enrols and not began and (seen.missing or not others):
        return NextStep.SET_UP
    return NextStep.EXCHANGE


def may_be_emptied(seen: Laptops) -> bool:
    """Return whether this laptop handed in, and all its data also exists elsewhere."""
    return not seen.only_here and any(one.handed_in and one.status.this for one in seen.laptops)


def step_text(step: NextStep) -> str:
    """Return the label of the button in the current language."""
    translate = QCoreApplication.translate
    texts = {
        NextStep.SET_UP: translate("Laptops", "Set up laptops"),
        NextStep.EXCHANGE: translate("Laptops", "Get up to date"),
        NextStep.HAND_IN: translate("Laptops", "Hand in"),
        NextStep.EMPTY: translate("Laptops", "Empty this laptop"),
    }
    return texts[step]


def _evening(seen: Laptops, this: Laptop, others: list[Laptop], *, collects: bool) -> NextStep:
    if collects and not all(one.handed_in for one in others):
        return NextStep.EXCHANGE
    if not this.handed_in:
        return NextStep.HAND_IN
    return NextStep.EMPTY if may_be_emptied(seen) else NextStep.HAND_IN
