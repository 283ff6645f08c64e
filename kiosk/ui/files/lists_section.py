"""The table of the lists in use, with the actions for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.texts import Texts
from kiosk.ui.files.list_texts import about_list, everywhere, not_everywhere, not_tried, tickets_of
from kiosk.ui.style.icons import Icon
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.empty_state import EmptyState
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel, scrolled

if TYPE_CHECKING:  # SQLite comes with it
    from kiosk.admin.list_overview import UsedList

_UPDATE, _BACK = 1, 2  # columns


class ListsSection(Section):
    """Shows the list of each source, and a button for another file.

    Signals:
        add_asked: a person wants to import a file.
        issue_asked: a person wants to make tickets.
        update_asked: the source (str) for which a person wants to import a newer file.
        try_asked: a person wants to check a real ticket.
        fallback_asked: a person wants the guests on paper.
        back_asked: the list (UsedList) whose previous version to restore.
    """

    add_asked = Signal()
    issue_asked = Signal()
    update_asked = Signal(str)
    try_asked = Signal()
    fallback_asked = Signal()
    back_asked = Signal(object)

    def __init__(
        self,
        zone: ZoneInfo,
        now: Callable[[], int],
        words: Texts,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._zone = zone
        self._now = now
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
        self._rows = named("actions", QWidget(self))
        self._grid = QVBoxLayout(self._rows)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._table = named("actions", QWidget(self._rows))
        self._grid.addWidget(self._table)
        self._grid.addStretch(1)
        self._area = scrolled(self._rows, self)
        self._lay_out()
        self._add.clicked.connect(self.add_asked)
        self._issue.clicked.connect(self.issue_asked)
        self._try.clicked.connect(self.try_asked)
        self._fallback.clicked.connect(self.fallback_asked)

    def use_words(self, words: Texts) -> None:
        """Show everything in these texts."""
        self._words = words
        self.set_heading(QCoreApplication.translate("Files", "Guest lists"))
        self._try.setText(QCoreApplication.translate("Files", "Try a real ticket …"))
        self._fallback.setText(QCoreApplication.translate("Files", "Fallback list on paper …"))
        self._add.setText(QCoreApplication.translate("Files", "Add or update a list …"))
        self._issue.setText(QCoreApplication.translate("Files", "Make tickets …"))
        self.show_lists(self._lists)

    def show_lists(self, lists: Sequence[UsedList]) -> None:
        """Show the lists in use."""
        self._lists = lists
        keys_were = self._table.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        table = named("actions", QWidget(self._rows))
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, used in enumerate(lists):
            self._add_row(table, grid, row, used)
        self._grid.replaceWidget(self._table, table)
        self._table.hide()
        self._table.deleteLater()
        self._table = table
        table.show()
        self._say_what_to_do()
        if keys_were:
            self._add.setFocus()

    def show_tried(self, source: str) -> None:
        """Show that a real ticket of a list was found."""
        self._lists = [
            replace(one, untried_column="") if one.source == source else one for one in self._lists
        ]
        self._say_what_to_do()

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
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addWidget(self._add, 1)
        buttons.addWidget(self._issue)
        self.column.addLayout(buttons)
        for widget in (self._drop, self._done, self._behind, self._untried):
            self.column.addWidget(widget)
        with_guests = QHBoxLayout()
        with_guests.setSpacing(12)
        with_guests.addWidget(self._try, 1)
        with_guests.addWidget(self._fallback, 1)
        self.column.addLayout(with_guests)
        self.column.addWidget(self._area, 1)
        self.column.addWidget(self._blank, 1)

    def _say_what_to_do(self) -> None:
        hint = self._words.say("files.drop")
        self._area.setVisible(bool(self._lists))
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

    def _add_row(self, table: QWidget, grid: QGridLayout, row: int, used: UsedList) -> None:
        translate = QCoreApplication.translate
        name, tickets = WrappedLabel("listName", table), named("strong", QLabel(table))
        about = WrappedLabel("quiet", table)
        name.show_text(used.source)
        tickets.setText(tickets_of(used.tickets, self._words))
        grid.addWidget(name, 2 * row, 0, 1, 2)
        grid.addWidget(tickets, 2 * row, _BACK, Qt.AlignmentFlag.AlignRight)
        about.show_text(about_list(used, self._now(), self._zone, self._words))
        grid.addWidget(about, 2 * row + 1, 0, Qt.AlignmentFlag.AlignTop)
        update = self._button(
            translate("Files", "Update …"), used, partial(self.update_asked.emit, used.source)
        )
        grid.addWidget(update, 2 * row + 1, _UPDATE)
        if used.before is not None:
            back = self._button(
                translate("Files", "Version before …"), used, partial(self.back_asked.emit, used)
            )
            grid.addWidget(back, 2 * row + 1, _BACK)

    def _button(self, text: str, used: UsedList, go: Callable[[], None]) -> ChoiceButton:
        button = ChoiceButton()
        button.setText(text)
        button.setAccessibleName(f"{text} {used.source}")
        button.clicked.connect(go)
        return button
