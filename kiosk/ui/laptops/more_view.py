"""The other actions of the page of laptops, in sections of two columns."""

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.domain.roles import Role
from kiosk.ui.laptops.closing_section import ClosingSection
from kiosk.ui.laptops.exchange_section import ExchangeSection
from kiosk.ui.laptops.network_section import NetworkSection
from kiosk.ui.widgets.panel import ChoiceButton
from kiosk.ui.widgets.section import MARGIN, Section, Stretch, fill


class MoreView(QWidget):
    """Contains the sections; the caller puts it in a scroll area.

    Signals:
        setup_asked: set other laptops up.
        replace_asked: a person wants to replace a laptop by this one.
    """

    setup_asked = Signal()
    replace_asked = Signal()

    def __init__(self, role: Role, parent: QWidget | None = None) -> None:
        """`role` is the role of this laptop."""
        super().__init__(parent)
        self.exchange = ExchangeSection(self)
        self.network = NetworkSection(self)
        self.laptops = Section(self)
        self._replace = ChoiceButton("replaceLaptop", self)
        self.set_up = ChoiceButton("setUp", self)
        self.set_up.hide()
        fill(self.laptops.column, self._replace, self.set_up)
        self.closing = ClosingSection(
            sets_outside=role.covers(Role.DESK), asks_all=role is Role.ADMIN, parent=self
        )
        self._lay_out()
        self.set_up.clicked.connect(self.setup_asked)
        self._replace.clicked.connect(self.replace_asked)

    def use_language(self) -> None:
        """Show the labels in the current language."""
        translate = QCoreApplication.translate
        for section in (self.exchange, self.network, self.closing):
            section.use_language()
        self.laptops.set_heading(translate("Laptops", "Laptops"))
        self.set_up.setText(translate("Pack", "Set up laptops"))
        self._replace.setText(translate("Replace", "Replace a broken laptop …"))

    def set_busy(self, busy: bool) -> None:
        """Disable the actions that cannot start during an exchange."""
        self.exchange.setEnabled(not busy)
        self.closing.setEnabled(not busy)

    def _lay_out(self) -> None:
        columns = fill(QHBoxLayout(self), margins=0, spacing=MARGIN)
        # The texts of closing grow with the number of laptops; there is no button below them.
        for sections in ((self.exchange, self.network), (self.laptops, self.closing)):
            columns.addLayout(fill(QVBoxLayout(), *sections, Stretch(), spacing=MARGIN), 1)
