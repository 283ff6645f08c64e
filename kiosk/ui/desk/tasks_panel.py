"""The desk's tasks that need no ticket, each with a button and a key."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kiosk.ui.widgets.panel import ChoiceButton, Panel
from kiosk.ui.widgets.section import WrappedLabel


class TasksPanel(Panel):
    """Lists the tasks that need no ticket.

    Signals:
        asked: the name of the chosen task.
    """

    asked = Signal(str)

    def __init__(self, tasks: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`tasks` are pairs of name and key."""
        super().__init__(parent, closes=False)
        self._tasks = tasks
        self._how = WrappedLabel("quiet", self)
        self.column.addWidget(self._how)
        self._buttons = [ChoiceButton(name, self) for name, _ in tasks]
        for button in self._buttons:
            button.clicked.connect(partial(self.asked.emit, button.objectName()))
            self.column.addWidget(button)
        self.column.addStretch(1)

    def add_shortcuts(self, page: QWidget) -> None:
        """Add the keys of the tasks to a page."""
        for name, key in self._tasks:
            shortcut = QShortcut(QKeySequence(key), page)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.asked.emit, name))

    def use_language(self) -> None:
        """Show all labels in the current language."""
        translate = QCoreApplication.translate
        names = {
            "walkIn": translate("Desk", "Guest without a ticket"),
            "paper": translate("Desk", "From the paper list"),
            "clicker": translate("Desk", "Count people without a scan"),
            "refused": translate("Desk", "Refused a moment ago"),
            "doors": translate("Desk", "Stop or open all doors"),
        }
        self.set_title(translate("Desk", "At the desk"))
        self._how.show_text(translate("Desk", "Type a name to find a guest, or choose:"))
        for button, (name, key) in zip(self._buttons, self._tasks, strict=True):
            button.setText(f"{names[name]} ({key})")
