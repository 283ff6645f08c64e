"""Guests of a file who are on other lists too: counted once, or on both lists."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from kiosk.guestlist.import_report import Report
from kiosk.guestlist.list_draft import ListDraft
from kiosk.texts import Texts
from kiosk.ui.files.import_texts import same_guests
from kiosk.ui.widgets.section import Section, WrappedLabel, fill


class SameGuestSection(Section):
    """Names the first of these guests, with a choice; hidden if there are none.

    Signals:
        changed: a person chose whether they count once.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "lines")
        self._names = WrappedLabel("line", self)
        self._once, self._both = QRadioButton(self), QRadioButton(self)
        group = QButtonGroup(self)
        for button in (self._once, self._both):
            group.addButton(button)
            button.clicked.connect(self.changed)
        # Beside each other, so that the first guests stay in sight.
        fill(self.column, self._names, fill(QHBoxLayout(), self._once, self._both))
        self._both.setChecked(True)
        self.hide()

    @property
    def once(self) -> bool:
        """True if guests who are on another list too count once."""
        return self._once.isChecked()

    def show_choice(self, report: Report | None, draft: ListDraft | None, words: Texts) -> None:
        """Show the guests of a report, and the choice about them."""
        same = report.preview.same if report else None
        self.setVisible(same is not None)
        if same is None or draft is None:
            return
        translate = QCoreApplication.translate
        self.set_heading(translate("Files", "On two lists"))
        self._names.show_text(same_guests(same, words))
        self._once.setText(translate("Files", "Count once: the ticket with a code stays"))
        self._both.setText(translate("Files", "Keep both: they count twice"))
        (self._once if draft.options.same_guest == "once" else self._both).setChecked(True)
