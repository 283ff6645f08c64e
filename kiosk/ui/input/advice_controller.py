"""Says on the preview how a ticket would be read; never beside a verdict that was just given."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from kiosk.camera.advice import Advice
from kiosk.texts import Texts
from kiosk.ui.input.preview import Preview


class AdviceController(QObject):
    """Shows the camera's advice, except for a while after a verdict."""

    def __init__(self, preview: Preview, words: Callable[[], Texts], *, quiet_ms: int) -> None:
        super().__init__(preview)
        self._preview = preview
        self._words = words
        self._advice: Advice | None = None
        self._quiet = QTimer(self, singleShot=True, interval=quiet_ms)
        self._quiet.timeout.connect(self.refresh)

    def show(self, advice: Advice | None) -> None:
        """Advise this from now on, or nothing."""
        self._advice = advice
        self.refresh()

    def pause(self) -> None:
        """Say nothing for a while: there is a new verdict to look at."""
        self._quiet.start()
        self.refresh()

    def refresh(self) -> None:
        """Say it in the words of now."""
        if self._advice is None or self._quiet.isActive():
            self._preview.show_advice("")
        else:
            self._preview.show_advice(self._words().say(f"camera.advice.{self._advice.value}"))
