"""The second step of a new event: its entrances, the desk, and the phone for volunteers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kiosk.checkin.answer import ScanResult
from kiosk.domain.event_settings import FESTIVAL, Event, Rules
from kiosk.domain.setting_values import MAX_SETTING_LENGTH, read_names
from kiosk.domain.verdict import Direction, Outcome, Verdict
from kiosk.texts import Texts
from kiosk.ui.setup.wizard_step import Mistake, WizardStep
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.chip_field import ChipField
from kiosk.ui.widgets.field_grid import FieldGrid
from kiosk.ui.widgets.result_banner import ResultBanner
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill
from kiosk.ui.widgets.verdict_card import card_of

_ANY = Event("", "", date(2024, 4, 13), "Europe/Amsterdam")
_SHOWN = (Outcome.UNPAID, Outcome.FULL)  # one names the desk, one the phone


class EntrancesStep(WizardStep):
    """Asks for the entrances and the help point, and shows the cards with them."""

    def __init__(self, words: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._entrances = ChipField(self)
        self._point = QLineEdit(self, maxLength=MAX_SETTING_LENGTH)
        self._phone = QLineEdit(self, maxLength=MAX_SETTING_LENGTH)
        self._preview = HelpPreview(theme, self)
        self._form = FieldGrid()
        for field in (self._entrances, self._point, self._phone):
            self._form.add_row(field)
        fill(QVBoxLayout(self), self._form, self._preview, Stretch(), margins=0)
        self._entrances.entered.connect(self.entered)
        for line in (self._point, self._phone):
            line.textChanged.connect(self._show_cards)
            line.returnPressed.connect(self.entered)

    @property
    def first_field(self) -> QWidget:
        """The entrances."""
        return self._entrances

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        super().use_words(words)
        translate = QCoreApplication.translate
        self._form.set_labels(
            translate("Wizard", "Entrances"),
            translate("Wizard", "Where is the desk?"),
            translate("Wizard", "Phone for volunteers"),
        )
        self._entrances.setPlaceholderText(translate("Wizard", "Name, then Enter"))
        if not self._entrances.names:
            self._entrances.show_names([translate("Wizard", "Main entrance")])
        self._point.setPlaceholderText(words.say("start.point_example"))
        self._phone.setPlaceholderText(words.say("start.phone_example"))
        self._show_cards()

    def mistake(self) -> Mistake | None:
        """Return that an entrance is needed."""
        if self._entrances.names:
            return None
        return Mistake(self._words.say("start.unusable.entrances"), self._entrances)

    def show_settings(self, settings: Mapping[str, str]) -> None:
        """Show the settings of an event."""
        self._entrances.show_names(read_names(settings["entrances"]))
        self._point.setText(settings["help_point"])
        self._point.setCursorPosition(0)  # a long text shows its beginning
        self._phone.setText(settings["help_phone"])

    def settings(self) -> Mapping[str, str]:
        """Return the entrances, the help point and the phone."""
        return {
            "entrances": "; ".join(self._entrances.names),
            "help_point": self._point.text().strip(),
            "help_phone": self._phone.text().strip(),
        }

    def _show_cards(self) -> None:
        point, phone = self._point.text().strip(), self._phone.text().strip()
        self._preview.show_help(point, phone, self._words)


class HelpPreview(QWidget):
    """Two orange cards as the doors show them, with the desk and the phone that are typed."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._about = WrappedLabel("mutedText", self)
        self._cards = [ResultBanner(theme, self) for _ in _SHOWN]
        row = fill(QHBoxLayout(), *((card, 1) for card in self._cards), spacing=12)
        fill(QVBoxLayout(self), self._about, row, margins=0)

    @property
    def message(self) -> str:
        """The texts of both cards."""
        return " ".join(card.message for card in self._cards)

    def show_help(self, point: str, phone: str, words: Texts) -> None:
        """Show the cards with another desk and phone."""
        event = replace(_ANY, rules=replace(Rules(), help_point=point, help_phone=phone))
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
