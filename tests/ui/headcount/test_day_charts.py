"""The charts of the headcount page: their numbers, and the values that a person looks up."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.counting.series import SPAN_MS, SeriesColumn, SpanCounts, span_start
from kiosk.domain.counting.station_status import QUARTER_MS
from kiosk.domain.headcount import Recount
from kiosk.reports.chart_data import Column, EntranceColumns, chart_data
from kiosk.reports.headcount_report import HeadcountReport
from kiosk.texts import Texts
from kiosk.ui.headcount.day_charts import DayCharts
from kiosk.ui.headcount.headcount_controller import HeadcountController
from kiosk.ui.headcount.headcount_page import HeadcountPage
from kiosk.ui.shell.main_window import Window
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT
from tests.ui.fake_headcount import FakeHeadcount
from tests.ui.fakes import Inline, ui_of
from tests.ui.glances import EMPTY, MINUTE, SILENT, TALLY, counted, glance, with_series
from tests.ui.guests import NOW

START = span_start(NOW) - 6 * SPAN_MS


def column(spans: int, admitted: int, out: int = 0, entrance: str = "Noord") -> SeriesColumn:
    counts = SpanCounts(admitted, admitted, out)
    return SeriesColumn(START + spans * SPAN_MS, entrance, "Bewoner", clicked=False, counts=counts)


def quiet(*columns: SeriesColumn, **changes: object) -> HeadcountReport:
    """A headcount of these columns, with few arrivals now."""
    tally = replace(TALLY, recent=3, crew=5, inside=18, **changes)  # type: ignore[arg-type]
    return with_series(glance(counted(tally)), *columns)


def test_people_inside_are_those_who_came_less_those_who_left() -> None:
    data = chart_data(quiet(column(0, 10), column(0, 5, entrance="Zuid"), column(3, 4, 1)))
    inside = [((at - START) // MINUTE, people) for at, people in data.inside]
    assert inside[:3] == [(0, 5), (5, 20), (20, 23)]
    assert data.inside[-1] == (NOW, 23)


def test_a_recount_is_a_step_to_what_was_counted() -> None:
    recount = Recount(40, START + 2 * MINUTE, 3)
    data = chart_data(quiet(column(0, 10), column(3, 4, 1), recount=recount))
    assert [people for _, people in data.inside] == [5, 40, 40, 43, 43]


def test_columns_are_of_a_quarter_of_an_hour_and_the_last_goes_on() -> None:
    data = chart_data(quiet(column(0, 10), column(1, 2), column(5, 4)))
    assert data.width_ms == QUARTER_MS
    assert sum(one.people for one in data.columns) == 16
    assert [one.unfinished for one in data.columns][-2:] == [False, True]
    assert data.columns[-1].start <= NOW < data.columns[-1].start + QUARTER_MS


def test_while_it_is_busy_the_columns_are_of_five_minutes() -> None:
    data = chart_data(replace(quiet(column(-40, 7), column(5, 4)), headcount=counted()))
    assert data.width_ms == SPAN_MS
    assert data.columns[-2] == Column(START + 5 * SPAN_MS, 4)
    assert data.columns[0].start >= NOW - 2 * 3_600_000 - SPAN_MS


def test_a_silent_span_is_known_and_no_guests_give_no_chart() -> None:
    assert chart_data(glance()).silent_from is None
    assert chart_data(SILENT).silent_from == chart_data(SILENT).inside[0][0]
    assert chart_data(EMPTY).columns == ()


@pytest.fixture
def charts(qtbot: QtBot, labels: Language, words: dict[str, Texts]) -> DayCharts:
    labels.use("nl")
    charts = DayCharts(LIGHT)
    qtbot.addWidget(charts)
    charts.show_data(chart_data(glance()), words["nl"])
    charts.resize(1000, 300)
    charts.show()
    return charts


def test_the_arrow_keys_look_values_up(charts: DayCharts) -> None:
    plot = charts.arrivals.plot
    before = charts.arrivals.value.text()
    QTest.keyClick(plot, Qt.Key.Key_Left)
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert before == "10:40 tot nu (10:42): 14 binnengekomen. Nog niet klaar."
    assert charts.arrivals.value.text() == "10:35 tot 10:40: 33 binnengekomen."
    assert plot.accessibleName() == "10:35 tot 10:40: 33 binnengekomen."


def test_the_axes_begin_at_zero_and_reach_the_capacity(charts: DayCharts) -> None:
    _, (least, most) = charts.inside.plot.viewRange()
    assert least == 0
    assert most > 1_300


def test_without_a_curve_the_other_charts_are_drawn(
    charts: DayCharts, words: dict[str, Texts]
) -> None:
    charts.show_data(chart_data(replace(glance(), curve=None)), words["nl"])

    assert not charts.inside.isVisible()
    assert charts.arrivals.isVisible()


def test_charts_that_know_nothing_yet_are_hidden(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    charts = DayCharts(LIGHT)
    QVBoxLayout(page).addWidget(charts)
    page.show()
    assert not charts.isVisible()


def test_the_page_gets_its_charts_when_it_is_shown(
    qtbot: QtBot, labels: Language, words: dict[str, Texts]
) -> None:
    labels.use("nl")
    page, counter = HeadcountPage(words["nl"], lambda: NOW, LIGHT), FakeHeadcount(count=glance())
    window = Window(labels, words, language="nl")
    for widget in (page, window):
        qtbot.addWidget(widget)
    HeadcountController(ui_of(window, counter), page, counter, Inline(), every_ms=60_000)
    before = page.findChildren(DayCharts)
    page.on_shown()
    (charts,) = page.findChildren(DayCharts)
    assert before == []
    assert charts.arrivals.plot.times


def test_entrances_divide_the_columns_and_one_alone_has_no_chart() -> None:
    both = quiet(column(0, 10), column(1, 2, entrance="Zuid"), column(5, 14, entrance="Zuid"))
    data = chart_data(both)
    summed = [sum(people) for people in zip(*map(people_of, data.entrances), strict=True)]

    assert [one.name for one in data.entrances] == ["Zuid", "Noord"]
    assert summed == [one.people for one in data.columns]
    assert chart_data(quiet(column(0, 10))).entrances == ()


def people_of(entrance: EntranceColumns) -> list[int]:
    return [one.people for one in entrance.columns]


def test_groups_are_inside_without_staff_and_end_at_the_present_number() -> None:
    staff = replace(column(0, 9), category="Vrijwilliger")
    click = replace(column(0, 7), category="", clicked=True)
    guests = quiet(column(0, 10), column(3, 4, 3), staff, click)
    rules = replace(guests.event.rules, groups={"Bewoner": "bewoner", "Vrijwilliger": "medewerker"})
    (residents,) = chart_data(replace(guests, event=replace(guests.event, rules=rules))).groups

    assert residents.group == "bewoner"
    assert [people for _, people in residents.steps] == [0, 10, 11, 496]


def test_groups_are_those_who_came_in_once_people_were_clicked_out() -> None:
    guests = quiet(column(0, 10), column(3, 4, 3), clicked_out=1)
    rules = replace(guests.event.rules, groups={"Bewoner": "bewoner"})
    data = chart_data(replace(guests, event=replace(guests.event, rules=rules)))

    assert data.groups_arrived
    assert [people for _, people in data.groups[0].steps] == [0, 10, 14, 520]


def test_a_chosen_value_stays_chosen_when_new_numbers_come(
    charts: DayCharts, words: dict[str, Texts]
) -> None:
    QTest.keyClick(charts.arrivals.plot, Qt.Key.Key_Left)
    QTest.keyClick(charts.arrivals.plot, Qt.Key.Key_Left)
    QTest.keyClick(charts.entrances.cells, Qt.Key.Key_Left)
    QTest.keyClick(charts.entrances.cells, Qt.Key.Key_Left)
    seen = charts.arrivals.value.text(), charts.entrances.value.text()
    charts.show_data(chart_data(glance()), words["nl"])

    assert seen == (charts.arrivals.value.text(), charts.entrances.value.text())
    assert seen[1] == "10:35 tot 10:40: 33 binnengekomen."
    said = charts.entrances.cells.accessibleName()
    assert said == f"{seen[1]} Hoofdingang 23, Tuinzijde 10"


def test_the_pointer_looks_up_the_groups_and_entrances_below_it(
    qtbot: QtBot, charts: DayCharts
) -> None:
    cells = charts.entrances.cells
    QTest.mouseMove(cells, QPoint(3, cells.height() // 2))
    qtbot.waitUntil(lambda: charts.entrances.value.text().startswith("09:00 tot 09:05"))
    view = charts.groups.plot.plotItem.vb
    at = chart_data(glance()).groups[0].steps[4][0] / 1000
    charts.groups.plot.scene().sigMouseMoved.emit(view.mapViewToScene(QPointF(at, 10)))

    assert charts.groups.value.text() == "Om 09:20: 14 bewoners, 6 beleid, 7 partners, 2 overig."
    QApplication.sendEvent(cells, QEvent(QEvent.Type.Leave))
    assert charts.entrances.value.text().endswith("Nog niet klaar.")


def test_many_entrances_take_the_whole_width_with_their_numbers(
    charts: DayCharts, words: dict[str, Texts]
) -> None:
    names = [f"Hoofdingang Prodentfabriek, deur {number}" for number in range(1, 13)]
    seen = glance()
    series = [
        replace(one, entrance=names[place % len(names)]) for place, one in enumerate(seen.series)
    ]
    charts.show_data(chart_data(with_series(seen, *series)), words["nl"])
    charts.resize(1000, 800)
    charts.layout().activate()  # type: ignore[union-attr]  # it has one

    assert charts.entrances.width() > 0.9 * charts.width()
    assert names[11] in charts.entrances.cells.accessibleName()
    assert (
        charts.entrances.value.text()
        == "09:00 tot nu (10:42): 1.105 binnengekomen. Nog niet klaar."
    )
    charts.show_data(chart_data(seen), words["nl"])
    charts.layout().activate()  # type: ignore[union-attr]  # as above
    assert charts.entrances.width() < 0.6 * charts.width()
