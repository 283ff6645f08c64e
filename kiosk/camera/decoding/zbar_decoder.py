"""The second decoder, if its library is installed: pyzbar reads tilted codes that ZXing misses."""

from kiosk.camera.decoding.detected_code import Code, clockwise, is_usable
from kiosk.camera.decoding.guarded_decoder import Decoder, GuardedDecoder
from kiosk.camera.frame import Image

try:
    from pyzbar import pyzbar
except (ImportError, OSError):  # no libzbar on this Linux; no Visual C++ runtime on this Windows
    pyzbar = None

_CORNERS = 4


def zbar_decoder() -> Decoder | None:
    """Return a decoder of grey pictures and their negatives; None without pyzbar."""
    return None if pyzbar is None else GuardedDecoder("pyzbar", _read_both)


def _read_both(gray: Image) -> tuple[Code, ...]:
    """Read dark codes on light, else light ones on dark: pyzbar reads only the first kind."""
    return _read(gray) or _read(255 - gray)


def _read(gray: Image) -> tuple[Code, ...]:
    found = pyzbar.decode(gray, symbols=[pyzbar.ZBarSymbol.QRCODE])
    codes = (Code(_text(symbol.data), _corners(symbol)) for symbol in found)
    return tuple(code for code in codes if is_usable(code.text))


def _text(data: bytes) -> str:
    """Return an ASCII text, else "": pyzbar guesses other encodings, and wrongly."""
    return data.decode("ascii") if data.isascii() else ""


def _corners(symbol: "pyzbar.Decoded") -> tuple[tuple[float, float], ...]:
    if len(symbol.polygon) == _CORNERS:
        return clockwise((float(point.x), float(point.y)) for point in symbol.polygon)
    left, top, width, height = symbol.rect
    right, bottom = left + width, top + height
    return ((left, top), (right, top), (right, bottom), (left, bottom))
