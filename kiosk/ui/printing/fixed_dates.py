"""Makes a PDF of Qt the same wherever and whenever it is made."""

import re
from datetime import UTC, datetime

_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:[^)]*\)")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_PLACE = re.compile(rb"(\d{10}) (\d{5}) n")
_HEAD_BYTES = 2_000  # the dates are in the first object
_XMP = """<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:CreateDate="{at}" xmp:ModifyDate="{at}"/></rdf:RDF>
</x:xmpmeta><?xpacket end='w'?>"""


def dated_metadata(at: int) -> bytes:
    """Return XMP metadata for a PDF of Qt with a time (ms UTC), instead of the laptop's."""
    return _XMP.format(at=datetime.fromtimestamp(at // 1000, UTC).isoformat()).encode()


def with_fixed_dates(pdf: bytes, at: int) -> bytes:
    """Return a PDF of Qt with other dates: a time in ms UTC, instead of the laptop's.

    Qt writes the zone of the laptop, so the length may change; the table of the places of all
    objects is corrected for that.
    """
    moment = f"{datetime.fromtimestamp(at // 1000, UTC):%Y%m%d%H%M%S}Z".encode()
    start = _START.search(pdf)
    table = int(start.group(1)) if start else 0
    old_head = pdf[: min(_HEAD_BYTES, table)]
    head, found = _DATE.subn(rb"/\1 (D:" + moment + rb")", old_head)
    if not found or start is None:
        raise ValueError("a PDF of Qt has dates in its first object, and a table at its end")
    moved = len(head) - len(old_head)
    changed_at = pdf.index(b"/CreationDate")

    def place(found: re.Match[bytes]) -> bytes:
        old = int(found.group(1))
        return b"%010d %s n" % (old + moved if old > changed_at else old, found.group(2))

    body = head + pdf[len(old_head) : table]
    end = _PLACE.sub(place, pdf[table : start.start()])
    return body + end + b"startxref\n%d \n%%%%EOF\n" % (table + moved)
