"""Keys that come one by one: an even pace is a device's, and its code leaves the field again."""

import random
from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from kiosk.ui.input.hand_scanner import WedgeScanner
from kiosk.ui.input.typed_keys import Typed, is_even

CODE = "MXRQC5TPD7K2N3VW"
NUMBER = "TICKET-12"
HOLD_MS = 8
Keys = Callable[..., None]


@pytest.mark.parametrize("gap", [40, 60, 100, 200, 400])
@pytest.mark.parametrize("seed", range(20))
def test_a_device_on_a_busy_laptop_is_even(gap: int, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secrets
    gaps = [gap + chance.randint(0, 6) for _ in range(20)]
    gaps[7] += 150  # it hesitates once
    holds = [HOLD_MS + chance.randint(0, 4) for _ in range(21)]

    assert is_even(gaps, holds)


def test_no_person_is_even() -> None:
    chance = random.Random(5)  # noqa: S311 - no secrets
    taken = 0
    for _ in range(20_000):
        pace, sway = chance.uniform(60, 450), chance.uniform(0.12, 0.5)
        held, grip = chance.uniform(45, 140), chance.uniform(0.12, 0.4)
        keys = chance.randint(8, 12)
        gaps = [round(chance.lognormvariate(0, sway) * pace) for _ in range(keys - 1)]
        holds = [round(chance.lognormvariate(0, grip) * held) for _ in range(keys)]
        taken += is_even(gaps, holds)

    assert taken == 0


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.show()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    return edit


@pytest.fixture
def keys() -> Keys:
    """Presses keys for so long (ms), with a gap behind each, and then one that ends the text."""
    at = iter(range(1_000_000, 100_000_000, 100_000))

    def press(text: str, gaps: Sequence[int], hold: int, end: Qt.Key | None) -> None:
        now = next(at)
        for place, character in enumerate(text):
            _send(QEvent.Type.KeyPress, Qt.Key.Key_A, character, now)
            _send(QEvent.Type.KeyRelease, Qt.Key.Key_A, character, now + hold)
            now += gaps[place % len(gaps)]
        if end is not None:
            _send(QEvent.Type.KeyPress, end, "\r", now)

    return press


def _send(kind: QEvent.Type, key: Qt.Key, character: str, at_ms: int) -> None:
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character)
    event.setTimestamp(at_ms)
    focused = QApplication.focusWidget()
    assert focused is not None
    QApplication.sendEvent(focused, event)


def is_at_rest(scanner: WedgeScanner) -> bool:
    """Return whether no more keys are waited for."""
    return not scanner._pause.isActive() and not scanner._over.isActive()


@pytest.fixture
def suspected(scanner: WedgeScanner) -> list[Typed]:
    found: list[Typed] = []
    scanner.suspected.connect(found.append)
    return found


@pytest.mark.parametrize("gap", [40, 100, 200, 400])
@pytest.mark.parametrize("end", [Qt.Key.Key_Tab, None])
def test_a_slow_code_is_asked_about_and_leaves_nothing_in_the_field(
    qtbot: QtBot,
    scanner: WedgeScanner,
    suspected: list[Typed],
    field: QLineEdit,
    keys: Keys,
    *,
    gap: int,
    end: Qt.Key | None,
) -> None:
    keys(CODE, [gap], HOLD_MS, end)
    qtbot.waitUntil(lambda: len(suspected) == 1)

    assert suspected[0].read[0] == CODE
    assert field.text() == CODE
    assert scanner.take(suspected[0])
    assert field.text() == ""
    assert field.hasFocus()


def test_a_slow_code_that_its_enter_took_is_not_asked_about_after_a_second_end_key(
    qtbot: QtBot,
    scanner: WedgeScanner,
    suspected: list[Typed],
    field: QLineEdit,
    keys: Keys,
) -> None:
    field.returnPressed.connect(field.clear)
    keys(CODE, [100], HOLD_MS, Qt.Key.Key_Return)
    scanner._pause.start(0)  # a Tab that was dropped, but that the system had reported
    qtbot.waitUntil(lambda: is_at_rest(scanner))
    after_the_first = list(suspected)
    keys(CODE, [100], HOLD_MS, None)
    qtbot.waitUntil(lambda: len(suspected) == 1)

    assert after_the_first == []
    assert field.text() == CODE


def test_a_field_that_changed_since_is_left_alone(
    qtbot: QtBot,
    scanner: WedgeScanner,
    suspected: list[Typed],
    field: QLineEdit,
    keys: Keys,
) -> None:
    keys(CODE, [100], HOLD_MS, None)
    qtbot.waitUntil(lambda: len(suspected) == 1)
    field.setText(f"{CODE}7")

    assert not scanner.take(suspected[0])
    assert field.text() == f"{CODE}7"


@pytest.mark.parametrize(
    ("gaps", "hold", "evenly"),
    [([180, 240, 390, 310, 160], 85, False), ([200], 85, False), ([200], HOLD_MS, True)],
    ids=["a person", "a person in step", "a device"],
)
def test_only_an_even_pace_is_said_to_be_a_devices(
    qtbot: QtBot,
    suspected: list[Typed],
    field: QLineEdit,
    keys: Keys,
    *,
    gaps: list[int],
    hold: int,
    evenly: bool,
) -> None:
    keys(NUMBER, gaps, hold, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: len(suspected) == 1)

    assert suspected[0].evenly is evenly
    assert field.text() == NUMBER


def test_a_short_number_is_not_asked_about(
    qtbot: QtBot,
    scanner: WedgeScanner,
    suspected: list[Typed],
    field: QLineEdit,
    keys: Keys,
) -> None:
    keys("WDHS-12", [200], HOLD_MS, None)
    qtbot.waitUntil(lambda: is_at_rest(scanner))

    assert suspected == []
    assert field.text() == "WDHS-12"


def test_a_slow_code_that_no_field_takes_is_a_code(
    qtbot: QtBot, scanner: WedgeScanner, keys: Keys
) -> None:
    heard: list[str] = []
    scanner.scanned.connect(lambda read: heard.append(read[0]))
    button = QPushButton("Stop")
    pressed: list[None] = []
    button.clicked.connect(lambda: pressed.append(None))
    qtbot.addWidget(button)
    button.show()
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    keys(CODE, [120], HOLD_MS, Qt.Key.Key_Return)

    assert (heard, pressed) == ([CODE], [])


def test_what_was_typed_can_be_read_by_its_keys_until_it_is_edited(
    scanner: WedgeScanner, field: QLineEdit, keys: Keys
) -> None:
    keys(CODE.lower(), [150, 220], 80, Qt.Key.Key_Return)
    assert CODE in scanner.typed_keys.readings()
    field.clear()
    keys(CODE, [150, 220], 80, None)
    _send(QEvent.Type.KeyPress, Qt.Key.Key_Backspace, "\b", 900_000_000)
    assert scanner.typed_keys.readings() == ()


def test_a_hidden_field_is_never_asked_about(
    qtbot: QtBot,
    scanner: WedgeScanner,
    suspected: list[Typed],
    field: QLineEdit,
    keys: Keys,
) -> None:
    field.setEchoMode(QLineEdit.EchoMode.Password)
    keys(CODE, [100], HOLD_MS, None)
    qtbot.waitUntil(lambda: is_at_rest(scanner))

    assert suspected == []


def test_a_tab_behind_the_enter_of_a_slow_code_moves_nothing(
    scanner: WedgeScanner, field: QLineEdit, keys: Keys
) -> None:
    field.returnPressed.connect(field.clear)
    keys(CODE, [100], HOLD_MS, Qt.Key.Key_Return)
    left = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "\t")
    left.setTimestamp(1_000_000 + 16 * 100 + 100)

    assert scanner.eventFilter(field, left)
