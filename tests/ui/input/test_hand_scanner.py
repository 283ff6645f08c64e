from collections.abc import Sequence
from itertools import count

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kiosk.ui.input.hand_scanner import WedgeScanner
from kiosk.ui.widgets.choice_dialog import ChoiceDialog

SCANNER_MS = 8
PERSON_MS = 90
CODE = "AB12 CD34-EF"
_clock = count(1_000_000, 100_000)


def typed(
    widget: QWidget,
    text: str,
    gaps_ms: int | Sequence[int],
    *ends: Qt.Key | None,
    repeats: bool = False,
) -> None:
    """Type on a widget with this many ms after each key, as the system would report them."""
    at = next(_clock)
    keys = [(Qt.Key.Key_A, character) for character in text]
    keys += [(end, "\r") for end in ends if end is not None]
    gaps = [gaps_ms] * len(keys) if isinstance(gaps_ms, int) else gaps_ms
    for (key, character), gap_ms in zip(keys, gaps, strict=False):
        send(widget, QEvent.Type.KeyPress, key, character, at, repeats=repeats)
        if not repeats:
            send(widget, QEvent.Type.KeyRelease, key, character, at + min(gap_ms, 5) - 1)
        at += gap_ms


def send(
    widget: QWidget,
    kind: QEvent.Type,
    key: Qt.Key,
    character: str,
    at_ms: int,
    *,
    repeats: bool = False,
) -> None:
    """Send one key event."""
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, character, repeats)
    event.setTimestamp(at_ms)
    QApplication.sendEvent(widget, event)


@pytest.fixture
def heard(scanner: WedgeScanner) -> list[str]:
    codes: list[str] = []
    scanner.scanned.connect(lambda read: codes.append(read[0]))
    return codes


@pytest.fixture
def field(qtbot: QtBot) -> QLineEdit:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.show()
    edit.setFocus()
    qtbot.waitUntil(edit.hasFocus)
    return edit


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab])
def test_a_burst_that_ends_in_enter_or_tab_is_a_code(
    heard: list[str], field: QLineEdit, end: Qt.Key
) -> None:
    typed(field, CODE, SCANNER_MS, end)

    assert heard == [CODE]


def test_a_burst_without_an_end_is_a_code_after_a_pause(
    qtbot: QtBot, heard: list[str], field: QLineEdit
) -> None:
    typed(field, CODE, SCANNER_MS)
    qtbot.waitUntil(lambda: heard == [CODE])

    assert field.text() == ""


def test_a_burst_leaves_nothing_in_the_field_but_what_a_person_typed(
    heard: list[str], field: QLineEdit
) -> None:
    typed(field, "WDHS-04", PERSON_MS)
    field.setCursorPosition(2)
    typed(field, CODE, SCANNER_MS, Qt.Key.Key_Return)

    assert heard == [CODE]
    assert (field.text(), field.cursorPosition()) == ("WDHS-04", 2)


def test_a_person_who_types_is_no_scanner(heard: list[str], field: QLineEdit) -> None:
    entered: list[None] = []
    field.returnPressed.connect(lambda: entered.append(None))
    typed(field, "WDHS-0412", PERSON_MS, Qt.Key.Key_Return)

    assert heard == []
    assert (field.text(), len(entered)) == ("WDHS-0412", 1)


def test_a_short_burst_is_no_code(heard: list[str], field: QLineEdit) -> None:
    typed(field, "AB12", SCANNER_MS, Qt.Key.Key_Return)

    assert heard == []
    assert field.text() == "AB12"


def test_a_key_held_down_is_no_scanner(heard: list[str], field: QLineEdit) -> None:
    typed(field, "aaaaaaaaaaaa", SCANNER_MS, Qt.Key.Key_Return, repeats=True)

    assert heard == []


def test_a_letter_twice_within_a_millisecond_is_no_held_key(
    heard: list[str], field: QLineEdit
) -> None:
    at = next(_clock)
    for place, (character, again) in enumerate(zip("7041200029", "ffffftftff", strict=True)):
        press = QKeyEvent(
            QEvent.Type.KeyPress,
            Qt.Key.Key_0,
            Qt.KeyboardModifier.NoModifier,
            character,
            again == "t",
        )
        press.setTimestamp(at + place)
        QApplication.sendEvent(field, press)
    end = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r")
    end.setTimestamp(at + 11)
    QApplication.sendEvent(field, end)

    assert heard == ["7041200029"]


def test_two_bursts_are_two_codes(heard: list[str], field: QLineEdit) -> None:
    typed(field, "FIRST-1", SCANNER_MS, Qt.Key.Key_Return)
    typed(field, "SECOND-2", SCANNER_MS, Qt.Key.Key_Return)

    assert heard == ["FIRST-1", "SECOND-2"]


def test_blanks_and_enter_of_a_burst_press_no_button(qtbot: QtBot, heard: list[str]) -> None:
    button = QPushButton("Stop")
    pressed: list[None] = []
    button.clicked.connect(lambda: pressed.append(None))
    qtbot.addWidget(button)
    button.show()
    button.setFocus()
    typed(button, CODE, SCANNER_MS, Qt.Key.Key_Return)

    assert heard == [CODE]
    assert not button.isDown()
    assert pressed == []


def test_the_space_bar_presses_a_button(qtbot: QtBot, heard: list[str]) -> None:
    button = QPushButton("Lever in")
    qtbot.addWidget(button)
    button.show()
    button.setFocus()
    with qtbot.waitSignal(button.clicked, timeout=60_000):
        QTest.keyClick(button, Qt.Key.Key_Space)

    assert heard == []
    assert not button.isDown()


def test_enter_and_a_line_feed_end_one_code(heard: list[str], field: QLineEdit) -> None:
    entered: list[None] = []
    field.returnPressed.connect(lambda: entered.append(None))
    typed(field, CODE, SCANNER_MS, Qt.Key.Key_Return, Qt.Key.Key_Enter)

    assert (heard, entered) == ([CODE], [])


def test_a_scanner_without_a_wire_may_hesitate_in_a_code(
    heard: list[str], field: QLineEdit
) -> None:
    keys = [SCANNER_MS] * 7 + [90] + [SCANNER_MS] * 20
    typed(field, CODE, keys, Qt.Key.Key_Return)

    assert (heard, field.text()) == ([CODE], "")


def test_tab_at_the_end_of_a_code_moves_the_focus_nowhere(qtbot: QtBot, heard: list[str]) -> None:
    whole = QWidget()
    column = QVBoxLayout(whole)
    first, second = QLineEdit(), QLineEdit()
    column.addWidget(first)
    column.addWidget(second)
    qtbot.addWidget(whole)
    whole.show()
    first.setFocus()
    qtbot.waitUntil(first.hasFocus)
    typed(first, CODE, SCANNER_MS, Qt.Key.Key_Tab)

    assert heard == [CODE]
    assert first.hasFocus()


@pytest.fixture
def sheet(qtbot: QtBot) -> ChoiceDialog:
    whole = QWidget()
    qtbot.addWidget(whole)
    whole.resize(900, 500)
    whole.show()
    sheet = ChoiceDialog("Waarom?", [("one", "Eén"), ("two", "Twee"), ("three", "Drie")])
    sheet.open_over(whole)
    return sheet


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Tab, None])
def test_a_code_chooses_nothing_on_a_sheet(
    qtbot: QtBot, heard: list[str], sheet: ChoiceDialog, end: Qt.Key | None
) -> None:
    chosen: list[str] = []
    sheet.chosen.connect(chosen.append)
    typed(QApplication.focusWidget() or sheet, "2A31B2 C3", SCANNER_MS, end)
    qtbot.waitUntil(lambda: heard == ["2A31B2 C3"])

    assert chosen == []
    assert sheet.is_open


def test_a_persons_digit_still_chooses_on_a_sheet(
    qtbot: QtBot, heard: list[str], sheet: ChoiceDialog
) -> None:
    chosen: list[str] = []
    sheet.chosen.connect(chosen.append)
    typed(QApplication.focusWidget() or sheet, "2", PERSON_MS)

    qtbot.waitUntil(lambda: chosen == ["two"])
    assert heard == []


def test_a_code_answers_no_question(qtbot: QtBot, heard: list[str]) -> None:
    question = QMessageBox()
    qtbot.addWidget(question)
    question.addButton("Stoppen", QMessageBox.ButtonRole.AcceptRole)
    question.open()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    typed(QApplication.focusWidget() or question, CODE, SCANNER_MS, Qt.Key.Key_Return)

    assert heard == [CODE]
    assert question.isVisible()


@pytest.mark.parametrize("place", [*range(1, len(CODE) + 1)])
@pytest.mark.parametrize("hole_ms", [60, 150, 300, 400])
@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_hole_at_any_key_makes_no_two_codes(
    heard: list[str], field: QLineEdit, place: int, hole_ms: int, end: Qt.Key
) -> None:
    gaps = [SCANNER_MS] * 30
    gaps[place - 1] = hole_ms
    typed(field, CODE, gaps, end)

    assert (heard, field.text()) == ([CODE], "")


def test_keys_that_come_in_lumps_are_one_code(heard: list[str], field: QLineEdit) -> None:
    typed(field, CODE, [8, 120, 8, 8, 200, 8, 8, 8, 300, 8, 8, 8, 90], Qt.Key.Key_Return)

    assert (heard, field.text()) == ([CODE], "")


def test_a_first_key_that_came_early_may_be_a_persons(
    scanner: WedgeScanner, field: QLineEdit
) -> None:
    meant: list[tuple[str, ...]] = []
    scanner.scanned.connect(meant.append)
    typed(field, f"2{CODE}", [200] + [SCANNER_MS] * 20, Qt.Key.Key_Return)

    assert {f"2{CODE}", CODE} <= set(meant[0])
    assert field.text() == ""


def test_what_a_person_typed_before_a_code_stays(heard: list[str], field: QLineEdit) -> None:
    typed(field, f"WDHS{CODE}", [PERSON_MS] * 4 + [SCANNER_MS] * 20, Qt.Key.Key_Return)

    assert (heard, field.text()) == ([CODE], "WDHS")


def test_an_enter_that_hangs_ends_one_code(heard: list[str], field: QLineEdit) -> None:
    entered: list[None] = []
    field.returnPressed.connect(lambda: entered.append(None))
    at = next(_clock)
    for place, character in enumerate("704120029"):
        send(field, QEvent.Type.KeyPress, Qt.Key.Key_0, character, at + place * SCANNER_MS)
    for late in (90, 600, 633, 666, 1_900):
        send(field, QEvent.Type.KeyPress, Qt.Key.Key_Return, "\r", at + late, repeats=late > 90)

    assert (heard, entered, field.text()) == (["704120029"], [], "")


def test_a_letter_that_hangs_in_a_code_is_typed_once(heard: list[str], field: QLineEdit) -> None:
    at = next(_clock)
    for place, character in enumerate("704120"):
        send(field, QEvent.Type.KeyPress, Qt.Key.Key_0, character, at + place * SCANNER_MS)
    for late in range(560, 800, 30):
        send(field, QEvent.Type.KeyPress, Qt.Key.Key_0, "0", at + late, repeats=True)
    for place, character in enumerate("029"):
        send(field, QEvent.Type.KeyPress, Qt.Key.Key_0, character, at + 820 + place * SCANNER_MS)
    send(field, QEvent.Type.KeyPress, Qt.Key.Key_Return, "\r", at + 850)

    assert (heard, field.text()) == (["704120029"], "")


def test_a_key_that_hangs_is_typed_once_where_it_seems_pressed_again(
    heard: list[str], field: QLineEdit
) -> None:
    entered: list[None] = []
    field.returnPressed.connect(lambda: entered.append(None))
    at = next(_clock)
    up, down = QEvent.Type.KeyRelease, QEvent.Type.KeyPress
    digits = [
        (kind, 19, character, at + 9 * n)
        for n, character in enumerate("70412000")
        for kind in (down, up)
    ]
    hung = [(kind, 19, "0", at + late) for late in (660, 700, 740) for kind in (up, down)]
    ends = [(down, 36, "\r", at + 760)]
    ends += [(kind, 36, "\r", at + late) for late in (1_420, 1_460, 1_500) for kind in (up, down)]
    for kind, place, character, when in [*digits, *hung, (up, 19, "0", at + 750), *ends]:
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key.Key_0
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, place, 0, 0, character)
        event.setTimestamp(when)
        QApplication.sendEvent(field, event)

    assert (heard, entered, field.text()) == (["70412000"], [], "")


def test_the_lines_behind_the_first_belong_to_the_same_code(
    heard: list[str], field: QLineEdit
) -> None:
    at = next(_clock)
    for place, character in enumerate("BEGIN:VCARD\rN:Bos;Ria\rEND:VCARD\r"):
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key.Key_A
        send(field, QEvent.Type.KeyPress, key, character, at + place * SCANNER_MS)

    assert (heard, field.text()) == (["BEGIN:VCARD"], "")


@pytest.mark.parametrize("key", [Qt.Key.Key_F8, Qt.Key.Key_Down])
def test_any_key_may_end_a_code_and_does_nothing_else(
    qtbot: QtBot, heard: list[str], field: QLineEdit, key: Qt.Key
) -> None:
    done: list[None] = []
    shortcut = QShortcut(QKeySequence(key), field)
    shortcut.activated.connect(lambda: done.append(None))
    at = next(_clock)
    for place, character in enumerate("704120029"):
        send(field, QEvent.Type.KeyPress, Qt.Key.Key_0, character, at + place * SCANNER_MS)
    asks = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
    asks.setTimestamp(at + 80)
    asks.ignore()
    QApplication.sendEvent(field, asks)
    send(field, QEvent.Type.KeyPress, key, "", at + 80)

    assert (heard, done, asks.isAccepted()) == (["704120029"], [], True)
    assert qtbot is not None


def test_a_separator_in_the_middle_of_a_code_is_part_of_it(
    heard: list[str], field: QLineEdit
) -> None:
    at = next(_clock)
    control = Qt.KeyboardModifier.ControlModifier
    for place, character in enumerate("0104120\x1d029"):
        held = control if character == "\x1d" else Qt.KeyboardModifier.NoModifier
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_0, held, character)
        press.setTimestamp(at + place * SCANNER_MS)
        QApplication.sendEvent(field, press)
    send(field, QEvent.Type.KeyPress, Qt.Key.Key_Return, "\r", at + 100)

    assert heard == ["0104120\x1d029"]


def test_a_first_key_that_comes_early_chooses_nothing_on_a_sheet(
    heard: list[str], sheet: ChoiceDialog
) -> None:
    chosen: list[str] = []
    sheet.chosen.connect(chosen.append)
    focused = QApplication.focusWidget() or sheet
    typed(focused, "2A31B2 C3", [400] + [SCANNER_MS] * 9, Qt.Key.Key_Return)

    assert (heard, chosen) == (["2A31B2 C3"], [])


@pytest.mark.usefixtures("heard")
def test_a_digit_and_a_quick_enter_on_a_sheet_are_one_answer(
    qtbot: QtBot, sheet: ChoiceDialog
) -> None:
    below = QLineEdit(sheet.parentWidget())
    below.show()
    entered: list[None] = []
    below.returnPressed.connect(lambda: entered.append(None))
    sheet.closed.connect(below.setFocus)
    chosen: list[str] = []
    sheet.chosen.connect(chosen.append)
    focused = QApplication.focusWidget() or sheet
    at = next(_clock)
    send(focused, QEvent.Type.KeyPress, Qt.Key.Key_2, "2", at)
    send(focused, QEvent.Type.KeyPress, Qt.Key.Key_Return, "\r", at + PERSON_MS)
    qtbot.waitUntil(below.hasFocus)

    assert (chosen, entered) == (["two"], [])
