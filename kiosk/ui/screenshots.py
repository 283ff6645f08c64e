"""Makes pictures of the pages from the real window, without a display."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLineEdit

from kiosk.camera.camera_state import CameraState
from kiosk.checkin.answer import FoundTicket, ScanResult
from kiosk.checkin.station_context import StationContext
from kiosk.texts import Texts
from kiosk.ui.desk.desk_page import DeskPage
from kiosk.ui.files.files_page import FilesPage
from kiosk.ui.headcount.doubles_page import DoublesPage
from kiosk.ui.headcount.headcount_page import HeadcountPage
from kiosk.ui.laptops.laptops_page import LaptopsPage
from kiosk.ui.scan.scan_page import ScanPage
from kiosk.ui.scan.verdict_panel import Timing
from kiosk.ui.shell.main_window import Window
from kiosk.ui.shell.page_keys import PAGE_KEYS
from kiosk.ui.style.language import translated_labels
from kiosk.ui.style.theme import Theme, WindowOptions, apply_theme

if TYPE_CHECKING:
    from kiosk.camera.frame import Frame
    from kiosk.reports.double_report import DoubleEntry
    from kiosk.reports.headcount_report import HeadcountReport
    from kiosk.reports.laptops import Laptops

_AT_ONCE = Timing(wipe=0)


@dataclass(frozen=True, slots=True)
class Answered:
    """A scan result, and the frame in which its ticket was read."""

    answer: ScanResult
    frame: Frame | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """The content of the pictures: a gate at a time (ms UTC), its count, results and camera.

    `frame` is the camera's picture on the page without a result.

    `searched` is typed at the desk, and `found` there. `headcount`, `doubles` and `laptops` are the
    data of those pages.
    """

    post: StationContext
    now: int
    people: int
    answers: Sequence[Answered]
    frame: Frame | None = None
    searched: str = ""
    found: Sequence[FoundTicket] = ()
    headcount: HeadcountReport | None = None
    doubles: Sequence[DoubleEntry] = ()
    laptops: Laptops | None = None


def render_pages(
    app: QApplication,
    folder: Path,
    scene: Scene,
    words: Mapping[str, Texts],
    *,
    options: WindowOptions,
    size: QSize,
) -> list[Path]:
    """Write each page as a PNG file, the scan page once for each result; return the paths."""
    apply_theme(app, options.theme)
    page = ScanPage(
        scene.post, words[options.language], lambda: scene.now, options.theme, timing=_AT_ONCE
    )
    page.footer.show_people(scene.people)
    if scene.frame is not None:
        page.show_camera(CameraState.READY, "")
        page.preview.show_frame(scene.frame)
    with translated_labels(app) as language:
        window = Window(language, words, language=options.language, theme=options.theme)
        window.add_scan(page)
        _add_pages(window, scene, options.theme)
        window.resize(size)
        window.show()
        paths = [_picture(app, window, folder / "scan.png")]
        for each in scene.answers:
            if each.frame is not None:
                page.preview.show_frame(each.frame)
            page.show_answer(each.answer)
            path = folder / f"scan-{each.answer.verdict.outcome}.png"
            paths.append(_picture(app, window, path))
        for name in ("desk", "headcount", "files", "doubles", "laptops"):
            window.show_page(name)
            _type(window, scene)
            paths.append(_picture(app, window, folder / f"{name}.png"))
        window.hide()
    return paths


def _add_pages(window: Window, scene: Scene, theme: Theme) -> None:
    desk = DeskPage(scene.post, window.words, lambda: scene.now, theme)
    desk.searched.connect(lambda text: desk.show_found(text, scene.found))
    headcount = HeadcountPage(window.words, lambda: scene.now, theme)
    if scene.headcount is not None:
        headcount.show_report(scene.headcount)
    window.add_page("desk", desk, *PAGE_KEYS["desk"])
    window.add_page("headcount", headcount, *PAGE_KEYS["headcount"])
    doubles = DoublesPage(scene.post, window.words, lambda: scene.now, theme)
    doubles.show_doubles(scene.doubles)
    window.add_page("doubles", doubles, *PAGE_KEYS["doubles"], at_the_door=False)
    files = FilesPage(scene.post.event, window.words, lambda: scene.now, theme)
    window.add_page("files", files, *PAGE_KEYS["files"])
    laptops = LaptopsPage(scene.post, window.words, lambda: scene.now, theme)
    if scene.laptops is not None:
        laptops.show_laptops(scene.laptops)
    window.add_page("laptops", laptops, *PAGE_KEYS["laptops"])
    window.add_keys_button()


def _type(window: Window, scene: Scene) -> None:
    field = window.findChild(QLineEdit, "search")
    if isinstance(field, QLineEdit) and field.isVisible():
        field.insert(scene.searched)


def _picture(app: QApplication, window: Window, path: Path) -> Path:
    app.processEvents()
    if not window.grab().save(str(path)):
        raise OSError(f"cannot write {path}")
    return path
