"""Guests that need a choice: they are left off a file, or are on other lists too."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from kiosk.guestlist.import_report import Report
from kiosk.guestlist.list_draft import ListDraft, withdraws_many
from kiosk.texts import Texts
from kiosk.ui.files.import_texts import left_off, same_guests
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.check_box import CheckBox
from kiosk.ui.widgets.section import Section, WrappedLabel, fill


class LeftOffSection(Section):
    """Names the first guests that are left off a file: they stay, or their tickets lapse.

    Hidden if the file has all of them.

    Signals:
        changed: a person chose whether their tickets lapse.
        sure_changed: a person is sure that many tickets are withdrawn, or not (bool).
    """

    changed = Signal()
    sure_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, "lines")
        self._names = WrappedLabel("line", self)
        self._withdraw, self._sure = CheckBox(theme, self), CheckBox(theme, self)
        fill(self.column, self._names, self._withdraw, self._sure)
        self._withdraw.clicked.connect(self.changed)
        self._sure.clicked.connect(self.sure_changed)
        self.hide()

    @property
    def withdraw(self) -> bool:
        """True if the tickets of these guests lapse."""
        return self._withdraw.isChecked()

    @property
    def next_stop(self) -> QWidget | None:
        """The box that a person must tick if many tickets lapse."""
        return self._sure if self._sure.isVisible() and not self._sure.isChecked() else None

    def reset(self) -> None:
        """Reset the choice for another file."""
        for box in (self._withdraw, self._sure):
            box.setChecked(False)

    def show_guests(self, report: Report | None, draft: ListDraft | None, words: Texts) -> None:
        """Show the guests that are not in the file, and the choice about their tickets."""
        many = report is not None and withdraws_many(report)
        gone = report is not None and bool(report.preview.left_off)
        self.setVisible(gone or many or (report is not None and self.withdraw))
        if report is None or draft is None:
            return
        translate = QCoreApplication.translate
        self._withdraw.setText(translate("Files", "Let their tickets lapse"))
        self._sure.setText(translate("Files", "Withdraw them, I am sure"))
        self._names.show_text(left_off(report, words))
        self._sure.setChecked(draft.sure)
        self._sure.setVisible(many)


class SameGuestSection(Section):
    """Names the first guests on other lists too: counted once, or twice; hidden without any.

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
