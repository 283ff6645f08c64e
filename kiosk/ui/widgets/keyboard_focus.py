"""The focus after a dialog has closed, or after a page was busy."""

from typing import TypeGuard

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from shiboken6 import isValid


def takes_keys(widget: QWidget | None) -> TypeGuard[QWidget]:
    """Return whether a widget exists, is visible and is enabled."""
    return widget is not None and isValid(widget) and widget.isVisible() and widget.isEnabled()


def first_field(whole: QWidget) -> QWidget | None:
    """Return the first visible field."""
    return next((one for one in whole.findChildren(QLineEdit) if takes_keys(one)), None)


def open_dialog(dialog: QDialog) -> None:
    """Open a dialog of the system; activate the window and restore the focus when it closes.

    Without a window manager nothing else would make the window active again.
    """
    parent, before = dialog.parentWidget(), QApplication.focusWidget()
    window = parent.window() if parent is not None else None

    def give_back() -> None:
        if window is None or not isValid(window) or not window.isVisible():
            return
        window.activateWindow()
        focused = QApplication.focusWidget() or window.focusWidget()
        if takes_keys(before) and not takes_keys(focused):
            before.setFocus()

    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.finished.connect(lambda _: QTimer.singleShot(0, give_back))
    QDialog.open(dialog)  # the dialog of a printer has an `open` of its own with two arguments


class FocusMemory:
    """Remembers the focus of a page while its widgets are disabled."""

    def __init__(self, page: QWidget) -> None:
        self._page = page
        self._before: QWidget | None = None

    def remember_focus(self) -> None:
        """Remember the focus, and put it on the page: Qt would move it to any other widget."""
        focused = self._page.focusWidget()
        if takes_keys(focused) and focused is not self._page:
            self._before = focused
        self._page.setFocus()

    def restore_focus(self, otherwise: QWidget | None = None) -> None:
        """Restore the focus, or set it on `otherwise`; leave it if another widget has it by now."""
        before, self._before = self._before, None
        focused = QApplication.focusWidget()
        if not self._page.isVisible() or (takes_keys(focused) and focused is not self._page):
            return
        for widget in (before, otherwise, first_field(self._page)):
            if takes_keys(widget):
                widget.setFocus()
                return
