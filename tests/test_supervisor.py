import threading
from collections.abc import Callable
from itertools import pairwise

import pytest

from kiosk.supervisor import Fault, Life, Watchdog, Worker

SOON = 5


class Clock:
    """Goes only when it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Lives:
    """Does something else in each life, and reports when it has begun."""

    def __init__(self, *actions: Callable[[Life], None]) -> None:
        self._actions = iter(actions)
        self.begun = threading.Semaphore(0)
        self.lives: list[Life] = []

    def __call__(self, life: Life) -> None:
        self.lives.append(life)
        action = next(self._actions)
        try:
            action(life)
        finally:
            self.begun.release()

    def wait(self) -> None:
        assert self.begun.acquire(timeout=SOON)


def dies(_: Life) -> None:
    raise SystemExit


def fails(_: Life) -> None:
    raise ValueError("a bug")


def works(_: Life) -> None:
    pass


class Stuck:
    """Hangs in a step until it is let go."""

    def __init__(self) -> None:
        self.within = threading.Event()
        self.let_go = threading.Event()
        self.left = threading.Event()

    def __call__(self, life: Life) -> None:
        with life.step(10):
            self.within.set()
            self.let_go.wait(SOON)
        self.left.set()


def made(run: Callable[[Life], None], clock: Clock) -> tuple[Worker, list[Fault]]:
    faults: list[Fault] = []
    return Worker("test", run, failed=faults.append, clock=clock), faults


@pytest.mark.parametrize("ending", [dies, fails])
def test_a_thread_that_dies_is_replaced_logged_and_reported(
    ending: Callable[[Life], None], caplog: pytest.LogCaptureFixture
) -> None:
    lives = Lives(ending, works)
    worker, faults = made(lives, Clock())
    worker.start()
    lives.wait()
    worker.join(SOON)
    worker._stopped = False
    worker.check()
    lives.wait()

    assert faults == [Fault.DIED]
    assert lives.lives[0].over
    assert "the thread test died" in caplog.text


def test_a_thread_that_hangs_is_left_behind_and_its_life_is_over() -> None:
    clock, stuck = Clock(), Stuck()
    lives = Lives(stuck, works)
    worker, faults = made(lives, clock)
    worker.start()
    assert stuck.within.wait(SOON)
    worker.check()
    assert faults == []
    clock.now += 10.1
    worker.check()
    lives.wait()

    assert faults == [Fault.HUNG]
    assert [life.over for life in lives.lives] == [True, False]
    stuck.let_go.set()
    assert stuck.left.wait(SOON)


def test_a_thread_that_has_nothing_left_to_do_is_not_replaced() -> None:
    lives = Lives(works)
    worker, faults = made(lives, Clock())
    worker.start()
    lives.wait()
    assert worker.join(SOON)
    worker.check()
    assert (faults, len(lives.lives)) == ([], 1)


def test_a_thread_that_waits_for_work_does_not_hang() -> None:
    clock = Clock()
    asked = threading.Event()

    def waits(life: Life) -> None:
        life.wait(SOON)
        asked.set()

    worker, faults = made(waits, clock)
    worker.start()
    clock.now += 1_000
    worker.check()
    assert faults == []
    assert worker.stop(SOON)
    assert asked.is_set()


def test_one_that_goes_on_failing_is_begun_again_later_and_later() -> None:
    clock = Clock()
    threads = Lives(*[dies] * 200)
    worker, faults = made(threads, clock)
    worker.start()
    begun: list[int] = []
    for second in range(600):
        clock.now = 100.0 + second
        while (thread := worker._thread) is not None and thread.is_alive():
            thread.join(SOON)
        if len(threads.lives) > len(begun):
            begun.append(second)
        worker.check()
    gaps = [after - before for before, after in pairwise(begun[1:])]

    assert gaps == sorted(gaps)
    assert len(begun) < 15
    assert len(faults) >= len(begun) - 1


def test_a_worker_that_was_stopped_is_not_begun_again() -> None:
    lives = Lives(dies)
    worker, faults = made(lives, Clock())
    worker.start()
    lives.wait()
    worker.stop(SOON)
    worker.check()
    assert (faults, len(lives.lives)) == ([], 1)


def test_a_watchdog_goes_on_when_one_cannot_be_replaced() -> None:
    reported = threading.Event()

    def broken(_: Fault) -> None:
        raise ValueError

    first = Worker("first", dies, failed=broken)
    second = Worker("second", dies, failed=lambda _: reported.set())
    dog = Watchdog((first, second), every_s=0.001)
    for one in (first, second, dog):
        one.start()
    assert reported.wait(SOON)
    dog.stop()
    first.stop(SOON)
    second.stop(SOON)
