"""The stack of the desk's panels: the tasks, a ticket, or a form."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QStackedWidget, QWidget

from kiosk.checkin.answer import FoundTicket
from kiosk.checkin.station_context import StationContext
from kiosk.domain.entry import Kind
from kiosk.domain.roles import Role, may_write
from kiosk.domain.ticket import Ticket
from kiosk.ui.desk.doors_panel import DoorsPanel
from kiosk.ui.desk.forms import CountForm, RenameForm, WalkInForm
from kiosk.ui.desk.guest_panels import GroupPanel, RefusedPanel
from kiosk.ui.desk.new_code_panel import CodePanel
from kiosk.ui.desk.paper_list_panel import PaperPanel
from kiosk.ui.desk.ticket_panel import TicketPanel
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.panel import ChoiceButton, Panel
from kiosk.ui.widgets.section import WrappedLabel, scrolled
from kiosk.ui.widgets.ticket_texts import TimeTeller


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
            begin = partial(self.asked.emit, name)
            here = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(key), page, begin, context=here)

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


class DeskPanels(QStackedWidget):
    """Contains the panels that the role of this station and its event allow.

    Signals:
        left: a person closed a panel.
    """

    left = Signal()

    def __init__(self, post: StationContext, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        may_change = may_write(post.role, Kind.STATUS)
        self.may_walk_in = may_write(post.role, Kind.WALK_IN) and post.event.rules.walk_ins
        self.ticket = TicketPanel(may_change=may_change, parent=self)
        self.walk_in = WalkInForm(theme, self)
        self.rename = RenameForm(self)
        self.counting = CountForm(may_recount=may_write(post.role, Kind.RECOUNT), parent=self)
        self.group = GroupPanel(theme, self)
        self.paper = PaperPanel(post.event, theme, self)
        self.refused = RefusedPanel(theme, self)
        self.code = CodePanel(post.event, self)
        self.doors = DoorsPanel(self)
        offered = (
            ("walkIn", "Ctrl+1", self.walk_in, self.may_walk_in),
            ("paper", "Ctrl+2", self.paper, may_change),
            ("clicker", "Ctrl+3", self.counting, True),
            ("refused", "Ctrl+4", self.refused, True),
            ("doors", "Ctrl+5", self.doors, post.role.covers(Role.DESK)),
        )
        self.tasks = TasksPanel([(name, key) for name, key, _, may in offered if may], self)
        self._task_panels: dict[str, Panel] = {name: panel for name, _, panel, _ in offered}
        self._follow(post)
        self._panels: tuple[Panel, ...] = (
            *(self.tasks, self.ticket, self.walk_in, self.rename, self.counting),
            *(self.group, self.paper, self.refused, self.code, self.doors),
        )
        self._areas: dict[Panel, QScrollArea] = {
            panel: scrolled(panel, self) for panel in self._panels
        }
        for panel, area in self._areas.items():
            panel.left.connect(self.left)
            self.addWidget(area)
        self.ticket.rename_asked.connect(self._rename)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)

    def move_to(self, post: StationContext) -> None:
        """Relabel the buttons for guests who come in, or leave."""
        self._follow(post)
        self.use_language()

    def _follow(self, post: StationContext) -> None:
        self.entrance = post.entrance
        self.ticket.leaving = self.group.leaving = post.is_exit
        self.counting.show_exits(post.event.rules.exits)
        self.paper.set_direction(post.direction)

    @property
    def current(self) -> Panel:
        """The visible panel."""
        return self._panels[self.currentIndex()]

    def show_panel(self, panel: Panel, *, with_cursor: bool = True) -> None:
        """Show a panel and focus it; remove a code that was shown."""
        if panel is not self.code:
            self.code.clear()
        self.setCurrentWidget(self._areas[panel])
        if with_cursor:
            panel.on_shown()

    @property
    def on_paper(self) -> bool:
        """True if the panel of the paper list is shown."""
        return self.current is self.paper

    def begin(self, task: str, typed: str) -> None:
        """Show the empty panel of a task, with the name that was typed."""
        panel = self.task_panel(task)
        if panel is self.walk_in:
            self.walk_in.start(typed)
        if panel is self.paper:
            self.paper.start()
        self.show_panel(panel)

    def show_ticket(self, found: FoundTicket, times: TimeTeller) -> None:
        """Show the panel of a ticket."""
        self.ticket.show_ticket(found, times)
        self.show_panel(self.ticket)

    def leave_guest(self) -> None:
        """Reset the panels for another guest."""
        if self.on_paper:
            self.paper.start()
        elif self.current is not self.tasks:
            self.show_panel(self.tasks)

    def _rename(self, ticket: Ticket) -> None:
        self.rename.start(ticket)
        self.show_panel(self.rename)

    def task_panel(self, name: str) -> Panel:
        """Return the panel of a task."""
        return self._task_panels[name]

    def use_language(self) -> None:
        """Show everything in the current language."""
        for panel in self._panels:
            panel.use_language()

    def minimumSizeHint(self) -> QSize:
        """Return no minimum: the panels scroll."""
        return QSize(0, 0)
