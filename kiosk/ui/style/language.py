"""The language of the labels; the sentences of the door come from `kiosk.texts`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLibraryInfo, QLocale, QTranslator

from kiosk.paths import RESOURCES
from kiosk.ui.style.time_format import locale

LEFT_IN_ENGLISH = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "%1 File"),
)
"""What Qt's own Dutch lacks of the dialog that chooses a file; ours is asked first."""


class Language:
    """Switches the labels of a running application; every window hears of it."""

    def __init__(self, app: QCoreApplication, folder: Path = RESOURCES / "translations") -> None:
        self._app = app
        self._folder = folder
        self._installed: list[QTranslator] = []

    def use(self, language: str) -> None:
        """Show all labels in this language: `nl` or `en`."""
        self.remove()
        QLocale.setDefault(locale(language))
        own, qt = QTranslator(), QTranslator()
        own.load(str(self._folder / f"kiosk_{language}.qm"))
        qt.load(
            locale(language),
            "qtbase",
            "_",
            QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
        )
        self._installed = [qt, own]
        for translator in self._installed:
            self._app.installTranslator(translator)

    def remove(self) -> None:
        """Show the labels as they stand in the code."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []


@contextmanager
def translated_labels(app: QCoreApplication) -> Iterator[Language]:
    """Give the application's labels a language for a while."""
    language = Language(app)
    try:
        yield language
    finally:
        language.remove()
