"""Helpers for the stylesheet, and a label that shortens its text."""

import os
from collections.abc import Mapping
from typing import TypedDict, TypeVar, Unpack

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

W = TypeVar("W", bound=QWidget)
_MAY_WRAP = "\u200b"


class WidgetProperties(TypedDict, total=False):
    """Properties of every widget by Qt's names; the last four are only read by the stylesheet."""

    accessibleName: str
    focusPolicy: Qt.FocusPolicy
    minimumHeight: int
    visible: bool
    choice: bool
    chosen: bool
    large: bool
    row: bool


def with_properties(widget: W, **properties: Unpack[WidgetProperties]) -> W:
    """Set properties of a widget, and return it."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    return widget


def named(name: str, widget: W, **properties: Unpack[WidgetProperties]) -> W:
    """Give a widget the object name that the stylesheet uses, and properties."""
    widget.setObjectName(name)
    return with_properties(widget, **properties)


def set_texts(texts: Mapping[QLabel | QAbstractButton, str]) -> None:
    """Set the texts of labels and buttons."""
    for widget, text in texts.items():
        widget.setText(text)


def restyle(*widgets: QWidget) -> None:
    """Apply the stylesheet again after a property of it changed."""
    for widget in widgets:
        widget.style().polish(widget)
        widget.update()


def mark_chosen(button: QAbstractButton, chosen: bool) -> None:
    """Highlight one of several buttons as the current choice, or not."""
    button.setChecked(chosen)
    button.setProperty("chosen", chosen)
    restyle(button)


def with_wrapped_paths(text: str) -> str:
    """Allow a line break between two folders of each path in a text."""
    return text.replace(os.sep, f"{os.sep}{_MAY_WRAP}")


class ShortLabel(QLabel):
    """A line of text that ends in … where there is no room for all of it."""

    def minimumSizeHint(self) -> QSize:
        """Ask for no width."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much of the text as fits."""
        painter = QPainter(self)
        box = self.contentsRect()
        painter.setFont(self.font())
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, self.alignment(), text)
