"""The parts of all pages: sections, wrapped labels, scroll areas, and boxes that hold them."""

from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.paths import RESOURCES
from kiosk.ui.style.theme import Theme, stylesheet
from kiosk.ui.widgets.labels import named

MARGIN = 12
_STYLE = RESOURCES / "style" / "pages.qss"


def apply_page_style(page: QWidget, theme: Theme) -> None:
    """Give a page the stylesheet of all pages but the scan page."""
    page.setStyleSheet(stylesheet(theme, _STYLE))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Free space in a box, and its share of all that is free."""

    share: int = 1


Box = TypeVar("Box", bound=QBoxLayout)
Layout = TypeVar("Layout", bound=QLayout)
Margins = int | tuple[int, int, int, int]
"""The margins of a layout in pixels: one for all four sides, or left, top, right and bottom."""

Part = (
    QWidget
    | QLayout
    | Stretch
    | tuple[QWidget | QLayout, int]
    | tuple[QWidget, int, Qt.AlignmentFlag]
)
"""A part of a box, with its share of the free space and its alignment."""


def spaced(layout: Layout, *, margins: Margins | None = None, spacing: int | None = None) -> Layout:
    """Set the margins and the spacing of a layout, and return it."""
    if margins is not None:
        layout.setContentsMargins(*((margins,) * 4 if isinstance(margins, int) else margins))
    if spacing is not None:
        layout.setSpacing(spacing)
    return layout


def fill(box: Box, *parts: Part, margins: Margins | None = None, spacing: int | None = None) -> Box:
    """Add parts to a box in their order, and return it."""
    spaced(box, margins=margins, spacing=spacing)
    how: list[Any]
    for part in parts:
        what, *how = part if isinstance(part, tuple) else (part,)
        if isinstance(what, Stretch):
            box.addStretch(what.share)
        elif isinstance(what, QLayout):
            box.addLayout(what, *how)
        else:
            box.addWidget(what, *how)
    return box


class Section(QFrame):
    """A card with a heading; its widgets are added to `column`."""

    def __init__(self, parent: QWidget | None = None, name: str = "sheet") -> None:
        """`name` is the object name for the stylesheet."""
        super().__init__(parent)
        self.setObjectName(name)
        self._heading = named("sheetHeading", QLabel(self), visible=False)
        self.column = fill(QVBoxLayout(self), self._heading, margins=(18, 10, 18, 12), spacing=6)

    def set_heading(self, heading: str) -> None:
        """Set the heading; empty hides it."""
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self.setAccessibleName(heading)


class WrappedLabel(QLabel):
    """A label that wraps, takes the height that it needs, and is hidden while it is empty."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        # A guest's name is no markup.
        super().__init__(parent, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        named(name, self, visible=False)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_text(self, text: str) -> None:
        """Show a text; an empty one hides the label."""
        self.setText(text)
        self.setVisible(bool(text))

    def sizeHint(self) -> QSize:
        """Return the height of the text at the current width."""
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        """Keep the height; the width may shrink."""
        return QSize(0, self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Recompute the height for the new width."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()


def reveal(widget: QWidget) -> None:
    """Scroll the area around a widget until it is visible, once that is laid out."""

    def scroll() -> None:
        parent = widget.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)

    QTimer.singleShot(0, widget, scroll)


def scrolled(
    whole: QWidget, parent: QWidget | None = None, *, minimum_height: int = 0
) -> QScrollArea:
    """Return a scroll area around a widget, with a scroll bar only where it is needed.

    Tab stops at the area only if it can scroll.
    """
    area = named(
        "scrolled",
        QScrollArea(parent, widgetResizable=True),
        focusPolicy=Qt.FocusPolicy.NoFocus,
        minimumHeight=minimum_height,
    )
    area.setWidget(whole)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.verticalScrollBar().rangeChanged.connect(
        lambda _, end: area.setFocusPolicy(
            Qt.FocusPolicy.StrongFocus if end else Qt.FocusPolicy.NoFocus
        )
    )
    return area
