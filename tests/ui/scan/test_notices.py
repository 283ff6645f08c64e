"""A failed action looks like an error, and is shown on every page of the window."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from kiosk.domain.verdict import Colour
from kiosk.errors import WorldFailed
from kiosk.texts import Texts
from kiosk.ui.scan.camera_controller import CameraDialog
from kiosk.ui.scan.verdict_banner import VerdictBanner
from kiosk.ui.style.language import Language
from kiosk.ui.style.theme import LIGHT, WindowOptions
from kiosk.ui.widgets.name_dialog import NameDialog
from kiosk.ui.widgets.status_label import StatusLabel
from tests.ui.fake_scan import FakeScan
from tests.ui.gallery.stage import Stage, Station, staged
from tests.ui.gallery.states import ADMIN, cameras, copied, stick_pulled

Opened = Callable[..., Stage]


@pytest.fixture
def opened(app: QApplication, words: dict[str, Texts], labels: Language) -> Iterator[Opened]:
    staging = []

    def open_stage(station: Station | None = None) -> Stage:
        look = WindowOptions(windowed=True, animated=False)
        size = QSize(1366, 768)
        made = staged(app, labels, words, look, size, post=ADMIN, station=station or Station())
        staging.append(made)
        return made.__enter__()

    yield open_stage
    for made in staging:
        made.__exit__(None, None, None)


def errors(stage: Stage) -> list[str]:
    """Return the errors in sight, in the colour of errors."""
    labels = stage.window.findChildren(StatusLabel)
    return [one.text() for one in labels if one.isVisible() and one.is_trouble and _is_red(one)]


def _is_red(label: StatusLabel) -> bool:
    return label.palette().color(label.foregroundRole()).name() == LIGHT.trouble_ink


def test_a_key_that_can_do_nothing_says_so_on_the_scan_page_in_the_look_of_an_error(
    opened: Opened,
) -> None:
    stage = opened()
    calm = stage.scan.preview.grab().toImage()
    stage.press("F8")
    hint, shown = stage.scan.preview.hint, stage.scan.preview.grab().toImage()
    stage.scan.preview.show_hint(hint)

    assert hint == "Er is hier niets om ongedaan te maken."
    assert calm != shown != stage.scan.preview.grab().toImage()


@pytest.mark.parametrize("page", ["F3", "F4", "F5", "Shift+F3"])
@pytest.mark.parametrize("key", ["F7", "F8"])
def test_a_key_that_can_do_nothing_says_so_over_another_page(
    opened: Opened, page: str, key: str
) -> None:
    stage = opened()
    stage.press(page)
    stage.settle()
    stage.press(key)
    card = stage.part(VerdictBanner).card

    assert not stage.scan.isVisible()
    assert card is not None
    assert card.colour is Colour.ORANGE
    assert card.spoken == stage.scan.preview.hint


def test_what_was_done_over_another_page_looks_like_no_error(opened: Opened) -> None:
    stage = opened()
    stage.press("F3")
    stage.settle()
    stage.scan.notices.show_done("De pincode is ingesteld.")
    card = stage.part(VerdictBanner).card

    assert card is not None
    assert card.colour is Colour.BLUE


class ForgetfulDoor(FakeScan):
    """A door whose last actions cannot be read."""

    def recent_actions(self) -> list:  # type: ignore[type-arg]  # it never returns
        raise WorldFailed("error.work_stuck")


def test_last_scans_that_cannot_be_listed_are_reported(opened: Opened) -> None:
    stage = opened(replace(Station(), scan=ForgetfulDoor()))
    stage.press("F6")

    assert stage.scan.preview.hint == stage.window.words.say("error.work_stuck")


@pytest.mark.parametrize("names", [(), ("Webcam",)], ids=["no camera", "busy"])
def test_the_choice_of_a_camera_shows_its_error_as_one(
    opened: Opened, names: tuple[str, ...]
) -> None:
    stage = opened()
    cameras(*names, trouble="camera_busy" if names else "")(stage)

    assert len(errors(stage)) == 1


def test_cameras_that_are_found_again_end_the_error(opened: Opened) -> None:
    stage = opened()
    cameras("Webcam")(stage)
    sheet = stage.part(CameraDialog)
    choices = sheet.choices
    sheet.show_search_failed("De camera's zijn niet te vinden.")
    failed = errors(stage)
    sheet.show_choices(choices)

    assert failed
    assert not errors(stage)


def test_a_stick_that_was_pulled_out_shows_as_an_error(opened: Opened) -> None:
    stage = opened()
    stick_pulled(stage)

    assert any("te vroeg" in one for one in errors(stage))
    stage.press("F9")
    assert any("too soon" in one or "too early" in one for one in errors(stage))


def test_a_name_that_is_taken_is_asked_again_with_what_was_typed(opened: Opened) -> None:
    stage = opened(copied())
    stage.type("Hoofdingang 1")
    stage.press("Return")
    stage.settle()
    sheet = stage.part(NameDialog)

    assert sheet.isVisible()
    assert "Hoe heet deze laptop" in sheet.accessibleName()
    assert errors(stage) == ["Er is al een laptop 'Hoofdingang 1'. Kies een andere naam."]
    assert sheet.typed == "Hoofdingang 1"
