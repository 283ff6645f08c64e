"""The bar with the changes and its buttons; it is always visible."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.guestlist.import_report import Report
from kiosk.guestlist.list_draft import ListDraft, Obstacle
from kiosk.texts import Texts
from kiosk.ui.files.import_texts import changes, read
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel, fill

_ADVICE = {
    Obstacle.QUESTIONS: "files.must_answer",
    Obstacle.REJECTED_ROWS: "files.must_skip",
    Obstacle.NOTHING_NEW: "files.nothing_new",
    Obstacle.MANY_WITHDRAWN: "files.must_be_sure",
    Obstacle.NO_GROUP: "files.must_group",
}


class TakeBar(Section):
    """Shows the counts of changes, the reason why an import is not possible yet, and two buttons.

    Signals:
        asked: import the list.
        left: close the list without importing it.
    """

    asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changes = WrappedLabel("changes", self)
        self._read = WrappedLabel("quiet", self)
        self._advice = WrappedLabel("notice", self)
        self.leave, self.take = ChoiceButton(parent=self), ChoiceButton("primary", self)
        counts = fill(QVBoxLayout(), self._changes, self._read, spacing=0)
        row = fill(QHBoxLayout(), (counts, 1), self.leave, self.take, spacing=18)
        fill(self.column, self._advice, row)
        self.leave.clicked.connect(self.left)
        self.take.clicked.connect(self.asked)

    def show_draft(
        self, report: Report | None, draft: ListDraft | None, words: Texts, *, no_columns: bool
    ) -> None:
        """Show the changes of the list; `no_columns`: a person must choose the columns first."""
        self.leave.setText(QCoreApplication.translate("Files", "Leave this list (Esc)"))
        self.take.setText(QCoreApplication.translate("Files", "Import this list"))
        self._changes.show_text(changes(report, words) if report else "")
        self._read.show_text(read(report, words) if report else "")
        advice = ""
        if report is None:
            advice = words.say("files.no_columns") if no_columns else ""
        elif draft is not None and (obstacle := draft.obstacle(report)) is not None:
            advice = words.say(_ADVICE[obstacle])
        self._advice.show_text(advice)
        self.take.setVisible(report is not None)
        self.take.setEnabled(report is not None and not advice)
