"""A dialog for a name: tap a known one, or type another. It protects nothing: no password."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton

from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import named, with_properties
from kiosk.ui.widgets.section import fill, spaced
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
        self._field = QLineEdit(
            typed, self.frame, maxLength=_MAX_LENGTH, placeholderText=placeholder
        )
        with_properties(self._field, accessibleName=title)
        self._field.returnPressed.connect(self._typed)
        self._status = StatusLabel("overlayStatus", self.frame)
        self._status.show_trouble(error)
        self._status.setVisible(bool(error))
        grid = spaced(QGridLayout(), spacing=8)
        for place, name in enumerate(names[:_MAX_NAMES]):
            button = QPushButton(name.replace("&", "&&"), self.frame, autoDefault=True)
            with_properties(button, choice=True)
            button.clicked.connect(partial(self._choose, name))
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
        fill(self.column, self._field, self._status, grid)
        if leave:
            label = leave.replace("&", "&&")
            unnamed = named("unnamed", QPushButton(label, self.frame, autoDefault=True))
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
