"""The page to join an event of another laptop: its file or an invite, then name and entrance."""

from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kiosk.admin.laptop_names import own_planned_name, planned_name
from kiosk.admin.requests import JoinOffer, LostEntries
from kiosk.texts import Texts
from kiosk.ui.setup.join_source import JoinSource
from kiosk.ui.shell.page import SetupPage
from kiosk.ui.style.theme import Theme
from kiosk.ui.style.time_format import clock_time, day_name
from kiosk.ui.widgets.combo_box import ComboBox
from kiosk.ui.widgets.field_grid import FieldGrid
from kiosk.ui.widgets.labels import named
from kiosk.ui.widgets.section import Stretch, apply_page_style, fill
from kiosk.ui.widgets.status_label import StatusLabel

_WIDE = 760
_FULL, _BUSY = 1000, 0  # thousandths; a progress bar with maximum 0 shows it is busy
_LONGEST_NAME = 40


class JoinPage(SetupPage):
    """Asks in two steps: file and passphrase or an invite, then the laptop's name and entrance.

    Signals:
        open_asked: the event file (Path) to open, and its passphrase (str).
        invite_asked: the invite (str) to open.
        join_asked: the name (str) and the entrance (str) to join with.
        back_asked: a person goes back.
        language_asked: a person wants the other language.
    """

    open_asked = Signal(object, str)
    invite_asked = Signal(str)
    join_asked = Signal(str, str)
    back_asked = Signal()

    def __init__(self, words: Texts, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._offer: JoinOffer | None = None
        self._suggested = ""
        self._joining = False
        title = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._title = named("wizardTitle", title)
        self._status = StatusLabel("wizardText", self)
        self.source = JoinSource(theme, self)
        self._name = QLineEdit(self, maxLength=_LONGEST_NAME)
        self._entrance = ComboBox(theme, self)
        self._form = FieldGrid(label="", spacing=(18, 10))
        self._form.add_row(self._name)
        self._form.add_row(self._entrance)
        self._progress = named("joinProgress", QProgressBar(self, maximum=_FULL, textVisible=False))
        self._back = QPushButton(self, autoDefault=True)
        self._language = QPushButton(self, autoDefault=True)
        self._first = named("primary", QPushButton(self, autoDefault=True))
        apply_page_style(self, theme)
        self._lay_out()
        self._connect()
        self.use_words(words)

    def use_words(self, words: Texts) -> None:
        """Show everything in the current language."""
        self._words = words
        translate = QCoreApplication.translate
        self._form.set_labels(
            translate("Join", "Name of this laptop"), translate("Join", "Entrance")
        )
        self.source.use_language()
        self._back.setText(translate("Join", "Back"))
        self._language.setText(translate("Window", "Nederlands"))
        self._show_step()

    def begin(self) -> None:
        """Focus the first field or button."""
        self.source.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Continue by Enter on the entrance, as in the fields."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._entrance.hasFocus():
            self._go_on()
        else:
            super().keyPressEvent(event)

    def go_back(self) -> None:
        """Go one step back, unless it is joining."""
        if self.isEnabled():
            self._go_back()

    def show_trouble(self, sentence: str) -> None:
        """Show an error; the file and the typed texts stay."""
        self._joining = False
        self._show_step()
        self._show_sentence(sentence, trouble=True)
        self.setEnabled(True)
        if self._offer is None:
            self.source.take_focus(select=True)

    def show_offer(self, offer: JoinOffer) -> None:
        """Ask for the laptop's name and entrance, after the file was opened."""
        self._offer = None  # the changes of the entrances below are no choice of a person
        self.source.forget()
        self.setEnabled(True)
        self._name.setText(offer.name)
        self._entrance.clear()
        self._entrance.addItems(offer.entrances)
        self._entrance.setCurrentText(offer.entrance)
        self._offer, self._suggested = offer, offer.name
        self._show_step()
        self._name.setFocus()
        self._name.selectAll()

    def show_progress(self, part: float) -> None:
        """Show the part of the file that was read (0 to 1); after 1, names are indexed."""
        self._progress.setMaximum(_FULL if part < 1 else _BUSY)
        self._progress.setValue(round(part * _FULL))

    @property
    def has_offer(self) -> bool:
        """True if the file was opened, or is being opened."""
        return self._offer is not None or not self.isEnabled()

    @property
    def message(self) -> str:
        """The text of the status label."""
        return self._status.text()

    def choose(self, path: Path | None) -> None:
        """Use a file, and focus the passphrase; None waits for another file."""
        self.source.use_file(path)
        self._show_sentence("" if path else self._words.say("join.explained"), trouble=False)
        self.begin()

    def _show_step(self) -> None:
        offer = self._offer
        self.source.setVisible(offer is None)
        for field in (self._name, self._entrance):
            self._form.show_row_if(offer is not None and not self._joining, field)
        self._progress.setVisible(self._joining)
        for button in (self._back, self._language, self._first):
            button.setVisible(not self._joining)
        translate = QCoreApplication.translate
        if offer is None:
            self._title.setText(translate("Join", "Take part in an event"))
            self._first.setText(translate("Join", "Continue"))
            self._show_sentence(self._words.say("join.explained"), trouble=False)
            return
        self._title.setText(f"{offer.event}, {day_name(offer.date, self._words.language)}")
        self._first.setText(translate("Join", "Take part"))
        trouble = offer.clock_behind or offer.lost is not None
        self._show_sentence(self._offered(offer), trouble=trouble and not self._joining)

    def _offered(self, offer: JoinOffer) -> str:
        if self._joining:
            return self._words.say("join.reading")
        if offer.clock_behind:
            return self._words.say("join.clock")
        if offer.lost is not None:
            return self._lost(offer.lost, offer.date)
        return self._words.say("join.role", role=self._words.say(offer.role.text_key))

    def _lost(self, lost: LostEntries, event_day: date) -> str:
        """Return the sentence about lost scans of this laptop."""
        if lost.known_until is None:
            return self._words.say("join.lost")
        day = datetime.fromtimestamp(lost.known_until / 1000, lost.zone).date()
        at = clock_time(lost.known_until, lost.zone)
        if day != event_day:
            at = f"{day_name(day, self._words.language)} {at}"
        return self._words.say("join.lost_since", at=at)

    def _suggest(self, entrance: str) -> None:
        """Suggest the chosen entrance as the laptop's name, unless a person typed one.

        A laptop of the desk or a spare keeps its name: it has no entrance.
        """
        offer = self._offer
        if offer is None or self._name.text() != self._suggested:
            return
        if own_planned_name(offer.planned, offer.entrances, offer.taken) == offer.name:
            return
        self._suggested = planned_name(entrance, offer.planned, offer.taken)
        self._name.setText(self._suggested)

    def _show_sentence(self, sentence: str, *, trouble: bool) -> None:
        if trouble:
            self._status.show_trouble(sentence)
        else:
            self._status.show_status(sentence)

    def _go_on(self) -> None:
        if self._offer is not None:
            self._joining = True
            self.show_progress(0)
            self._show_step()
            self.setEnabled(False)
            self.join_asked.emit(self._name.text().strip(), self._entrance.currentText())
        else:
            self._open()

    def _open(self) -> None:
        source = self.source
        if source.invite:
            self._wait(self._words.say("join.fetching"))
            self.invite_asked.emit(source.invite)
        elif source.path is None:
            source.choose_file()
        elif source.passphrase:
            self._wait(self._words.say("join.opening"))
            self.open_asked.emit(source.path, source.passphrase)
        else:
            source.take_focus()

    def _wait(self, sentence: str) -> None:
        self.setEnabled(False)
        self._show_sentence(sentence, trouble=False)

    def _go_back(self) -> None:
        self.source.forget()
        if self._offer is None:
            self.back_asked.emit()
            return
        self._offer = None
        self._show_step()
        self.begin()

    def _connect(self) -> None:
        self.source.file_chosen.connect(self.choose)
        self.source.entered.connect(self._go_on)
        self._entrance.currentTextChanged.connect(self._suggest)
        self._name.returnPressed.connect(self._go_on)
        self._first.clicked.connect(self._go_on)
        self._back.clicked.connect(self._go_back)
        self._language.clicked.connect(self.language_asked)

    def _lay_out(self) -> None:
        sheet = named("sheet", QWidget(self, minimumWidth=_WIDE, maximumWidth=_WIDE))
        fill(
            QVBoxLayout(sheet),
            self._title,
            self.source,
            self._form,
            self._progress,
            self._status,
            fill(QHBoxLayout(), self._back, self._language, Stretch(), self._first),
            margins=(30, 18, 30, 18),
            spacing=14,
        )
        # Centred in both directions: centred horizontally alone, it ignores wrapped texts.
        QVBoxLayout(self).addWidget(sheet, 0, Qt.AlignmentFlag.AlignCenter)
