"""The list on paper as a PDF."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from kiosk.domain.ticket import Status, Ticket
from kiosk.reports.fallback_rows import Change, FallbackList, guest_of, parts_of
from kiosk.texts import Texts
from kiosk.ui.printing.fallback_printing import choose_printer, fallback_pdf, print_fallback
from tests.ui.guests import EVENT, NOW

pytestmark = pytest.mark.usefixtures("app")

SURNAMES = ("van den Berg", "'t Hart", "IJzerman", "de Vries", "Özdemir", "El Idrissi", "d'Ancona")
LONG = "Anouk Wilhelmina Catharina Maria van den Heuvel-Özdemir van Amersfoort tot Nijenrode"


def ticket(number: int, name: str, **about: object) -> Ticket:
    made = Ticket(f"{number:032x}", f"WDHS-{number:04}", "shop", "Actieve bewoner", name=name)
    return replace(made, **about)  # type: ignore[arg-type]  # fields of a ticket


def listed(*tickets: Ticket, since: int | None = None) -> FallbackList:
    change = Change.STRUCK if since else None
    guests = [guest_of(one, one.ref, 0, change) for one in tickets]
    return FallbackList(EVENT, NOW, parts_of(guests, EVENT), since)


def texts_of(shown: FallbackList, words: Texts) -> list[str]:
    document = PdfDocument(fallback_pdf(shown, words))
    return [document[page].get_textpage().get_text_range() for page in range(len(document))]


def test_1180_guests_are_on_numbered_pages_in_the_order_of_surnames(
    words: dict[str, Texts],
) -> None:
    guests = [
        ticket(n, f"Gast{n % 40:02} {SURNAMES[n % 7]}", places=n % 4 + 1) for n in range(1180)
    ]
    pages = texts_of(listed(*guests), words["nl"])
    lines = [line for page in pages for line in page.splitlines()]
    surnames = [
        re.sub(r"^Naam .*Pers\. ", "", one.split(", Gast")[0]) for one in lines if ", Gast" in one
    ]
    assert len(pages) == 34
    assert [one for one, after in pairwise([*surnames, ""]) if one != after] == [
        *("Ancona", "Berg", "El Idrissi", "Hart", "Özdemir", "Vries", "IJzerman"),
    ]
    assert len(surnames) == 1180
    assert all(f"blad {number} van 34" in page for number, page in enumerate(pages, 1))
    assert all("Vernietigen na afloop." in page for page in pages)
    assert "Gasten zonder ticket" in pages[-1]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_long_name_is_whole_and_unpaid_guests_go_to_the_desk(
    language: str, words: dict[str, Texts]
) -> None:
    say = words[language].say
    one = ticket(1, LONG, organisation="Stichting Samenwerkende Bewoners Amersfoort")
    other = ticket(2, "Bo Li", listed=Status.UNPAID, valid_from=NOW)
    (page,) = texts_of(listed(one, other), words[language])
    text = " ".join(page.split())
    assert "Nijenrode, Anouk Wilhelmina Catharina Maria van den" in text
    assert "Bewoners Amersfoort" in text
    assert page.count(say("fallback.to_desk")) >= 2  # its line, and the foot
    assert say("fallback.printed", at="").strip() in text


def test_the_file_has_the_time_of_the_list(words: dict[str, Texts]) -> None:
    pdf = fallback_pdf(listed(ticket(1, "Bo Li")), words["nl"])
    made = f"{datetime.fromtimestamp(NOW // 1000, UTC):%Y%m%d%H%M%S}Z".encode()
    assert re.findall(rb"\(D:([^)]*)\)", pdf) == [made, made]
    assert (
        f'xmp:CreateDate="{datetime.fromtimestamp(NOW // 1000, UTC).isoformat()}"'.encode() in pdf
    )


def test_additions_name_the_time_of_the_list_and_whom_to_strike(words: dict[str, Texts]) -> None:
    (page,) = texts_of(listed(ticket(1, "Bo Li"), since=NOW), words["nl"])
    assert "Noodlijst, aanvulling" in page
    assert "Streep deze gasten door op de lijst" in page
    assert "sinds" in page


def test_a_guest_who_moved_is_struck_with_the_new_entrance(words: dict[str, Texts]) -> None:
    one = ticket(1, "Bo Li", entrances=("Tuinzijde",))
    guest = replace(guest_of(one, one.ref, 0, Change.CHANGED), left=("Hoofdingang",))
    shown = FallbackList(EVENT, NOW, parts_of([guest], EVENT), NOW)
    main, garden = texts_of(shown, words["nl"])

    assert "Streep deze gasten door op de lijst" in main
    assert "nu: Tuinzijde" in main
    assert "Streep" not in garden
    assert "anders" in garden


@pytest.mark.parametrize("name", ["Ria Hart", ""])
def test_a_renamed_guest_is_struck_under_the_earlier_name(
    name: str, words: dict[str, Texts]
) -> None:
    one = ticket(1, "Ria Smit")
    guest = guest_of(one, one.ref, 0, Change.CHANGED)
    old = guest_of(replace(one, name=name), one.ref, 0, Change.RENAMED)
    parts = parts_of([guest, replace(old, now="Ria Smit")], EVENT)
    (page,) = texts_of(FallbackList(EVENT, NOW, parts, NOW), words["nl"])
    new, _, struck = page.partition("Streep deze gasten door op de lijst")

    assert "Smit, Ria" in new
    assert ("Hart, Ria" if name else "(eerdere naam)") in struck
    assert "nu: Ria Smit" in struck
    assert "WDHS-0001" in struck


def test_a_printer_gets_the_same_pages_as_the_pdf(words: dict[str, Texts], tmp_path: Path) -> None:
    shown = listed(*(ticket(n, f"Gast{n} de Vries") for n in range(60)))
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "list.pdf"))
    printer.setFullPage(True)
    done = print_fallback(printer, shown, words["nl"])
    document = PdfDocument(tmp_path / "list.pdf")
    printed = [document[page].get_textpage().get_text_range() for page in range(len(document))]

    assert done
    assert printed == texts_of(shown, words["nl"])


def test_a_laptop_without_a_printer_opens_no_dialog(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)

    assert not choose_printer(page, lambda _: None, names=list)
    assert page.findChildren(QDialog) == []
