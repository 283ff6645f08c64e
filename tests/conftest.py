"""Shared by all tests: long timeouts for a slow and busy machine, and quick passphrases."""

import gc
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kiosk.ui.shell.garbage import collect_due_garbage
from tests.passphrases import quick_passphrases

PATIENCE_MS = 60_000


class PatientBot(QtBot):
    """Waits long enough for a slow core that also does other work."""

    def waitUntil(  # noqa: N802  # the name in pytest-qt
        self, callback: Callable[[], Any], *, timeout: int = PATIENCE_MS
    ) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **more)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:  # noqa: ARG001  # it is there
    return PatientBot(request)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Collect garbage between the tests of windows, as the program does: never on a thread."""
    if "qapp" not in getattr(item, "fixturenames", ()):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        collect_due_garbage()
        gc.enable()


@pytest.fixture
def quick_seal() -> Iterator[None]:
    """Make event files and backups without the second that a passphrase takes on purpose."""
    with quick_passphrases():
        yield
