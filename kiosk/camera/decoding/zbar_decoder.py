"""The second decoder, where its library is there: pyzbar reads strong tilts that ZXing misses."""

from kiosk.camera.decoding.detected_code import Code, clockwise, usable
from kiosk.camera.decoding.guarded_decoder import Decoder, Faultless
from kiosk.camera.frame import Image

try:
    from pyzbar import pyzbar
except (ImportError, OSError):  # no libzbar on this Linux; no Visual C++ runtime on this Windows
    pyzbar = None

_CORNERS = 4


def zbar_decoder() -> Decoder | None:
    """Return what reads a grey picture and its negative with pyzbar; None where it is absent."""
    return None if pyzbar is None else Faultless("pyzbar", _read_both)


def _read_both(gray: Image) -> tuple[Code, ...]:
    """Read dark codes on light, else light ones on dark: the library tries only the first."""
    return _read(gray) or _read(255 - gray)


def _read(gray: Image) -> tuple[Code, ...]:
    found = pyzbar.decode(gray, symbols=[pyzbar.ZBarSymbol.QRCODE])
    codes = (Code(_text(symbol.data), _corners(symbol)) for symbol in found)
    return tuple(code for code in codes if usable(code.text))


def _text(data: bytes) -> str:
    """Return an ASCII text; the library guesses other character sets, and wrongly: none then."""
    return data.decode("ascii") if data.isascii() else ""


def _corners(symbol: "pyzbar.Decoded") -> tuple[tuple[float, float], ...]:
    if len(symbol.polygon) == _CORNERS:
        return clockwise((float(point.x), float(point.y)) for point in symbol.polygon)
    left, top, width, height = symbol.rect
    right, bottom = left + width, top + height
    return ((left, top), (right, top), (right, bottom), (left, bottom))
