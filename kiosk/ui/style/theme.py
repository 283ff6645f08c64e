"""Colours, fonts and the stylesheet of the whole window."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from string import Template

from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
)
from PySide6.QtWidgets import QApplication

from kiosk.domain.verdict import Colour
from kiosk.paths import RESOURCES

FAMILY = "Inter"
_NORMAL = QFont.Weight.Normal


@dataclass(frozen=True, slots=True)
class Ink:
    """A background colour and the text colour on it."""

    paper: str
    ink: str


# Orange is bright with dark ink: darkened until white can be read on it, it turns brown.
_VERDICTS = {
    Colour.GREEN: Ink("#0a6430", "#ffffff"),
    Colour.BLUE: Ink("#0b4a8f", "#ffffff"),
    Colour.ORANGE: Ink("#ffa22b", "#1c1100"),
    Colour.RED: Ink("#a8161c", "#ffffff"),
    Colour.GREY: Ink("#3a4757", "#ffffff"),
}


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of the window, as #rrggbb."""

    window: str
    surface: str
    line: str
    text: str
    muted: str
    accent: str
    accent_ink: str
    hover: str
    focus: str
    trouble: str
    trouble_ink: str
    preview: str
    leaving: str
    leaving_ink: str
    room: str
    room_ink: str
    test: str
    test_ink: str
    verdicts: Mapping[Colour, Ink] = field(default_factory=lambda: dict(_VERDICTS))


LIGHT = Theme(
    window="#eef2f7",
    surface="#ffffff",
    line="#ccd5e0",
    text="#17202b",
    muted="#475467",
    accent="#123a63",
    accent_ink="#ffffff",
    hover="#dfe7f1",
    focus="#9a5b00",
    trouble="#fbe1de",
    trouble_ink="#7d1016",
    preview="#151d27",
    leaving="#4b2a84",
    leaving_ink="#ffffff",
    room="#2b333d",
    room_ink="#ffffff",
    test="#4d5866",
    test_ink="#ffffff",
)
DARK = Theme(
    window="#0e141b",
    surface="#19222d",
    line="#344253",
    text="#f2f5f9",
    muted="#b3bfcd",
    accent="#9ccaff",
    accent_ink="#0c1622",
    hover="#263342",
    focus="#ffc14d",
    trouble="#4a161a",
    trouble_ink="#ffdcd9",
    preview="#05080c",
    leaving="#cdb4ff",
    leaving_ink="#1d0b40",
    room="#dfe5ec",
    room_ink="#101820",
    test="#aab4c0",
    test_ink="#10161d",
)
THEMES = {"light": LIGHT, "dark": DARK}


@dataclass(frozen=True, slots=True)
class WindowOptions:
    """The options of the window on this laptop."""

    language: str = "nl"
    theme: Theme = LIGHT
    windowed: bool = False
    mirrored: bool = True
    animated: bool = True


DEFAULT_OPTIONS = WindowOptions()


def stylesheet(theme: Theme, path: Path = RESOURCES / "style" / "kiosk.qss") -> str:
    """Return the window's stylesheet in the theme's colours."""
    return Template(path.read_text(encoding="utf-8")).substitute(asdict(theme), family=FAMILY)


def load_fonts(folder: Path = RESOURCES / "fonts") -> None:
    """Add the bundled font to the application."""
    for path in sorted(folder.glob("*.otf")):
        QFontDatabase.addApplicationFont(str(path))


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give the application its style, font and colours."""
    app.setStyle("Fusion")
    app.setFont(font(17))
    app.setStyleSheet(stylesheet(theme))


def font(pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the program's font at a size in pixels."""
    made = QFont(FAMILY)
    made.setPixelSize(max(1, round(pixels)))
    made.setWeight(weight)
    return made


def font_within(
    text: str, width: float, pixels: float, smallest: float, weight: QFont.Weight = _NORMAL
) -> QFont:
    """Return the largest font, between two sizes in pixels, in which a line fits a width."""
    size = round(pixels)
    while size > smallest and QFontMetricsF(font(size, weight)).horizontalAdvance(text) > width:
        size -= 1
    return font(size, weight)


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (#rrggbb) as WCAG computes it: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    made = QColor(colour)
    red, green, blue = (_linear(part) for part in (made.redF(), made.greenF(), made.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB


RADIUS = 18.0
