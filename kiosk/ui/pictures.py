"""Pictures of the pages as they look, made from the real window without a display."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from kiosk.answers import Answer
from kiosk.camera.state import CameraState
from kiosk.ui.language import labels
from kiosk.ui.post import Post
from kiosk.ui.scan_page import ScanPage
from kiosk.ui.theme import Look, dress
from kiosk.ui.verdict_panel import Timing
from kiosk.ui.window import Window
from kiosk.words import Words

if TYPE_CHECKING:
    from kiosk.camera.frame import Frame

_AT_ONCE = Timing(wipe=0)


@dataclass(frozen=True, slots=True)
class Scene:
    """What the pictures show: a post at a time (ms UTC), its people, its answers, its camera."""

    post: Post
    now: int
    people: int
    answers: Sequence[Answer]
    frame: Frame | None = None


def render_pages(
    app: QApplication,
    folder: Path,
    scene: Scene,
    words: Mapping[str, Words],
    *,
    look: Look,
    size: QSize,
) -> list[Path]:
    """Write the scan page between guests and with each answer as PNG files; return their paths."""
    dress(app, look.theme)
    page = ScanPage(
        scene.post, words[look.language], lambda: scene.now, look.theme, timing=_AT_ONCE
    )
    page.show_people(scene.people)
    if scene.frame is not None:
        page.show_camera(CameraState.READY, "")
        page.show_frame(scene.frame)
    with labels(app) as language:
        window = Window(language, words, language=look.language, theme=look.theme)
        window.add_scan(page)
        window.resize(size)
        window.show()
        paths = [_picture(app, window, folder / "scan.png")]
        for answer in scene.answers:
            page.show_answer(answer)
            path = folder / f"scan-{answer.verdict.outcome}.png"
            paths.append(_picture(app, window, path))
        window.hide()
    return paths


def _picture(app: QApplication, window: Window, path: Path) -> Path:
    app.processEvents()
    if not window.grab().save(str(path)):
        raise OSError(f"cannot write {path}")
    return path
