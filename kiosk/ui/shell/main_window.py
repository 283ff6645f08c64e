"""The window: a stack of pages and the keys that work everywhere; never closed by accident."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication, QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from kiosk.texts import Texts
from kiosk.ui.shell.loading_page import StartPage
from kiosk.ui.shell.page import HomePage, Page, SetupPage
from kiosk.ui.shell.page_bar import PageBar
from kiosk.ui.shell.shortcuts_dialog import DoorKeys, RestKeys, Shortcut
from kiosk.ui.style.icons import Icon
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT, Theme
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from kiosk.ui.widgets.dialog import Dialog
from kiosk.ui.widgets.key_button import KeyButton
from kiosk.ui.widgets.section import WrappedLabel, fill

Guard = Callable[[Callable[[], None]], None]
"""Calls the function that it is given once a person is allowed to, for example after a PIN."""

_STOP = "stop"
SMALLEST = QSize(910, 512)  # 1366x768 at 150 %


@dataclass(frozen=True, slots=True)
class _Added:
    page: Page
    buttons: tuple[KeyButton, ...]


class Window(QMainWindow):
    """Contains the pages; closes only after a person confirmed it.

    Signals:
        painted: the window was painted for the first time; slow loading can begin.
        scan_shown: the scan page is shown.
    """

    painted = Signal()
    scan_shown = Signal()

    def __init__(
        self,
        labels: Language,
        words: Mapping[str, Texts],
        *,
        language: str,
        theme: Theme = LIGHT,
    ) -> None:
        super().__init__()
        self._labels = labels
        self._words = words
        self._language = language
        self._may_close = False
        self._overlay: Dialog | None = None
        self._setup_page: SetupPage | None = None
        self._scan: HomePage | None = None
        self._added: dict[str, _Added] = {}
        self._actions: list[Shortcut] = []
        self.content = QWidget(self)
        self.bar = PageBar(theme, self)
        self.bar.back_asked.connect(self.show_scan)
        self.notice = WrappedLabel("windowNotice", self)
        self.pages = QStackedWidget(self)  # a page that is made below it is styled only once
        self.start_page = StartPage(theme)
        self.start_page.painted.connect(self.painted)
        self.pages.addWidget(self.start_page)
        pages = (self.bar, self.notice, (self.pages, 1))
        fill(QVBoxLayout(self.content), *pages, margins=0, spacing=0)
        self.setCentralWidget(self.content)
        self.setMinimumSize(SMALLEST)
        self.use_language(language)
        self._add_keys()

    @property
    def words(self) -> Texts:
        """The texts in the current language."""
        return self._words[self._language]

    def add_scan(self, page: HomePage) -> None:
        """Add and show the scan page, to which all other pages lead back."""
        self._scan = page
        self.pages.addWidget(page)
        page.use_words(self.words)
        self.show_scan()

    def add_page(
        self,
        name: str,
        page: Page,
        key: str,
        icon: Icon,
        *,
        guard: Guard | None = None,
        at_the_door: bool = True,
    ) -> None:
        """Add a page with its key (`F2`) and button; `guard` decides whether it opens.

        `at_the_door`: the scan page has a button for it too.
        """
        assert self._scan is not None, "the scan page is the first"  # noqa: S101
        show = partial(self.show_page, name)
        go = show if guard is None else partial(guard, show)
        buttons = [self.bar.add(icon, key, go)]
        if at_the_door:
            buttons.append(self._scan.footer.add_button(icon, key, go))
        self.add_side_page(name, page, *buttons)
        self.add_action(key, page.title, go)
        self._name_page(self._added[name])

    def add_side_page(self, name: str, page: Page, *buttons: KeyButton) -> None:
        """Add a page that has no key of its own, and only these buttons."""
        self._added[name] = _Added(page, buttons)
        self.pages.addWidget(page)
        page.left.connect(self.show_scan)

    def show_setup_page(self, page: SetupPage) -> None:
        """Show a page before there is a scan page, in place of the previous one."""
        if self.pages.indexOf(page) < 0:
            page.language_asked.connect(self.switch_language)
            self.pages.addWidget(page)
        self._setup_page = page
        page.use_words(self.words)
        self.pages.setCurrentWidget(page)
        page.begin()

    def show_page(self, name: str) -> None:
        """Show a page."""
        page, buttons = self._added[name].page, self._added[name].buttons
        self.close_overlay()
        self.bar.mark(next(iter(buttons), None))
        self.bar.show_title(page.title())
        self.bar.show()
        self.pages.setCurrentWidget(page)
        page.on_shown()

    def show_overlay(self, overlay: Dialog) -> None:
        """Open a dialog over the page, in place of the one that is open."""
        self.close_overlay()
        self._overlay = overlay
        overlay.open_over(self.content)

    def close_overlay(self) -> None:
        """Close the open dialog, if there is one."""
        if self._overlay is not None:
            self._overlay.dismiss()
            self._overlay = None

    @property
    def scanning(self) -> bool:
        """True if the scan page is visible and no dialog is open."""
        asked = self._overlay is not None and self._overlay.is_open
        return self._scan is not None and self.pages.currentWidget() is self._scan and not asked

    def show_scan(self) -> None:
        """Show the scan page."""
        if self._scan is None:
            return
        self.scan_shown.emit()
        self.close_overlay()
        self.bar.hide()
        self.pages.setCurrentWidget(self._scan)
        self._scan.footer.field.setFocus()

    def use_language(self, language: str) -> None:
        """Show everything in this language."""
        self._language = language
        self._labels.use(language)
        self.setWindowTitle(QCoreApplication.translate("Window", "Check-in"))
        for page in (self.start_page, self._setup_page, self._scan):
            if page is not None:
                page.use_words(self.words)
        for added in self._added.values():
            added.page.use_words(self.words)
            self._name_page(added)

    def switch_language(self) -> None:
        """Show everything in the next language; open dialogs are closed."""
        self.close_overlay()
        languages = list(self._words)
        self.use_language(languages[(languages.index(self._language) + 1) % len(languages)])

    def ask_to_close(self) -> None:
        """Ask whether to stop checking in; close if so."""
        translate = QCoreApplication.translate
        stay, stop = translate("Window", "Go on"), translate("Window", "Stop")
        question = ChoiceDialog(
            translate("Window", "Stop checking in on this laptop?"), [("stay", stay), (_STOP, stop)]
        )
        question.chosen.connect(lambda answer: self.close_for_good() if answer == _STOP else None)
        self.show_overlay(question)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first, however the window is closed."""
        event.setAccepted(self._may_close)
        if not self._may_close:
            self.ask_to_close()

    def close_for_good(self) -> None:
        """Close without a question."""
        self._may_close = True
        self.close()

    def show_over_everything(self) -> None:
        """Cover the screen, also without a window manager."""
        self.setGeometry(self.screen().geometry())
        self.showFullScreen()

    def _name_page(self, added: _Added) -> None:
        title = added.page.title()
        for button in added.buttons:
            button.set_name(title)
        if self.pages.currentWidget() is added.page:
            self.bar.show_title(title)

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.show_over_everything()

    def _escape(self) -> None:
        if self._overlay is not None and self._overlay.is_open:
            self.close_overlay()
            return
        page = self.pages.currentWidget()
        if self._scan is not None and page is self._scan:
            self._scan.footer.field.clear()
        elif isinstance(page, SetupPage):
            page.go_back()
        elif isinstance(page, Page) and not page.go_back():
            self.show_scan()

    def _add_keys(self) -> None:
        translate = QCoreApplication.translate
        self.add_key("F1", self.show_keys)
        self.add_key("Escape", self._escape)
        self.add_action("F9", lambda: translate("Window", "Nederlands"), self.switch_language)
        self.add_action("F11", lambda: translate("Window", "Full screen"), self._toggle_full_screen)
        self.add_action("Ctrl+Q", lambda: translate("Window", "Stop"), self.ask_to_close)

    def add_action(
        self,
        key: str,
        words: Callable[[], str],
        do: Callable[[], None],
        icon: Icon | None = None,
        *,
        first: bool = False,
        offered: Callable[[], bool] = lambda: True,
    ) -> None:
        """Add an action for any page; with `first`, F1 shows it among the large ones."""
        self._actions.append(Shortcut(key, words, do, first, offered))
        if key:
            self.add_key(key, do)
        if icon is not None and self._scan is not None:
            self._scan.footer.add_button(icon, key, do).set_name(words())

    def add_keys_button(self) -> None:
        """Add the button that shows all keys, after all others."""
        if self._scan is not None:
            name = self.words.say("scan.keys.title")
            self._scan.footer.add_button(Icon.MORE, "F1", self.show_keys).set_name(name)

    def show_keys(self) -> None:
        """Open the dialog with all actions and keys."""
        actions = self._actions
        door = DoorKeys(actions, self.words, lambda: self.show_overlay(RestKeys(actions)))
        self.show_overlay(door)

    def add_key(self, keys: str, action: Callable[[], None]) -> None:
        """Add a key that works on any page."""
        QShortcut(QKeySequence(keys), self).activated.connect(action)
