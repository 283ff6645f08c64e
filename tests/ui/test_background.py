import threading
from functools import partial

from pytestqt.qtbot import QtBot

from kiosk.ui.background import Background


def test_work_is_done_in_order_and_answered_on_the_callers_thread(qtbot: QtBot) -> None:
    background = Background()
    answers: list[tuple[int, int]] = []

    def answered(number: int) -> None:
        answers.append((number, threading.get_ident()))

    for number in range(20):
        background.submit(partial(abs, number), answered, _unexpected)
    qtbot.waitUntil(lambda: len(answers) == 20)

    assert answers == [(number, threading.get_ident()) for number in range(20)]
    assert background.close(5)


def test_work_is_done_on_one_other_thread(qtbot: QtBot) -> None:
    background = Background()
    threads: list[int] = []
    for _ in range(3):
        background.submit(threading.get_ident, threads.append, _unexpected)
    qtbot.waitUntil(lambda: len(threads) == 3)

    assert len(set(threads)) == 1
    assert threading.get_ident() not in threads
    assert background.close(5)


def test_work_that_fails_tells_why_and_the_next_is_done(qtbot: QtBot) -> None:
    background = Background()
    told: list[object] = []
    background.submit(lambda: 1 // 0, told.append, told.append)
    background.submit(lambda: "next", told.append, _unexpected)
    qtbot.waitUntil(lambda: len(told) == 2)

    assert isinstance(told[0], ZeroDivisionError)
    assert told[1] == "next"
    assert background.close(5)


def test_closing_waits_for_what_was_submitted(qtbot: QtBot) -> None:
    background = Background()
    done: list[int] = []
    background.submit(lambda: done.append(1), lambda _: None, _unexpected)

    assert background.close(5)
    assert done == [1]
    assert qtbot is not None


def _unexpected(error: Exception) -> None:
    raise error
