"""The part of the event's page about rules: coming in again, and letting in after all."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.domain.verdict import DEFAULT_POLICIES, Outcome, Policy
from kiosk.reports.outcome_texts import outcome_key
from kiosk.texts import Texts
from kiosk.ui.setup.rules_step import RulesStep
from kiosk.ui.setup.wizard_step import WizardStep
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.field_grid import FieldGrid
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill

_NAMES = {
    Policy.REFUSE: "event_page.policy.refuse",
    Policy.PIN: "event_page.policy.pin",
    Policy.VOLUNTEER: "event_page.policy.volunteer",
    Policy.ADMIT: "event_page.policy.admit",
}


class PoliciesStep(WizardStep):
    """The rule for coming in again, and a choice for each outcome with a policy."""

    def __init__(self, words: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._rules = RulesStep(words, self, asks_let_in=False)
        self._about = WrappedLabel("panelTitle", self)
        self._form = FieldGrid()
        self._choices = {outcome: ComboBox(theme, self) for outcome in DEFAULT_POLICIES}
        for choice in self._choices.values():
            self._form.add_row(choice)
        self._rules.changed.connect(self._show_rows)
        fill(
            QVBoxLayout(self),
            self._rules,
            self._about,
            self._form,
            Stretch(),
            margins=0,
            spacing=12,
        )

    @property
    def first_field(self) -> QWidget:
        """The question about coming in again."""
        return self._rules.first_field

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        self._rules.use_words(words)
        self._about.show_text(words.say("event_page.policies_about"))
        names = [words.say(outcome_key(outcome, "headline")) for outcome in self._choices]
        self._form.set_labels(*(name.rstrip(".") for name in names))
        for choice in self._choices.values():
            chosen = choice.currentData()
            choice.clear()
            for policy, key in _NAMES.items():
                choice.addItem(words.say(key), policy.value)
            choice.setCurrentIndex(max(0, choice.findData(chosen)))

    def show_settings(self, settings: Mapping[str, str]) -> None:
        """Show the rules of an event."""
        self._rules.show_settings(settings)
        for outcome, choice in self._choices.items():
            choice.setCurrentIndex(choice.findData(settings[f"policy.{outcome}"]))
        self._show_rows()

    def settings(self) -> Mapping[str, str]:
        """Return the re-entry and all policies."""
        chosen = {f"policy.{one}": str(box.currentData()) for one, box in self._choices.items()}
        return {**self._rules.settings(), **chosen}

    def _show_rows(self) -> None:
        # If leaving guests are not scanned, no guest is refused for being inside.
        self._form.show_row_if(self._rules.scans_out, self._choices[Outcome.ALREADY_INSIDE])
