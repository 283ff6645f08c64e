"""Short messages without a card: on the camera's picture, or over another page."""

from PySide6.QtCore import QObject, Signal

from kiosk.ui.input.preview import Preview
from kiosk.ui.style.accessibility import announce


class Notices(QObject):
    """Shows messages on the visible page; errors have their own colours and sign.

    Signals:
        missed: a message while the picture is hidden, and whether it is an error.
    """

    missed = Signal(str, bool)

    def __init__(self, preview: Preview) -> None:
        super().__init__(preview)
        self._preview = preview

    def show_trouble(self, sentence: str) -> None:
        """Show an error for some seconds."""
        self._show(sentence, trouble=True)

    def show_done(self, sentence: str) -> None:
        """Show a result for some seconds."""
        self._show(sentence, trouble=False)

    def _show(self, sentence: str, *, trouble: bool) -> None:
        self._preview.show_hint(sentence, trouble=trouble)
        if self._preview.isVisible():
            announce(self._preview, sentence)
        else:
            self.missed.emit(sentence, trouble)
