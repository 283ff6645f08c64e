from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QApplication

from kiosk.domain.verdict import Outcome
from kiosk.texts import LANGUAGES, Texts
from kiosk.ui.scan.card_layout import HEADLINE_PX, PlacedText, lay_out_card
from kiosk.ui.scan.rehearsal_card import rehearsal_card
from kiosk.ui.widgets.verdict_card import Card, card_of
from tests.ui.guests import CARDS, EVENT, NOW, answer

# The panel in a window of 1366x768, 1024x600, and 1920x1080 at 150 %.
PANELS = [QRectF(0, 0, 794, 585), QRectF(0, 0, 589, 417), QRectF(0, 0, 742, 537)]
SMALLEST = QRectF(0, 0, 520, 330)


@pytest.fixture(params=PANELS, ids=["1366x768", "1024x600", "1280x720"])
def panel(request: pytest.FixtureRequest) -> QRectF:
    box: QRectF = request.param
    return box


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", CARDS)
def test_the_longest_words_of_every_verdict_fit_the_panel(
    words: dict[str, Texts], panel: QRectF, outcome: Outcome, language: str
) -> None:
    card = card_of(answer(outcome), EVENT, words[language])
    arrangement = lay_out_card(card, panel)
    boxes = [arrangement.sign, *(placed.box for placed in arrangement.texts)]

    assert all(panel.contains(box) for box in boxes)
    assert not any(one.intersects(two) for one, two in pairwise(boxes))
    assert all(_holds_its_text(placed) for placed in arrangement.texts)
    assert {placed.text.text for placed in arrangement.texts} == _said(card)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", CARDS)
def test_headlines_are_read_at_two_metres_and_steps_at_one(
    words: dict[str, Texts], panel: QRectF, outcome: Outcome, language: str
) -> None:
    card = card_of(answer(outcome), EVENT, words[language])
    sizes = {
        placed.text.role: placed.text.font.pixelSize() for placed in lay_out_card(card, panel).texts
    }

    assert sizes["headline"] >= HEADLINE_PX
    assert sizes["step"] >= 18


def test_a_name_without_end_shrinks_instead_of_being_clipped(
    app: QApplication, words: dict[str, Texts], panel: QRectF
) -> None:
    card = card_of(answer(Outcome.ADMITTED), EVENT, words["nl"])
    endless = Card(card.colour, card.shape, card.headline, card.step, name="Wolfeschlegel" * 9)
    arrangement = lay_out_card(endless, panel)

    assert app is not None
    assert all(panel.contains(placed.box) for placed in arrangement.texts)
    assert all(_holds_its_text(placed) for placed in arrangement.texts)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", CARDS)
def test_in_the_smallest_window_words_shrink_rather_than_being_clipped(
    words: dict[str, Texts], outcome: Outcome, language: str
) -> None:
    arrangement = lay_out_card(card_of(answer(outcome), EVENT, words[language]), SMALLEST)

    assert all(SMALLEST.contains(placed.box) for placed in arrangement.texts)
    assert all(_holds_its_text(placed) for placed in arrangement.texts)


def _holds_its_text(placed: PlacedText) -> bool:
    width = placed.box.width()
    return placed.text.fits(width) and placed.text.height(width) <= placed.box.height()


def _said(card: Card) -> set[str]:
    said = {card.headline, card.people, card.name, card.about, card.warning, card.step}
    return said - {""}


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("outcome", CARDS)
def test_a_test_scan_fits_the_panel_and_leaves_the_corner_to_its_number(
    words: dict[str, Texts], panel: QRectF, outcome: Outcome, language: str
) -> None:
    result = replace(answer(outcome), entry=None, test=True)
    arrangement = lay_out_card(rehearsal_card(result, EVENT, words[language], NOW), panel)
    boxes = [arrangement.sign, *(placed.box for placed in arrangement.texts)]
    number = QRectF(panel.right() - 58, 16, 42, 32)

    assert all(panel.contains(box) for box in boxes)
    assert not any(one.intersects(two) for one, two in pairwise(boxes))
    assert not any(box.intersects(number) for box in boxes)
