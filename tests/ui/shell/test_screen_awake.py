"""The thread that keeps the screen on is looked after like the others."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from kiosk.ui.shell.screen_awake import ScreenAwake

SOON = 20


class System:
    """Keeps the screen on, or does something else first, in each turn."""

    def __init__(self, *actions: Callable[[], None], works: bool = True) -> None:
        self._actions = iter(actions)
        self._works = works
        self.asked, self.kept, self.left = (threading.Event() for _ in range(3))

    @contextmanager
    def __call__(self) -> Iterator[bool]:
        self.asked.set()
        next(self._actions, lambda: None)()
        self.kept.set()
        yield self._works
        self.left.set()


def _raise() -> None:
    raise OSError


def _die() -> None:
    raise SystemExit


def checked_until(awake: ScreenAwake, done: Callable[[], bool]) -> None:
    """Look after the thread as the window does, until something is so."""
    pause = threading.Event()
    for _ in range(SOON * 100):
        awake.check()
        if done():
            return
        pause.wait(0.01)
    raise AssertionError


def test_the_screen_is_kept_on_until_the_end() -> None:
    system = System()
    awake = ScreenAwake(system)
    assert awake.works is None
    awake.start()
    checked_until(awake, lambda: awake.works is True)
    assert not system.left.is_set()
    awake.stop()
    assert system.left.wait(SOON)
    assert awake.faults == 0


def test_a_system_without_the_feature_is_reported_once(caplog: pytest.LogCaptureFixture) -> None:
    awake = ScreenAwake(System(works=False))
    awake.start()
    checked_until(awake, lambda: awake.works is False)
    awake.stop()
    assert caplog.messages == ["the screen cannot be kept on by this program"]


@pytest.mark.parametrize("action", [_raise, _die], ids=["raises", "dies"])
def test_a_thread_that_ends_is_counted_and_asks_again(action: Callable[[], None]) -> None:
    awake = ScreenAwake(System(action))
    awake.start()
    checked_until(awake, lambda: awake.works is True)
    assert awake.faults == 1
    awake.stop()


def test_a_thread_that_hangs_is_counted_and_left_behind() -> None:
    over = threading.Event()

    def hang() -> None:
        over.wait(SOON)

    awake = ScreenAwake(System(hang), limit_s=0.05)
    awake.start()
    checked_until(awake, lambda: awake.works is True)
    assert awake.faults == 1
    over.set()
    awake.stop()
