from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from kiosk.domain.verdict import Outcome
from kiosk.ui.doorway import Doorway
from kiosk.ui.health import MANY, WITHIN_MS, Health, Watchful, quiet_line, warning_of
from kiosk.ui.language import Language
from kiosk.ui.scan_page import ScanPage
from kiosk.ui.theme import LIGHT
from kiosk.words import LANGUAGES, Words
from tests.ui.fakes import FakeDoor, Inline
from tests.ui.guests import EVENT, NOW, POST, answer

FRIDAY = int(datetime(2026, 4, 10, 18, 0, tzinfo=EVENT.zone).timestamp() * 1000)


def test_all_well_is_said_quietly(words: dict[str, Words]) -> None:
    assert (
        quiet_line(Health(FRIDAY, 9_000), EVENT, words["nl"]) == "Gastenlijst van vr 10 apr 18:00."
    )
    assert warning_of(Health(FRIDAY, 9_000), MANY - 1, EVENT, words["nl"]) == ""


def test_many_unknown_codes_tell_how_old_the_list_is(words: dict[str, Words]) -> None:
    told = warning_of(Health(FRIDAY, 9_000), MANY, EVENT, words["nl"])

    assert told == "Veel onbekend. Je lijst is van vr 10 apr 18:00: haal de nieuwe op."


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_disk_that_fills_up_is_told_first(words: dict[str, Words], language: str) -> None:
    assert "120 MB" in warning_of(Health(None, 120), MANY, EVENT, words[language])


def test_unknown_codes_of_long_ago_do_not_count(
    qtbot: QtBot, words: dict[str, Words], labels: Language
) -> None:
    labels.use("nl")
    page = ScanPage(POST, words["nl"], lambda: NOW, LIGHT)
    qtbot.addWidget(page)
    now = NOW
    watchful = Watchful(page, Doorway(FakeDoor, Inline()), EVENT, lambda: now)
    for _ in range(MANY):
        page.show_answer(answer(Outcome.UNKNOWN))
    page.strip.withdraw()
    at_once = page.strip.told
    now += WITHIN_MS
    watchful.look()

    assert at_once.startswith("Veel onbekend.")
    assert page.strip.told == "Er is nog geen gastenlijst."
