"""Sets up other laptops from an admin's: asks in a dialog, and writes the files."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication

from kiosk.admin.laptop_names import planned_names
from kiosk.admin.requests import EnrolmentRequest
from kiosk.domain.roles import Role
from kiosk.texts import Texts
from kiosk.ui.printing.sticker_sheet import sticker_pdf, stickers_of
from kiosk.ui.scan.page_controller import ScanPageController
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.shell.ui_context import UiContext
from kiosk.ui.station.event_file_dialog import EventFileDialog, PlannedFile
from kiosk.ui.station.station_interface import StationBackend


class EventFileController(ScanPageController[StationBackend]):
    """Adds the action if the organiser's key is here; writes the files on a worker thread."""

    def __init__(
        self,
        ui: UiContext[StationBackend],
        page: ScanPage,
        offer: Callable[[Callable[[], None]], None],
    ) -> None:
        """`offer` is called with the action, if this laptop can do it."""
        super().__init__(ui, page)
        self._offer_elsewhere = offer
        self._runner = ui.new_runner()
        ui.client.ask(
            lambda station: station if station.may_enrol() else None, self._offer, self._failed
        )

    def _offer(self, station: StationBackend | None) -> None:
        if station is None:
            return
        ask = partial(self._ask, station)
        self._window.add_action(
            "Ctrl+L", lambda: QCoreApplication.translate("Pack", "Set up laptops"), ask
        )
        self._offer_elsewhere(ask)

    def _ask(self, station: StationBackend, *_: object) -> None:
        event = self._page.context.event
        name = f"{event.name} {event.date.isoformat()}"
        dialog = EventFileDialog(self._words, name, self._ui.theme)
        dialog.asked.connect(partial(self._write, station, dialog))
        self._window.show_overlay(dialog)

    def _write(
        self, station: StationBackend, dialog: EventFileDialog, files: Sequence[PlannedFile]
    ) -> None:
        entrances = self._page.context.event.areas[0].entrances
        self._runner.submit(
            partial(_write_files, station, files, entrances, self._words),
            lambda names: self._write_stickers(station, dialog, files, names),
            lambda error: self._not_written(dialog, error),
        )

    def _write_stickers(
        self,
        station: StationBackend,
        dialog: EventFileDialog,
        files: Sequence[PlannedFile],
        names: Sequence[str],
    ) -> None:
        """Write a sheet of stickers next to the files, for laptops of doors, desk and spares."""
        words, event = self._words, self._page.context.event
        if not names:
            self._written(dialog, files, "")
            return
        path = files[0].path.with_name(f"{words.say('pack.stickers')}.pdf")
        content = sticker_pdf(stickers_of(names, event, words), event.name)
        self._runner.submit(
            partial(station.write_file, path, content),
            lambda _: self._written(dialog, files, path.name),
            lambda error: self._not_written(dialog, error),
        )

    def _written(
        self, dialog: EventFileDialog, files: Sequence[PlannedFile], stickers: str
    ) -> None:
        words = self._words
        names = [one.path.name for one in files]
        if files[0].request.recovery:
            sentence = words.say("pack.kept", file=names[0])
        else:
            count = sum(one.request.stations for one in files)
            made = ", ".join(filter(None, (*names, stickers)))
            sentence = words.say("pack.made", files=made, count=count)
        if dialog.is_open:
            dialog.show_written(sentence)
        else:
            self._page.notices.show_done(sentence)

    def _not_written(self, dialog: EventFileDialog, error: Exception) -> None:
        place = dialog if dialog.is_open else self._page.notices
        place.show_trouble(self._error_text(error))


def _write_files(
    station: StationBackend, files: Sequence[PlannedFile], entrances: Sequence[str], words: Texts
) -> Sequence[str]:
    """Write the event files, each with the names planned for its laptops; return all of these."""
    known = list(station.laptop_names())
    names: list[str] = []
    for one in files:
        own = planned_names(_places(one.request, entrances, words), [*known, *names])
        station.write_event_file(one.path, replace(one.request, names=tuple(own)))
        names += own
    return names


def _places(request: EnrolmentRequest, entrances: Sequence[str], words: Texts) -> Sequence[str]:
    """Return the places after which laptops are named; an admin chooses a name."""
    if request.spare:
        return [words.say("pack.spare")] * request.stations
    match request.role:
        case Role.DOOR:
            return [entrances[place % len(entrances)] for place in range(request.stations)]
        case Role.DESK:
            return [words.say("pack.desk")] * request.stations
        case Role.ADMIN | Role.HUB:
            return []
