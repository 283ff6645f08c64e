"""A dialog for a name: tap a known one, or type another. It protects nothing: no password."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton

from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.status_label import StatusLabel

_MAX_NAMES = 6
_COLUMNS = 2
_MAX_LENGTH = 40


class NameDialog(Dialog):
    """Asks for a name; lists the names that this laptop knows.

    Signals:
        named: the name; empty for the button that ends a shift.
    """

    named = Signal(str)

    def __init__(
        self,
        title: str,
        placeholder: str,
        names: Sequence[str],
        leave: str = "",
        *,
        typed: str = "",
        error: str = "",
    ) -> None:
        """`leave` is the label of the button without a name; `error` is why `typed` failed."""
        super().__init__(title)
        self._field = QLineEdit(self.frame, maxLength=_MAX_LENGTH, placeholderText=placeholder)
        self._field.setAccessibleName(title)
        self._field.returnPressed.connect(self._typed)
        self._field.setText(typed)
        self.column.addWidget(self._field)
        self._status = StatusLabel("overlayStatus", self.frame)
        self._status.show_trouble(error)
        self._status.setVisible(bool(error))
        self.column.addWidget(self._status)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, name in enumerate(names[:_MAX_NAMES]):
            button = QPushButton(name.replace("&", "&&"), self.frame)
            button.setProperty("choice", True)
            button.setAutoDefault(True)
            button.clicked.connect(partial(self._choose, name))
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        self.column.addLayout(grid)
        if leave:
            unnamed = named("unnamed", QPushButton(leave.replace("&", "&&"), self.frame))
            unnamed.setAutoDefault(True)
            unnamed.clicked.connect(partial(self._choose, ""))
            self.column.addWidget(unnamed)

    @property
    def typed(self) -> str:
        """The name in the field."""
        return self._field.text()

    def _typed(self) -> None:
        if name := self._field.text().strip():
            self._choose(name)

    def _choose(self, name: str) -> None:
        self.dismiss()
        self.named.emit(name)
