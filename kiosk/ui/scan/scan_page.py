"""The page at the door: the camera's picture, and a verdict that is readable at two metres."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.camera.camera_state import CameraState
from kiosk.camera.code_tracker import Outline, OutlineRole
from kiosk.checkin.answer import ScanResult
from kiosk.checkin.station_context import StationContext
from kiosk.domain.verdict import Outcome
from kiosk.texts import Texts
from kiosk.ui.input.advice_controller import AdviceController
from kiosk.ui.input.preview import Preview
from kiosk.ui.input.preview_texts import camera_text
from kiosk.ui.scan.action_strip import ActionStrip
from kiosk.ui.scan.answer_patience import AnswerPatience
from kiosk.ui.scan.header import Header
from kiosk.ui.scan.idle_view import IdleView, idle_of, idle_of_test
from kiosk.ui.scan.notices import Notices
from kiosk.ui.scan.number_keys import NumberKeys
from kiosk.ui.scan.possible_actions import NOTHING, PossibleActions, actions_after
from kiosk.ui.scan.rehearsal_card import rehearsal_card
from kiosk.ui.scan.verdict_panel import TIMING, Timing, VerdictPanel
from kiosk.ui.shell.footer import Footer
from kiosk.ui.shell.page import HomePage
from kiosk.ui.style.accessibility import announce
from kiosk.ui.style.theme import Theme
from kiosk.ui.widgets.labels import restyle
from kiosk.ui.widgets.section import fill
from kiosk.ui.widgets.verdict_card import Card, card_of, earlier_card, trouble_card, undone_card

_MARGIN = 14
_MAX_WARNINGS = 2


class ScanPage(HomePage):
    """Shows scan results; imports neither camera nor store.

    Signals:
        reference_typed: a person typed a ticket number or code.
        number_typed: the number of people on the ticket of the card.
        companion_typed: one more guest without a ticket came along.
        answer_shown: the `ScanResult` of a new card.
        answer_undone: the `ScanResult` that was undone.
        card_shown: the new `Card` in the panel.
        hints_gone: the hints for a first-time user were hidden.
        retranslated: the language or the event's texts changed.
    """

    reference_typed = Signal(str)
    number_typed = Signal(int)
    companion_typed = Signal()
    answer_shown = Signal(object)
    answer_undone = Signal(object)
    card_shown = Signal(object)
    hints_gone = Signal()
    retranslated = Signal()

    def __init__(
        self,
        post: StationContext,
        words: Texts,
        now: Callable[[], int],
        theme: Theme,
        *,
        timing: Timing = TIMING,
    ) -> None:
        super().__init__()
        self.context = post
        self.words = words
        self._now = now
        self.answer: ScanResult | None = None  # the newest, until it is undone or a scan fails
        self.shows_earlier = False
        self._card: Callable[[Texts], Card] | None = None
        self._hinting = False
        self._test_ends: int | None = None
        self._camera = (CameraState.STARTING, "")
        self.header = Header(post, now, self)
        self.preview = Preview(theme, hint_ms=timing.hint, parent=self)
        self.notices = Notices(self.preview)
        self.advice = AdviceController(self.preview, lambda: self.words, quiet_ms=timing.fresh)
        self.strip = ActionStrip(theme, self)
        self.panel = VerdictPanel(theme, timing, self)
        self.footer = Footer(theme, self)
        self._keys = NumberKeys(self.footer.field, self._offered)
        self._patience = AnswerPatience(timing.patience, self)
        self.setObjectName("scanPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lay_out()
        self._connect()
        self._show_gate_kind()
        self.use_words(words)

    @property
    def camera_status(self) -> str:
        """The state of the camera, in words."""
        return camera_text(*self._camera, self.words)

    def use_words(self, words: Texts) -> None:
        """Show all texts in these words, without announcing anything."""
        self.words = words
        self.header.use_language(words.language)
        self.footer.use_language(words.language)
        self.strip.use_language()
        self.preview.setAccessibleName(
            QCoreApplication.translate("ScanPage", "What the camera sees")
        )
        self.show_camera(*self._camera)
        self.advice.refresh()
        self.panel.refresh(self._newest_card(), self._idle())
        self.retranslated.emit()

    def move_to(self, post: StationContext) -> None:
        """Work at another gate; remove the card of the previous gate."""
        self.context = post
        self._card = None
        self.forget_answer()
        self.header.move_to(post)
        self._show_gate_kind()
        self.panel.reset()
        self.use_words(self.words)
        announce(self, f"{self.header.gate_text}. {self.panel.idle.headline}")

    def update_context(self, post: StationContext) -> None:
        """Use the new settings of the event in all texts; the card stays."""
        self.context = post
        self.header.move_to(post)
        self.use_words(self.words)

    def expect_answer(self) -> None:
        """Start to wait for a result; if it is slow, show this in place of the previous card."""
        self._keys.settle()
        self._patience.expect()

    def show_answer(self, answer: ScanResult) -> None:
        """Show a scan result; a code that is no ticket gets a small hint and no card."""
        self._keys.settle()  # a waiting number belongs to the previous guest
        self._patience.note()
        if answer.verdict.outcome is Outcome.NOT_A_TICKET:
            self.preview.show_hint(self.words.say("verdict.not_a_ticket.headline"))
            self.panel.end_waiting()
            self.panel.retire_green()
            return
        self.preview.show_hint("")
        if answer.test:
            at = self._now()
            self.forget_answer()
            self._show(lambda words: rehearsal_card(answer, self.context.event, words, at))
            return
        self.answer, self.shows_earlier = answer, False
        self.strip.show_offer(actions_after(answer, self.context.event.rules))
        self._show(lambda words: card_of(answer, self.context.event, words))
        self.answer_shown.emit(answer)

    def show_earlier(self, answer: ScanResult) -> None:
        """Show an earlier result on a grey card; it can be corrected as before."""
        self.answer, self.shows_earlier = answer, True
        self.strip.show_offer(actions_after(answer, self.context.event.rules))
        self._show(lambda words: earlier_card(answer, self.context.event, words))

    def show_undone(
        self, answer: ScanResult | None, card: Callable[[Texts], Card] | None = None
    ) -> None:
        """Show that a result was undone, by its card or by `card`."""
        self.forget_answer()
        if answer is not None:
            self.answer_undone.emit(answer)
        self._show(card or (lambda words: undone_card(answer, words)))

    def show_failure(self, error: Exception) -> None:
        """Show that a scan could not be recorded, and why."""
        self._patience.note()
        self.forget_answer()
        at = self._now()
        self._show(lambda words: trouble_card(at, self.context.event, words, error))

    def show_status(self, quiet: str, warnings: Sequence[str], shorter: str = "") -> None:
        """Show the status of this station; warnings stay visible.

        `shorter` is the quiet text where there is no room for all of it.
        """
        self.strip.show_status(quiet, shorter)
        self.preview.show_alert("\n".join(warnings[:_MAX_WARNINGS]))

    def show_outlines(self, outlines: Sequence[Outline]) -> None:
        """Outline the codes in the frame; ask for a choice if several are possible."""
        self.preview.show_outlines(outlines)
        if any(outline.role is OutlineRole.CHOICE for outline in outlines):
            self.preview.show_hint(self.words.say("camera.several"))

    def show_camera(self, state: CameraState, label: str) -> None:
        """Show the state of the camera; without a picture, a text takes its place."""
        self._camera = (state, label)
        self.preview.show_trouble("" if state is CameraState.READY else self.camera_status)
        self.panel.refresh(None, self._idle())

    def show_test(self, ends: int | None) -> None:
        """Show that scans are tests until `ends` (ms UTC), or with None that they count again."""
        self._test_ends = ends
        self.forget_answer()
        self.panel.retire()
        self.header.show_test(ends is not None)
        self.panel.refresh(None, self._idle())
        announce(self, self.panel.idle.spoken)

    def show_hints(self) -> None:
        """Show the hints for a first-time user, until a card or `hide_hints`."""
        self._hinting = True
        self.panel.refresh(None, self._idle())
        announce(self, self.panel.idle.spoken)

    def hide_hints(self) -> None:
        """Hide the hints, if they are shown."""
        if self._hinting:
            self._hinting = False
            self.panel.refresh(None, self._idle())
            self.hints_gone.emit()

    def _show_gate_kind(self) -> None:
        self.setProperty("gateKind", self.context.gate_kind.value)
        restyle(self, *self.findChildren(QWidget))
        self.footer.count_people(not self.context.is_exit)

    def forget_answer(self) -> None:
        """Offer no more corrections of the newest result: another action came after it."""
        if self.strip.offer.asks:
            self.panel.retire()  # its question cannot be answered any more
        self.answer, self.shows_earlier = None, False
        self.strip.withdraw()

    def _show(self, card: Callable[[Texts], Card]) -> None:
        self._card = card
        self.hide_hints()
        self.advice.pause()
        made = card(self.words)
        self.panel.show_new(made)
        self.card_shown.emit(made)
        self.panel.refresh(None, self._idle())

    def _newest_card(self) -> Card | None:
        return self._card(self.words) if self._card else None

    def _offered(self) -> PossibleActions:
        """Return the actions for keys: none once the card has shrunk."""
        return self.strip.offer if self.panel.card is not None else NOTHING

    def _idle(self) -> IdleView:
        card, camera = self._newest_card(), self._camera[0]
        if self._test_ends is not None:
            return idle_of_test(self.context, camera, card, self._test_ends, self.words)
        return idle_of(self.context, camera, card, self.words, hinting=self._hinting)

    def _lay_out(self) -> None:
        seen = fill(QVBoxLayout(), (self.preview, 1), self.strip, spacing=10)
        middle = fill(QHBoxLayout(), (seen, 40), (self.panel, 60), spacing=_MARGIN)
        parts = (self.header, (middle, 1), self.footer)
        fill(QVBoxLayout(self), *parts, margins=_MARGIN, spacing=_MARGIN)

    def _connect(self) -> None:
        self.footer.reference_typed.connect(self.reference_typed)
        self._keys.chosen.connect(self.number_typed)
        self._keys.companion.connect(self.companion_typed)
        self._keys.waiting.connect(self.strip.show_waiting)
        self._patience.slow.connect(
            lambda: self.panel.show_waiting(self.words.say("verdict.waiting"))
        )
