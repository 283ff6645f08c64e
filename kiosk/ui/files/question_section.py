"""The questions about a list before its import: one at a time, one button for each answer."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from kiosk.guestlist.import_report import Question
from kiosk.texts import Texts
from kiosk.ui.files.import_texts import answer_texts
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel, fill, spaced

_BESIDE = 2


class QuestionSection(Section):
    """Shows the first question about a list with its answers; hidden without questions.

    Signals:
        answered: the chosen answer (str, an option of the command).
    """

    answered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, "lines")
        self._question = WrappedLabel("line", self)
        self._more = WrappedLabel("quiet", self)
        self._grid = spaced(QGridLayout(), spacing=8)
        self._buttons: list[ChoiceButton] = []
        fill(self.column, self._question, self._grid, self._more)

    def show_questions(self, questions: Sequence[Question], words: Texts) -> None:
        """Show the first question, and how many follow."""
        translate = QCoreApplication.translate
        self.set_heading(translate("Files", "First a question") if questions else "")
        self._question.show_text(questions[0].text(words) if questions else "")
        more = len(questions) - 1
        self._more.show_text(words.say("files.more_questions", n=more) if more > 0 else "")
        self._show_answers(questions[0] if questions else None, words)
        self.setVisible(bool(questions))

    @property
    def first_answer(self) -> QWidget | None:
        """The first button of the shown question; None without one."""
        return self._buttons[0] if self._buttons else None

    def _show_answers(self, question: Question | None, words: Texts) -> None:
        for button in self._buttons:
            self._grid.removeWidget(button)
            button.deleteLater()
        answers = answer_texts(question, words) if question else {}
        self._buttons = [self._button(answer, text) for answer, text in answers.items()]
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // _BESIDE, number % _BESIDE)

    def _button(self, answer: str, text: str) -> ChoiceButton:
        button = ChoiceButton(parent=self, text=text.replace("&", "&&"))
        button.clicked.connect(lambda: self.answered.emit(answer))
        button.show()
        return button
