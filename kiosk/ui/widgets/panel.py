"""The base of the desk's panels: one task with its fields; Enter completes it, once a press."""

from PySide6.QtCore import QCoreApplication, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import Section, WrappedLabel, fill

_FIELD_PX = 56
_STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


class Panel(Section):
    """A section with a title and a close button; Enter in any of its fields completes the task.

    Signals:
        entered: Enter was pressed.
        left: a person closed the panel.
    """

    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, closes: bool = True) -> None:
        """`closes`: the panel has a close button."""
        super().__init__(parent)
        self._ignoring_enter = QTimer(self, singleShot=True)
        self._title = WrappedLabel("panelTitle", self)
        no_focus = Qt.FocusPolicy.NoFocus  # the keys have Escape
        self._close = named("overlayClose", QPushButton(self), focusPolicy=no_focus, visible=closes)
        self._close.clicked.connect(self.left)
        row = fill(QHBoxLayout(), (self._title, 1), (self._close, 0, Qt.AlignmentFlag.AlignTop))
        self.column.addLayout(row)

    def set_title(self, title: str) -> None:
        """Set the title."""
        self._title.show_text(title)
        self._close.setText(QCoreApplication.translate("Overlay", "Close (Esc)"))
        self.setAccessibleName(title)

    def use_language(self) -> None:
        """Show all labels in the current language."""

    def on_shown(self) -> None:
        """Put the focus in the first field; called when the panel is shown."""

    def ignore_enter(self, ms: int) -> None:
        """Ignore Enter for some ms: it was meant for the panel before this one."""
        if ms:
            self._ignoring_enter.start(ms)
        else:
            self._ignoring_enter.stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter from any field; a button handles its own."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not (self._ignoring_enter.isActive() or event.isAutoRepeat()):
                self.entered.emit()
        else:
            super().keyPressEvent(event)


class ChoiceButton(QPushButton):
    """A button that Enter presses, as the space bar does."""

    def __init__(self, name: str = "", parent: QWidget | None = None, text: str = "") -> None:
        super().__init__(text, parent, autoDefault=True)
        self.setObjectName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press on Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class NumberField(QLineEdit):
    """A field for a whole number; the arrow keys change it by 1."""

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, maxLength=len(str(most)))
        self._most = most
        self.textEdited.connect(self._digits_only)

    @property
    def value(self) -> int | None:
        """The number; None if the field is empty."""
        return min(self._most, int(self.text())) if self.text() else None

    def show_value(self, value: int) -> None:
        """Show a number, selected."""
        self.setText(str(max(0, min(self._most, value))))
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the number by the arrow keys, to 1 at least."""
        if event.key() in _STEPS:
            self.show_value(max(1, (self.value or 0) + _STEPS[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)

    def _digits_only(self, text: str) -> None:
        self.setText("".join(letter for letter in text if letter in "0123456789"))


class FormRows:
    """Fields with labels, below each other; the label is the accessible name of its field."""

    def __init__(self, panel: Panel) -> None:
        self._form = QFormLayout(
            rowWrapPolicy=QFormLayout.RowWrapPolicy.WrapLongRows,
            fieldGrowthPolicy=QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow,
            labelAlignment=Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
            horizontalSpacing=8,
            verticalSpacing=8,
        )
        self._fields: list[tuple[QLabel | None, QWidget]] = []
        panel.column.addLayout(self._form)

    def add(self, field: QWidget) -> None:
        """Add a field below the others."""
        # In the middle of its field.
        label = named("fieldName", QLabel(), minimumHeight=_FIELD_PX)
        label.setBuddy(field)
        self._fields.append((label, field))
        self._form.addRow(label, field)

    def add_wide(self, field: QWidget) -> None:
        """Add a field over the whole width; its label is only read by a screen reader."""
        self._fields.append((None, field))
        self._form.addRow(field)

    def show_only_if(self, needed: bool, field: QWidget) -> None:
        """Show or hide a field with its label."""
        self._form.setRowVisible(field, needed)

    def set_labels(self, *names: str) -> None:
        """Set the labels, from top to bottom."""
        for (label, field), name in zip(self._fields, names, strict=True):
            if label is not None:
                label.setText(name)
            field.setAccessibleName(name)


def side_by_side(panel: Panel, *widgets: QWidget, even: bool = True) -> None:
    """Add widgets in a row: of equal width, or else the last one takes the rest."""
    parts = [(widget, int(even or widget is widgets[-1])) for widget in widgets]
    panel.column.addLayout(fill(QHBoxLayout(), *parts, spacing=8))
