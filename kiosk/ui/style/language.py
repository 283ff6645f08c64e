"""The language of the Qt labels; sentences come from `kiosk.texts`."""

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
"""Labels of Qt's file dialog that Qt does not translate to Dutch; our translator goes first."""


class Language:
    """Switches the labels of a running application; Qt notifies each window."""

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
        """Remove the translations: labels are English, as in the code."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []


@contextmanager
def translated_labels(app: QCoreApplication) -> Iterator[Language]:
    """Translate the labels of the application inside a `with` block."""
    language = Language(app)
    try:
        yield language
    finally:
        language.remove()
