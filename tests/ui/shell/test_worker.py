import threading
from functools import partial

from pytestqt.qtbot import QtBot

from kiosk.errors import KioskError
from kiosk.ui.shell.worker import ThreadRunner


def test_work_is_done_in_order_and_answered_on_the_callers_thread(qtbot: QtBot) -> None:
    background = ThreadRunner()
    answers: list[tuple[int, int]] = []

    def answered(number: int) -> None:
        answers.append((number, threading.get_ident()))

    for number in range(20):
        background.submit(partial(abs, number), answered, _unexpected)
    qtbot.waitUntil(lambda: len(answers) == 20)

    assert answers == [(number, threading.get_ident()) for number in range(20)]
    assert background.close(5)


def test_work_is_done_on_one_other_thread(qtbot: QtBot) -> None:
    background = ThreadRunner()
    threads: list[int] = []
    for _ in range(3):
        background.submit(threading.get_ident, threads.append, _unexpected)
    qtbot.waitUntil(lambda: len(threads) == 3)

    assert len(set(threads)) == 1
    assert threading.get_ident() not in threads
    assert background.close(5)


def test_failed_work_gives_its_reason_and_the_next_is_done(qtbot: QtBot) -> None:
    background = ThreadRunner()
    results: list[object] = []
    background.submit(lambda: 1 // 0, results.append, results.append)
    background.submit(lambda: "next", results.append, _unexpected)
    qtbot.waitUntil(lambda: len(results) == 2)

    assert isinstance(results[0], ZeroDivisionError)
    assert results[1] == "next"
    assert background.close(5)


def test_closing_waits_for_what_was_submitted(qtbot: QtBot) -> None:
    background = ThreadRunner()
    done: list[int] = []
    background.submit(lambda: done.append(1), lambda _: None, _unexpected)

    assert background.close(5)
    assert done == [1]
    assert qtbot is not None


def test_work_whose_thread_dies_fails_and_the_next_is_done_by_another(qtbot: QtBot) -> None:
    background = ThreadRunner()
    results: list[object] = []
    threads: list[int] = []

    def die() -> None:
        threads.append(threading.get_ident())
        raise SystemExit

    background.submit(die, _not_done, results.append)
    background.submit(threading.get_ident, threads.append, _unexpected)
    qtbot.waitUntil(lambda: len(threads) == 2)

    assert [one.key for one in results if isinstance(one, KioskError)] == ["error.work_stuck"]
    assert background.faults == 1
    assert background.close(5)


def test_work_that_hangs_fails_and_is_not_reported_when_it_comes_back(qtbot: QtBot) -> None:
    background = ThreadRunner()
    over, left = threading.Event(), threading.Event()
    results: list[object] = []
    done: list[str] = []

    def hang() -> str:
        over.wait(20)
        left.set()
        return "late"

    background.submit(hang, done.append, results.append, limit_s=0.1)
    background.submit(lambda: "next", done.append, _unexpected)
    qtbot.waitUntil(lambda: done == ["next"])
    over.set()
    assert left.wait(60)
    background.submit(lambda: "last", done.append, _unexpected)
    qtbot.waitUntil(lambda: len(done) == 2)

    assert done == ["next", "last"]
    assert [one.key for one in results if isinstance(one, KioskError)] == ["error.work_stuck"]
    assert background.close(5)


def _not_done(_: object) -> None:
    raise AssertionError("it was not done")


def _unexpected(error: Exception) -> None:
    raise error
