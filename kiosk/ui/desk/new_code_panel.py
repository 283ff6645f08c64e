"""The desk's panel with the new code of a ticket: to photograph, scan, print or save."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kiosk.checkin.desk import NewCode
from kiosk.domain.event_settings import Event
from kiosk.ui.printing.paper import pdf_of, print_paper
from kiosk.ui.printing.qr_widget import QrCode
from kiosk.ui.printing.ticket_page import TicketPaper, paper_of
from kiosk.ui.widgets.file_choice import open_save_dialog
from kiosk.ui.widgets.panel import ChoiceButton, Panel, side_by_side
from kiosk.ui.widgets.section import WrappedLabel, fill
from kiosk.ui.widgets.ticket_texts import TimeTeller, ticket_name


class CodePanel(Panel):
    """Shows the new code of a ticket.

    Signals:
        save_asked: the file (Path) and the bytes to write.
        not_printed: printing failed.
    """

    not_printed = Signal()
    save_asked = Signal(object, object)

    def __init__(self, event: Event, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._event = event
        self._paper: TicketPaper | None = None
        self._how = WrappedLabel("line", self)
        self._code = QrCode(self)
        self._print = ChoiceButton("primary", self)
        self._save = ChoiceButton(parent=self)
        fill(self.column, self._how, (self._code, 1))
        side_by_side(self, self._print, self._save)
        self._print.clicked.connect(self._ask_printer)
        self._save.clicked.connect(self._ask_where)
        for key, button in (("Ctrl+P", self._print), ("Ctrl+S", self._save)):
            here = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(key), self, button.click, context=here)

    def use_language(self) -> None:
        """Show all labels in the current language."""
        translate = QCoreApplication.translate
        self._print.setText(translate("Desk", "Print"))
        self._print.setToolTip("Ctrl+P")
        self._save.setToolTip("Ctrl+S")
        self._save.setText(translate("Desk", "Save PDF"))

    def on_shown(self) -> None:
        """Focus the print button."""
        self._print.setFocus()

    def show_code(self, made: NewCode, times: TimeTeller) -> None:
        """Show the new code of a ticket."""
        self._paper = paper_of(made, self._event, times.words)
        self.set_title(f"{ticket_name(made.ticket, times.words)} · {made.ticket.ref}")
        self._how.show_text(times.words.say("desk.new_code"))
        self._code.show_code(made.code)
        self._code.setAccessibleName(times.words.say("desk.new_code"))

    def clear(self) -> None:
        """Remove the code."""
        self._paper = None
        self._code.show_code("")

    def _ask_printer(self) -> None:
        if self._paper is not None:
            print_paper(self._paper, self, self.not_printed.emit)

    def _ask_where(self) -> None:
        paper = self._paper
        if paper is None:
            return
        open_save_dialog(
            self,
            QCoreApplication.translate("Desk", "Save the ticket …"),
            f"{paper.ref}.pdf",
            lambda path: self.save_asked.emit(path, pdf_of(paper)),
        )
