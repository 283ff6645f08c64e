"""The dialog with the link to the headcount for phones, as a QR code and in letters."""

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from kiosk.texts import Texts
from kiosk.ui.printing.qr_widget import QrCode
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Stretch, fill

_WIDTH = 860
_CODE = QSize(360, 360)
_PUBLIC = "https://"
_APART_PX = 20


class PhoneLinkDialog(Dialog):
    """Shows a link until a person withdraws it.

    Signals:
        withdraw_asked: withdraw the link.
        new_asked: make a new link.
    """

    withdraw_asked = Signal()
    new_asked = Signal()

    def __init__(self, words: Texts) -> None:
        translate = QCoreApplication.translate
        super().__init__(translate("PhoneLink", "The headcount on a phone"), _WIDTH)
        self._words = words
        self._code = QrCode(self.frame)
        self._code.setFixedSize(_CODE)
        self._code.setAccessibleName(translate("PhoneLink", "QR code of the link"))
        self._how = named("mutedText", QLabel(self.frame, wordWrap=True))
        selectable = Qt.TextInteractionFlag.TextSelectableByMouse
        address = QLabel(self.frame, wordWrap=True, textInteractionFlags=selectable)
        self._address = named("phoneAddress", address)
        self._shows = named("mutedText", QLabel(self.frame, wordWrap=True))
        self._new = ChoiceButton("newLink", self.frame, translate("PhoneLink", "Make a new link"))
        self._close = ChoiceButton("closeLink", self.frame, translate("PhoneLink", "Close"))
        withdraw = translate("PhoneLink", "Withdraw the link")
        self._withdraw = ChoiceButton("withdrawLink", self.frame, withdraw)
        self._withdraw.clicked.connect(self.withdraw_asked)
        self._new.clicked.connect(self.new_asked)
        self._close.clicked.connect(self.dismiss)
        self._lay_out()

    @property
    def address(self) -> str:
        """The link in letters; empty without one."""
        return self._address.text().replace("\n", "")

    def show_link(self, url: str) -> None:
        """Show a link."""
        public = url.startswith(_PUBLIC)
        self._code.show_code(url)
        self._how.setText(self._words.say("phone.link_how_public" if public else "phone.link_how"))
        front, _, token = url.rpartition("/")
        self._address.setText(f"{front}/\n{token}")
        self._shows.setText(self._words.say("phone.numbers_only"))
        self._show_parts(link=True)

    def show_sentence(self, sentence: str, *, again: bool) -> None:
        """Show a sentence in place of the link; `again` offers to make a new one."""
        self._address.setText("")
        self._how.setText(sentence)
        self._show_parts(link=False)
        self._new.setVisible(again)

    def _show_parts(self, *, link: bool) -> None:
        for part in (self._code, self._address, self._shows, self._withdraw):
            part.setVisible(link)
        self._new.hide()
        if self.is_open:
            self.take_focus()

    def _lay_out(self) -> None:
        texts = fill(QVBoxLayout(), self._how, self._address, self._shows, Stretch(), spacing=12)
        fill(texts, self._new, self._close, self._withdraw)
        self.column.addLayout(fill(QHBoxLayout(), self._code, (texts, 1), spacing=_APART_PX))
