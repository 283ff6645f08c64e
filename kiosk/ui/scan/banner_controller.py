"""Shows a camera's verdict as a banner while a person works on another page."""

from dataclasses import replace

from PySide6.QtCore import QObject

from kiosk.domain.verdict import Colour
from kiosk.texts import Texts
from kiosk.ui.scan.possible_actions import PossibleActions
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.scan.verdict_banner import VerdictBanner
from kiosk.ui.scan.verdict_panel import Timing
from kiosk.ui.shell.main_window import Window
from kiosk.ui.style.accessibility import announce
from kiosk.ui.style.symbols import Shape
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.verdict_card import Card

_LET_IN_KEY = "F7"


class BannerController(QObject):
    """Shows the newest card over another page or a dialog; page, focus and dialog stay."""

    def __init__(
        self,
        window: Window,
        page: ScanPage,
        scans: ScanController,
        theme: Theme,
        timing: Timing,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._page = page
        self.banner = VerdictBanner(theme, window.content, timing)
        scans.glimpsed.connect(self.show)
        page.notices.missed.connect(self._show_notice)
        window.scan_shown.connect(self.banner.clear)

    def _show_notice(self, sentence: str, trouble: bool) -> None:
        """Show a sentence over another page that would be on the camera's picture."""
        look = (Colour.ORANGE, Shape.WARNING) if trouble else (Colour.BLUE, Shape.INFO)
        first, stop, more = sentence.partition(". ")
        card = Card(*look, headline=first + stop.strip(), step=more)
        self.banner.show_new(card, 0)
        announce(self.banner, sentence)

    def show(self) -> None:
        """Show the newest card, unless the scan page is visible."""
        card = self._page.panel.card
        if card is not None and not self._window.scanning:
            shown = banner_card(card, self._page.strip.offer, self._window.words)
            self.banner.show_new(shown, self._page.panel.number)


def banner_card(card: Card, offer: PossibleActions, words: Texts) -> Card:
    """Return a card for the banner, with the key that answers it."""
    if offer.asks:
        out = offer.leaving
        group = "verdict.elsewhere.group_out" if out else "verdict.elsewhere.group"
        choose = "verdict.elsewhere.choose_out" if out else "verdict.elsewhere.choose"
        headline = words.say(group, n=offer.places)
        return replace(card, headline=headline, step=words.say(choose), people="")
    if offer.lets_in and _LET_IN_KEY not in card.step:
        text = words.say("verdict.elsewhere.let_in", key=_LET_IN_KEY)
    elif offer.numbers and offer.undo:
        text = words.say("verdict.elsewhere.number")
    else:
        return card
    return replace(card, step=" ".join(filter(None, (card.step, text))))
