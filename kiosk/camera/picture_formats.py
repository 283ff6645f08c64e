"""Which picture files are read, and what the others are: by their first bytes, else by name."""

from pathlib import Path

READ = frozenset(
    {".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".bmp", ".dib", ".gif", ".tif", ".tiff"}
    | {".avif", ".jp2", ".ppm", ".pgm", ".pbm"}
)
HEIC = "HEIC"
"""What iPhones make of a photo; there is no free decoder for it."""

_NOT_READ = {
    ".heic": HEIC,
    ".heif": HEIC,
    ".hif": HEIC,
    ".jxl": "JPEG XL",
    ".svg": "SVG",
    ".psd": "Photoshop",
    ".ico": "ICO",
    ".dng": "RAW",
    ".cr2": "RAW",
    ".cr3": "RAW",
    ".nef": "RAW",
    ".arw": "RAW",
    ".eps": "EPS",
    ".ai": "EPS",
    ".docx": "Word",
    ".doc": "Word",
    ".pages": "Pages",
    ".pkpass": "Wallet",
    ".mp4": "video",
    ".mov": "video",
}
PICTURES = READ | {suffix for suffix, kind in _NOT_READ.items() if kind not in ("Word", "Pages")}
"""The names of picture files in a folder: those that are not read are named."""

_HEIF_BRANDS = (b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1")
_BEGINS = (
    (b"\xff\x0a", "JPEG XL"),
    (b"\x00\x00\x00\x0cJXL ", "JPEG XL"),
    (b"8BPS", "Photoshop"),
    (b"%!PS", "EPS"),
    (b"<svg", "SVG"),
    (b"\x00\x00\x01\x00", "ICO"),
)


def kind_not_read(start: bytes, path: Path) -> str:
    """Return the format of a file that was not read, by its first bytes; empty if not known."""
    if start[4:8] == b"ftyp":
        brands = start[8:12], *(start[at : at + 4] for at in range(16, 40, 4))
        if b"avif" not in brands and any(brand in _HEIF_BRANDS for brand in brands):
            return HEIC
    begun = next((kind for begin, kind in _BEGINS if start.startswith(begin)), "")
    return begun or _NOT_READ.get(path.suffix.lower(), "")
