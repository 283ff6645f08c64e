"""The folder of issued tickets: complete or not there, with names that fit on the paper."""

import csv
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PySide6.QtWidgets import QApplication

from kiosk.admin.requests import IssuedTicket
from kiosk.errors import Cancelled, UnusableInput, WorldFailed
from kiosk.keys.ticket_codes import new_code
from kiosk.texts import Texts
from kiosk.ui.printing.missing_letters import has_all_letters
from kiosk.ui.printing.ticket_folder import ONE_FILE, TicketFolder, file_names
from kiosk.ui.printing.ticket_sheet import write_sheets
from tests.ui.guests import EVENT

LONG = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis"
NAMES = ("Zoë Łukasz Nguyễn", LONG, "Anne-Marie Elisabeth van der Wielen-Oosterhuis de la Fuente")


def ticket(ref: str, name: str = "Zoë", places: int = 1) -> IssuedTicket:
    return IssuedTicket(ref, name, "", "Pers", places, "zoe@example.nl", new_code())


def written(
    tmp_path: Path, words: dict[str, Texts], tickets: Sequence[IssuedTicket], *, one_file: bool
) -> Path:
    folder = TicketFolder(tmp_path / "out", words["nl"], one_file=one_file)
    folder.check()
    folder.write(EVENT, tickets)
    folder.keep()
    return tmp_path / "out"


@pytest.fixture(autouse=True)
def drawing(app: QApplication) -> QApplication:
    return app


def test_a_folder_for_mailing_has_a_row_for_each_guest(
    tmp_path: Path, words: dict[str, Texts]
) -> None:
    tickets = [ticket("WD/1"), ticket("wd_1", "=Jan"), ticket("2")]
    out = written(tmp_path, words, tickets, one_file=False)
    text = (out / "tickets.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))

    assert [row["file"] for row in rows] == [
        "ticket-WD_1.pdf",
        "ticket-wd_1_2.pdf",
        "ticket-2.pdf",
    ]
    assert [(row["name"], row["email"], row["ticket"]) for row in rows] == [
        ("Zoë", "zoe@example.nl", "WD/1"),
        ("'=Jan", "zoe@example.nl", "wd_1"),
        ("Zoë", "zoe@example.nl", "2"),
    ]
    for row, one in zip(rows, tickets, strict=True):
        page = pypdfium2.PdfDocument(out / row["file"])[0]
        (read,) = zxingcpp.read_barcodes(page.render(scale=2, grayscale=True).to_numpy())
        assert read.text == one.code
        picture = cv2.imread(str(out / row["picture"]), cv2.IMREAD_GRAYSCALE)
        assert picture is not None
        (read,) = zxingcpp.read_barcodes(picture)
        assert read.text == one.code
        inked = np.nonzero(picture < 128)
        assert min(inked[0].min(), inked[1].min()) == 4 * 12  # white modules of 12 px around it


def test_four_tickets_are_on_a_sheet_with_marks_for_cutting(
    tmp_path: Path, words: dict[str, Texts]
) -> None:
    tickets = [ticket(f"T-{number}", NAMES[number % 3], 2) for number in range(5)]
    out = written(tmp_path, words, tickets, one_file=True)
    document = pypdfium2.PdfDocument(out / ONE_FILE)
    pages = [page.render(scale=2, grayscale=True).to_numpy() for page in document]
    sheet = pages[0]
    read = [one.text for page in pages for one in zxingcpp.read_barcodes(page)]

    assert [path.name for path in out.iterdir()] == [ONE_FILE]
    assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [210, 297]
    assert sorted(read) == sorted(one.code for one in tickets)
    middle = sheet[:, sheet.shape[1] // 2 - 2 : sheet.shape[1] // 2 + 3]
    assert (middle[:20] < 200).any()
    assert (middle[sheet.shape[0] // 2 - 5 : sheet.shape[0] // 2 + 5] < 200).any()
    text = "".join(document[0].get_textpage().get_text_bounded().split())
    for name in NAMES:
        assert "".join(name.split()).replace("-", "") in text.replace("-", "").replace("\x02", "")
    assert "voor2personen" in text


@pytest.mark.parametrize("name", NAMES)
def test_a_long_name_stays_within_its_ticket(
    tmp_path: Path, words: dict[str, Texts], name: str
) -> None:
    out = written(tmp_path, words, [ticket("T-1", name)], one_file=True)
    sheet = pypdfium2.PdfDocument(out / ONE_FILE)[0].render(scale=2, grayscale=True).to_numpy()
    across, down = sheet.shape[1] // 2, sheet.shape[0] // 2
    # Between the marks for cutting nothing crosses the edges of the ticket.
    assert (sheet[60 : down - 60, across - 20 : across + 20] > 200).all()
    assert (sheet[down - 20 : down + 20, 60 : across - 60] > 200).all()
    assert (sheet[60 : down - 60, :10] > 200).all()


@pytest.mark.parametrize("one_file", [True, False])
def test_work_that_is_stopped_leaves_no_file(
    tmp_path: Path, words: dict[str, Texts], one_file: bool
) -> None:
    seen = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 2:
            raise Cancelled

    folder = TicketFolder(tmp_path / "out", words["nl"], one_file=one_file, progress=stop)
    with pytest.raises(Cancelled):
        folder.write(EVENT, [ticket(f"T-{number}") for number in range(4)])
    assert seen == [(1, 4), (2, 4)]
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_files_is_left_alone(tmp_path: Path, words: dict[str, Texts]) -> None:
    (tmp_path / "mine.txt").write_text("keep")
    with pytest.raises(UnusableInput):
        TicketFolder(tmp_path, words["nl"], one_file=True).check()
    with pytest.raises(UnusableInput):
        TicketFolder(tmp_path / "no" / "where", words["nl"], one_file=True).check()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_reported() -> None:
    with pytest.raises(WorldFailed):
        write_sheets(Path("/dev/full"), "x", [], lambda _: None)


def test_a_name_without_a_font_is_left_out_and_reported(
    tmp_path: Path, words: dict[str, Texts]
) -> None:
    odd = "Jan \U0001fae8\U000e0001\U00016fe4"
    assert not has_all_letters(odd)
    assert all(map(has_all_letters, NAMES))
    folder = TicketFolder(tmp_path / "out", words["nl"], one_file=True)
    folder.write(EVENT, [ticket("T-1", odd), ticket("T-2")])
    folder.keep()
    text = pypdfium2.PdfDocument(tmp_path / "out" / ONE_FILE)[0].get_textpage().get_text_bounded()

    assert folder.nameless == ("T-1",)
    assert "Jan" not in text


def test_file_names_differ_on_disks_that_ignore_case() -> None:
    names = file_names(["A", "a", "A/", "a_", "../../x", "é" * 90])
    assert len({name.lower() for name in names}) == len(names)
    assert all(name.startswith("ticket-") and "/" not in name for name in names)
