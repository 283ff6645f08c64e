"""The part of the event's page about rooms that are counted separately."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.setting_values import read_names
from kiosk.texts import Texts
from kiosk.ui.setup.wizard_step import WizardStep
from kiosk.ui.widgets.chip_field import ChipField
from kiosk.ui.widgets.field_grid import FieldGrid, FieldRows
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import NumberField
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill

_MOST_PEOPLE = 9_999_999


class RoomsStep(WizardStep):
    """Rooms as chips; a row for each, with its entrances and how many people it holds."""

    def __init__(self, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._known: Mapping[str, str] = {}
        self._rows: dict[str, tuple[ChipField, NumberField]] = {}
        self._about = WrappedLabel("mutedText", self)
        self._rooms = ChipField(self)
        self._form = FieldGrid()
        self._form.add_row(self._rooms)
        self._each = FieldRows((0, 1), self)
        fill(QVBoxLayout(self), self._about, self._form, self._each, Stretch(), margins=0)
        self._rooms.changed.connect(self._show_rows)

    @property
    def first_field(self) -> QWidget:
        """The names of the rooms."""
        return self._rooms

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        super().use_words(words)
        translate = QCoreApplication.translate
        self._about.show_text(words.say("event_page.rooms_about"))
        self._form.set_labels(translate("Event", "Rooms"))
        self._rooms.setPlaceholderText(translate("Wizard", "Name, then Enter"))
        self._known = {**self._known, **self._typed()}
        self._rows = {}
        self._show_rows()

    def show_settings(self, settings: Mapping[str, str]) -> None:
        """Show the rooms of an event."""
        self._known, self._rows = settings, {}
        names = read_names(settings["areas"])
        self._rooms.show_names([name for name in names if name != FESTIVAL])

    def settings(self) -> Mapping[str, str]:
        """Return the rooms, and the entrances and capacity of each."""
        return {"areas": "; ".join((FESTIVAL, *self._rooms.chips)), **self._typed()}

    def _typed(self) -> dict[str, str]:
        typed = {}
        for room, (entrances, capacity) in self._rows.items():
            typed[f"entrances.{room}"] = "; ".join(entrances.names)
            typed[f"capacity.{room}"] = capacity.text()
        return typed

    def _show_rows(self) -> None:
        """Show a row for each room; typed texts stay."""
        rooms = self._rooms.chips
        if tuple(self._rows) == rooms:
            return
        self._known = {**self._known, **self._typed()}
        self._each.clear()
        self._rows = {room: self._add_row(room) for room in rooms}

    def _add_row(self, room: str) -> tuple[ChipField, NumberField]:
        translate, grid = QCoreApplication.translate, self._each.grid
        row = grid.rowCount()
        entrances, capacity = ChipField(self._each), NumberField(_MOST_PEOPLE, self._each)
        entrances.show_names(read_names(self._known.get(f"entrances.{room}") or room))
        entrances.setAccessibleName(f"{translate('Wizard', 'Entrances')}: {room}")
        entrances.setPlaceholderText(translate("Event", "Another entrance"))
        capacity.setText(self._known.get(f"capacity.{room}", ""))
        capacity.setPlaceholderText(translate("Wizard", "no limit"))
        capacity.setAccessibleName(f"{translate('Wizard', 'People at most')}: {room}")
        grid.addWidget(named("fieldName", QLabel(room, self._each)), row, 0, 1, 3)
        grid.addWidget(entrances, row + 1, 0, 1, 2)
        grid.addWidget(capacity, row + 1, 2)
        return entrances, capacity
