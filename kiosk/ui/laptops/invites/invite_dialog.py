"""The dialog with an invite: the line of text, and the instruction for the new laptop."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel

from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import fill

_WIDTH = 860
_LETTERS = 56
"""The letters of the invite in a line of the dialog."""


class InviteDialog(Dialog):
    """Shows an invite until it is closed; its button copies the line."""

    def __init__(self, waiting: str) -> None:
        """`waiting` is shown until the invite or an error comes."""
        translate = QCoreApplication.translate
        super().__init__(translate("Invite", "Invite a laptop"), _WIDTH)
        self.line = ""
        self._how = named("line", QLabel(waiting, self.frame, wordWrap=True))
        letters = QLabel(
            self.frame,
            textFormat=Qt.TextFormat.PlainText,
            textInteractionFlags=Qt.TextInteractionFlag.TextSelectableByMouse,
        )
        self._letters = named("inviteLine", letters)
        self._copied = named("mutedText", QLabel(self.frame, wordWrap=True))
        self._copy = ChoiceButton("copyInvite", self.frame, translate("Invite", "Copy the line"))
        self._copy.clicked.connect(self._copy_line)
        self._close = ChoiceButton("closeInvite", self.frame, translate("Invite", "Close"))
        self._close.clicked.connect(self.dismiss)
        fill(self.column, self._how, self._letters, self._copied, self._copy, self._close)
        for part in (self._letters, self._copied, self._copy):
            part.hide()

    @property
    def sentence(self) -> str:
        """The instruction for the invite, or the reason that there is none."""
        return self._how.text()

    def show_invite(self, line: str, how: str) -> None:
        """Show the line, and the instruction for it."""
        self.line = line
        self._letters.setText(
            "\n".join(line[at : at + _LETTERS] for at in range(0, len(line), _LETTERS))
        )
        self._letters.show()
        self._copy.show()
        self.show_sentence(how)

    def show_sentence(self, sentence: str) -> None:
        """Show a sentence, such as why there is no invite."""
        self._how.setText(sentence)
        if self.is_open:
            self.take_focus()

    def _copy_line(self) -> None:
        QGuiApplication.clipboard().setText(self.line)
        self._copied.setText(QCoreApplication.translate("Invite", "The line is copied."))
        self._copied.show()
