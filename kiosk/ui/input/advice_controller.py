"""Shows the camera's advice on the preview, but not for some seconds after a verdict."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from kiosk.camera.advice import Advice
from kiosk.texts import Texts
from kiosk.ui.input.preview import Preview


class AdviceController(QObject):
    """Shows the advice, except for `quiet_ms` after a verdict."""

    def __init__(self, preview: Preview, words: Callable[[], Texts], *, quiet_ms: int) -> None:
        super().__init__(preview)
        self._preview = preview
        self._words = words
        self._advice: Advice | None = None
        self._quiet = QTimer(self, singleShot=True, interval=quiet_ms)
        self._quiet.timeout.connect(self.refresh)

    def show(self, advice: Advice | None) -> None:
        """Show an advice, None for none."""
        self._advice = advice
        self.refresh()

    def pause(self) -> None:
        """Hide the advice for `quiet_ms`: there is a new verdict."""
        self._quiet.start()
        self.refresh()

    def refresh(self) -> None:
        """Show the advice in the current language."""
        if self._advice is None or self._quiet.isActive():
            self._preview.show_advice("")
        else:
            self._preview.show_advice(self._words().say(self._advice.value))
