"""The third step of a new event: coming in again, and letting guests in after all."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from kiosk.domain.ticket import Reentry
from kiosk.domain.verdict import Outcome, Policy
from kiosk.texts import Texts
from kiosk.ui.setup.wizard_step import WizardStep
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill


class LetIn(StrEnum):
    """The people who may let a guest in after a refusal that can be lifted."""

    VOLUNTEERS = "volunteers"
    ORGANISER = "organiser"
    NO_ONE = "no-one"


class Leaving(StrEnum):
    """The rule for guests who leave in between."""

    SCANNED = "scanned"
    NOT_SCANNED = "not-scanned"
    NEVER = "never"


_SETTINGS: Mapping[Leaving, Mapping[str, str]] = {
    Leaving.SCANNED: {"reentry": Reentry.AFTER_EXIT.value, "exits": "yes"},
    Leaving.NOT_SCANNED: {"reentry": Reentry.FREE.value, "exits": "no"},
    Leaving.NEVER: {"reentry": Reentry.NEVER.value, "exits": "yes"},
}
_VOLUNTEERS = (Outcome.ALREADY_INSIDE, Outcome.WRONG_ENTRANCE)
"""Refusals that a volunteer may lift by default."""
_LIFTED = (*_VOLUNTEERS, Outcome.UNPAID, Outcome.TOO_EARLY, Outcome.NOT_ON_LIST)

POLICIES: Mapping[LetIn, Mapping[str, str]] = {
    LetIn.VOLUNTEERS: {},
    LetIn.ORGANISER: {f"policy.{outcome}": Policy.PIN.value for outcome in _VOLUNTEERS},
    LetIn.NO_ONE: {f"policy.{outcome}": Policy.REFUSE.value for outcome in _LIFTED},
}
"""The settings that differ from the defaults."""


class ChoiceRows(QWidget):
    """A question: a heading and a radio button for each answer; the first one is chosen.

    Signals:
        entered: Enter was pressed.
        changed: another answer was chosen.
    """

    entered = Signal()
    changed = Signal()

    def __init__(self, answers: Sequence[str], parent: QWidget | None = None) -> None:
        """`answers` are the keys of the answers."""
        super().__init__(parent)
        self._question = WrappedLabel("panelTitle", self)
        self._group = QButtonGroup(self)
        self._buttons = {key: QRadioButton(self) for key in answers}
        fill(QVBoxLayout(self), self._question, *self._buttons.values(), margins=0, spacing=0)
        for button in self._buttons.values():
            self._group.addButton(button)
        self.choose(answers[0])
        self._group.buttonToggled.connect(lambda _button, on: self.changed.emit() if on else None)

    @property
    def chosen(self) -> str:
        """The key of the chosen answer."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    @property
    def focus_stop(self) -> QWidget:
        """The button of the chosen answer."""
        return self._buttons[self.chosen]

    def choose(self, key: str) -> None:
        """Choose an answer."""
        self._buttons[key].setChecked(True)

    def show_texts(self, question: str, answers: Sequence[str]) -> None:
        """Show the question and its answers in the current language."""
        self._question.show_text(question)
        for button, text in zip(self._buttons.values(), answers, strict=True):
            button.setText(text)
            button.setAccessibleDescription(question)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class RulesStep(WizardStep):
    """Asks two questions; each has its usual answer chosen.

    Signals:
        changed: another answer to the first question was chosen.
    """

    changed = Signal()

    def __init__(
        self, words: Texts, parent: QWidget | None = None, *, asks_let_in: bool = True
    ) -> None:
        """`asks_let_in`: the second question is asked too."""
        super().__init__(words, parent)
        self._asks_let_in = asks_let_in
        self._shown: Mapping[str, str] = _SETTINGS[Leaving.SCANNED]
        self._reentry = ChoiceRows([one.value for one in Leaving], self)
        self._let_in = ChoiceRows([one.value for one in LetIn], self)
        fill(QVBoxLayout(self), self._reentry, self._let_in, Stretch(), margins=0, spacing=12)
        for question in (self._reentry, self._let_in):
            question.entered.connect(self.entered)
        self._let_in.setVisible(asks_let_in)
        self._reentry.changed.connect(self._show_let_in)
        self._reentry.changed.connect(self.changed)

    @property
    def first_field(self) -> QWidget:
        """The chosen answer of the first question."""
        return self._reentry.focus_stop

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        super().use_words(words)
        self._reentry.show_texts(
            words.say("start.reentry.question"),
            [
                words.say("start.reentry.after_exit"),
                words.say("start.reentry.free"),
                words.say("start.reentry.never"),
            ],
        )
        self._show_let_in()

    @property
    def scans_out(self) -> bool:
        """True if guests are scanned out, by the chosen answer."""
        return self._leaving["exits"] == "yes"

    def show_settings(self, settings: Mapping[str, str]) -> None:
        """Show the re-entry of an event; its policies have a page of their own."""
        self._shown = {key: settings[key] for key in ("reentry", "exits")}
        self._reentry.choose(_leaving(self._shown).value)

    def settings(self) -> Mapping[str, str]:
        """Return the re-entry, and the policies that are not the usual ones.

        An event's own combination stays, such as free re-entry with guests scanned out.
        """
        policies = POLICIES[LetIn(self._let_in.chosen)] if self._asks_let_in else {}
        return {**self._leaving, **policies}

    @property
    def _leaving(self) -> Mapping[str, str]:
        chosen = Leaving(self._reentry.chosen)
        return self._shown if chosen is _leaving(self._shown) else _SETTINGS[chosen]

    def _show_let_in(self) -> None:
        """Show who may let guests in; without exits no guest is refused for being inside."""
        words = self._words
        both, one = "start.let_in.volunteers", "start.let_in.volunteers_no_exits"
        self._let_in.show_texts(
            words.say("start.let_in.question"),
            [
                words.say(both if self.scans_out else one),
                words.say("start.let_in.organiser"),
                words.say("start.let_in.no_one"),
            ],
        )


def _leaving(settings: Mapping[str, str]) -> Leaving:
    """Return the answer that is nearest to an event's settings."""
    if settings["exits"] == "no" or settings["reentry"] == Reentry.FREE.value:
        return Leaving.NOT_SCANNED
    return Leaving.NEVER if settings["reentry"] == Reentry.NEVER.value else Leaving.SCANNED
