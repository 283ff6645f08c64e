"""The fourth step of a new event: its guest lists, each checked before it is imported.

Afterwards a real ticket can be tried with them.
"""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.guestlist.import_report import Report
from kiosk.texts import Texts
from kiosk.ui.files.file_dialogs import choose_lists, dropped_files
from kiosk.ui.files.lists_in_use.list_texts import untried_text
from kiosk.ui.setup.wizard_step import WizardStep
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Stretch, WrappedLabel, fill


class ListsStep(WizardStep):
    """Shows the lists that were imported, and offers another one.

    Signals:
        chosen: the files (`Path`s) of lists to check.
        try_asked: a person wants to try a real ticket.
    """

    chosen = Signal(object)
    try_asked = Signal()

    def __init__(self, words: Texts, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self._taken: dict[str, Report] = {}  # by source
        self._tried: dict[str, str] = {}  # by source: the column of the codes
        self._about = WrappedLabel("mutedText", self)
        self._lists = WrappedLabel("strong", self)
        self._choose = ChoiceButton("chooseLists", self)
        self._choose.clicked.connect(lambda: choose_lists(self, self.chosen.emit))
        self.setAcceptDrops(True)
        self._ask_ticket = WrappedLabel("notice", self)
        self._try = ChoiceButton("tryTicket", self)
        self._try.clicked.connect(self.try_asked)
        fill(
            QVBoxLayout(self),
            self._about,
            self._lists,
            self._choose,
            self._ask_ticket,
            self._try,
            Stretch(),
            margins=0,
            spacing=12,
        )

    @property
    def first_field(self) -> QWidget:
        """The button for a list; once lists were imported, the one to try a ticket, or none."""
        if self.untried:
            return self._try
        return self if self.has_lists else self._choose

    @property
    def has_lists(self) -> bool:
        """True if a list was imported."""
        return bool(self._taken)

    @property
    def untried(self) -> tuple[str, ...]:
        """The lists with codes that no real ticket was tried with."""
        return tuple(self._untried())

    @property
    def code_column(self) -> str:
        """The column of the codes of these lists, if it is the same for all."""
        columns = set(self._untried().values())
        return columns.pop() if len(columns) == 1 else ""

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        super().use_words(words)
        self._about.show_text(words.say("start.lists_about"))
        self._show()

    def add(self, report: Report) -> None:
        """Show a list that was imported."""
        self._taken[report.source] = report
        self._show()

    def show_tried(self, source: str) -> None:
        """Show that a real ticket of a list was found."""
        self._tried[source] = self._columns().get(source, "")
        self._show()

    def _columns(self) -> dict[str, str]:
        return {one.source: one.mapping.get("code", "") for one in self._taken.values()}

    def _untried(self) -> dict[str, str]:
        columns = self._columns()
        return {one: columns[one] for one in columns if columns[one] != self._tried.get(one, "")}

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept files only."""
        if dropped_files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the dropped lists."""
        if paths := dropped_files(event.mimeData()):
            self.chosen.emit(paths)

    def _show(self) -> None:
        say = self._words.say
        lines = [
            say(
                "start.list_taken",
                source=one.source,
                tickets=one.added + one.changed + one.unchanged,
            )
            for one in self._taken.values()
        ]
        self._lists.show_text("\n".join(lines))
        translate = QCoreApplication.translate
        another = translate("Wizard", "Choose another list …")
        self._choose.setText(another if lines else translate("Wizard", "Choose a list …"))
        self._ask_ticket.show_text(untried_text(self.untried, self._words))
        self._try.setText(translate("Files", "Try a real ticket …"))
        self._try.setVisible(bool(lines))
