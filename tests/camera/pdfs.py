"""Writes small PDF files by hand, good ones and nasty ones."""

import zlib
from collections.abc import Sequence
from pathlib import Path

from kiosk.camera.decoding.zxing_decoder import gray
from kiosk.camera.frame import Image

A4 = (595, 842)  # points
_SALT = "00" * 32


def ticket_pdf(path: Path, pages: Sequence[Image]) -> Path:
    """Write a PDF with a picture on each page."""
    objects: list[bytes] = []
    leaves = [_leaf(objects, picture) for picture in pages]
    return _write(path, objects, leaves)


def long_pdf(path: Path, pages: int) -> Path:
    """Write a PDF of so many empty pages."""
    objects: list[bytes] = []
    content = _add(objects, _stream(b""))
    leaves = [_page(objects, A4, content, b"") for _ in range(pages)]
    return _write(path, objects, leaves)


def huge_pdf(path: Path, side: int) -> Path:
    """Write a PDF whose only page is so many points wide and high."""
    objects: list[bytes] = []
    content = _add(objects, _stream(b"0 0 100 100 re f"))
    return _write(path, objects, [_page(objects, (side, side), content, b"")])


def locked_pdf(path: Path) -> Path:
    """Write a PDF that opens with a password only."""
    objects: list[bytes] = []
    content = _add(objects, _stream(b""))
    leaves = [_page(objects, A4, content, b"")]
    lock = f"<< /Filter /Standard /V 1 /R 2 /O <{_SALT}> /U <{_SALT}> /P -4 >>"
    encrypt = _add(objects, lock.encode())
    return _write(path, objects, leaves, f"/Encrypt {encrypt} 0 R /ID [<{_SALT}> <{_SALT}>]")


def endless_pdf(path: Path, depth: int = 9) -> Path:
    """Write a small PDF that takes years to draw: each form draws the next ten times."""
    objects: list[bytes] = []
    form = _add(objects, _form(b"0 0 1 1 re f " * 10, b""))
    for _ in range(depth):
        form = _add(objects, _form(b"/F Do " * 10, f"/XObject << /F {form} 0 R >>".encode()))
    content = _add(objects, _stream(b"/F Do"))
    page = _page(objects, A4, content, f"/XObject << /F {form} 0 R >>".encode())
    return _write(path, objects, [page])


def _leaf(objects: list[bytes], picture: Image) -> int:
    light = gray(picture)
    height, width = light.shape
    image = _add(
        objects,
        _stream(
            zlib.compress(light.tobytes()),
            f"/Type /XObject /Subtype /Image /Width {width} /Height {height} /Filter /FlateDecode"
            " /ColorSpace /DeviceGray /BitsPerComponent 8",
        ),
    )
    high = A4[0] * height / width
    content = _add(objects, _stream(f"{A4[0]} 0 0 {high:.1f} 0 100 cm /I Do".encode()))
    return _page(objects, A4, content, f"/XObject << /I {image} 0 R >>".encode())


def _form(content: bytes, resources: bytes) -> bytes:
    about = "/Type /XObject /Subtype /Form /BBox [0 0 600 900] /Resources << " + (
        resources.decode() + " >>"
    )
    return _stream(content, about)


def _page(objects: list[bytes], size: tuple[int, int], content: int, resources: bytes) -> int:
    return _add(
        objects,
        b"<< /Type /Page /Parent @ 0 R /MediaBox [0 0 %d %d]"
        b" /Contents %d 0 R /Resources << %s >> >>" % (*size, content, resources),
    )


def _stream(content: bytes, about: str = "") -> bytes:
    head = f"<< {about} /Length {len(content)} >>\nstream\n".encode()
    return head + content + b"\nendstream"


def _add(objects: list[bytes], body: bytes) -> int:
    objects.append(body)
    return len(objects)


def _write(path: Path, objects: list[bytes], leaves: Sequence[int], trailer: str = "") -> Path:
    kids = " ".join(f"{leaf} 0 R" for leaf in leaves)
    tree = _add(objects, f"<< /Type /Pages /Kids [{kids}] /Count {len(leaves)} >>".encode())
    root = _add(objects, f"<< /Type /Catalog /Pages {tree} 0 R >>".encode())
    out = bytearray(b"%PDF-1.4\n")
    places: list[int] = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, _in_tree(body, tree))
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += f"trailer << /Size {len(objects) + 1} /Root {root} 0 R {trailer} >>\n".encode()
    out += b"startxref\n%d\n%%%%EOF\n" % start
    path.write_bytes(out)
    return path


def _in_tree(body: bytes, tree: int) -> bytes:
    """Name a page's parent, which was not there yet when the page was made."""
    return (
        body.replace(b"/Parent @", b"/Parent %d" % tree)
        if body.startswith(b"<< /Type /Page ")
        else body
    )
