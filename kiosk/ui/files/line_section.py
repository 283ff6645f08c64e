"""A section of sentences, such as warnings."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kiosk.ui.widgets.section import Section, WrappedLabel


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
