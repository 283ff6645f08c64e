"""The base classes of pages."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from kiosk.texts import Texts
from kiosk.ui.shell.footer import Footer


class TextPage(QWidget):
    """A page with texts in the current language."""

    def use_words(self, words: Texts) -> None:
        """Show everything in these texts."""
        raise NotImplementedError


class Page(TextPage):
    """A page that the window shows by a key, and leaves by Escape.

    Signals:
        left: a person left the page; the scan page is shown.
        answered: the `ScanResult` of an action here, for the scan page to show.
    """

    left = Signal()
    answered = Signal(object)

    def title(self) -> str:
        """Return the name of the page in the current language."""
        raise NotImplementedError

    def on_shown(self) -> None:
        """Refresh the page and put the focus in its field; called when the page is shown."""

    def go_back(self) -> bool:
        """Go one step back within the page; False if there is none, so that the page is left."""
        return False


class PolledPage(Page):
    """A page whose controller polls while it is visible.

    Signals:
        appeared: the page is visible.
        disappeared: the page is hidden.
    """

    appeared = Signal()
    disappeared = Signal()

    def on_shown(self) -> None:
        """Emit `appeared`."""
        self.appeared.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Emit `disappeared`."""
        super().hideEvent(event)
        self.disappeared.emit()


class HomePage(TextPage):
    """The page that all other pages lead back to."""

    footer: Footer


class SetupPage(TextPage):
    """A page that is shown before there is a home page.

    Signals:
        language_asked: the other language was asked for.
    """

    language_asked = Signal()

    def go_back(self) -> None:
        """Go one step back, where there is one."""

    def begin(self) -> None:
        """Put the cursor in the first field."""
        raise NotImplementedError
