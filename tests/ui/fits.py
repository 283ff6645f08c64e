"""Finds texts that do not fit, and widgets that are too small or have no accessible name."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)

from kiosk.ui.widgets.labels import ShortLabel

FINGER_PX = 56
Text = QLabel | QPushButton | QCheckBox


def clipped(page: QWidget) -> list[str]:
    """Return the texts of visible labels and buttons that are cut off."""
    texts: list[Text] = [
        *page.findChildren(QLabel),
        *page.findChildren(QPushButton),
        *page.findChildren(QCheckBox),
    ]
    shown = [text for text in texts if text.isVisible() and not isinstance(text, ShortLabel)]
    wide = [
        f"{area.objectName()} is wider than its place"
        for area in page.findChildren(QScrollArea)
        if area.isVisible() and _content_width(area) > area.viewport().width()
    ]
    return [*wide, *(text.text() for text in shown if _too_small(text))]


def _content_width(area: QScrollArea) -> int:
    content = area.widget()
    return content.width() if content is not None else 0


def _too_small(widget: Text) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        longest = max(re.split(r"[\s\u200b]+", widget.text()), key=len, default="")
        narrow = widget.fontMetrics().horizontalAdvance(longest) > widget.width()
        return narrow or widget.height() < widget.heightForWidth(widget.width())
    return widget.width() < widget.sizeHint().width()


def too_low(page: QWidget) -> list[str]:
    """Return the buttons and fields that are too low for a finger."""
    return [_about(one) for one in _worked(page) if one.height() < FINGER_PX]


def without_name(page: QWidget) -> list[str]:
    """Return the focusable widgets without an accessible name."""
    return [_about(one) for one in _stops(page) if not _said(one)]


def without_focus_shown(page: QWidget) -> list[str]:
    """Return the widgets that look the same with and without the focus."""
    return [_about(one) for one in _stops(page) if not _shows_focus(one)]


def _worked(page: QWidget) -> list[QWidget]:
    kinds = (QPushButton, QCheckBox, QLineEdit, QComboBox)
    return [one for one in page.findChildren(QWidget) if one.isVisible() and isinstance(one, kinds)]


def _stops(page: QWidget) -> list[QWidget]:
    return [
        one
        for one in page.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(one, QScrollArea | QComboBox)
    ]


def _said(widget: QWidget) -> str:
    return widget.accessibleName() or str(widget.property("text") or "")


def _shows_focus(widget: QWidget) -> bool:
    widget.clearFocus()
    QApplication.processEvents()
    without = widget.grab().toImage()
    widget.setFocus()
    QApplication.processEvents()
    return not widget.hasFocus() or widget.grab().toImage() != without


def _about(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {_said(widget)}".strip()
