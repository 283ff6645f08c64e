"""Garbage of a thread is collected on the window's thread, and only there."""

import gc
import threading
import weakref

from PySide6.QtWidgets import QApplication

from kiosk.ui.shell.garbage import collect_due_garbage, garbage_collected_here


class Knot:
    """Refers to itself, so that only a collection frees it."""

    def __init__(self) -> None:
        self.itself = self


def test_a_thread_collects_nothing_and_this_one_what_is_due(qapp: QApplication) -> None:  # noqa: ARG001
    freed_on: list[int] = []

    def make_much() -> None:
        weakref.finalize(Knot(), lambda: freed_on.append(threading.get_ident()))
        kept = [[] for _ in range(20 * gc.get_threshold()[0])]  # type: ignore[var-annotated]
        kept.clear()

    with garbage_collected_here():
        gc.collect()
        thread = threading.Thread(target=make_much)
        thread.start()
        thread.join()
        assert not freed_on
        for _ in range(gc.get_threshold()[0] + 1):
            weakref.finalize(Knot(), int)
        collect_due_garbage()
        assert freed_on == [threading.get_ident()]


def test_python_collects_by_itself_again_afterwards(qapp: QApplication) -> None:  # noqa: ARG001
    gc.enable()
    with garbage_collected_here():
        assert not gc.isenabled()
    assert gc.isenabled()
