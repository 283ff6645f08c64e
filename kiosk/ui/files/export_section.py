"""The section of the attendance file: its options, its first lines, and the written file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from kiosk.admin.requests import ExportKind, ExportOptions
from kiosk.domain.event_settings import FESTIVAL
from kiosk.texts import Texts
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.check_box import CheckBox
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.labels import ShortLabel, named, set_texts, with_wrapped_paths
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, Stretch, WrappedLabel, fill, reveal

_ABOUT = {
    ExportKind.TICKETS: "files.about_tickets",
    ExportKind.SUMS: "files.about_sums",
    ExportKind.THANKS: "files.about_thanks",
    ExportKind.RESEARCH: "files.about_research",
    ExportKind.SCANS: "files.about_scans",
}
_MAY_BE_NAMELESS = ExportKind.TICKETS, ExportKind.SCANS
PREVIEW_ROWS = 2
"""The number of rows in the preview."""


class ExportSection(Section):
    """Asks for the options of the attendance file.

    Signals:
        unfolded_by_hand: a person unfolded the section.
        preview_asked: the `ExportOptions` of the first lines to show.
        export_asked: the `ExportOptions` of the file to write; its place is asked next.
        folder_asked: the written file (Path) whose folder to show.
    """

    unfolded_by_hand = Signal()
    preview_asked = Signal(object)
    export_asked = Signal(object)
    folder_asked = Signal(object)

    def __init__(
        self, areas: Sequence[str], words: Texts, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._areas = areas
        self._words = words
        self._written: Path | None = None
        self.unfolded = False
        self._area = ComboBox(theme, self)
        self._kinds = {kind: QRadioButton(self) for kind in _ABOUT}
        self._group = QButtonGroup(self)
        self._open = ChoiceButton(parent=self)
        self._parts = named("actions", QWidget(self))
        self._about = WrappedLabel("quiet", self)
        self._nameless, self._email = CheckBox(theme, self), CheckBox(theme, self)
        self._lines = [named("exampleLine", ShortLabel(self)) for _ in range(PREVIEW_ROWS + 1)]
        self._write = ChoiceButton(parent=self)
        self._where = WrappedLabel("line", self)
        self._folder = ChoiceButton(parent=self)
        self._kinds[ExportKind.TICKETS].setChecked(True)
        self._lay_out()
        self._connect()

    @property
    def options(self) -> ExportOptions:
        """The chosen options; columns are separated by semicolons, as a Dutch Excel expects."""
        kind = next(kind for kind, button in self._kinds.items() if button.isChecked())
        for_excel = kind is ExportKind.TICKETS and self._words.language == "nl"
        return ExportOptions(
            area=str(self._area.currentData()),
            kind=kind,
            names=not self._nameless.isChecked(),
            email=self._email.isChecked(),
            separator=";" if for_excel else ",",
        )

    def use_words(self, words: Texts) -> None:
        """Show all labels in these texts."""
        self._words = words
        translate = QCoreApplication.translate
        self.set_heading(translate("Files", "Attendance file out"))
        self._name_areas(translate("Files", "The whole festival"))
        self._area.setAccessibleName(translate("Files", "Area"))
        set_texts(
            {
                self._kinds[ExportKind.TICKETS]: translate("Files", "For Excel"),
                self._kinds[ExportKind.SUMS]: translate("Files", "For the funder"),
                self._kinds[ExportKind.THANKS]: translate("Files", "For a mail of thanks"),
                self._kinds[ExportKind.RESEARCH]: translate("Files", "For your own research"),
                self._kinds[ExportKind.SCANS]: translate("Files", "Every scan"),
                self._nameless: translate("Files", "Without names"),
                self._email: translate("Files", "Also the e-mail addresses"),
                self._open: translate("Files", "Make the file …"),
                self._write: translate("Files", "Write the file …"),
                self._folder: translate("Files", "Show the folder"),
            }
        )
        self._offer()

    def unfold(self, on: bool) -> None:
        """Show the whole section, or only its button; once open, it stays open."""
        self.unfolded = self.unfolded or on
        self._parts.setVisible(self.unfolded)
        self._open.setVisible(not self.unfolded)

    def show_preview(self, options: ExportOptions, lines: Sequence[Sequence[str]]) -> None:
        """Show the first lines of a file, unless the options changed since."""
        if options != self.options:
            return
        texts = [" · ".join(filter(None, line)) for line in lines]
        for label, text in zip(self._lines, [*texts, "", "", ""], strict=False):
            label.setText(text)

    def show_written(self, path: Path) -> None:
        """Show the path of the written file."""
        self._written = path
        self._where.show_text(with_wrapped_paths(str(path)))
        self._folder.show()
        reveal(self._folder)

    def ask_preview(self) -> None:
        """Ask for the first lines with the chosen options."""
        self.preview_asked.emit(self.options)

    def _name_areas(self, festival: str) -> None:
        chosen = max(0, self._area.currentIndex())
        self._area.blockSignals(True)
        self._area.clear()
        for area in self._areas:
            self._area.addItem(festival if area == FESTIVAL else area, area)
        self._area.setCurrentIndex(chosen)
        self._area.blockSignals(False)

    def _lay_out(self) -> None:
        for button in self._kinds.values():
            self._group.addButton(button)
        fill(
            QVBoxLayout(self._parts),
            self._area,
            *self._kinds.values(),
            self._about,
            *self._lines,
            self._nameless,
            self._email,
            self._write,
            self._where,
            self._folder,
            margins=0,
            spacing=self.column.spacing(),
        )
        fill(self.column, self._open, self._parts, Stretch())
        self._open.hide()
        self._area.setVisible(len(self._areas) > 1)
        self._folder.hide()

    def _connect(self) -> None:
        self._area.currentIndexChanged.connect(self._offer)
        self._group.buttonToggled.connect(lambda _button, on: self._offer() if on else None)
        self._nameless.toggled.connect(self._offer)
        self._email.toggled.connect(self._offer)
        self._open.clicked.connect(self._unfold_by_hand)
        self._write.clicked.connect(lambda: self.export_asked.emit(self.options))
        self._folder.clicked.connect(lambda: self.folder_asked.emit(self._written))

    def _unfold_by_hand(self) -> None:
        self.unfold(True)
        self.unfolded_by_hand.emit()
        self._write.setFocus()
        self.ask_preview()

    def _offer(self) -> None:
        """Enable the options that fit the kind of file: some never have names."""
        kind = self.options.kind
        self._about.show_text(self._words.say(_ABOUT[kind]))
        self._nameless.setEnabled(kind in _MAY_BE_NAMELESS)
        may = kind is ExportKind.TICKETS and not self._nameless.isChecked()
        self._email.setEnabled(may)
        self._email.setChecked(may and self._email.isChecked())
        if self.isVisible():
            self.ask_preview()
