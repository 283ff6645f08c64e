"""Printed tickets are read by the scan path, at 150 dpi and 60 % of their size, with faults.

The long form prints 1,000 tickets; a few are printed always.
"""

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest

from kiosk.admin.requests import IssuedTicket
from kiosk.camera.frame import Frame, Image
from kiosk.camera.frame_reader import FrameReader
from kiosk.keys.signing import new_signing_key
from kiosk.keys.ticket_codes import SignedCode, new_code, sign_code
from kiosk.texts import Texts
from kiosk.ui.printing.ticket_folder import ONE_FILE, TicketFolder
from tests.ui.guests import EVENT
from tests.ui.printing.webcam import FAULTS, seen_by_webcam

_MM, _DPI, _SHRUNK = 25.4, 150, 0.6
_PER_SHEET = 4
_FRAMES = 5
_LIMIT_S = 15
NAMES = (
    "Zoë van den Berg",
    "Łukasz Żółć",
    "Nguyễn Thị Ánh Tuyết",
    "Anne-Marie Elisabeth van der Wielen-Oosterhuis de la Fuente",
    "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis",
    "",
)


def issued(count: int) -> list[IssuedTicket]:
    """Return tickets with plain and signed codes in turn."""
    organiser = new_signing_key()
    tickets = []
    for number in range(count):
        ref, category = f"T-{number:04}", "Actieve bewoner"
        signed = sign_code(organiser, SignedCode("ab" * 16, ref, category, 1))
        code = signed if number % 2 else new_code()
        name = NAMES[number % len(NAMES)]
        tickets.append(IssuedTicket(ref, name, "", category, 1 + number % 3, "", code))
    return tickets


def rendered(path: Path) -> Iterator[Image]:
    """Yield each A6 ticket of the sheets as pixels."""
    document = pypdfium2.PdfDocument(path)
    for page in document:
        sheet = page.render(scale=_DPI / 72, grayscale=True).to_numpy()
        high, wide = sheet.shape[0] // 2, sheet.shape[1] // 2
        for place in range(_PER_SHEET):
            top, left = place // 2 * high, place % 2 * wide
            yield np.ascontiguousarray(sheet[top : top + high, left : left + wide])
    document.close()


def read_by_camera(ticket: Image, number: int) -> str | None:
    """Return the code that the program reads from a webcam, within half a second."""
    shrunk = cv2.resize(ticket, None, fx=_SHRUNK, fy=_SHRUNK, interpolation=cv2.INTER_AREA)
    small, fault, reader = np.asarray(shrunk, np.uint8), FAULTS[number % len(FAULTS)], FrameReader()
    for moment in range(_FRAMES):
        grey = seen_by_webcam(small, fault, number + moment * 10_000)
        frame = Frame(np.ascontiguousarray(np.dstack([grey] * 3)), at=moment * 0.1)
        if (scanned := reader.read_frame(frame).scanned) is not None:
            return scanned.text
    return None


def unread(path: Path, tickets: Sequence[IssuedTicket]) -> list[tuple[str, str]]:
    """Return the tickets, with their fault, whose code was not read."""
    pages = list(rendered(path))[: len(tickets)]
    assert len(pages) == len(tickets)
    return [
        (ticket.ref, FAULTS[number % len(FAULTS)])
        for number, (ticket, page) in enumerate(zip(tickets, pages, strict=True))
        if read_by_camera(page, number) != ticket.code
    ]


@pytest.mark.parametrize(
    "count", [9, pytest.param(1000, marks=[pytest.mark.slow, pytest.mark.timeout(1800)])]
)
@pytest.mark.usefixtures("app")
def test_each_printed_ticket_is_read_by_a_webcam(
    words: dict[str, Texts], tmp_path: Path, count: int
) -> None:
    tickets = issued(count)
    folder = TicketFolder(tmp_path / "tickets", words["nl"], one_file=True)
    began = time.process_time()
    folder.write(EVENT, tickets)
    took = time.process_time() - began
    folder.keep()
    path = tmp_path / "tickets" / ONE_FILE
    print(f"{count} tickets: {took:.1f} s of CPU, {path.stat().st_size / count:.0f} bytes each")

    assert unread(path, tickets) == []
    assert took <= _LIMIT_S
