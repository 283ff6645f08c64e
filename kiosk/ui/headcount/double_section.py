"""The section of one double entry: its sides below each other, and the decision about it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kiosk.domain.double_entries import Cause
from kiosk.ui.headcount.double_texts import CAUSES, DoubleTexts, SideTexts
from kiosk.ui.widgets.labels import mark_chosen, named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, Stretch, WrappedLabel, fill, scrolled

_COLUMNS = 2
_APART_PX = 8


class DoubleSection(Section):
    """Shows one double, and takes a decision by a tap.

    Signals:
        decided: the Cause that a person chose.
    """

    decided = Signal(object)

    def __init__(self, *, decides: bool, parent: QWidget | None = None) -> None:
        """`decides`: this laptop's role may decide."""
        super().__init__(parent)
        self._decides = decides
        self._title = WrappedLabel("panelTitle", self)
        self._beyond = WrappedLabel("line", self)
        self._sides: list[tuple[WrappedLabel, WrappedLabel]] = []
        self._gap = WrappedLabel("strong", self)
        self._cause = WrappedLabel("notice", self)
        self._how = WrappedLabel("quiet", self)
        self._choices = [self._choice(cause) for cause in CAUSES]
        self._lay_out()

    def use_language(self) -> None:
        """Show all labels in the current language."""
        translate = QCoreApplication.translate
        names = {
            Cause.SAME_PERSON: translate("Doubles", "Same guest"),
            Cause.SHARED: translate("Doubles", "Two people"),
            Cause.CLOCK: translate("Doubles", "A clock was wrong"),
            Cause.OVERRIDE: translate("Doubles", "Let in on purpose"),
            Cause.UNKNOWN: translate("Doubles", "Not clear"),
        }
        for number, (cause, choice) in enumerate(zip(CAUSES, self._choices, strict=True), start=1):
            choice.setText(f"{number}  {names[cause]}")
        self._how.show_text(
            translate("Doubles", "What was it? After 1 or 3 no extra people came in.")
            if self._decides
            else translate("Doubles", "Deciding is done on the laptop of the desk or the admin.")
        )

    def show_double(self, texts: DoubleTexts, cause: Cause | None) -> None:
        """Show a double entry; `cause` is the decision, None while there is none."""
        self._title.show_text(texts.title)
        self.setAccessibleName(texts.title)
        self._beyond.show_text(texts.beyond)
        self._show_sides(texts.sides)
        self._gap.show_text(texts.gap)
        self._cause.show_text(texts.cause)
        for of, choice in zip(CAUSES, self._choices, strict=True):
            mark_chosen(choice, of is cause)

    def allow_decision(self, may: bool) -> None:
        """Accept a decision now, or not for a moment."""
        for choice in self._choices:
            choice.setEnabled(may)

    def _show_sides(self, sides: Sequence[SideTexts]) -> None:
        while len(self._sides) < len(sides):
            pair = WrappedLabel("strong", self), WrappedLabel("quiet", self)
            fill(self._list, *pair)
            self._sides.append(pair)
        for number, (when, where) in enumerate(self._sides):
            side = sides[number] if number < len(sides) else SideTexts("", "")
            when.show_text(side.when)
            where.show_text(side.where)

    def _choice(self, cause: Cause) -> ChoiceButton:
        choice = ChoiceButton(f"cause-{cause.value}", self)
        choice.setProperty("cause", True)
        choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a tap leaves the keys to the list
        choice.clicked.connect(partial(self.decided.emit, cause))
        choice.setVisible(self._decides)
        return choice

    def _lay_out(self) -> None:
        details = named("details", QWidget(self))
        texts = fill(QVBoxLayout(details), self._title, self._beyond, margins=0)
        self._list = fill(QVBoxLayout(), spacing=2)
        texts.addSpacing(_APART_PX)
        fill(texts, self._list, self._gap)
        texts.addSpacing(_APART_PX)
        fill(texts, self._cause, Stretch())
        fill(self.column, (scrolled(details, self), 1), self._how)
        choices = QGridLayout()
        choices.setSpacing(_APART_PX)
        for place, choice in enumerate(self._choices):
            choices.addWidget(choice, place // _COLUMNS, place % _COLUMNS)
        self.column.addLayout(choices)
