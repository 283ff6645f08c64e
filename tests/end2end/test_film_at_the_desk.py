"""A day at the desk in the real window: all kinds of actions, each undone by one key if it can be.

Then the same with a hand scanner that fires between any two steps: its guest is in, once, and no
key of the person acts on another guest than it was meant for.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kiosk.domain.entry import Entry, Kind
from kiosk.domain.event_settings import FESTIVAL
from kiosk.texts import Texts
from kiosk.ui.style.language import Language
from tests.end2end.desk_laptop import DeskLaptop, desk_laptop
from tests.ui.conftest import app, labels, words

__all__ = ["app", "labels", "words"]

Step = Callable[[DeskLaptop], object]
Written = tuple[str, str, int]
"""The kind of an entry, its ticket's number and how many people."""


def press(*keys: str) -> Step:
    return lambda desk: desk.press(*keys)


def type_(text: str) -> Step:
    return lambda desk: desk.type(text)


def scan(code: str) -> Step:
    return lambda desk: desk.scan(code)


def tap(text: str) -> Step:
    """Tap a button, if it is in sight."""

    def step(desk: DeskLaptop) -> None:
        if text in desk.buttons():
            desk.tap(text)

    return step


def wait(desk: DeskLaptop) -> None:
    """Wait for the answer, and for rows to stand still."""
    desk.settle()
    desk.stand_still()


def click_row(desk: DeskLaptop) -> None:
    """Click the first guest that was found, if there is one in sight."""
    if desk.rows.isVisible() and desk.rows.count():
        box = desk.rows.visualItemRect(desk.rows.item(0))
        QTest.mouseClick(desk.rows.viewport(), Qt.MouseButton.LeftButton, pos=box.center())


def turn(way: str) -> Step:
    """Say at which side of the door this laptop is."""

    def step(desk: DeskLaptop) -> None:
        desk.press("Escape", "Escape", "Escape", "F1")
        place = next(one for one in desk.buttons() if "Waar staat deze laptop?" in one)
        desk.tap(place)
        desk.wait(lambda: way in desk.buttons())
        desk.tap(way)
        desk.tap("Noord")
        desk.settle()

    return step


def search(text: str) -> tuple[Step, ...]:
    return press("F2"), type_(text), wait


@dataclass(frozen=True)
class Action:
    """The steps of a person; the entries they write; the name in F8, empty without an undo."""

    name: str
    steps: tuple[Step, ...]
    writes: tuple[Written, ...] = ()
    undo: str = ""
    before: tuple[Step, ...] = field(default=())
    """The entries that are written beforehand, and stay."""
    after: tuple[Step, ...] = field(default=())


def ticket(name: str, button: str) -> tuple[Step, ...]:
    return *search(name), press("Down"), tap(button), wait


DOOR = press("Escape", "Escape", "Escape")
ACTIONS = (
    Action("a scan", (DOOR, scan("704120002"), wait), (("in", "WDHS-0002", 1),), "Zoe Hart"),
    Action(
        "a typed number",
        (DOOR, type_("WDHS-"), type_("0003"), press("Return"), wait),
        (("in", "WDHS-0003", 1),),
        "Jan de Vries",
    ),
    Action("a group", (DOOR, scan("704120001"), wait), (("in", "WDHS-0001", 4),), "Anouk"),
    Action(
        "a number of a group",
        (DOOR, scan("704120001"), wait, type_("2"), press("Return"), wait),
        (("in", "WDHS-0001", 4), ("undo", "WDHS-0001", 0), ("in", "WDHS-0001", 2)),
        "Anouk",
    ),
    Action(
        "a companion",
        (DOOR, scan("704120002"), wait, type_("+"), press("Return"), wait),
        (("in", "WDHS-0002", 1), ("undo", "WDHS-0002", 0), ("in", "WDHS-0002", 2)),
        "Zoe Hart",
    ),
    Action(
        "a question about a large group",
        (DOOR, scan("704120030"), wait, type_("7"), press("Return"), wait),
        (("in", "WDHS-0030", 7),),
        "Harmonie Hoogland",
    ),
    Action("a large group without an answer", (DOOR, scan("704120030"), wait, press("F2"))),
    Action(
        "a check-in by name",
        (*search("kim"), press("Down"), press("Return"), wait),
        (("in", "WDHS-0005", 1),),
        "Kim de Boer",
    ),
    Action(
        "a check-in by hasty keys",
        (press("F2"), type_("kim"), press("Return"), wait, press("Return"), wait),
        (("in", "WDHS-0005", 1),),
        "Kim de Boer",
    ),
    Action(
        "a check-in by the mouse",
        (*search("bo li"), click_row, tap("Inchecken"), wait),
        (("in", "WDHS-0006", 1),),
        "Bo Li",
    ),
    Action(
        "a number of a group at the desk",
        (*search("anouk"), press("Down"), tap("3"), wait),
        (("in", "WDHS-0001", 3),),
        "Anouk",
    ),
    Action(
        "a whole booking group",
        (*ticket("ria", "De hele groep"), tap("Allemaal"), tap("Inchecken: 3 (Enter)"), wait),
        (("in", "WDHS-0013", 2), ("in", "WDHS-0012", 1), ("in", "WDHS-0011", 1)),
        "4 mensen van groep Dorpsbelang Hoogland",
    ),
    Action(
        "a guest without a ticket",
        (press("F2", "Ctrl+1"), wait, type_("Ada"), press("Return"), wait),
        (("walk_in", "B-", 1),),
        "Ada",
    ),
    Action(
        "a line of the paper list",
        (
            *(press("F2", "Ctrl+2"), wait, type_("kim"), wait, press("Return"), press("Return")),
            *(type_("1130"), press("Return"), wait),
        ),
        (("in", "WDHS-0005", 1),),
        "Kim de Boer",
    ),
    Action(
        "people without a scan",
        (press("F2", "Ctrl+3"), wait, press("Return"), wait),
        (("clicker", "", 1),),
        "Erin zonder ticket",
    ),
    Action(
        "all counted again",
        (
            *(press("F2", "Ctrl+3"), wait, press("Tab", "Tab", "Tab"), type_("5")),
            *(press("Return"), wait, tap("Ja, dat klopt"), wait),
        ),
        (("recount", "", 5),),
        "Telling van 5",
    ),
    Action(
        "a ticket held back", ticket("kim", "Tegenhouden"), (("status", "WDHS-0005", 0),), "Kim"
    ),
    Action(
        "a ticket allowed again",
        ticket("kim", "Vrijgeven"),
        (("status", "WDHS-0005", 0),),
        "Kim",
        before=ticket("kim", "Tegenhouden"),
    ),
    Action(
        "a ticket cancelled",
        (*ticket("bo li", "Laten vervallen"), tap("Ja, doe het"), wait),
        (("status", "WDHS-0006", 0),),
        "Bo Li",
    ),
    Action(
        "a guest with a keycord",
        (DOOR, scan("704120002"), wait, press("F7"), wait, press("Return"), wait),
        (("refused", "WDHS-0002", 0), ("in", "WDHS-0002", 0)),
        "Zoe Hart",
        before=(DOOR, scan("704120002"), wait),
    ),
    Action(
        "a guest who leaves",
        (DOOR, scan("704120005"), wait),
        (("out", "WDHS-0005", 1),),
        "Kim de Boer",
        before=(DOOR, scan("704120005"), wait, turn("way-out")),
        after=(turn("way-in"),),
    ),
    Action(
        "some of a large group who leave",
        (DOOR, scan("704120030"), wait, type_("5"), press("Return"), wait),
        (("out", "WDHS-0030", 5),),
        "Harmonie Hoogland",
        before=(
            *(DOOR, scan("704120030"), wait, type_("7"), press("Return"), wait),
            turn("way-out"),
        ),
        after=(turn("way-in"),),
    ),
    Action("a ticket that is paid", ticket("sem", "Betaald"), (("status", "WDHS-0004", 0),)),
    Action(
        "another name",
        (*ticket("kim", "Andere naam"), type_("Bo Bos"), press("Return"), wait),
        (("status", "WDHS-0005", 0),),
    ),
    Action(
        "a new code",
        (*ticket("bo li", "Nieuwe code"), tap("Ja, doe het"), wait),
        (("status", "WDHS-0006", 0),),
    ),
)


@pytest.fixture
def desk(
    tmp_path: Path, app: QApplication, words: dict[str, Texts], labels: Language
) -> Iterator[DeskLaptop]:
    with desk_laptop(tmp_path, app, words, labels) as hands:
        yield hands


class Ledger:
    """The entries that are written on the laptop, in the field's words."""

    def __init__(self, desk: DeskLaptop) -> None:
        self._desk = desk
        self._read = len(desk.journal())

    def new(self) -> list[Entry]:
        """Return what was written since the last look."""
        entries = self._desk.journal()
        new, self._read = entries[self._read :], len(entries)
        return [one for one in new if one.kind not in (Kind.OPEN, Kind.SETTING)]

    def describe(self, entries: list[Entry]) -> tuple[Written, ...]:
        """Return entries with their ticket's number."""
        with self._desk.laptop.open_store() as store:
            refs = [
                found.ref
                if one.ticket is not None and (found := store.tickets.by_id(one.ticket))
                else ""
                for one in entries
            ]
        return tuple(
            (one.kind.value, "B-" if ref.startswith("B-") else ref, _people(one))
            for one, ref in zip(entries, refs, strict=True)
        )

    def inside(self) -> tuple[int, int]:
        """Return how many people are inside, and how many doubles there are."""
        with self._desk.laptop.open_store() as store:
            tally = store.counts.area_totals(store.event(), FESTIVAL, self._desk.clock.now)
        return tally.inside, tally.doubles


def _people(entry: Entry) -> int:
    if entry.kind is Kind.CLICKER:
        return int(entry.detail.get("people", entry.people))
    return (
        int(entry.detail.get("people", entry.people))
        if entry.kind is Kind.RECOUNT
        else entry.people
    )


def undone_by_one_key(desk: DeskLaptop, action: Action, done: list[Entry], ledger: Ledger) -> None:
    desk.press("F8")
    desk.settle()
    sheet = desk.sheet()
    assert sheet is not None, action.name
    assert action.undo in sheet.accessibleName(), action.name
    desk.press("Return")
    written = ledger.new()
    standing = [one for one in done if one.hash not in {other.target for other in done}]
    standing = [one for one in standing if one.kind not in (Kind.UNDO, Kind.REFUSED)]
    taken_back = [one.target or one.detail.get("undoes") for one in written]
    assert sorted(map(str, taken_back)) == sorted(one.hash for one in standing), action.name


def test_each_of_twenty_actions_is_written_down_and_undone_by_one_key(desk: DeskLaptop) -> None:
    ledger = Ledger(desk)
    undone = 0
    for action in ACTIONS:
        desk.clock.advance(60)
        for step in action.before:
            step(desk)
        desk.clock.advance(60)
        ledger.new()
        before = ledger.inside()
        for step in action.steps:
            step(desk)
        done = ledger.new()
        assert ledger.describe(done) == action.writes, action.name
        if action.undo:
            undone_by_one_key(desk, action, done, ledger)
            assert ledger.inside() == before, action.name
            undone += 1
        for step in action.after:
            step(desk)
        if action.before:  # what stays of it is put back too
            desk.press("F8")
            desk.settle()
            desk.press("Return")
            desk.settle()
            ledger.new()

    assert undone >= 18
    with desk.laptop.open_store() as store:
        assert list(store.manual_counts.problems()) == []


@pytest.mark.parametrize("name", ["a ticket that is paid", "another name", "a new code"])
def test_what_cannot_be_undone_is_named_and_the_action_before_it_is_undone(
    desk: DeskLaptop, name: str
) -> None:
    ledger = Ledger(desk)
    action = next(one for one in ACTIONS if one.name == name)
    first = ACTIONS[0]
    for step in first.steps:
        step(desk)
    done = ledger.new()
    for step in action.steps:
        step(desk)
    ledger.new()
    undone_by_one_key(desk, first, done, ledger)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_a_hand_scanner_between_any_two_steps_is_neither_lost_nor_mixed_up(
    desk: DeskLaptop, action: Action
) -> None:
    ledger = Ledger(desk)
    own = {ref for _, ref, _ in action.writes} | {ref for _, ref, _ in _written_before(action)}
    for step in action.before:
        step(desk)
    for gap in range(1, len(action.steps)):
        desk.clock.advance(60)
        ledger.new()
        for step in action.steps[:gap]:
            step(desk)
        desk.scan(f"70413{gap:04}")
        for step in action.steps[gap:]:
            step(desk)
        desk.settle()
        written = ledger.describe(ledger.new())
        scanned = [kind for kind, ref, _ in written if ref == f"X-{gap:04}"]
        assert len(scanned) - 2 * scanned.count("undo") == 1, gap  # a "+" may be put to it
        others = [one for one in written if one[1] != f"X-{gap:04}"]
        assert {ref for _, ref, _ in others} <= own, (gap, others)
        assert len([one for one in others if one[0] != "undo"]) <= len(action.writes) + 1, gap
        _take_back(desk, len(others), own)
        desk.press("Escape", "Escape", "Escape")


def _written_before(action: Action) -> tuple[Written, ...]:
    return (("in", "WDHS-0002", 1),) if action.name == "a guest with a keycord" else ()


def _take_back(desk: DeskLaptop, written: int, own: set[str]) -> None:
    """Undo what the steps did, so that the next round finds the same guests outside."""
    for _ in range(written + 1):
        desk.press("F8")
        desk.settle()
        if desk.sheet() is None:
            return
        desk.press("Return")
        desk.settle()
    assert own is not None
