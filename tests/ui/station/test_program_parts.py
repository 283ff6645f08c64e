from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from pytestqt.qtbot import QtBot

from kiosk.texts import LANGUAGES, load_words
from kiosk.ui.station.program_parts import ProgramParts
from tests.festival import NOON

MINUTE = 60_000


class FakePart:
    """Fails as often as a test sets."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.faults = 0
        self.checked = 0

    def check(self) -> None:
        self.checked += 1


class Shown:
    """Parts, a clock, and how often there was something new to say."""

    def __init__(self) -> None:
        self.now = NOON
        self.changes = 0
        self.store, self.page, self.other = (FakePart(one) for one in ("store", "pages", "pages"))
        self.parts = ProgramParts(
            lambda: (self.store, self.page, self.other),
            ZoneInfo("Europe/Amsterdam"),
            lambda: self.now,
            self._changed,
        )

    def _changed(self) -> None:
        self.changes += 1

    def fail(self, *parts: FakePart) -> None:
        for part in parts:
            part.faults += 1
        self.parts.check()

    def said(self, language: str = "nl") -> tuple[str, str]:
        line = self.parts.line(load_words(language))
        assert line.row is not None
        return line.warning, line.row[1]


@pytest.fixture
def shown(qtbot: QtBot) -> Iterator[Shown]:
    made = Shown()
    yield made
    made.parts.deleteLater()
    assert qtbot is not None


def test_all_parts_are_looked_after_and_well(shown: Shown) -> None:
    shown.parts.check()
    assert [one.checked for one in (shown.store, shown.page, shown.other)] == [1, 1, 1]
    assert (shown.said(), shown.changes) == (("", "werkt goed"), 0)


def test_a_part_that_was_begun_again_is_said_and_later_only_kept(shown: Shown) -> None:
    shown.fail(shown.store)
    warning, row = shown.said()
    assert warning == "Opschrijven liep vast en is opnieuw gestart. Je kunt doorgaan."
    assert row.startswith("Opschrijven: opnieuw gestart om ")
    assert shown.changes == 1
    shown.now += 11 * MINUTE
    assert shown.said() == ("", row)


def test_one_that_goes_on_failing_asks_for_a_new_start(shown: Shown) -> None:
    for _ in range(3):
        shown.fail(shown.store)
    warning, row = shown.said()
    assert "Start het programma opnieuw" in warning
    assert "3 keer opnieuw gestart" in row


def test_two_of_one_kind_are_said_as_one_and_the_newest_is_warned_of(shown: Shown) -> None:
    shown.fail(shown.store)
    shown.now += MINUTE
    shown.fail(shown.page, shown.other)
    warning, row = shown.said("en")
    assert warning.startswith("A page got stuck")
    assert "A page: started again 2 times" in row
    assert "Recording: started again at" in row


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_has_a_name(language: str) -> None:
    words = load_words(language)
    assert all(
        words.say(f"scan.part.{one}") for one in ("store", "pages", "camera", "sound", "awake")
    )
