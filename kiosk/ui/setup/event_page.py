"""The admin's page of the event: its settings in parts, and the open points."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kiosk.admin.preflight.open_points import open_points
from kiosk.admin.requests import EventOverview
from kiosk.domain.setting_values import AUDIENCE_GROUPS
from kiosk.texts import Texts
from kiosk.ui.setup.categories_step import CategoriesStep
from kiosk.ui.setup.entrances_step import EntrancesStep
from kiosk.ui.setup.event_step import EventStep
from kiosk.ui.setup.policies_step import PoliciesStep
from kiosk.ui.setup.rooms_step import RoomsStep
from kiosk.ui.setup.sentences_step import SentencesStep
from kiosk.ui.setup.todo_step import TodoStep
from kiosk.ui.setup.wizard_step import WizardStep
from kiosk.ui.shell.page import Page
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.fitting_stack import FittingStack
from kiosk.ui.widgets.labels import mark_chosen, named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import MARGIN, Stretch, apply_page_style, fill, scrolled
from kiosk.ui.widgets.status_label import StatusLabel

_MENU_PX = 250  # pixels


class EventPage(Page):
    """Shows one part at a time; its button writes the changes of all parts.

    Signals:
        came: the page is shown; the event is asked for.
        save_asked: the settings (texts by key) that were changed.
        pin_asked: a person wants another PIN.
    """

    came = Signal()
    save_asked = Signal(object)
    pin_asked = Signal()

    def __init__(
        self, words: Texts, theme: Theme, today: Callable[[], date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._overview: EventOverview | None = None
        self._warned = False
        self._todo = TodoStep(words, self)
        self._categories = CategoriesStep(words, theme, self)
        self._parts: Sequence[WizardStep] = (
            self._todo,
            EventStep(words, theme, today, self, asks_full=False),
            EntrancesStep(words, theme, self),
            PoliciesStep(words, theme, self),
            RoomsStep(words, self),
            self._categories,
            SentencesStep(words, theme, self),
        )
        self._menu = [ChoiceButton("eventPart", self) for _ in self._parts]
        self._stack = FittingStack(self)
        self._status = StatusLabel("wizardStatus", self)
        self._save = ChoiceButton("primary", self)
        apply_page_style(self, theme)
        self._area = self._lay_out()
        self._connect()
        self.use_words(words)
        self._go_to(0)

    @property
    def message(self) -> str:
        """The text of the status label."""
        return self._status.text()

    @property
    def part(self) -> WizardStep:
        """The part that is shown."""
        return self._parts[self._stack.currentIndex()]

    def title(self) -> str:
        """Return the name of the page in the current language."""
        return QCoreApplication.translate("Event", "Event")

    def use_words(self, words: Texts) -> None:
        """Show everything in these words."""
        self._words = words
        for part in self._parts:
            part.use_words(words)
        translate = QCoreApplication.translate
        names = (
            translate("Event", "Still to do"),
            translate("Event", "Name, day, place"),
            translate("Event", "Entrances and help"),
            translate("Event", "Rules of the door"),
            translate("Event", "Rooms"),
            translate("Event", "Categories"),
            translate("Event", "Own sentences"),
        )
        for button, name in zip(self._menu, names, strict=True):
            button.setText(name)
        self._save.setText(translate("Event", "Save"))
        self._show_points()

    def on_shown(self) -> None:
        """Ask for the event, and focus the menu."""
        self._warned = False
        self._status.show_status("")
        self._menu[self._stack.currentIndex()].setFocus()
        self.came.emit()

    def go_back(self) -> bool:
        """Warn once that changes are not saved; then leave."""
        if not self.changes() or self._warned:
            self._warned = False
            return False
        self._warned = True
        self._status.show_trouble(self._words.say("event_page.not_saved"))
        return True

    def show_event(self, overview: EventOverview) -> None:
        """Show the settings of the event, unless changes are being typed."""
        if self._overview is not None and self.changes():
            return
        self._overview = overview
        for part in self._parts:
            part.show_settings(overview.settings)
        self._categories.show_categories(overview.categories)
        self._show_points()

    def show_saved(self) -> None:
        """Show that the changes were written; they are no longer changes."""
        self._overview = None
        self.setEnabled(True)
        self._status.show_status(self._words.say("event_page.saved"))
        self._save.setFocus()

    def show_trouble(self, sentence: str) -> None:
        """Show an error; the typed texts stay."""
        self.setEnabled(True)
        self._status.show_trouble(sentence)

    def changes(self) -> dict[str, str]:
        """Return the settings that differ from those of the event."""
        if self._overview is None:
            return {}
        shown = self._overview.settings
        typed = {key: text for part in self._parts for key, text in part.settings().items()}
        return {key: text for key, text in typed.items() if text != shown.get(key, _usual(key))}

    def save(self) -> None:
        """Check all parts, and ask to write the changes."""
        for place, part in enumerate(self._parts):
            if (mistake := part.mistake()) is not None:
                self._go_to(place)
                self._status.show_trouble(mistake.sentence)
                mistake.field.setFocus()
                return
        changes = self.changes()
        if not changes:
            self._status.show_status(self._words.say("event_page.no_changes"))
            return
        self.setEnabled(False)
        self.save_asked.emit(changes)

    def open_part(self, place: int) -> None:
        """Show a part by its place in the menu, and focus its first field."""
        self._go_to(place)
        field = self.part.first_field
        if field is not self.part:
            field.setFocus()

    def _show_points(self) -> None:
        if self._overview is not None:
            settings, done = self._overview.settings, self._overview.done
            self._todo.show_points(open_points(settings, done, self._words))

    def _go_to(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        for each, button in enumerate(self._menu):
            mark_chosen(button, each == place)
        self._area.verticalScrollBar().setValue(0)

    def _connect(self) -> None:
        for place, (button, part) in enumerate(zip(self._menu, self._parts, strict=True)):
            self._stack.addWidget(part)
            part.entered.connect(self.save)
            button.clicked.connect(partial(self.open_part, place))
        self._todo.pin_asked.connect(self.pin_asked)
        self._save.clicked.connect(self.save)

    def _lay_out(self) -> QScrollArea:
        for button in self._menu:
            button.setProperty("menu", True)
            button.setFixedWidth(_MENU_PX)
        menu = fill(QVBoxLayout(), *self._menu, Stretch(), spacing=4)
        sheet = named("sheet", QWidget(self))
        area = scrolled(named("sheetRows", self._stack), sheet)
        below = fill(QHBoxLayout(), (self._status, 1), self._save)
        fill(QVBoxLayout(sheet), (area, 1), below, margins=(18, 14, 18, 14))
        fill(QHBoxLayout(self), menu, (sheet, 1), margins=MARGIN, spacing=MARGIN)
        return area


def _usual(key: str) -> str:
    """Return the text of a setting that was never set, of a room or a category."""
    head, _, name = key.partition(".")
    return {"entrances": name, "group": AUDIENCE_GROUPS[-1]}.get(head, "")
