"""The part of the event's page about its own sentences, which replace the built-in ones."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kiosk.domain.custom_texts import BLANKS, checked_blanks
from kiosk.domain.setting_values import MAX_SETTING_LENGTH
from kiosk.domain.verdict import Outcome
from kiosk.reports.outcome_texts import outcome_key
from kiosk.texts import Texts
from kiosk.ui.setup.wizard_step import Mistake, WizardStep
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.field_grid import FieldGrid
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill

_PARTS = ("headline", "step")
_FIRST = Outcome.UNPAID


class SentencesStep(WizardStep):
    """The headline and the next step of one outcome at a time, in the language of the window."""

    def __init__(self, words: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._typed: dict[str, str] = {}
        self._exits = True
        self._about = WrappedLabel("mutedText", self)
        self._outcome = ComboBox(theme, self)
        self._fields = {part: QLineEdit(self, maxLength=MAX_SETTING_LENGTH) for part in _PARTS}
        self._form = FieldGrid()
        for field in (self._outcome, *self._fields.values()):
            self._form.add_row(field)
        fill(QVBoxLayout(self), self._about, self._form, Stretch(), margins=0)
        self._outcome.currentIndexChanged.connect(lambda _: self._show())
        for part, line in self._fields.items():
            line.textEdited.connect(lambda text, part=part: self._keep(part, text))
            line.returnPressed.connect(self.entered)

    @property
    def first_field(self) -> QWidget:
        """The choice of the outcome."""
        return self._outcome

    def use_words(self, words: Texts) -> None:
        """Show the sentences of this language."""
        super().use_words(words)
        translate = QCoreApplication.translate
        blanks = ", ".join(f"{{{blank}}}" for blank in sorted(BLANKS))
        self._about.show_text(words.say("event_page.sentences_about", blanks=blanks))
        self._form.set_labels(
            translate("Event", "When"),
            translate("Event", "Headline"),
            translate("Event", "What to do"),
        )
        self._offer_outcomes()
        self._show()

    def show_settings(self, settings: Mapping[str, str]) -> None:
        """Show the own sentences of an event."""
        self._typed = {key: text for key, text in settings.items() if key.startswith("text.")}
        self._exits = settings["exits"] == "yes"
        self._offer_outcomes()
        self._show()

    def mistake(self) -> Mistake | None:
        """Return the first sentence with a placeholder that does not exist."""
        for key, text in self._typed.items():
            try:
                checked_blanks(text)
            except ValueError:
                _, _, outcome, part = key.split(".")
                self._outcome.setCurrentIndex(self._outcome.findData(outcome))
                field = self._fields.get(part, self._fields[_PARTS[0]])
                return Mistake(self._words.say("event_page.unknown_blank"), field)
        return None

    def settings(self) -> Mapping[str, str]:
        """Return the own sentences; an empty one restores the built-in sentence."""
        return {key: text.strip() for key, text in self._typed.items()}

    def _offer_outcomes(self) -> None:
        """Offer the outcomes that can occur: without exits no guest is inside already."""
        words = self._words
        chosen = self._outcome.currentData() or _FIRST.value
        self._outcome.blockSignals(True)
        self._outcome.clear()
        for outcome in Outcome:
            key = outcome_key(outcome, "headline")
            occurs = self._exits or outcome is not Outcome.ALREADY_INSIDE
            if occurs and key in words and outcome_key(outcome, "step") in words:
                self._outcome.addItem(words.say(key).rstrip("."), outcome.value)
        self._outcome.setCurrentIndex(max(0, self._outcome.findData(chosen)))
        self._outcome.blockSignals(False)

    def _key(self, part: str) -> str:
        return f"text.{self._words.language}.{self._outcome.currentData()}.{part}"

    def _keep(self, part: str, text: str) -> None:
        self._typed[self._key(part)] = text

    def _show(self) -> None:
        if self._outcome.currentData() is None:
            return
        outcome = Outcome(self._outcome.currentData())
        for part, field in self._fields.items():
            field.setText(self._typed.get(self._key(part), ""))
            usual = {blank: f"{{{blank}}}" for blank in BLANKS}
            field.setPlaceholderText(self._words.say(outcome_key(outcome, part), **usual))
