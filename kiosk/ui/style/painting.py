"""Painters of widgets with smooth edges, and with rounded corners."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from kiosk.ui.style.theme import RADIUS


def smooth_painter(widget: QWidget) -> QPainter:
    """Return a painter of a widget that draws smooth edges."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def rounded_painter(widget: QWidget, paper: str, radius: float = RADIUS) -> QPainter:
    """Return a painter inside the rounded corners of a widget, on a background colour."""
    painter, outline = smooth_painter(widget), QPainterPath()
    outline.addRoundedRect(QRectF(widget.rect()), radius, radius)
    painter.setClipPath(outline)
    painter.fillRect(widget.rect(), QColor(paper))
    return painter
