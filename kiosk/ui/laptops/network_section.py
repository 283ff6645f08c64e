"""The section of the network: the laptop that is the hub, and the buttons for the connection."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from kiosk.ui.widgets.labels import set_texts
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import Section, WrappedLabel, fill


class NetworkSection(Section):
    """Shows the connection.

    Signals:
        serve_asked: be the hub for the other laptops, or stop being it (bool).
        connect_asked: a person wants to type the address of another laptop.
        invite_asked: a person wants to set up a laptop over the network.
    """

    serve_asked = Signal(bool)
    connect_asked = Signal()
    invite_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._serving = False
        self._text = WrappedLabel("line", self)
        self._serve = ChoiceButton("serveHub", self)
        self._connect = ChoiceButton("connectHub", self)
        self._invite = ChoiceButton("inviteLaptop", self)
        self._serve.hide()
        self._invite.hide()
        fill(self.column, self._text, self._serve, self._connect, self._invite)
        self._serve.clicked.connect(lambda: self.serve_asked.emit(not self._serving))
        self._connect.clicked.connect(self.connect_asked)
        self._invite.clicked.connect(self.invite_asked)

    def use_language(self) -> None:
        """Show the labels in the current language."""
        translate = QCoreApplication.translate
        self.set_heading(translate("Network", "Network"))
        set_texts(
            {
                self._serve: translate("Network", "Stop connecting the other laptops")
                if self._serving
                else translate("Network", "Let this laptop connect the others"),
                self._connect: translate("Network", "Connect to another laptop …"),
                self._invite: translate("Network", "Invite a laptop …"),
            }
        )

    def show_status(
        self, text: str, *, serving: bool, may_serve: bool, may_invite: bool = False
    ) -> None:
        """Show the state in words, and the buttons for what this laptop may do."""
        self._serving = serving
        self._text.show_text(text)
        self._serve.setVisible(may_serve)
        self._connect.setVisible(not serving)
        self._invite.setVisible(may_invite)
        self.use_language()
