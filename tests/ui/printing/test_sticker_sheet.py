"""Stickers for laptops: their names, and the pages."""

from dataclasses import replace

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtWidgets import QApplication

from kiosk.admin.laptop_names import planned_names
from kiosk.texts import Texts
from kiosk.ui.printing.sticker_sheet import sticker_pdf, stickers_of
from tests.ui.guests import EVENT

pytestmark = pytest.mark.usefixtures("app")


def test_names_go_by_entrance_and_number_and_none_is_used_twice() -> None:
    names = planned_names(["Noord", "Zuid", "Noord", "Balie", "Balie"], ["Noord 1"])
    assert names == ["Noord 2", "Zuid 1", "Noord 3", "Balie 1", "Balie 2"]


def test_eight_stickers_are_on_a_page_with_number_name_and_phone(
    app: QApplication, words: dict[str, Texts]
) -> None:
    names = planned_names([*["Achteringang bij de fietsenstalling"] * 7, *["Balie"] * 3])
    pdf = PdfDocument(sticker_pdf(stickers_of(names, EVENT, words["nl"]), EVENT.name))
    first, second = (pdf[page].get_textpage().get_text_range() for page in range(len(pdf)))

    assert "Balie 1" in first
    assert first.count("Kapot? Bel") == 8
    assert "Balie 3" in second
    assert "10" in second
    assert app.platformName() == "offscreen"


def test_without_a_phone_a_sticker_names_the_desk(words: dict[str, Texts]) -> None:
    event = replace(EVENT, rules=replace(EVENT.rules, help_phone=""))
    (sticker,) = stickers_of(["Noord 1"], event, words["nl"])
    assert sticker.broken == "Kapot? Ga naar de servicebalie, links na de deur"
