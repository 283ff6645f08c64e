"""The top band of the headcount page: number, bounds, capacity and totals, of a fixed size."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.ui.headcount.band_texts import BandTexts
from kiosk.ui.headcount.capacity_bar import CapacityBar, StepMarks
from kiosk.ui.headcount.headcount_sections import TotalsRow
from kiosk.ui.style.icons import Icon
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.empty_state import EmptyState
from kiosk.ui.widgets.labels import named, set_texts
from kiosk.ui.widgets.section import Section, Stretch, WrappedLabel, fill

_BAND_PX = (226, 250)  # in a low and in a high page
_FIGURE_PX = (88, 120)
_HIGH_PX, _WIDE_PX = 620, 1000
_GAP_PX = 30
_APART_PX = 12
_LINE = 1.14  # of a number's size: digits stay above the line, a comma reaches below it
_STRETCHES = (46, 54)


class HeadcountBand(Section):
    """The number with its word and bounds on the left; capacity and totals on the right."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = named("number", QLabel(self))
        self._word = named("figureWord", QLabel(self))
        self._bound = WrappedLabel("atMost", self)
        self._age = WrappedLabel("quiet", self)
        self._trouble = WrappedLabel("notice", self)
        self._bar = CapacityBar(theme, self)
        self._steps = StepMarks(theme, self)
        self._step = named("strong", QLabel(self))
        self._room = WrappedLabel("room", self)
        self._division = WrappedLabel("line", self)
        self._conditions = WrappedLabel("quiet", self)
        self.totals = TotalsRow(self)
        self._blank = EmptyState(Icon.PEOPLE, theme, self)
        self._blank.hide()
        self._lay_out()

    def show_headcount(self, texts: BandTexts) -> None:
        """Show a headcount; a screen reader announces a new number."""
        spoken = ", ".join(filter(None, (f"{texts.number} {texts.word}", texts.bound)))
        if spoken != self._number.accessibleName():
            self._number.setAccessibleName(spoken)
            changed = QAccessibleEvent(self._number, QAccessible.Event.NameChanged)
            QAccessible.updateAccessibility(changed)
        self._blank.hide()
        self._sides.show()
        set_texts({self._number: texts.number, self._word: texts.word, self._step: texts.step})
        self._bound.show_text(texts.bound)
        self._room.show_text(texts.room)
        self._division.show_text(texts.division)
        self._conditions.show_text(texts.conditions)
        self._steps.show_steps(texts.steps)
        self._bar.show_marks(texts.marks)

    def show_age(self, sentence: str, *, failed: bool) -> None:
        """Show the time until which all is known; `failed` emphasises it."""
        self._age.show_text("" if failed else sentence)
        self._trouble.show_text(sentence if failed else "")

    def show_nothing(self, sentence: str, *, failed: bool) -> None:
        """Show why there is no number yet."""
        self._sides.setVisible(failed)
        self._blank.show_text(sentence)
        self._blank.setVisible(not failed)
        self._trouble.show_text(sentence if failed else "")

    def fit(self, size: QSize) -> None:
        """Fit the band to the size of its page."""
        high = size.height() >= _HIGH_PX
        self.setMinimumHeight(_BAND_PX[high])
        pixels = _FIGURE_PX[high]
        self._number.setFixedHeight(round(pixels * _LINE))
        self._number.setStyleSheet(f"font-size: {pixels}px; font-weight: 700;")
        wide = size.width() >= _WIDE_PX
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(beside if wide else below)

    def _lay_out(self) -> None:
        self._sides = named("actions", QWidget(self))
        fill(
            QHBoxLayout(self._sides),
            (self._left(), _STRETCHES[0]),
            (self._right(), _STRETCHES[1]),
            margins=0,
            spacing=_GAP_PX,
        )
        fill(self.column, (self._blank, 1), (self._sides, 1))

    def _left(self) -> QVBoxLayout:
        line = self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        bottom = Qt.AlignmentFlag.AlignBottom
        number, word = (self._number, 0, bottom), (self._word, 0, bottom)
        fill(line, number, word, Stretch(), spacing=_APART_PX)
        below = (self._bound, self._age, self._trouble, Stretch())
        return fill(QVBoxLayout(), line, *below, spacing=2)

    def _right(self) -> QVBoxLayout:
        line = fill(QHBoxLayout(), (self._bar, 1), self._steps, self._step, spacing=_APART_PX)
        below = (self._room, self._division, self._conditions, Stretch(), self.totals)
        return fill(QVBoxLayout(), line, *below, spacing=4)
