"""Sections of sentences, such as warnings, or the rows that cannot be imported."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from kiosk.guestlist.import_report import Report
from kiosk.texts import Texts
from kiosk.ui.files.import_texts import rejected
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.check_box import CheckBox
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel, fill


class LineSection(Section):
    """Sentences with a heading; hidden without any."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "lines")
        self._text = WrappedLabel("line", self)
        self.column.addWidget(self._text)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show these sentences."""
        self._text.show_text("\n".join(lines))
        self.setVisible(bool(lines))


class RejectedSection(LineSection):
    """The rows that cannot be imported, in groups: skip them, or save them to repair them.

    Hidden if all rows can be read.

    Signals:
        changed: a person chose whether these rows are skipped.
        save_asked: a person wants to save these rows.
    """

    changed = Signal()
    save_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._skip = CheckBox(theme, self)
        self._save = ChoiceButton(parent=self)
        self._saved = WrappedLabel("quiet", self)
        self._skip.clicked.connect(self.changed)
        self._save.clicked.connect(self.save_asked)
        fill(self.column, self._skip, self._save, self._saved)

    @property
    def skip(self) -> bool:
        """True if rows with an error are skipped."""
        return self._skip.isChecked()

    @property
    def next_stop(self) -> QWidget | None:
        """The check box that stops the import, if there is one."""
        return self._skip if self._skip.isVisible() and not self._skip.isChecked() else None

    def reset(self) -> None:
        """Reset the choice for another file."""
        self._skip.setChecked(False)

    def show_rows(self, report: Report | None, saved: str, words: Texts) -> None:
        """Show the errors of a report; `saved` says where the rows were written."""
        translate = QCoreApplication.translate
        self.set_heading(translate("Files", "Rows that cannot be imported"))
        self._skip.setText(translate("Files", "Skip the rows with an error"))
        self._save.setText(translate("Files", "Save these rows …"))
        self.show_lines(tuple(rejected(report, words)) if report else ())
        self._saved.show_text(saved)
