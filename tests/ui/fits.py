"""What of a page's text does not fit where it stands."""

import re

from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QScrollArea, QWidget

from kiosk.ui.labels import ShortLabel

Text = QLabel | QPushButton | QCheckBox


def clipped(page: QWidget) -> list[str]:
    """The texts of all visible labels and buttons that have too little room for them."""
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
