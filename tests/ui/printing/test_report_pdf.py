"""The report of the day as a PDF and as a picture."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pypdfium2 import PdfDocument

from kiosk.domain.counting.series import InsideCurve
from kiosk.reports.day_report.day_report import (
    DayReport,
    Organisations,
    Times,
)
from kiosk.texts import Texts
from kiosk.ui.printing.fixed_dates import with_fixed_dates
from kiosk.ui.printing.report_pages.curve_drawing import nice_step
from kiosk.ui.printing.report_pages.report_pdf import report_pdf, report_png
from tests.ui.report_days import LONG, day, laptop_day

pytestmark = pytest.mark.usefixtures("app")

Draw = Callable[[DayReport, Texts], bytes]


def texts_of(pdf: bytes) -> list[str]:
    document = PdfDocument(pdf)
    return [document[page].get_textpage().get_text_range() for page in range(len(document))]


def test_the_page_has_the_figures_and_room_to_sign(words: dict[str, Texts]) -> None:
    page, log = texts_of(report_pdf(day(), words["nl"]))
    for text in (
        *("390\r\nbezoekers", "52\r\nmedewerkers en vrijwilligers", "10\r\norganisaties"),
        "412 om 12:00, toegestaan is 400: 12 te veel",
        "eerste binnen 09:42, laatste binnen 15:42, laatste eruit 16:42",
        "540, niet gekomen: 112, gekomen buiten de lijst: 2",
        "3 mensen te veel op een ticket, nog niet bekeken: 1",
        "40 scans: niet gevonden 31, al binnen 8, nog even wachten 1",
        "380 om 10:42 (volgens de laptops 376)",
        *(LONG, "8 organisaties van minder dan 5 mensen", "zonder organisatie"),
        *("ingeleverd", "Naam", "Handtekening", "blad 1 van 2"),
    ):
        assert text in page
    assert "VOORLOPIG" not in page
    assert re.search(r"12:00\s+412\s+415\s", log)
    assert "Grijs en vet: meer dan is toegestaan." in log


def test_a_laptop_that_did_not_hand_in_is_across_every_page(words: dict[str, Texts]) -> None:
    laptops = [laptop_day("Hoofdingang 1"), laptop_day("Tuin 2", handed_in=False)]
    shown = day(laptops=laptops)
    for text in texts_of(report_pdf(shown, words["nl"])):
        assert "VOORLOPIG: Tuin 2 heeft niet ingeleverd (82 mensen bekend tot 16:40)" in text
    for text in texts_of(report_pdf(replace(shown, never_heard=1), words["en"])):
        assert "known up to 16:40), and nothing is known of 1 laptop yet" in text


def test_without_exits_the_column_says_so_and_has_a_note(words: dict[str, Texts]) -> None:
    page, log = texts_of(report_pdf(replace(day(), arrivals=True), words["nl"]))
    assert "Meeste mensen binnen" not in page
    assert "12, de meeste van 11:00 tot 12:00: 162" in page
    headings = log[log.index("Tijd") : log.index("Tijd") + 60]
    assert ("binnengekomen" in headings, "niemand uitgescand" in log) == (True, True)


def test_many_laptops_areas_and_hours_have_room(words: dict[str, Texts]) -> None:
    laptops = [laptop_day(f"Deur {n}", handed_in=n != 39) for n in range(40)]
    page, *log = texts_of(report_pdf(day(areas=6, hours=70, laptops=laptops), words["nl"]))
    assert page.index("Deur 39") < page.index("Deur 0") < page.index("33 andere laptops")
    assert len(log) == 4
    assert all(f"blad {n} van 5" in text for n, text in enumerate(log, 2))


def test_a_day_without_guests_is_a_page_too(words: dict[str, Texts]) -> None:
    empty = replace(day(), curve=InsideCurve(()), half_hours=(), categories=(), times=Times())
    page, log = texts_of(report_pdf(empty, words["nl"]))
    assert "Er is niemand binnengekomen." in page
    assert "Er is nog niemand binnengekomen." in log
    assert "met medewerkers" not in page  # the heading of a curve


def test_the_widest_name_of_60_letters_is_on_the_page_completely(words: dict[str, Texts]) -> None:
    widest = "W" * 57 + "end"
    found = replace(day(), organisations=Organisations(((widest, 140), (LONG, 66))))
    page, _ = texts_of(report_pdf(found, words["nl"]))
    assert widest in page.replace("\r\n", "").replace(" ", "")
    assert LONG in page


def test_large_numbers_are_written_as_in_the_language(words: dict[str, Texts]) -> None:
    laptops = [laptop_day("Tuin 2", handed_in=False, people=2892)]
    totals = replace(day().totals, doubles=1200, doubles_open=0, refused={"unknown": 1500})
    shown = replace(day(laptops=laptops), totals=totals)
    page, _ = texts_of(report_pdf(shown, words["nl"]))
    assert "(2.892 mensen bekend tot 16:40)" in page
    assert "1.200 mensen te veel op een ticket" in page
    assert "1.500 scans: niet gevonden 1.500" in page
    assert "(2,892 people known up to 16:40)" in texts_of(report_pdf(shown, words["en"]))[0]


@pytest.mark.parametrize("draw", [report_pdf, report_png])
def test_the_same_figures_are_the_same_bytes(words: dict[str, Texts], draw: Draw) -> None:
    assert draw(day(), words["nl"]) == draw(day(), words["nl"])
    assert draw(day(), words["nl"]) != draw(day(), words["en"])


def test_the_file_has_the_time_of_the_last_entry_and_a_whole_table(words: dict[str, Texts]) -> None:
    pdf = report_pdf(day(), words["nl"])
    made = f"{datetime.fromtimestamp(day().as_of // 1000, UTC):%Y%m%d%H%M%S}Z".encode()
    assert re.findall(rb"\(D:([^)]*)\)", pdf) == [made, made]
    start = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    places = [int(one) for one in re.findall(rb"(\d{10}) 00000 n", pdf[start:])]
    assert [pdf[at:].split(None, 3)[1:3] for at in places] == [[b"0", b"obj"]] * len(places)


@pytest.mark.parametrize("zone", [b"Z", b"+05'45'", b"-04'00'"])
def test_the_dates_of_any_zone_become_the_same(zone: bytes) -> None:
    head = b"%PDF\n1 0 obj\n/CreationDate (D:20260530120000" + zone + b")\n/ModDate (D:2" + zone
    body = head + b")\nendobj\n2 0 obj\nendobj\n"
    table = b"xref\n0000000005 00000 n \n%010d 00000 n \n" % body.index(b"2 0 obj")
    made = with_fixed_dates(body + table + b"startxref\n%d \n%%%%EOF\n" % len(body), 0)
    assert made.startswith(b"%PDF\n1 0 obj\n/CreationDate (D:19700101000000Z)\n/ModDate (D:1970")
    place = int(re.findall(rb"(\d{10}) 00000 n", made)[1])
    assert made[place:].startswith(b"2 0 obj")
    assert made[int(re.findall(rb"startxref\s+(\d+)", made)[0]) :].startswith(b"xref")


@pytest.mark.parametrize(
    ("most", "step"), [(0, 1), (4, 1), (5, 2), (21, 10), (412, 200), (1000, 500), (90_000, 50_000)]
)
def test_the_lines_behind_the_curve_are_at_round_numbers(most: int, step: int) -> None:
    assert nice_step(most) == step
