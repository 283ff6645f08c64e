"""The table of states: a new page, dialog or panel needs one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
)

from kiosk.admin.fallback_list import FallbackState
from kiosk.admin.requests import ExportOptions
from kiosk.camera.advice import Advice
from kiosk.camera.camera_choice import CameraChoice
from kiosk.camera.camera_state import CameraState
from kiosk.camera.code_tracker import Outline
from kiosk.camera.code_tracker import OutlineRole as Aim
from kiosk.checkin.answer import FoundTicket, ScanResult
from kiosk.checkin.early_scans import MAX_NAMED, EarlyScans
from kiosk.checkin.station_context import StationContext
from kiosk.checkin.undo_history import PastAction
from kiosk.domain.clock_check import ClockDoubt
from kiosk.domain.counting.laptop_times import LaptopTimes
from kiosk.domain.entry import Kind
from kiosk.domain.event_settings import Area
from kiosk.domain.roles import Role
from kiosk.domain.ticket import Ticket
from kiosk.domain.verdict import KEYBOARD, Direction, Outcome, Policy, Verdict
from kiosk.errors import EventLost, TextKey, UnusableInput, WorldFailed
from kiosk.guestlist.import_report import Report
from kiosk.reports.door_orders import door_orders
from kiosk.reports.exchange_result import ExchangeSummary
from kiosk.reports.headcount_report import HeadcountReport
from kiosk.reports.laptop_health import Battery
from kiosk.reports.laptops import Laptops
from kiosk.sync.network.link_status import NetworkStatus
from kiosk.ui.desk.desk_page import DeskPage
from kiosk.ui.desk.forms import CountForm
from kiosk.ui.files.fallback.fallback_dialog import FallbackDialog
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.files.guest_choices import SameGuestSection
from kiosk.ui.files.list_pickers import CategoryPicker
from kiosk.ui.files.lists_in_use.lists_table import ListsTable
from kiosk.ui.headcount.headcount_page import HeadcountPage
from kiosk.ui.headcount.report.report_dialog import ReportDialog
from kiosk.ui.headcount.wall_view import WallView
from kiosk.ui.laptops.exchange_controller import ExchangeController
from kiosk.ui.laptops.laptop_view import LaptopTable
from kiosk.ui.laptops.stick_watcher import StickWatch
from kiosk.ui.scan.camera_controller import CameraDialog
from kiosk.ui.scan.crowd.crowd_page import CrowdPage
from kiosk.ui.scan.scan_controller import ScanController
from kiosk.ui.setup.event_page import EventPage
from kiosk.ui.setup.join_page import JoinPage
from kiosk.ui.setup.keys_step import KeysStep
from kiosk.ui.setup.tiles_page import TilesPage
from kiosk.ui.setup.wizard_page import WizardPage
from kiosk.ui.station.event_file_dialog import EventFileDialog
from kiosk.ui.station.lost_event_page import LostEventPage
from kiosk.ui.widgets.choice_dialog import ChoiceDialog
from kiosk.ui.widgets.panel import NumberField
from tests.ui import fake_files, fake_network, glances
from tests.ui.fake_desk import GUESTS, FakeDesk
from tests.ui.fake_files import ON_ALL, ON_SOME, FakeFiles
from tests.ui.fake_headcount import FakeHeadcount
from tests.ui.fake_laptops import (
    DONE,
    FAR,
    HERE,
    MANY,
    NEAR,
    NEVER,
    RESERVE,
    STICK,
    FakeLaptops,
    laptop,
    laptops,
)
from tests.ui.fake_network import FakeNetwork
from tests.ui.fake_pins import FakePins
from tests.ui.fake_scan import FakeScan
from tests.ui.fake_setup import PASSPHRASE, FakeSetup
from tests.ui.fake_station import FakeStation
from tests.ui.gallery.stage import LOADING, Stage, Station, ticket_held_up
from tests.ui.guests import CARDS, EVENT, HOUR, LONG_NAME, NOW, SHORT_NAME, answer
from tests.ui.report_days import day, laptop_day

Play = Callable[[Stage], None]

LONGEST = replace(
    LONG_NAME,
    name="Anne-Wilhelmina van den Heuvel-Özdemir-van der Westhuizen",
    organisation="Stichting Samenwerkende Bewonersorganisaties Amersfoort-Vathorst",
)
LONG_EVENT = replace(
    EVENT,
    name="We Doen Het Samen! Landelijk Festival voor Bewoners en Beleid",
    areas=(*EVENT.areas, Area("Prodentzaal West", ("Deur Tuinzijde",))),
    rules=replace(EVENT.rules, companions=True),
)
LIST = Path("/media/stick/Deelnemers Vathorst en Hoogland 2026-04-12.csv")
EXPORTED = Path("/home/festival/Documenten/We Doen Het Samen/2026-04-13 aanwezigheid.xlsx")

UNHEARD = door_orders(EVENT.rules, glances.SILENT.headcount)
CAME_FROM = {
    "": 210,
    LONGEST.organisation: 96,
    "Gemeente Amersfoort": 88,
    **{f"Dorpsbelang {number}": 40 - 3 * number for number in range(1, 14)},
}
LOST_LISTS = ("Deelnemers Vathorst en Hoogland 2026-04-12", "partners")

ADMIN = StationContext(EVENT, "Hoofdingang", role=Role.ADMIN)
DOOR = StationContext(LONG_EVENT, "Hoofdingang")
COLOURS = {"Kernpartner": "yellow", "Actieve bewoner": "purple"}
COLOURED = replace(DOOR, event=replace(LONG_EVENT, rules=replace(LONG_EVENT.rules, colors=COLOURS)))
OPENED = replace(ADMIN, event=replace(EVENT, rules=replace(EVENT.rules, opens="09:30")))
EARLY = replace(DOOR, event=replace(LONG_EVENT, rules=replace(LONG_EVENT.rules, opens="09:42")))
ROOM = StationContext(LONG_EVENT, "Deur Tuinzijde", area="Prodentzaal West", role=Role.ADMIN)
EXIT = replace(ADMIN, direction=Direction.OUT)
EXIT_DOOR = replace(DOOR, direction=Direction.OUT)


LEAVING = replace(answer(Outcome.HOW_MANY, replace(LONGEST, places=12)), direction=Direction.OUT)


@dataclass(frozen=True)
class State:
    """A state of a screen: the gate, the backend, and the steps that lead to it.

    States with the same gate and backend share a window, unless `alone`.
    """

    name: str
    play: Play
    post: StationContext | None = ADMIN
    station: Callable[[], Station] = Station
    alone: bool = False


def does(*steps: str | Play) -> Play:
    """Press keys (`F2`), type words (`'van`), and do the rest, one after the other."""

    def play(stage: Stage) -> None:
        for step in steps:
            if callable(step):
                step(stage)
            elif step.startswith("'"):
                stage.type(step[1:])
            else:
                stage.press(step)

    return play


def scans(*answers: ScanResult) -> Play:
    """Scan tickets that the door answers so."""
    return lambda stage: stage.answer(*answers)


def tests(result: ScanResult) -> Play:
    """Scan a ticket as a test that is judged so."""
    return lambda stage: stage.scan.show_answer(replace(result, entry=None, test=True))


def glimpses(result: ScanResult) -> Play:
    """Let the camera see a ticket that the door answers so, wherever the window is."""

    def play(stage: Stage) -> None:
        stage.station.scan.answers = [result]
        stage.part(ScanController).on_glimpse("C-1")

    return play


def cameras(*names: str, trouble: str = "") -> Play:
    """Choose among cameras, of which the first is watched; `trouble` is why it cannot be kept."""

    def play(stage: Stage) -> None:
        words = stage.window.words
        sheet = CameraDialog(words, stage.theme, mirrored=True)
        sheet.picture.show_frame(ticket_held_up())
        stage.window.show_overlay(sheet)
        choices = [CameraChoice(str(n), name, n == 0) for n, name in enumerate(names)]
        sheet.show_choices(choices)
        if trouble:
            sheet.show_trouble(words.say(f"error.{trouble}", camera=names[0]))

    return play


def scans_by_hand(stage: Stage) -> None:
    """Scan a ticket with a hand scanner while a crowd is counted."""
    stage.station.scan.answers = [answer(Outcome.EXITED, LONGEST)]
    stage.part(ScanController).on_code("C-1")
    stage.settle()


def a_crowd_leaves(stage: Stage) -> None:
    """Count more than a thousand people."""
    for _ in range(138):
        stage.part(CrowdPage).counted.emit(9)
    stage.settle()


def fails_to_count(stage: Stage) -> None:
    """Take a number back that is older than a minute, at a door."""
    stage.station.clock += 61_000
    stage.press("Backspace")


def copied() -> Station:
    """A laptop whose folder was copied from another one."""
    backend = Station()
    backend.station.copied = "Hoofdingang 1"
    return backend


def lifted(outcome: Outcome, policy: Policy, ticket: Ticket = LONGEST) -> ScanResult:
    """Return a refusal that a person can override."""
    result = answer(outcome, ticket)
    return replace(result, verdict=replace(result.verdict, policy=policy))


def taps(name: str, context: str = "Desk") -> Play:
    """Tap the button with this name, or with this label in the current language."""
    return lambda stage: stage.tap(QCoreApplication.translate(context, name))


def ticks(number: int) -> Play:
    """Tick a box, counted from above."""

    def play(stage: Stage) -> None:
        boxes = [one for one in stage.window.findChildren(QCheckBox) if one.isVisible()]
        boxes[number].click()
        stage.settle()

    return play


def camera(state: CameraState) -> Play:
    """Set the state of the camera."""
    return lambda stage: stage.scan.show_camera(state, "Logitech HD Pro Webcam C920")


def advised(advice: Advice) -> Play:
    """Set the advice of the camera."""
    return lambda stage: stage.scan.advice.show(advice)


def outlined(*aims: Aim) -> Play:
    """Set the outlined codes of the camera."""
    corners = [((x, 220), (x + 180, 220), (x + 180, 400), (x, 400)) for x in (420, 700)]
    outlines = tuple(Outline(one, aim) for one, aim in zip(corners, aims, strict=False))
    return lambda stage: stage.scan.show_outlines(outlines)


def health(**about: object) -> Callable[[], Station]:
    """A station with this health."""

    def made() -> Station:
        backend = Station()
        backend.station.healthy = replace(backend.station.healthy, **about)  # type: ignore[arg-type]  # its fields
        return backend

    return made


def counting(seen: HeadcountReport | None) -> Callable[[], Station]:
    """A station with this headcount."""
    return lambda: Station(headcount=FakeHeadcount(count=seen, came_from=CAME_FROM))


def counts(seen: HeadcountReport) -> Play:
    """Show this headcount."""

    def play(stage: Stage) -> None:
        stage.station.headcount.count = seen
        if seen.headcount.totals.admitted <= 1:
            stage.station.headcount.came_from = {}
        stage.press("F3")

    return play


def scrolls_down(seen: HeadcountReport, most: float) -> Play:
    """Show this headcount, and scroll down by a share of the page."""

    def play(stage: Stage) -> None:
        counts(seen)(stage)
        stage.settle()
        stage.settle()
        bar = stage.part(HeadcountPage).findChildren(QScrollArea)[0].verticalScrollBar()
        bar.setValue(round(bar.maximum() * most))

    return play


def shows_on_a_wall(seen: HeadcountReport) -> Play:
    """Show this headcount on a large screen."""

    def play(stage: Stage) -> None:
        counts(seen)(stage)
        stage.settle()
        stage.tap("wallButton")
        for _ in range(6):  # the texts of the first screen may not fit on a smaller one
            stage.part(WallView).resize(stage.window.size())
            stage.settle()

    return play


def counts_inside(*steps: str | Play) -> Play:
    """Write down at the desk how many people were counted inside, and go on."""

    def play(stage: Stage) -> None:
        stage.press("F2", "Ctrl+3")
        form = stage.part(CountForm)
        field = form.findChildren(NumberField)[-1]
        field.setFocus()
        stage.type("9999")
        stage.press("Return")
        stage.settle()
        does(*steps)(stage)

    return play


def has_counted_inside(stage: Stage) -> None:
    """The recount is the last action of this laptop."""
    stage.station.scan.actions.insert(0, PastAction("e", Kind.RECOUNT, NOW, people=9_999))
    stage.settle()


def reporting(*laptops: LaptopTimes) -> Callable[[], Station]:
    """A station with a headcount, and a report of the day with these laptops."""
    seen = glances.glance()
    return lambda: Station(headcount=FakeHeadcount(count=seen, report=day(laptops=laptops)))


def newcomers() -> Station:
    """A station where the hints were never shown."""
    return Station(scan=FakeScan(hinted=False))


def early(count: int) -> Callable[[], Station]:
    """A station with scans from before the doors opened."""
    named = min(count, MAX_NAMED) - 1
    guests = tuple(GUESTS[number % len(GUESTS)].ticket.name for number in range(named))
    scans = EarlyScans(NOW - HOUR, ("e",) * count, (*guests, LONGEST.name), count - named - 1)
    return lambda: Station(scan=FakeScan(early=scans))


def enrolling() -> Station:
    """A station that can set up other laptops."""
    backend = Station()
    backend.station.enrols = True
    return backend


def desk(**about: object) -> Callable[[], Station]:
    """A station with such a desk, and the longest name at it."""
    found = [*GUESTS, FoundTicket(replace(LONGEST, id=f"{413:032x}"), inside=4, since=NOW)]
    return lambda: Station(desk=FakeDesk(found=found, **about))  # type: ignore[arg-type]  # its fields


def filing(report: Report, fails: Exception | None = None) -> Callable[[], Station]:
    """A station whose list changes so."""
    return lambda: Station(files=FakeFiles(report, fails))  # type: ignore[arg-type]  # a KioskError


def first_lists(report: Report) -> Callable[[], Station]:
    """A first run whose list changes so."""
    return lambda: Station(setup=FakeSetup(files=FakeFiles(report)))


def failing_recovery() -> Station:
    """A first run whose recovery file cannot be written."""
    error = WorldFailed("error.file_not_written", file=Path("/media/stick/herstel.kiosk-event"))
    return Station(setup=FakeSetup(failures=(error,)))


def cannot_search(stage: Stage) -> None:
    """The disk fails while a guest is looked up."""
    stage.press("F2")
    stage.type("jan")
    stage.settle()
    trouble = WorldFailed("error.disk_failed", path="/home/kiosk/kiosk.db")
    stage.part(DeskPage).show_search_failed("jan", stage.window.words.error_text(trouble))


def opens_a_list(stage: Stage) -> None:
    """Choose a list, as in the file dialog."""
    stage.press("F4")
    stage.part(FilesPage).open_files([LIST])
    stage.settle()


def tries_a_ticket(text: str) -> Play:
    """Look up a ticket by its typed number."""

    def tries(stage: Stage) -> None:
        stage.press("F4")
        stage.settle()
        stage.tap(QCoreApplication.translate("Files", "Try a real ticket …"))
        stage.type(text)
        stage.press("Return")
        stage.settle()

    return tries


def asks_for_a_ticket(stage: Stage) -> None:
    """Open the dialog for a real ticket."""
    stage.press("F4")
    stage.settle()
    stage.tap(QCoreApplication.translate("Files", "Try a real ticket …"))
    stage.settle()


def puts_guests_on_paper(stage: Stage) -> None:
    """Open the choice of the list on paper."""
    stage.press("F4")
    stage.settle()
    stage.tap(QCoreApplication.translate("Files", "Fallback list on paper …"))
    stage.settle()


def asks_for_a_report(stage: Stage) -> None:
    """Open the choice of the report of the day."""
    stage.press("F3")
    stage.settle()
    stage.tap("reportButton")
    stage.settle()


def looks_at_a_moment(stage: Stage) -> None:
    """Look at a moment of the day, two hours before the last."""
    stage.press("F3")
    stage.settle()
    stage.tap("momentButton")
    stage.settle()
    stage.press("Left", "Left")
    stage.settle()


def has_made_a_report(stage: Stage) -> None:
    """The report was made, as in the file dialog."""
    asks_for_a_report(stage)
    stage.part(ReportDialog).asked.emit(Path("2026-04-13 verslag.pdf"), "nl")
    stage.settle()


def has_put_guests_on_paper(stage: Stage) -> None:
    """The list on paper was made, as in the file dialog."""
    puts_guests_on_paper(stage)
    stage.part(FallbackDialog).asked.emit(Path("2026-04-13 noodlijst.pdf"), False)
    stage.settle()


def opens_several_lists(stage: Stage) -> None:
    """Drop three files at once."""
    stage.press("F4")
    stage.part(FilesPage).open_files([LIST, Path("Katalys v2.xlsx"), Path("pers.csv")])
    stage.settle()


def types_a_category(stage: Stage) -> None:
    """Give the whole list a category that is not known yet."""
    opens_a_list(stage)
    picker = stage.part(CategoryPicker)
    stage.press("Tab")
    while not picker.isAncestorOf(QApplication.focusWidget() or stage.window):
        stage.press("Tab")
    stage.press("End")
    stage.type("Buurtverbinder")


def groups_categories(stage: Stage) -> None:
    """Choose the group of each new category, and what its guests are given."""
    opens_a_list(stage)
    stage.press("Down", "Tab")
    stage.type("oranje keycord")
    stage.press("Tab", "Down", "Tab")
    stage.type("polsbandje van stof met opdruk")
    stage.press("Return")
    stage.settle()


def counts_guests_once(stage: Stage) -> None:
    """Count guests of two lists once."""
    opens_a_list(stage)
    stage.part(SameGuestSection).findChildren(QRadioButton)[0].click()
    stage.settle()


def is_reading_a_list(stage: Stage) -> None:
    """The first look at a long list."""
    stage.press("F4")
    page, words = stage.part(FilesPage), stage.window.words
    page.doctor.blockSignals(True)  # nothing reads it, so that it takes long
    page.open_files([LIST])
    page.doctor.blockSignals(False)
    page.busy.begin(words.say("files.looking", file=LIST.name), may_stop=True)
    page.busy.show_rows(41_000)


def is_importing(stage: Stage) -> None:
    """A long list is imported."""
    opens_a_list(stage)
    page = stage.part(FilesPage)
    page.busy.begin(stage.window.words.say("files.taking"), may_stop=True)
    page.busy.show_rows(41_000)


def stops_the_import(stage: Stage) -> None:
    """An import was stopped."""
    is_importing(stage)
    stage.part(FilesPage).show_stopped(stage.window.words.say("error.import_cancelled"))
    stage.settle()


def went_back(stage: Stage) -> None:
    """The previous version of a list is back."""
    goes_back(stage)
    stage.part(ChoiceDialog).findChildren(QPushButton)[-1].click()
    stage.settle()


def goes_back(stage: Stage) -> None:
    """Ask for the previous version of the list with the longest name."""
    stage.press("F4")
    stage.settle()
    stage.part(ListsTable).selectRow(1)
    stage.tap(QCoreApplication.translate("Files", "Previous version …"))


def chooses_columns(stage: Stage) -> None:
    """Choose the columns."""
    stage.tap(stage.window.words.say("files.columns"))


def takes_it_in(stage: Stage) -> None:
    """Import the checked list."""
    stage.station.files.report = replace(stage.station.files.report, applied=True)
    opens_a_list(stage)


def writes_a_file(stage: Stage) -> None:
    """Write the attendance file, as in the file dialog."""
    stage.press("F4")
    stage.part(FilesPage).export_asked.emit(EXPORTED, ExportOptions())
    stage.settle()


def is_busy(stage: Stage) -> None:
    """A long list is read."""
    stage.press("F4")
    words = stage.window.words
    page = stage.part(FilesPage)
    page.busy.begin(words.say("files.looking", file=LIST.name), may_stop=True)
    page.busy.show_rows(41_000)


def makes_tickets(stage: Stage) -> None:
    """Open the choice of tickets to make."""
    stage.press("F4")
    stage.tap(QCoreApplication.translate("Files", "Make tickets …"))
    stage.settle()


def makes_new_tickets(stage: Stage) -> None:
    """Choose new tickets."""
    makes_tickets(stage)
    label = QCoreApplication.translate("Files", "New tickets to sell at the door")
    kinds = stage.part(FilesPage).issue.findChildren(QRadioButton)
    next(one for one in kinds if one.text() == label).click()
    stage.settle()


def is_making_tickets(stage: Stage) -> None:
    """A part of many tickets is made."""
    makes_tickets(stage)
    page = stage.part(FilesPage)
    page.busy.begin(stage.window.words.say("files.issue.making"), may_stop=True)
    page.busy.show_progress(1_240, 10_000)


def has_made_tickets(stage: Stage) -> None:
    """Tickets were made, some without a name."""
    makes_tickets(stage)
    page, say = stage.part(FilesPage), stage.window.words.say
    done = say("files.issue.done", tickets=1_240, folder="2026-04-13 tickets")
    nameless = say("files.issue.nameless", refs="WDHS-0001, WDHS-0412")
    page.close_list()
    page.show_done(f"{done} {nameless}")


def takes_a_first_list(stage: Stage) -> None:
    """Choose a list on the first day."""
    stage.part(WizardPage).lists_chosen.emit([LIST])
    stage.settle()


def cannot_open(stage: Stage) -> None:
    """The file is of an older program, which has the longest error text."""
    path = "/home/festival/.local/share/kiosk/kiosk.db"
    error = UnusableInput("error.database_older", path=path)
    stage.window.start_page.show_trouble(stage.window.words.error_text(error))


def lost_its_event(stage: Stage) -> None:
    """The database is gone, its keys are there."""
    error = EventLost(
        "error.event_lost",
        event=f"{LONG_EVENT.name} (2026-04-13)",
        station="Hoofdingang 1",
        path="/home/festival/.local/share/kiosk/kiosk.db",
        advice=TextKey("lost.repair"),
    )
    stage.window.show_setup_page(LostEventPage(error, stage.window.words))


def sets_up_laptops(stage: Stage) -> None:
    """Make the event file, as in the file dialog."""
    stage.press("Ctrl+L")
    stage.part(EventFileDialog).show_written(
        stage.window.words.say("pack.made", files="deur.kiosk-event, stickers.pdf", count=1)
    )
    stage.settle()


def is_slow(stage: Stage) -> None:
    """A code was shown and the answer takes long."""
    stage.scan.panel.show_waiting(stage.window.words.say("verdict.waiting"))


def knowing(seen: Laptops) -> Callable[[], Station]:
    """A station that knows these laptops."""
    return lambda: Station(laptops=FakeLaptops(seen))


def networked(status: NetworkStatus, seen: Laptops = MANY) -> Callable[[], Station]:
    """A station with this connection to others."""
    return lambda: Station(laptops=FakeLaptops(seen), network=FakeNetwork(status))


def on_a_phone(status: NetworkStatus) -> Callable[[], Station]:
    """A station that shows a headcount, with this connection to others."""
    return lambda: Station(
        headcount=FakeHeadcount(count=glances.glance()), network=FakeNetwork(status)
    )


FOLLOW_ON_A_PHONE = does("F3", Stage.settle, taps("phoneButton"), Stage.settle)


def stick_in(stage: Stage) -> None:
    """Put a stick in."""
    stage.station.laptops.put_in.append(STICK)
    stage.part(StickWatch).poller.poll()
    stage.settle()


def stick_exchanged(stage: Stage) -> None:
    """Exchange with it."""
    stick_in(stage)
    stage.part(ExchangeController).exchange_with_stick()
    stage.settle()


def stick_pulled(stage: Stage) -> None:
    """Pull it out too early."""
    stage.station.laptops.fails = WorldFailed("error.stick_gone")
    stick_exchanged(stage)


def opens_laptops(stage: Stage) -> None:
    """Show the laptops; F5 would take a stick that is offered."""
    stage.window.show_page("laptops")
    stage.settle()


def shows_more(stage: Stage) -> None:
    """Show the other actions of the page of laptops."""
    opens_laptops(stage)
    stage.tap("moreActions")


def invites_a_laptop(stage: Stage) -> None:
    """Make an invite for a laptop at the door, and copy it."""
    shows_more(stage)
    stage.tap("inviteLaptop")
    stage.tap("choice-door")
    stage.settle()
    stage.tap("copyInvite")


def presses_the_row(stage: Stage) -> None:
    """Press the button in the first row of the laptops."""
    opens_laptops(stage)
    table = stage.part(LaptopTable)
    table.choose(0)
    table.chosen.emit()
    stage.settle()


def sparing(seen: Laptops) -> Callable[[], Station]:
    """A spare station that reads the same from a stick."""
    return lambda: Station(laptops=FakeLaptops(seen))


def asks_whom(stage: Stage) -> None:
    """Choose the laptop that this one replaces."""
    shows_more(stage)
    stage.tap("replaceLaptop")


def replaces(stage: Stage) -> None:
    """After the exchange, choose a replaced laptop with a long name."""
    stick_exchanged(stage)
    stage.tap(f"choice-{FAR.status.id}")


def hands_in(stage: Stage) -> None:
    """Hand this laptop in to the stick that is in."""
    shows_more(stage)
    stage.tap("handIn")


def hands_in_here(stage: Stage) -> None:
    """Hand this laptop in to a folder on its own disk."""
    opens_laptops(stage)
    stage.station.laptops.other_disk = False
    stage.part(ExchangeController).hand_in(Path("/home/kiosk/Documenten"))
    stage.settle()


def exchanges_here(stage: Stage) -> None:
    """Exchange with a folder on its own disk."""
    opens_laptops(stage)
    stage.station.laptops.brings = ExchangeSummary(1_214, 3, 2, other_disk=False)
    stage.part(ExchangeController).exchange(Path("/home/kiosk/Documenten"))
    stage.settle()


def fetches_an_invite(stage: Stage) -> None:
    """Paste a line that is not complete."""
    stage.part(TilesPage).join_asked.emit()
    stage.settle()
    page = stage.part(JoinPage)
    (field,) = page.findChildren(QLineEdit, "joinInvite")
    field.setText("https://192.168.1.20:8417")
    field.returnPressed.emit()
    stage.settle()


def chooses_an_event_file(stage: Stage) -> None:
    """Choose to join an event of another laptop."""
    stage.part(TilesPage).join_asked.emit()
    stage.settle()
    stage.part(JoinPage).choose(Path("/media/stick/We Doen Het Samen.kioskevent"))
    stage.settle()


def finds_several_event_files(stage: Stage) -> None:
    """Choose to join, with a stick on which each kind of laptop has a file."""
    names = ("deur", "balie", "reserve")
    stem = "/media/stick/We Doen Het Samen! Festival 2026-04-13"
    stage.station.setup.on_sticks[:] = [Path(f"{stem} {name}.kiosk-event") for name in names]
    stage.part(TilesPage).join_asked.emit()
    stage.settle()


def joins(stage: Stage) -> None:
    """Open the file."""
    chooses_an_event_file(stage)
    stage.type(PASSPHRASE)
    stage.press("Return")


def mistypes(stage: Stage) -> None:
    """Mistype its passphrase."""
    chooses_an_event_file(stage)
    stage.type("iets anders")
    stage.press("Return")


def forbidden(stage: Stage) -> None:
    """Let all further calls fail."""
    stage.station.desk.fails = FORBIDDEN


def settled(stage: Stage) -> None:
    """Wait for a result of another thread."""
    stage.settle()


def still(stage: Stage) -> None:
    """Wait until the found rows are settled."""
    stage.stand_still()


def names_the_event(stage: Stage) -> None:
    """Fill in the first step, with the longest texts."""
    stage.press("Return")
    stage.type("We Doen Het Samen! Landelijk Festival voor Bewoners en Beleid")
    for text in ("za 13 juni 2026", "9.30", "Prodentfabriek, Oude Fabrieksstraat 4, Amersfoort"):
        stage.press("Tab")
        stage.type(text)
    stage.press("Tab")
    stage.type("1250")


def names_entrances(stage: Stage) -> None:
    """Fill in the second step."""
    names_the_event(stage)
    stage.press("Return")
    stage.type("Tuinzijde, Achteringang bij de fietsenstalling, Leveranciers")
    stage.press("Return")
    stage.press("Tab")
    stage.type("de servicebalie, links na de deur, naast de garderobe")
    stage.press("Tab")
    stage.type("033 000 01 12")


def sees_the_rules(stage: Stage) -> None:
    """Go to the third step."""
    names_entrances(stage)
    stage.press("Return")


def first_day(stage: Stage) -> None:
    """Go to the fourth step."""
    sees_the_rules(stage)
    stage.press("Return")


def chooses_keys(stage: Stage) -> None:
    """Fill in the fifth step."""
    first_day(stage)
    stage.part(WizardPage).go_on()
    stage.type("246810")
    stage.press("Tab")
    stage.type("246810")
    stage.part(KeysStep).choose(Path("/media/stick/herstel.kiosk-event"))


def differs(stage: Stage) -> None:
    """Type two PINs that differ."""
    chooses_keys(stage)
    stage.type("1")
    stage.press("Return")


def nears_the_end(stage: Stage) -> None:
    """Name only what is needed, and go to the last step."""
    stage.press("Return")
    stage.type("Zomerfeest")
    stage.press("Tab")
    stage.type("13-6")
    for _ in range(5):
        stage.part(WizardPage).go_on()


def undoes_early_scans(stage: Stage) -> None:
    """Undo all scans from before the doors opened."""
    stage.press("Ctrl+E")
    stage.settle()
    stage.tap("choice-tests")


def full_event() -> Station:
    """A station whose event has the longest texts."""
    settings = {
        "name": LONG_EVENT.name,
        "opens": "09:30",
        "venue": "Prodentfabriek, Oude Fabrieksstraat 4, Amersfoort",
        "capacity": "1250",
        "entrances": "Hoofdingang; Achteringang bij de fietsenstalling; Leveranciers",
        "help_point": "de servicebalie, links na de deur, naast de garderobe",
    }
    backend = Station()
    seen = backend.station.overview
    backend.station.overview = replace(seen, settings={**seen.settings, **settings})
    return backend


def changes_event(*steps: str | Play) -> Play:
    """Open the page of the event, and go to a part by the menu."""

    def play(stage: Stage) -> None:
        stage.press("Shift+F4")
        stage.settle()
        does(*steps)(stage)

    return play


def part_of_event(place: int) -> Play:
    """Choose a part of the page of the event."""
    return lambda stage: stage.window.findChildren(EventPage)[0].open_part(place)


SLOW_MS = 3 * 24 * HOUR
CLOCK_SET = ClockDoubt(NOW - 3_600_000, NOW, news=True)
HERE_AND_NOW = laptops(HERE)
TWENTY_FOUR = laptops(
    replace(HERE, operator="Anne-Marijke", lists_current=True),
    *(
        replace(
            laptop(f"Tuinzijde {n}", n * 4, 640 * n),
            operator="Sjoerd" if n % 2 else "",
            lists_current=n != 3,  # one of them
        )
        for n in range(1, 22)
    ),
    missing=2,
)
ASKED = replace(
    laptops(HERE, NEAR, DONE),
    event=replace(HERE_AND_NOW.event, rules=replace(HERE_AND_NOW.event.rules, hand_in=True)),
)
WRONG = laptops(HERE, replace(NEAR, clock_off_ms=-8 * 60_000), FAR)
EVENING = laptops(replace(HERE, handed_in=True), NEAR, FAR, NEVER, DONE, missing=1)
IN = answer(Outcome.ADMITTED, LONGEST)
_OUT = (Outcome.EXITED, Outcome.NOT_INSIDE)
SINGLE = answer(Outcome.ADMITTED, replace(SHORT_NAME, category="Kernpartner"))
MISREAD = replace(answer(Outcome.UNKNOWN), verdict=Verdict(Outcome.UNKNOWN, warnings=(KEYBOARD,)))
COACH = answer(Outcome.ADMITTED, replace(LONGEST, places=30))
SPARE = laptop("Reserve", 0, 1, this=True, entrance="Hoofdingang")
READ = replace(laptops(SPARE, NEAR, FAR, DONE), spare=True)
MANY_READ = replace(
    laptops(SPARE, FAR, NEVER, *(laptop(f"Laptop {n}", n * 9) for n in range(5, 14))), spare=True
)
REPLACED = laptops(
    laptop("Reserve", 0, 1, this=True, replaces=FAR.status.name),
    replace(FAR, status=replace(FAR.status, replaced_by="Reserve", finished=True)),
    replace(NEAR, status=replace(NEAR.status, replaced_by="Geleende laptop van de bibliotheek 7")),
    DONE,
)
BACK = laptops(laptop("Zuid", 0, 640, this=True, replaced_by="Reserve"), NEAR)
HANDED_IN = laptops(replace(HERE, handed_in=True))
TEN = tuple(
    replace(laptop(name, 1, 200 + 40 * n), lists_current=True)
    for n, name in enumerate(
        (
            "Hoofd 2",
            "Hoofd 3",
            "Hoofd 4",
            "Tuin 1",
            "Tuin 2",
            "Tuin 3",
            "Balie 1",
            "Balie 2",
            "Zuid 1",
        )
    )
)
ALL_HEARD = laptops(
    replace(HERE, status=replace(HERE.status, name="Hoofd 1"), lists_current=True), *TEN
)
SEVEN_OF_TEN = replace(
    ALL_HEARD,
    laptops=tuple(
        one if one.status.name in ("Tuin 1", "Tuin 2", "Balie 1") else replace(one, handed_in=True)
        for one in ALL_HEARD.laptops
    ),
)
ALL_HANDED_IN = replace(
    ALL_HEARD, laptops=tuple(replace(one, handed_in=True) for one in ALL_HEARD.laptops)
)
MORNING = laptops(replace(HERE, people=0), missing=4)
ROUND = replace(
    ALL_HEARD,
    laptops=(
        ALL_HEARD.laptops[0],
        *(replace(one, status=replace(one.status, last_seen=NOW - 45 * 60_000)) for one in TEN[:6]),
        *TEN[6:],
    ),
)
SIXTY_FOUR = laptops(
    HERE,
    *(
        replace(laptop(f"Tuinzijde {n}", n % 9, 640 + n), operator="Sjoerd", lists_current=n != 3)
        for n in range(1, 64)
    ),
)
CAMERAS = (
    "Integrated Webcam",
    "Logitech HD Pro Webcam C920 (USB 2.0 Hi-Speed, 046d:082d)",
    "OBS Virtual Camera",
)
FORBIDDEN = UnusableInput("error.listed_refusal", ref="WDHS-0104", source="Webwinkel Vathorst 2026")
SIX_TIMES = [answer(Outcome.UNKNOWN) for _ in range(6)]
DAY = [
    *(answer(outcome, LONGEST) for outcome in CARDS if outcome is not Outcome.EXITED),
    *(answer(Outcome.ADMITTED, SHORT_NAME) for _ in range(3)),
]
AT_DESK = desk()
COUNTING = counting(None)
YES_COUNTED = taps("Yes, that is right")
CROWDS = {
    "first": ["Space"],
    "taken-back": [*["Space"] * 3, "Backspace"],
    "nothing-to-take-back": ["Backspace"],
}
WITH_CHARTS = ("normal", "over", "one-silent", "arrivals", "night")
ON_A_WALL = {
    "normal": glances.WITH_ROOMS,
    "empty": glances.EMPTY,
    "first-guest": glances.FIRST,
    "almost": glances.ALMOST,
    "over": glances.OVER,
    "one-silent": glances.ONE_SILENT,
    "unsure": glances.SILENT,
    "arrivals": glances.ARRIVALS,
    "night": glances.DST_NIGHT,
    "on-hold": glances.ON_HOLD,
}
SEARCHED = does("F2", "'e")
PICKED = does(SEARCHED, "Down", "Down", "Down", "Down")
VILLAGE = does("F2", "'zo", "Down", taps("group"))

VERDICTS = [
    *(
        State(f"verdict-{one.value}", scans(answer(one, LONGEST)), EXIT if one in _OUT else DOOR)
        for one in CARDS
    ),
    State("verdict-not-a-ticket", scans(answer(Outcome.NOT_A_TICKET))),
    State("verdict-welcome-back", scans(answer(Outcome.ADMITTED, LONGEST, again=True))),
    State("verdict-alone", scans(SINGLE), DOOR),
    State("verdict-colour", scans(answer(Outcome.ADMITTED, LONGEST)), COLOURED),
    State("verdict-colour-single", scans(SINGLE), COLOURED),
    State("verdict-colour-orange", scans(answer(Outcome.WRONG_ENTRANCE, LONGEST)), COLOURED),
    State("verdict-without-a-name", scans(answer(Outcome.ADMITTED, replace(SHORT_NAME, name="")))),
    State("verdict-coach", scans(COACH), DOOR),
    State("verdict-let-in-by-volunteer", scans(lifted(Outcome.ALREADY_INSIDE, Policy.VOLUNTEER))),
    State("verdict-let-in-by-pin", scans(lifted(Outcome.UNPAID, Policy.PIN)), DOOR),
]
SCAN = [
    State("scan-idle", does(), alone=True),
    State(
        "scan-first-hints", does(), station=lambda: Station(scan=FakeScan(hinted=False)), alone=True
    ),
    State("scan-without-a-list", does(), station=health(lists=())),
    State("scan-idle-room", does(), ROOM),
    State("verdict-how-many-leave", scans(LEAVING), EXIT),
    State("scan-idle-exit", does(), EXIT),
    State("crowd", does("Shift+F2"), EXIT),
    State("crowd-counted", does("Shift+F2", *["Space"] * 12, scans_by_hand), EXIT, alone=True),
    State(
        "crowd-trouble", does("Shift+F2", *["Space"] * 12, fails_to_count), EXIT_DOOR, alone=True
    ),
    State("scan-shrunk", does(scans(IN), lambda stage: stage.card_over())),
    State("scan-test", does("Ctrl+T"), DOOR, alone=True),
    State("scan-test-room", does("Ctrl+T", tests(IN)), ROOM, alone=True),
    State("scan-test-green", does("Ctrl+T", tests(IN)), DOOR, alone=True),
    State(
        "scan-test-orange",
        does("Ctrl+T", tests(answer(Outcome.WRONG_ENTRANCE, LONGEST))),
        DOOR,
        alone=True,
    ),
    State("scan-test-last", does("Ctrl+T", tests(IN), lambda stage: stage.card_over()), alone=True),
    State("scan-test-over", does("Ctrl+T", "Ctrl+T"), alone=True),
    State("scan-test-doors-open", does("Ctrl+T"), OPENED, alone=True),
    State("scan-early", does(), EARLY, station=early(14), alone=True),
    State("scan-early-asked", does("Ctrl+E"), EARLY, station=early(14), alone=True),
    State("scan-early-one", does("Ctrl+E"), station=early(1), alone=True),
    State("scan-other-day", does(), DOOR, lambda: Station(clock=NOW - 21 * 24 * HOUR), alone=True),
    State("scan-early-undone", undoes_early_scans, OPENED, station=early(14), alone=True),
    State("scan-number-waits", does(scans(IN), "2")),
    State("scan-keyboard", does(scans(MISREAD))),
    State("scan-slow", does(scans(IN), is_slow)),
    State("scan-codes", outlined(Aim.MEANT, Aim.OTHER)),
    State("scan-sheet-of-tickets", outlined(Aim.CHOICE, Aim.CHOICE)),
    *(
        State(f"camera-{one.name.lower()}", camera(one))
        for one in CameraState
        if one is not CameraState.READY
    ),
    *(State(f"advice-{one.name.lower()}", advised(one)) for one in Advice),
    State(
        "scan-operator",
        does(),
        station=health(operator="Fatima van den Heuvel-Özdemir", doors_open=True),
    ),
    State("scan-clock-set", does(), station=health(clock_doubt=CLOCK_SET)),
    State("scan-listed", does("F10")),
    State("scan-file-moved", does(), station=health(trouble="error.file_moved")),
    State("scan-file-overwritten", does(), station=health(trouble="error.file_overwritten")),
    State("scan-disk-full", does(), station=health(free_mb=312)),
    State("scan-lost-list", does(), DOOR, station=health(lists=(), lost=LOST_LISTS)),
    State(
        "scan-lost-list-status",
        does("F1", taps("Organiser …", "Keys"), taps("How is this laptop?", "Desktop")),
        station=health(lost=LOST_LISTS),
    ),
    State(
        "scan-many-unknown",
        does(scans(*SIX_TIMES), lambda stage: stage.card_over()),
    ),
]
SHEETS = [
    State("keys", does("F1")),
    State("keys-at-a-door", does("F1"), DOOR),
    State("keys-organiser", does("F1", taps("Organiser …", "Keys"))),
    State("undo", does(scans(IN), "F8")),
    State("undone", does(scans(IN), "F8", "Return")),
    State("let-in-why", does(scans(lifted(Outcome.WRONG_ENTRANCE, Policy.VOLUNTEER)), "F7")),
    State("let-in-pin", does(scans(lifted(Outcome.UNPAID, Policy.PIN)), "F7"), DOOR),
    State(
        "let-in-without-pin",
        does(scans(lifted(Outcome.UNPAID, Policy.PIN)), "F7"),
        DOOR,
        station=lambda: Station(pins=FakePins("")),
    ),
    State(
        "let-in-pin-wrong",
        does(scans(lifted(Outcome.UNPAID, Policy.PIN)), "F7", "'111111", "Return"),
        DOOR,
    ),
    State("number", does(scans(COACH), taps("otherNumber")), DOOR),
    State("last-scans", does(scans(*DAY), "F6")),
    State("last-scans-none", does("F6"), alone=True),
    State("looked-again", does(scans(IN), "F6", "Return")),
    State("who-stands-here", does("F12")),
    State(
        "hand-over",
        does("F12", "'Jan", "Return"),
        station=health(operator="Fatima van den Heuvel-Özdemir", battery=Battery(15, False)),
        alone=True,
    ),
    State(
        "how-is-this",
        does("F1", taps("Organiser …", "Keys"), taps("How is this laptop?", "Desktop")),
        station=knowing(MANY),
    ),
    State("where-is-this", does("F1", taps("Where is this laptop?", "Desktop"))),
    State("where-is-this-room", does("F1", taps("Where is this laptop?", "Desktop")), ROOM),
    State("headcount-pin", does("F3"), DOOR),
    State("banner-at-the-desk", does("F2", "'van", glimpses(IN))),
    State("banner-refused", does("F2", glimpses(lifted(Outcome.ALREADY_INSIDE, Policy.VOLUNTEER)))),
    State("banner-headcount", does("F3", glimpses(answer(Outcome.UNKNOWN)))),
    State("banner-over-a-sheet", does(scans(IN), "F8", glimpses(answer(Outcome.CANNOT_RECORD)))),
    State("undo-nothing", does("F8"), alone=True),
    State("undo-nothing-elsewhere", does("F3", "F8"), alone=True),
    State("cameras", cameras(*CAMERAS)),
    State("cameras-none", cameras()),
    State("cameras-trouble", cameras(*CAMERAS, trouble="camera_busy")),
    State("name-copy", does(), station=copied, alone=True),
    State("name-copy-taken", does("'Hoofdingang 1", "Return"), station=copied, alone=True),
    State("stop", does("Ctrl+Q")),
]
DESK = [
    State("desk", does("F2"), station=AT_DESK),
    State("desk-at-a-door", does(SEARCHED, "Down"), DOOR, station=AT_DESK),
    State("desk-found", SEARCHED, station=AT_DESK),
    State("desk-found-none", does("F2", "'xqzw"), station=AT_DESK),
    State("desk-ticket", PICKED, station=AT_DESK),
    State("desk-search-failed", cannot_search, station=AT_DESK),
    State("desk-ticket-longest", does("F2", "'anne-", "Down"), station=AT_DESK),
    State("desk-ticket-cancelled", does("F2", "'roos", "Down"), station=AT_DESK),
    State("desk-paid", does("F2", "'zo", "Down", taps("Mark as paid")), station=AT_DESK),
    State("desk-cancel", does(PICKED, taps("Cancel ticket")), station=AT_DESK),
    State("desk-rename", does(PICKED, taps("Other name")), station=AT_DESK),
    State("desk-new-code", does(PICKED, taps("New code"), taps("Yes, do it")), station=AT_DESK),
    State("desk-checked-in", does(PICKED, still, "Return"), station=AT_DESK),
    State("desk-not-let-in", does(PICKED, still, "Return"), station=desk(outcome=Outcome.UNPAID)),
    State("desk-group", VILLAGE, station=AT_DESK),
    State("desk-group-ticked", does(VILLAGE, "Space"), station=AT_DESK),
    State("desk-group-in", does(VILLAGE, "Space", "Return"), station=AT_DESK),
    State("desk-walk-in", does("F2", "Ctrl+1"), station=AT_DESK),
    State("desk-walked-in", does("F2", "Ctrl+1", "'3", "Return"), station=AT_DESK),
    State("desk-paper", does("F2", "Ctrl+2", "'anne-", "Down", still, "Return"), station=AT_DESK),
    State("desk-paper-order", does("F2", "Ctrl+2", "Down", "Down"), station=AT_DESK),
    State(
        "desk-paper-next",
        does("F2", "Ctrl+2", "Down", still, "Return", "'9:15", "Return"),
        station=AT_DESK,
    ),
    State("desk-clicker", does("F2", "Ctrl+3"), station=AT_DESK),
    State("desk-doors", does("F2", "Ctrl+5"), station=AT_DESK),
    State("desk-on-hold", does("F2", "Ctrl+5", "Return"), station=desk(orders=UNHEARD), alone=True),
    State("desk-clicked", does("F2", "Ctrl+3", "Return"), station=AT_DESK),
    State("desk-recount-asked", counts_inside(), station=AT_DESK, alone=True),
    State("desk-recounted", counts_inside(YES_COUNTED), station=AT_DESK, alone=True),
    State(
        "desk-recount-undo",
        counts_inside(YES_COUNTED, has_counted_inside, "F8"),
        station=AT_DESK,
        alone=True,
    ),
    State(
        "desk-recount-undone",
        counts_inside(YES_COUNTED, has_counted_inside, "F8", "Return"),
        station=AT_DESK,
        alone=True,
    ),
    State("desk-refused", does("F2", "Ctrl+4"), station=AT_DESK),
    State(
        "desk-trouble",
        does("F2", "'zo", "Down", forbidden, taps("Mark as paid")),
        station=desk(),
        alone=True,
    ),
]
HEADCOUNT = [
    State("headcount", counts(glances.glance()), station=COUNTING),
    State("headcount-full", counts(glances.FULL), station=COUNTING),
    State("headcount-unsure", counts(glances.SILENT), station=COUNTING),
    State("headcount-replaced", counts(glances.REPLACED), station=COUNTING),
    State("headcount-spare", counts(glances.SPARE), station=COUNTING),
    State("headcount-empty", counts(glances.EMPTY), station=COUNTING),
    State("headcount-first-guest", counts(glances.FIRST), station=COUNTING),
    State("headcount-almost", counts(glances.ALMOST), station=COUNTING),
    State("headcount-over", counts(glances.OVER), station=COUNTING),
    State("headcount-one-silent", counts(glances.ONE_SILENT), station=COUNTING),
    State("headcount-arrivals", counts(glances.ARRIVALS), station=COUNTING),
    State("headcount-on-hold", counts(glances.ON_HOLD), station=COUNTING),
    State("headcount-crowd-out", counts(glances.CROWD_OUT), station=COUNTING),
    State("headcount-night", counts(glances.DST_NIGHT), station=COUNTING),
    State("headcount-charts", scrolls_down(glances.ONE_SILENT, 0.5), station=COUNTING),
    State("headcount-end", scrolls_down(glances.WITH_ROOMS, 1.0), station=COUNTING),
    State("headcount-first", does("F3"), station=counting(None)),
    State("headcount-moment", looks_at_a_moment, station=reporting(laptop_day("Tuin 2"))),
    State("headcount-report", asks_for_a_report, station=reporting(laptop_day("Tuin 2"))),
    State(
        "headcount-report-missing",
        asks_for_a_report,
        station=reporting(laptop_day("Geleende laptop van de bibliotheek 12", handed_in=False)),
        alone=True,
    ),
    State("headcount-report-done", has_made_a_report, station=reporting(laptop_day("Tuin 2"))),
]
DOUBLES = [
    State("doubles", does("Shift+F3"), alone=True),
    State("doubles-decided", does("Shift+F3", settled, taps("cause-shared")), alone=True),
    State("doubles-none", does("Shift+F3"), station=lambda: Station(headcount=FakeHeadcount())),
]
CONNECTIONS = {
    "catching-up": fake_network.CATCHING_UP,
    "gone": fake_network.GONE,
    "silent": fake_network.failing("error.hub_no_answer", was_live=True),
    "taken-over": fake_network.TAKEN_OVER,
    "no-network": fake_network.failing("error.hub_no_network", was_live=True),
    "login-page": fake_network.failing("error.hub_login_page"),
}
REASONS = {
    "all-sent": fake_network.LIVE,
    "no-such-name": fake_network.failing("error.hub_no_such_name"),
    "not-there": fake_network.failing("error.hub_not_there"),
    "kept-apart": fake_network.failing("error.hub_kept_apart"),
    "certificate": fake_network.failing("error.hub_certificate"),
    "other-event": fake_network.failing("error.hub_other_event"),
    "revoked": fake_network.failing("error.hub_revoked", was_live=True),
    "hub-revoked": fake_network.failing("error.hub_itself_revoked", was_live=True),
    "busy": fake_network.failing("error.hub_busy", was_live=True),
    "disk-full": fake_network.failing("error.hub_storage", was_live=True),
    "newer": fake_network.failing("error.hub_newer"),
    "refused": fake_network.failing("error.hub_refused"),
    "hub-at-a-door": fake_network.failing("error.hub_is_a_door"),
}
"""The same page with another sentence, which is shorter than those above."""
LAPTOPS = [
    State("laptops", does("F5"), station=knowing(MANY)),
    State("laptops-spare", does("F5"), station=knowing(laptops(HERE, NEAR, RESERVE))),
    State("laptops-alone", does("F5"), station=knowing(laptops(HERE))),
    State("laptops-more", shows_more, station=knowing(MANY)),
    State("laptops-many", does("F5"), station=knowing(TWENTY_FOUR)),
    State(
        "laptops-live",
        does("F5"),
        station=networked(fake_network.BUSY, laptops(HERE, NEAR, *TWENTY_FOUR.laptops[1:4])),
    ),
    State("laptops-all-heard", does("F5"), station=networked(fake_network.LIVE, ALL_HEARD)),
    State("laptops-seven-of-ten", does("F5"), station=networked(fake_network.LIVE, SEVEN_OF_TEN)),
    State("laptops-all-handed-in", does("F5"), station=networked(fake_network.LIVE, ALL_HANDED_IN)),
    State("laptops-round", does("F5"), station=knowing(ROUND)),
    State("laptops-asked-live", does("F5"), station=networked(fake_network.LIVE, ASKED)),
    State("laptops-asked-apart", does("F5"), station=knowing(ASKED)),
    State("laptops-sixty-four", does("F5"), station=networked(fake_network.LIVE, SIXTY_FOUR)),
    State(
        "laptops-morning",
        does("F5"),
        station=lambda: Station(laptops=FakeLaptops(MORNING), station=FakeStation(enrols=True)),
        alone=True,
    ),
    State("laptops-broken", presses_the_row, station=knowing(MANY)),
    State("laptops-handed-in", does("F5"), station=knowing(HANDED_IN)),
    State("laptops-exchanged", does("F5", stick_exchanged), station=knowing(MANY)),
    State("network-live", does("F5"), station=networked(fake_network.WAITING)),
    State("network-lost", does("F5"), station=networked(fake_network.LOST)),
    State("network-looking", does("F5"), station=networked(fake_network.LOOKING)),
    *(
        State(f"network-{name}", does("F5"), station=networked(status, ALL_HEARD))
        for name, status in CONNECTIONS.items()
    ),
    State("network-found-more", shows_more, station=networked(fake_network.FOUND, ALL_HEARD)),
    State("network-looking-more", shows_more, station=networked(fake_network.LOOKING)),
    State("network-serving", does("F5"), station=networked(fake_network.SERVING)),
    State("phone-link", FOLLOW_ON_A_PHONE, station=on_a_phone(fake_network.SERVING)),
    State("phone-link-no-hub", FOLLOW_ON_A_PHONE, station=on_a_phone(fake_network.ALONE)),
    State("phone-link-elsewhere", FOLLOW_ON_A_PHONE, station=on_a_phone(fake_network.LIVE)),
    State(
        "phone-link-withdrawn",
        does(FOLLOW_ON_A_PHONE, taps("withdrawLink"), Stage.settle),
        station=on_a_phone(fake_network.SERVING),
    ),
    State("network-more", shows_more, station=networked(fake_network.SERVING)),
    State("network-invite", invites_a_laptop, station=networked(fake_network.SERVING)),
    State("network-address", does(shows_more, taps("connectHub"))),
    State(
        "network-live-door",
        Stage.settle,
        station=networked(fake_network.WAITING),
    ),
    State(
        "network-lost-door",
        Stage.settle,
        station=networked(fake_network.LOST),
    ),
    State("stick", stick_in, station=knowing(MANY)),
    State("stick-exchanged", stick_exchanged, station=knowing(MANY)),
    State("set-up-laptops", does("Ctrl+L"), station=enrolling),
    State("set-up-laptops-done", sets_up_laptops, station=enrolling),
    State(
        "laptops-to-set-up",
        does("F5"),
        station=lambda: Station(laptops=FakeLaptops(MANY), station=FakeStation(enrols=True)),
        alone=True,
    ),
    State(
        "close-hand-in",
        does("F5", stick_in, taps("moreActions"), taps("handIn")),
        station=knowing(MANY),
    ),
    State("close-everybody-out", does(shows_more, taps("checkEveryoneOut")), station=knowing(MANY)),
    State("close-all", does(shows_more, taps("handInAll")), station=knowing(MANY)),
    State("close-asked", shows_more, station=knowing(ASKED)),
    State("close-empty", does(shows_more, taps("emptyLaptop")), station=knowing(HANDED_IN)),
    State("stick-beside-green", does(stick_in, scans(IN)), DOOR, knowing(MANY)),
    State("stick-at-the-desk", does("F2", stick_in), station=knowing(MANY), alone=True),
    State("stick-pulled-early", stick_pulled, station=knowing(MANY), alone=True),
    State("replace-asked", stick_exchanged, station=sparing(READ)),
    State("replace-whether", replaces, station=sparing(READ), alone=True),
    State(
        "replace-done",
        does(replaces, taps("choice-replace.whole")),
        station=sparing(READ),
        alone=True,
    ),
    State("replace-many", asks_whom, station=sparing(MANY_READ)),
    State("replaced", does("F5"), station=sparing(REPLACED)),
    State(
        "replaced-change",
        asks_whom,
        station=sparing(REPLACED),
    ),
    State("replaced-at-the-door", Stage.settle, DOOR, station=sparing(REPLACED)),
    State("replaced-heard-again", Stage.settle, DOOR, station=sparing(BACK)),
    State("clock-wrong", does(scans(IN)), DOOR, knowing(replace(MANY, clock_wrong_ms=SLOW_MS))),
    State("clock-wrong-laptops", does("F5"), station=knowing(WRONG)),
    State("closing", does("F5"), station=knowing(EVENING)),
    State("closing-hand-in", does(stick_in, hands_in), station=knowing(EVENING), alone=True),
    State("closing-handed-in", does(stick_in, hands_in, "2"), station=knowing(EVENING), alone=True),
    State("closing-handed-in-here", hands_in_here, station=knowing(EVENING), alone=True),
    State("exchanged-here", exchanges_here, station=knowing(MANY), alone=True),
    State(
        "closing-out",
        does(shows_more, taps("checkEveryoneOut")),
        station=knowing(EVENING),
        alone=True,
    ),
    State(
        "closing-empty",
        does(shows_more, taps("emptyLaptop")),
        station=knowing(EVENING),
        alone=True,
    ),
    State(
        "closing-empty-again",
        does(shows_more, taps("emptyLaptop"), "2"),
        station=knowing(EVENING),
        alone=True,
    ),
]
UNREADABLE = {
    "locked": TextKey("error.list_is_locked"),
    "broken": TextKey("error.list_is_broken"),
    "held-open": TextKey("error.list_unreadable"),
}
"""States of the page of lists, each with the error of a file that cannot be read."""

FILES = [
    State("files", does("F4"), alone=True),
    State("files-none", does("F4"), station=lambda: Station(files=FakeFiles(used=[]))),
    State("files-try", tries_a_ticket("WDHS-0412"), alone=True),
    State("files-try-unknown", does(takes_it_in, tries_a_ticket("X-1")), alone=True),
    State("files-fallback", puts_guests_on_paper, alone=True),
    State(
        "files-fallback-first",
        puts_guests_on_paper,
        station=lambda: Station(files=FakeFiles(fallback=FallbackState(1_180))),
        alone=True,
    ),
    State("files-fallback-done", has_put_guests_on_paper, alone=True),
    State("files-on-some", does("F4"), station=lambda: Station(files=FakeFiles(used=ON_SOME))),
    State("files-before", does("F4"), station=lambda: Station(clock=NOW - 30 * HOUR)),
    State("files-back", goes_back, alone=True),
    State("files-calm", opens_a_list, station=filing(fake_files.CALM)),
    State("files-reused", opens_a_list, station=filing(fake_files.REUSED)),
    State("files-same", opens_a_list, station=filing(fake_files.SAME)),
    State("files-asks", opens_a_list, station=filing(fake_files.ASKS)),
    State("files-sheets", opens_a_list, station=filing(fake_files.SHEETS)),
    State("files-letters", opens_a_list, station=filing(fake_files.LETTERS)),
    State("files-rejected", opens_a_list, station=filing(fake_files.BAD)),
    State("files-left-off", opens_a_list, station=filing(fake_files.FEWER)),
    State("files-categories", opens_a_list, station=filing(fake_files.UNGROUPED)),
    State("files-two-lists", opens_a_list, station=filing(fake_files.BOTH)),
    State("files-whose", opens_a_list, station=filing(fake_files.PARTNER)),
    State("files-withdraws", does(opens_a_list, ticks(0)), station=filing(fake_files.GONE)),
    State("files-columns", does(opens_a_list, chooses_columns), station=filing(fake_files.CALM)),
    State(
        "files-no-columns",
        opens_a_list,
        station=filing(
            fake_files.CALM,
            UnusableInput("error.list_without_columns", file=LIST.name, found="a, b"),
        ),
    ),
    State("files-taken", takes_it_in, station=filing(fake_files.CALM)),
    State("files-written", writes_a_file, alone=True),
    State("files-busy", is_busy, alone=True),
    State("files-several", opens_several_lists, station=filing(fake_files.CALM)),
    State("files-category", types_a_category, station=filing(fake_files.CALM)),
    State("files-grouped", groups_categories, station=filing(fake_files.UNGROUPED)),
    State("files-once", counts_guests_once, station=filing(fake_files.BOTH)),
    State("files-skips", does(opens_a_list, ticks(0)), station=filing(fake_files.BAD)),
    State("files-reading", is_reading_a_list, alone=True),
    State("files-importing", is_importing, alone=True),
    State("files-stopped", stops_the_import, alone=True),
    State("files-open-elsewhere", opens_a_list, station=filing(fake_files.OPEN_IN_EXCEL)),
    *(
        State(
            f"files-{name}",
            opens_a_list,
            station=filing(fake_files.CALM, UnusableInput(key, file=LIST.name)),
        )
        for name, key in UNREADABLE.items()
    ),
    State("files-try-asked", asks_for_a_ticket, alone=True),
    State("files-went-back", went_back, alone=True),
    State("files-on-all", does("F4"), station=lambda: Station(files=FakeFiles(used=ON_ALL))),
    State("tickets", makes_tickets, alone=True),
    State("tickets-none", makes_tickets, station=lambda: Station(files=FakeFiles(uncoded=0))),
    State("tickets-door-sale", makes_new_tickets, alone=True),
    State("tickets-busy", is_making_tickets, alone=True),
    State("tickets-made", has_made_tickets, alone=True),
]
FIRST_LISTS = {
    "asks": fake_files.ASKS,
    "rejected": fake_files.BAD,
    "categories": fake_files.UNGROUPED,
    "two-lists": fake_files.BOTH,
}
FIRST_DAY = [
    State("start", does(), LOADING, alone=True),
    State("start-trouble", cannot_open, LOADING, alone=True),
    State("lost-event", lost_its_event, None, alone=True),
    State("tiles", does(), None, alone=True),
    State("wizard-event", names_the_event, None, alone=True),
    State("wizard-entrances", names_entrances, None, alone=True),
    State("wizard-rules", sees_the_rules, None, alone=True),
    State("wizard-lists", first_day, None, alone=True),
    State("wizard-doctor", does(first_day, takes_a_first_list), None, alone=True),
    *(
        State(
            f"wizard-doctor-{name}",
            does(first_day, takes_a_first_list),
            None,
            station=first_lists(report),
            alone=True,
        )
        for name, report in FIRST_LISTS.items()
    ),
    State(
        "wizard-taken",
        does(first_day, takes_a_first_list),
        None,
        station=first_lists(replace(fake_files.CALM, applied=True)),
        alone=True,
    ),
    State("wizard-keys", chooses_keys, None, alone=True),
    State("wizard-keys-differ", differs, None, alone=True),
    State("wizard-end", nears_the_end, None, alone=True),
    State(
        "wizard-failed",
        does(nears_the_end, "Return"),
        None,
        station=failing_recovery,
        alone=True,
    ),
    State("join-file", chooses_an_event_file, None, alone=True),
    State("join-invite", fetches_an_invite, None, alone=True),
    State("join-which", finds_several_event_files, None, alone=True),
    State("join-mistyped", mistypes, None, alone=True),
    State("join", joins, None, alone=True),
    State("wizard-trouble", does("Return", "Return"), None, alone=True),
]
EVENT_PAGE = [
    State("event-todo", changes_event()),
    State("event-name", changes_event(part_of_event(1)), station=full_event),
    State("event-help", changes_event(part_of_event(2)), station=full_event),
    State("event-rules", changes_event(part_of_event(3))),
    State("event-rooms", changes_event(part_of_event(4))),
    State("event-categories", changes_event(part_of_event(5))),
    State("event-sentences", changes_event(part_of_event(6))),
    State("event-unsaved", changes_event(part_of_event(1), "'x", "Escape"), alone=True),
]
STATES: Sequence[State] = [
    *EVENT_PAGE,
    *VERDICTS,
    *SCAN,
    *SHEETS,
    *DESK,
    *HEADCOUNT,
    *DOUBLES,
    *LAPTOPS,
    *FILES,
    *FIRST_DAY,
]


def alike(states: Iterable[State]) -> Iterator[list[State]]:
    """Group the states that can share a window."""
    for _, group in groupby(states, key=lambda one: (one.post, one.station)):
        together: list[State] = []
        for one in group:
            if one.alone:
                yield [one]
            else:
                together.append(one)
        if together:
            yield together


ONLY_PICTURES = [
    *(
        State(f"headcount-{name}-{part}", scrolls_down(seen, most), station=COUNTING)
        for name, seen in ON_A_WALL.items()
        if name in WITH_CHARTS
        for part, most in (("charts", 0.5), ("end", 1.0))
    ),
    *(
        State(f"wall-{name}", shows_on_a_wall(seen), station=COUNTING)
        for name, seen in ON_A_WALL.items()
    ),
    *(
        State(f"crowd-{name}", does("Shift+F2", *keys), EXIT, alone=True)
        for name, keys in CROWDS.items()
    ),
    State("crowd-many", does("Shift+F2", a_crowd_leaves), EXIT, alone=True),
    *(
        State(f"network-{name}", does("F5"), station=networked(status, ALL_HEARD))
        for name, status in REASONS.items()
    ),
]
"""States that differ from others in their numbers, or that are a window of their own."""
