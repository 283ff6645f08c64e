"""The page of a new event: six steps, each with a back button; only the last writes anything."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from kiosk.admin.preflight.open_points import open_points
from kiosk.admin.requests import NewEvent, Progress
from kiosk.texts import Texts, filled
from kiosk.ui.setup.entrances_step import EntrancesStep
from kiosk.ui.setup.event_step import EventStep
from kiosk.ui.setup.keys_step import KeysStep
from kiosk.ui.setup.lists_step import ListsStep
from kiosk.ui.setup.rules_step import RulesStep
from kiosk.ui.setup.summary_step import SummaryStep
from kiosk.ui.setup.wizard_step import WizardStep
from kiosk.ui.shell.page import SetupPage
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.fitting_stack import FittingStack
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import MARGIN, apply_page_style, fill, scrolled
from kiosk.ui.widgets.status_label import StatusLabel

_WIDEST = 1100


class WizardPage(SetupPage):
    """Leads through the steps; the last one makes the event.

    Signals:
        left: a person went back from the first step.
        lists_chosen: the files (`Path`s) of guest lists to check.
        event_asked: the `NewEvent` to make.
        finished: open the door of the event that was made.
    """

    left = Signal()
    lists_chosen = Signal(object)
    event_asked = Signal(object)
    finished = Signal()

    def __init__(
        self, words: Texts, theme: Theme, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._made = False
        self.lists = ListsStep(words, self)
        self._keys = KeysStep(words, self)
        self._summary = SummaryStep(words, self)
        self._steps: Sequence[WizardStep] = (
            EventStep(words, theme, today, self),
            EntrancesStep(words, theme, self),
            RulesStep(words, self),
            self.lists,
            self._keys,
            self._summary,
        )
        self._number = named("mutedText", QLabel(self))
        self._title = named("wizardTitle", QLabel(self, wordWrap=True))
        self._status = StatusLabel("wizardStatus", self)
        self._stack = FittingStack(self)
        # In the order of Tab: from the last field, one key leads on.
        self._next = named("primary", QPushButton(self, autoDefault=True))
        self._back = QPushButton(self, autoDefault=True)
        self._language = QPushButton(self, autoDefault=True)
        apply_page_style(self, theme)
        self._area = self._lay_out()
        self._connect()
        self.use_words(words)

    @property
    def message(self) -> str:
        """The text of the status label."""
        return self._status.text()

    @property
    def step(self) -> WizardStep:
        """The step that is shown."""
        return self._steps[self._stack.currentIndex()]

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        self._words = words
        for step in self._steps:
            step.use_words(words)
        self._back.setText(QCoreApplication.translate("Join", "Back"))
        self._language.setText(QCoreApplication.translate("Window", "Nederlands"))
        self._status.show_status("")
        self._show_step()

    def begin(self) -> None:
        """Focus the first field of the step, or the button of the last one."""
        field = self.step.first_field
        (self._next if field is self.step else field).setFocus()

    def go_back(self) -> None:
        """Go one step back; from the first one to the tiles."""
        if not self.isEnabled() or self._made:
            return
        if self._stack.currentIndex() == 0:
            self.left.emit()
        else:
            self._go_to(self._stack.currentIndex() - 1)

    def show_trouble(self, sentence: str) -> None:
        """Show an error; all that was typed stays."""
        self.setEnabled(True)
        self._status.show_trouble(sentence)
        self.begin()

    def show_failures(self, sentences: Sequence[str]) -> None:
        """Show the failures after the event was made; the button opens the door."""
        self._made = True
        self._back.hide()
        self._summary.show_made()
        self.show_trouble(" ".join(sentences))
        self._show_step()
        self._next.setFocus()

    def go_on(self) -> None:
        """Check the step, and show the next one; the last one makes the event."""
        if self._made:
            self.setEnabled(False)
            self.finished.emit()
            return
        mistake = self.step.mistake()
        if mistake is not None:
            self._status.show_trouble(mistake.sentence)
            mistake.field.setFocus()
            self._area.ensureWidgetVisible(mistake.field)
        elif self.step is self._summary:
            self.setEnabled(False)
            self._status.show_status(self._words.say("start.making"))
            path, passphrase = self._keys.recovery
            self.event_asked.emit(NewEvent(self.typed_settings(), self._keys.pin, path, passphrase))
        else:
            self._go_to(self._stack.currentIndex() + 1)

    def typed_settings(self) -> dict[str, str]:
        """Return the settings of all steps as they were typed."""
        return {key: text for step in self._steps for key, text in step.settings().items()}

    def _go_to(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self._status.show_status("")
        self._show_step()
        self._area.verticalScrollBar().setValue(0)
        self.begin()

    def _show_step(self) -> None:
        translate, step = QCoreApplication.translate, self.step
        place, of = self._stack.currentIndex() + 1, len(self._steps)
        self._number.setText(
            filled(translate("Wizard", "Step {step} of {steps}"), step=place, steps=of)
        )
        titles = (
            translate("Wizard", "Which event is it?"),
            translate("Wizard", "Where do guests come in, and who helps them?"),
            translate("Wizard", "Who may come in again, or after all?"),
            translate("Wizard", "Do you have guest lists?"),
            translate("Wizard", "A PIN, and a file to fall back on"),
            translate("Wizard", "The event is made")
            if self._made
            else translate("Wizard", "Almost there"),
        )
        self._title.setText(titles[place - 1])
        self._next.setText(self._next_text())
        if step is self._summary:
            self._show_plan()

    def _next_text(self) -> str:
        translate = QCoreApplication.translate
        if self._made:
            return translate("Wizard", "To the door")
        make, go_on = translate("Wizard", "Make the event"), translate("Wizard", "Go on")
        return make if self.step is self._summary else go_on

    def _show_plan(self) -> None:
        settings, (path, _) = self.typed_settings(), self._keys.recovery
        done = Progress(
            pin=bool(self._keys.pin),
            lists=self.lists.has_lists,
            recovery=path is not None,
            untried=self.lists.untried,
        )
        self._summary.show_plan(
            settings["name"],
            date.fromisoformat(settings["date"]),
            open_points(settings, done, self._words),
        )

    def _check_lists(self, paths: Sequence[Path]) -> None:
        self.setEnabled(False)
        self.lists_chosen.emit(paths)

    def _connect(self) -> None:
        for step in self._steps:
            self._stack.addWidget(step)
            step.entered.connect(self.go_on)
        self.lists.chosen.connect(self._check_lists)
        self._back.clicked.connect(self.go_back)
        self._next.clicked.connect(self.go_on)
        self._language.clicked.connect(self.language_asked)

    def _lay_out(self) -> QScrollArea:
        sheet = named("sheet", QWidget(self, maximumWidth=_WIDEST))
        above = fill(
            QHBoxLayout(),
            (self._title, 1),
            (self._number, 0, Qt.AlignmentFlag.AlignVCenter),
            self._language,
        )
        buttons = fill(QHBoxLayout(), self._back, (self._status, 1), self._next)
        area = scrolled(named("sheetRows", self._stack), self)
        fill(QVBoxLayout(sheet), above, (area, 1), buttons, margins=(24, 14, 24, 16), spacing=10)
        fill(QHBoxLayout(self), (sheet, 1), margins=MARGIN)
        return area
