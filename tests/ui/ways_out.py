"""Each open panel and dialog has a button to close it, which returns the focus to the page."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from kiosk.ui.desk.desk_page import DeskPage
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.panel import Panel
from tests.ui.gallery.stage import Stage


def the_keys() -> QWidget:
    """Return the focused widget, which must exist and be visible."""
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.isVisible()
    assert focused.isEnabled()
    return focused


def without_a_way_out(stage: Stage) -> Iterator[str]:
    """Yield the open panels and dialogs whose close button is not as it should be."""
    for panel in [one for one in stage.window.findChildren(Panel) if one.isVisible()]:
        tasks = panel is stage.part(DeskPage).panels.tasks
        if _close_button(panel).isVisible() is tasks:
            yield f"a way out: {panel.objectName() or type(panel).__name__}"
    for dialog in _open_dialogs(stage):
        if not _in_sight(stage.window, _close_button(dialog)):
            yield f"no way out: {dialog.objectName() or type(dialog).__name__}"


def close_dialogs(stage: Stage) -> None:
    """Close the open dialogs by their buttons, each of which leaves the focus on the page."""
    for dialog in _open_dialogs(stage):
        QTest.mouseClick(_close_button(dialog), Qt.MouseButton.LeftButton)
        QApplication.processEvents()
        assert not dialog.is_open
        assert stage.window.isAncestorOf(the_keys())


def _open_dialogs(stage: Stage) -> list[Dialog]:
    return [one for one in stage.window.findChildren(Dialog) if one.is_open]


def _close_button(overlay: QWidget) -> QPushButton:
    button = overlay.findChild(QPushButton, "overlayClose")
    assert isinstance(button, QPushButton)
    return button


def _in_sight(whole: QWidget, part: QWidget) -> bool:
    box = part.rect().translated(part.mapTo(whole, part.rect().topLeft()))
    return part.isVisible() and whole.rect().contains(box)
