from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kiosk.domain.clock_check import ClockDoubt
from kiosk.domain.headcount import MANY_UNKNOWN
from kiosk.domain.verdict import Outcome
from kiosk.errors import WorldFailed
from kiosk.reports.laptop_health import Battery, ListInUse, StationHealth
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.station.health_monitor import HealthMonitor
from kiosk.ui.station.health_texts import StatusLine, day_line, screen_line, status_lines
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from tests.ui.fake_station import FakeStation
from tests.ui.fakes import client_of
from tests.ui.guests import EVENT, NOW, POST, answer

FRIDAY = int(datetime(2026, 4, 10, 18, 0, tzinfo=EVENT.zone).timestamp() * 1000)
MINUTE = 60_000
WEB, PARTNERS = ListInUse("webwinkel", 3, FRIDAY), ListInUse("partners", 2, FRIDAY - 9 * MINUTE)
WELL = StationHealth((WEB,), 9_000)


def quiet(health: StationHealth, words: Texts) -> str:
    return " ".join(one.quiet for one in status_lines(health, EVENT, words) if one.quiet)


def warnings(health: StationHealth, words: Texts) -> list[str]:
    return [one.warning for one in status_lines(health, EVENT, words) if one.warning]


def test_all_well_is_said_quietly(words: dict[str, Texts]) -> None:
    health = replace(WELL, unknown=MANY_UNKNOWN - 1)

    assert quiet(health, words["nl"]) == "Gastenlijst 3 van vr 10 apr 18:00."
    assert warnings(health, words["nl"]) == []


def test_of_several_lists_the_newest_is_shown(words: dict[str, Texts]) -> None:
    line = quiet(replace(WELL, lists=(PARTNERS, WEB)), words["nl"])

    assert line == "2 lijsten, nieuwste van vr 10 apr 18:00."


@pytest.mark.parametrize(
    ("doubt", "warned", "row"),
    [
        (
            ClockDoubt(NOW, NOW + 60 * MINUTE, news=True),
            "De klok van deze laptop ging van 10:42 naar 11:42. Klopt 11:42 niet? Zet de klok"
            " goed.",
            "van 10:42 vooruit naar 11:42",
        ),
        (ClockDoubt(NOW, NOW - 60 * MINUTE, news=False), "", "van 10:42 terug naar 09:42"),
        (
            ClockDoubt(NOW, NOW - 1440 * MINUTE, news=False),
            "",
            "van ma 13 apr 10:42 terug naar zo 12 apr 10:42",
        ),
    ],
)
def test_a_clock_that_was_set_is_asked_about_and_not_called_wrong(
    words: dict[str, Texts], doubt: ClockDoubt, warned: str, row: str
) -> None:
    health = replace(WELL, clock_doubt=doubt)

    assert warnings(health, words["nl"]) == ([warned] if warned else [])
    rows = [one.row for one in status_lines(health, EVENT, words["nl"])]
    assert ("Klok", row) in rows


@pytest.mark.parametrize("trouble", ["file_moved", "file_overwritten"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_that_takes_nothing_more_is_shown_before_all_else(
    words: dict[str, Texts], language: str, trouble: str
) -> None:
    health = replace(WELL, free_mb=120, trouble=f"error.{trouble}")
    sentences = warnings(health, words[language])
    assert sentences[0] == words[language].say(f"scan.health.{trouble}")
    assert len(sentences) == 2


@pytest.mark.parametrize(
    ("works", "said", "row"),
    [
        (None, "", None),
        (True, "", ("Scherm", "blijft aan")),
        (
            False,
            "Het scherm kan vanzelf uitgaan: zet dat uit in de instellingen van de laptop.",
            ("Scherm", "kan uitgaan"),
        ),
    ],
)
def test_a_screen_that_may_go_off_is_shown_as_a_quiet_line(
    words: dict[str, Texts], works: bool | None, said: str, row: tuple[str, str] | None
) -> None:
    assert screen_line(works, words["nl"]) == StatusLine(said, row=row)


def test_many_unknown_codes_show_how_old_the_list_is(words: dict[str, Texts]) -> None:
    sentences = warnings(replace(WELL, unknown=MANY_UNKNOWN), words["nl"])

    assert sentences == ["Veel onbekend. Je lijst is van vr 10 apr 18:00: haal de nieuwe op (F5)."]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_disk_that_fills_up_is_shown_first(words: dict[str, Texts], language: str) -> None:
    health = StationHealth((), 120, battery=Battery(9, plugged=False), unknown=MANY_UNKNOWN)
    sentences = warnings(health, words[language])

    assert "120 MB" in sentences[0]
    assert len(sentences) == 3


@pytest.mark.parametrize(
    ("battery", "said", "warned"),
    [
        (None, "", ""),
        (Battery(9, plugged=True), "", ""),
        (Battery(80, plugged=False), "Accu 80 %.", ""),
        (Battery(20, plugged=False), "", "De accu heeft nog 20 %. Sluit de lader aan."),
    ],
    ids=["none", "charging", "unplugged", "low"],
)
def test_the_battery_is_shown_where_it_matters(
    words: dict[str, Texts], battery: Battery | None, said: str, warned: str
) -> None:
    health = replace(WELL, battery=battery)

    assert (said in quiet(health, words["nl"])) is True
    assert warnings(health, words["nl"]) == [warned] * bool(warned)


@pytest.mark.parametrize(
    ("off_ms", "expected"),
    [
        (59_000, []),
        (-2 * MINUTE, ["De klok van deze laptop loopt 2 min. achter. Zet hem goed."]),
        (-5 * MINUTE, []),  # said over the whole width
        (90_000, ["De klok van deze laptop loopt 1 min. voor. Zet hem goed."]),
    ],
)
def test_a_wrong_clock_is_shown(words: dict[str, Texts], off_ms: int, expected: list[str]) -> None:
    assert warnings(replace(WELL, clock_off_ms=off_ms), words["nl"]) == expected


def test_the_dialog_shows_the_state_of_each_part(words: dict[str, Texts]) -> None:
    health = replace(WELL, lists=(PARTNERS, WEB), battery=Battery(80, plugged=True))
    rows = [one.row for one in status_lines(health, EVENT, words["nl"]) if one.row]

    assert rows == [
        ("Wie", "niemand"),
        ("Schijf", "8,8 GB vrij"),
        ("Accu", "80 %, aan de lader"),
        ("Klok", "goed"),
        ("Gastenlijst partners", "versie 2, van vr 10 apr 17:51"),
        ("Gastenlijst webwinkel", "versie 3, van vr 10 apr 18:00"),
    ]


class Watched:
    """A page with what watches over it, and a clock that tests turn."""

    def __init__(self, qtbot: QtBot, words: Texts) -> None:
        self.now = NOW
        self.station = FakeStation(healthy=WELL)
        self.page = ScanPage(POST, words, lambda: self.now, LIGHT)
        qtbot.addWidget(self.page)
        client = client_of(self.station)
        self.watchful = HealthMonitor(self.page, client, lambda: self.now)
        self.watchful.poll()

    def texts(self) -> tuple[str, str]:
        return self.page.strip.status, self.page.preview.alert


@pytest.fixture
def watched(qtbot: QtBot, words: dict[str, Texts], labels: Language) -> Watched:
    labels.use("nl")
    return Watched(qtbot, words["nl"])


def test_an_unknown_code_is_counted_at_once(watched: Watched) -> None:
    watched.station.healthy = replace(WELL, unknown=MANY_UNKNOWN)
    watched.page.show_answer(answer(Outcome.ADMITTED))
    before = watched.texts()
    watched.page.show_answer(answer(Outcome.UNKNOWN))

    assert before[1] == ""
    assert watched.texts()[1].startswith("Veel onbekend.")


def test_a_warning_stays_in_sight_beside_what_can_be_put_right(watched: Watched) -> None:
    watched.station.healthy = replace(WELL, free_mb=120)
    watched.watchful.poll()
    watched.page.show_answer(answer(Outcome.ADMITTED))

    assert watched.page.strip.offer
    assert "120 MB" in watched.texts()[1]


@pytest.mark.parametrize("failure", [WorldFailed("error.disk_failed", path="x"), OSError("gone")])
def test_facts_that_are_no_longer_known_are_not_shown_as_known(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    monkeypatch.setattr(FakeStation, "health", _failing(failure))
    watched.now += 91_000
    watched.watchful.poll()
    watched.watchful.refresh()
    quiet_line, warned = watched.texts()

    assert quiet_line == ""
    assert warned.startswith("De laptop kan zichzelf nu niet controleren.")


def test_others_add_a_line_of_their_own(watched: Watched) -> None:
    watched.watchful.add(
        lambda _: StatusLine("Alles gehoord.", "Zuid 2 is stil.", ("Zuid 2", "stil"))
    )

    assert watched.texts()[0].endswith("Alles gehoord.")
    assert watched.texts()[1] == "Zuid 2 is stil."
    assert watched.watchful.rows()[-1] == ("Zuid 2", "stil")


def _failing(failure: Exception) -> Callable[[FakeStation], StationHealth]:
    def health(_: FakeStation) -> StationHealth:
        raise failure

    return health


def test_a_list_that_is_gone_or_damaged_is_said_as_a_warning(words: dict[str, Texts]) -> None:
    health = replace(WELL, lost=("partners",))

    (warning,) = warnings(health, words["nl"])
    assert warning.startswith("De gastenlijst partners is hier beschadigd of weg.")


def test_a_lost_list_is_in_the_status_dialog_once_and_is_not_called_missing(
    words: dict[str, Texts],
) -> None:
    damaged = replace(WELL, lists=(ListInUse("partners", 3, NOW),), lost=("partners",))
    gone = replace(damaged, lists=())
    for health in (damaged, gone):
        lines = list(status_lines(health, EVENT, words["nl"]))
        rows = [line.row for line in lines if line.row and "partners" in line.row[0]]
        assert rows == [("Gastenlijst partners", "beschadigd of weg")]
        assert "Er is nog geen gastenlijst." not in [line.quiet for line in lines]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 4, 13, 0, 1, tzinfo=EVENT.zone), ""),
        (datetime(2026, 4, 14, 5, 59, tzinfo=EVENT.zone), ""),
        (
            datetime(2026, 4, 14, 6, 0, tzinfo=EVENT.zone),
            "Dit evenement is op 13 april. Vandaag is het 14 april.",
        ),
        (
            datetime(2025, 12, 1, 12, 0, tzinfo=EVENT.zone),
            "Dit evenement is op 13 april 2026. Vandaag is het 1 december 2025.",
        ),
    ],
)
def test_a_date_that_is_not_today_is_a_warning(
    words: dict[str, Texts], now: datetime, expected: str
) -> None:
    line = day_line(EVENT, round(now.timestamp() * 1000), words["nl"])
    assert line.warning == expected


def test_the_lists_are_left_out_where_the_status_has_no_room(watched: Watched) -> None:
    silent = "3 laptops stil, de langste sinds 09:55. " * 4
    watched.watchful.add(lambda _: StatusLine(silent.strip()))
    watched.page.strip.resize(1200, 60)
    watched.watchful.refresh()
    label = watched.page.strip.findChild(QLabel, "mutedText")
    assert label is not None
    assert label.text() == watched.page.strip.status

    watched.page.strip.resize(300, 60)
    watched.watchful.refresh()  # a hidden widget hears of its size later
    assert "lijst" in watched.page.strip.status.casefold()
    assert "lijst" not in label.text().casefold()
    assert label.text().endswith(silent.strip())
