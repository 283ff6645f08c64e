"""The table of the lists in use, with the actions for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.texts import Texts
from kiosk.ui.files.lists_in_use.list_texts import (
    about_list,
    everywhere,
    not_everywhere,
    not_tried,
)
from kiosk.ui.files.lists_in_use.lists_model import ListsModel
from kiosk.ui.files.lists_in_use.lists_table import ListsTable
from kiosk.ui.style.icons import Icon
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.empty_state import EmptyState
from kiosk.ui.widgets.labels import named, set_texts
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, Stretch, WrappedLabel, fill

if TYPE_CHECKING:  # it imports SQLite
    from kiosk.admin.list_overview import UsedList

_MOST = 100  # of the height that is left


class ListsSection(Section):
    """Shows the list of each source, and a button for another file.

    Signals:
        add_asked: a person wants to import a file.
        issue_asked: a person wants to make tickets.
        try_asked: a person wants to check a real ticket.
        fallback_asked: a person wants the fallback list.
    """

    add_asked = Signal()
    issue_asked = Signal()
    try_asked = Signal()
    fallback_asked = Signal()

    def __init__(
        self,
        zone: ZoneInfo,
        now: Callable[[], int],
        words: Texts,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._lists: Sequence[UsedList] = ()
        self._add = ChoiceButton("primary", self)
        self._issue = ChoiceButton(parent=self)
        self._drop = WrappedLabel("quiet", self)
        self._done = WrappedLabel("strong", self)
        self._behind = WrappedLabel("notice", self)
        self._untried = WrappedLabel("notice", self)
        self._try, self._fallback = ChoiceButton(parent=self), ChoiceButton(parent=self)
        self._blank = EmptyState(Icon.FILES, theme, self)
        self._model = ListsModel(zone, now, words, self)
        self._table = ListsTable(self._model, self)
        self.chosen = ListActions(self)
        self._lay_out()
        self._add.clicked.connect(self.add_asked)
        self._issue.clicked.connect(self.issue_asked)
        self._try.clicked.connect(self.try_asked)
        self._fallback.clicked.connect(self.fallback_asked)
        self._table.picked.connect(self._show_chosen)
        self._table.chosen.connect(self.chosen.ask_for_update)

    def use_words(self, words: Texts) -> None:
        """Show everything in these texts."""
        self._words, translate = words, QCoreApplication.translate
        self.set_heading(translate("Files", "Guest lists"))
        self._table.setAccessibleName(translate("Files", "Guest lists"))
        set_texts(
            {
                self._try: translate("Files", "Try a real ticket …"),
                self._fallback: translate("Files", "Fallback list on paper …"),
                self._add: translate("Files", "Add or update a list …"),
                self._issue: translate("Files", "Make tickets …"),
            }
        )
        self.show_lists(self._lists)

    def show_lists(self, lists: Sequence[UsedList]) -> None:
        """Show the lists in use."""
        self._lists = lists
        self._model.show_lists(lists, self._words)
        self._show_next_step()

    def show_tried(self, source: str) -> None:
        """Show that a real ticket of a list was found."""
        self._lists = [
            replace(one, untried_column="") if one.source == source else one for one in self._lists
        ]
        self._show_next_step()

    @property
    def code_column(self) -> str:
        """The column of the codes of the lists that were not tried, if it is the same for all."""
        columns = {one.untried_column for one in self._lists if one.untried_column}
        return columns.pop() if len(columns) == 1 else ""

    @property
    def next_stop(self) -> QWidget:
        """The button for another file."""
        return self._add

    def _lay_out(self) -> None:
        fill(
            self.column,
            fill(QHBoxLayout(), (self._add, 1), self._issue, spacing=12),
            self._drop,
            self._done,
            self._behind,
            self._untried,
            fill(QHBoxLayout(), (self._try, 1), (self._fallback, 1), spacing=12),
            (self._table, _MOST),
            self.chosen,
            (self._blank, _MOST),
            Stretch(),
        )

    def _show_next_step(self) -> None:
        hint = self._words.say("files.drop")
        self._table.setVisible(bool(self._lists))
        behind = not_everywhere(self._lists, self._words)
        untried = not_tried(self._lists, self._words)
        self._behind.show_text(behind)
        self._done.show_text("" if untried else everywhere(self._lists, self._words))
        self._untried.show_text(untried)
        # The lists need the room on a low screen.
        self._drop.show_text("" if behind or untried or not self._lists else hint)
        for button in (self._try, self._fallback):
            button.setVisible(bool(self._lists))
        self._blank.show_text(hint)
        self._blank.setVisible(not self._lists)

    def _show_chosen(self) -> None:
        used = self._model.list_at(self._table.currentIndex().row())
        self.chosen.show_list(used, self._words)


class ListActions(QWidget):
    """The full names of the chosen list, and the buttons that change it; hidden without a list.

    Signals:
        update_asked: the source (str) for which a person wants to import a newer file.
        back_asked: the list (UsedList) whose previous version to restore.
    """

    update_asked = Signal(str)
    back_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named("actions", self)
        self._used: UsedList | None = None
        self._about = WrappedLabel("quiet", self)
        self._update, self._back = ChoiceButton(parent=self), ChoiceButton(parent=self)
        fill(QHBoxLayout(self), (self._about, 1), self._update, self._back, margins=0, spacing=12)
        self._update.clicked.connect(self.ask_for_update)
        self._back.clicked.connect(lambda: self.back_asked.emit(self._used))
        self.hide()

    def show_list(self, used: UsedList | None, words: Texts) -> None:
        """Show the chosen list; without a previous version, that button is disabled."""
        self._used = used
        self.setVisible(used is not None)
        if used is None:
            return
        self._about.show_text(about_list(used, words))
        self._name(self._update, QCoreApplication.translate("Files", "Update …"))
        self._name(self._back, QCoreApplication.translate("Files", "Previous version …"))
        self._back.setEnabled(used.before is not None)

    def ask_for_update(self) -> None:
        """Ask for a newer file of the chosen list."""
        if self._used is not None:
            self.update_asked.emit(self._used.source)

    def _name(self, button: ChoiceButton, text: str) -> None:
        button.setText(text)
        button.setAccessibleName(f"{text} {self._used.source if self._used else ''}")
