"""The picture formats that are read, and the names of others: by first bytes, else by suffix."""

from pathlib import Path

READ = frozenset(
    {".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".webp", ".bmp", ".dib", ".gif", ".tif", ".tiff"}
    | {".avif", ".jp2", ".ppm", ".pgm", ".pbm"}
)
HEIC = "HEIC"
"""The format of iPhone photos; there is no free decoder for it."""

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
PDF = ".pdf"
"""Read by the window only; in a folder of pictures it is reported."""
PICTURES = {PDF} | READ | {one for one, kind in _NOT_READ.items() if kind not in ("Word", "Pages")}
"""The suffixes of picture files in a folder; formats that cannot be read are reported."""

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
    """Return the format of a file that cannot be read, by its first bytes; empty if unknown."""
    if start[4:8] == b"ftyp":
        brands = start[8:12], *(start[at : at + 4] for at in range(16, 40, 4))
        if b"avif" not in brands and any(brand in _HEIF_BRANDS for brand in brands):
            return HEIC
    kind_by_start = next((kind for begin, kind in _BEGINS if start.startswith(begin)), "")
    return kind_by_start or _NOT_READ.get(path.suffix.lower(), "")
