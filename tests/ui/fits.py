"""What of a page's text does not fit where it stands."""

from PySide6.QtWidgets import QCheckBox, QLabel, QPushButton, QWidget

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
    return [text.text() for text in shown if _too_small(text)]


def _too_small(widget: Text) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        longest = max(widget.text().split(), key=len, default="")
        narrow = widget.fontMetrics().horizontalAdvance(longest) > widget.width()
        return narrow or widget.height() < widget.heightForWidth(widget.width())
    return widget.width() < widget.sizeHint().width()
