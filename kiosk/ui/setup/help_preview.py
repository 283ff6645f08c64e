"""Shows two orange cards as the doors will show them, with the desk and the phone in them."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.checkin.answer import ScanResult
from kiosk.domain.event_settings import FESTIVAL, Event, Rules
from kiosk.domain.verdict import Direction, Outcome, Verdict
from kiosk.texts import Texts
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.result_banner import ResultBanner
from kiosk.ui.widgets.section import WrappedLabel, fill
from kiosk.ui.widgets.verdict_card import card_of

_SHOWN = (Outcome.UNPAID, Outcome.FULL)  # one names the desk, one the phone


class HelpPreview(QWidget):
    """The cards change while the desk and the phone are typed."""

    def __init__(self, theme: Theme, event: Event, parent: QWidget | None = None) -> None:
        """`event` is any event; its help point and phone are replaced."""
        super().__init__(parent)
        self._event = event
        self._about = WrappedLabel("mutedText", self)
        self._cards = [ResultBanner(theme, self) for _ in _SHOWN]
        row = QHBoxLayout()
        row.setSpacing(12)
        for card in self._cards:
            row.addWidget(card, 1)
        fill(QVBoxLayout(self), self._about, row, margins=0)

    @property
    def message(self) -> str:
        """The texts of both cards."""
        return " ".join(card.message for card in self._cards)

    def show_help(self, point: str, phone: str, words: Texts) -> None:
        """Show the cards with another desk and phone."""
        rules = replace(Rules(), help_point=point, help_phone=phone)
        event = replace(self._event, rules=rules)
        self._about.show_text(words.say("start.preview"))
        for outcome, banner in zip(_SHOWN, self._cards, strict=True):
            banner.show_card(card_of(_seen(outcome), event, words))


def _seen(outcome: Outcome) -> ScanResult:
    return ScanResult(
        Verdict(outcome),
        at=0,
        entry=None,
        entrance="",
        area=FESTIVAL,
        direction=Direction.IN,
        station="",
    )
