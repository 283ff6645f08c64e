"""Makes pictures of all states, with an overview page and sheets: `make pictures`.

`python -m tests.ui.gallery [NAME...]` makes the states whose names start with NAME.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from kiosk.texts import LANGUAGES
from kiosk.ui.application import start_app
from kiosk.ui.shell.garbage import garbage_collected_here
from kiosk.ui.style.theme import LIGHT, THEMES, WindowOptions, apply_theme, font
from tests.ui.gallery.played import SCREENS, Screen, played
from tests.ui.gallery.stage import ticket_held_up
from tests.ui.gallery.states import ONLY_PICTURES, STATES, State

FOLDER = Path("build/pictures")
_ON_A_SHEET = 12
_COLUMNS = 3
_SMALL = QSize(680, 390)
_CAPTION_PX = 24


def main(names: Sequence[str]) -> None:
    """Make all pictures, each screen in its own process: a process has one scale."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda screen: _in_a_process(screen, names), SCREENS))
    index = FOLDER / "index.html"
    index.write_text(_page(wanted(names)), encoding="utf-8")
    print(index)


def wanted(names: Sequence[str]) -> list[State]:
    """Return the states whose names begin with one of these; all if none is given."""
    states = (*STATES, *ONLY_PICTURES)
    return [one for one in states if not names or one.name.startswith(tuple(names))]


def _in_a_process(screen: Screen, names: Sequence[str]) -> None:
    command = [sys.executable, "-m", "tests.ui.gallery", "--screen", screen.name, *names]
    scaled = {**os.environ, "QT_SCALE_FACTOR": str(screen.scale)}
    subprocess.run(command, env=scaled, check=True, stderr=subprocess.DEVNULL)


def make(screen: Screen, names: Sequence[str]) -> None:
    """Make the pictures of one screen, and their sheets."""
    app = start_app(LIGHT, offscreen=True)
    for language in LANGUAGES:
        for name, theme in THEMES.items():
            look = WindowOptions(language=language, theme=theme, animated=False)
            apply_theme(app, theme)
            made: list[tuple[str, QImage]] = []
            for state, stage in played(app, wanted(names), look, screen.size, ticket_held_up()):
                picture = stage.picture()
                path = FOLDER / _file(state, screen, language, name)
                path.parent.mkdir(parents=True, exist_ok=True)
                picture.save(str(path))
                made.append((state.name, _small(picture)))
            for number, sheet in enumerate(_sheets(made), start=1):
                title = f"sheet-{screen.name}-{language}-{name}-{number}.png"
                sheet.save(str(FOLDER / title))


def _file(state: State, screen: Screen, language: str, theme: str) -> str:
    return f"{screen.name}/{language}-{theme}/{state.name}.png"


def _small(picture: QImage) -> QImage:
    picture.setDevicePixelRatio(1)
    kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    return picture.scaled(_SMALL, kept, smooth)


def _sheets(made: Sequence[tuple[str, QImage]]) -> Iterator[QImage]:
    for first in range(0, len(made), _ON_A_SHEET):
        yield _sheet(made[first : first + _ON_A_SHEET])


def _sheet(made: Sequence[tuple[str, QImage]]) -> QImage:
    wide, high = _SMALL.width() + 8, _SMALL.height() + _CAPTION_PX
    rows = -(-len(made) // _COLUMNS)
    sheet = QImage(wide * _COLUMNS, high * rows, QImage.Format.Format_RGB32)
    sheet.fill(QColor("#808080"))
    painter = QPainter(sheet)
    painter.setFont(font(15))
    for number, (name, small) in enumerate(made):
        x, y = number % _COLUMNS * wide, number // _COLUMNS * high
        painter.drawText(QRect(x + 6, y, wide, _CAPTION_PX), Qt.AlignmentFlag.AlignVCenter, name)
        painter.drawImage(x, y + _CAPTION_PX, small)
    painter.end()
    return sheet


def _page(states: Sequence[State]) -> str:
    rows = "".join(_row(state) for state in states)
    return (
        "<!doctype html><meta charset=utf-8><title>Pictures</title>"
        "<style>body{font:16px sans-serif;background:#888}img{width:32%;margin:2px}</style>"
        f"{rows}\n"
    )


def _row(state: State) -> str:
    files = [
        _file(state, screen, language, theme)
        for language in LANGUAGES
        for theme in THEMES
        for screen in SCREENS
    ]
    pictures = "".join(
        f'<a href="{html.escape(file)}"><img loading=lazy src="{html.escape(file)}"'
        f' title="{html.escape(file)}" alt=""></a>'
        for file in files
    )
    return f"\n<h2>{html.escape(state.name)}</h2>{pictures}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--screen"]:
        with garbage_collected_here():
            make(next(one for one in SCREENS if one.name == sys.argv[2]), sys.argv[3:])
    else:
        main(sys.argv[1:])
