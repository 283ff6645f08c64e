"""The encoding of a text file: detected from its bytes, or given by the user."""

import codecs
import re
from codecs import getincrementaldecoder
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import ImportWarning, Question

MAC = "mac_roman"
WINDOWS = "cp1252"
_CHUNK = 1 << 20
_MUCH = 8 * _CHUNK
_HEAD = 65_536
_TIMES_MORE = 4
_LONGEST_SHOWN = 40

_MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
}

_NAMES = ("utf-8", "utf-16", "windows-1252", "mac-roman")


@dataclass(frozen=True, slots=True)
class Encoding:
    """An encoding, and two ways to read one of the file's words if it is not certain."""

    name: str
    sure: bool = True
    of_windows: str = ""
    of_a_mac: str = ""

    def warnings(self) -> list[ImportWarning]:
        """Return the warnings."""
        return (
            [ImportWarning("import.warning.mac_letters")] if self.name == MAC and self.sure else []
        )

    def questions(self) -> list[Question]:
        """Ask the user if the bytes do not decide."""
        if self.sure:
            return []
        answers = ("--encoding windows-1252", "--encoding mac-roman")
        values = (self.of_windows, self.of_a_mac)
        params = {"windows": self.of_windows, "mac": self.of_a_mac}
        return [
            Question(
                "encoding", "import.question.which_encoding", answers, values=values, params=params
            )
        ]


def named_encoding(name: str) -> Encoding:
    """Return the encoding with this name; UnusableInput if it is unknown."""
    try:
        known = codecs.lookup(name)
        "x".encode(known.name)
    except (LookupError, ValueError) as error:
        raise UnusableInput("error.encoding_unknown", name=name, known=", ".join(_NAMES)) from error
    return Encoding("utf-8-sig" if known.name == "utf-8" else known.name)


def marked_encoding(head: bytes) -> Encoding | None:
    """Return an encoding shown by the file's first bytes: a mark, or the zeros of UTF-16."""
    for mark, encoding in _MARKS.items():
        if head.startswith(mark):
            return Encoding(encoding)
    for encoding, first in (("utf-16-le", 1), ("utf-16-be", 0)):
        # In UTF-16, every other byte of Western text is zero.
        zeros, others = head[first::2].count(0), head[1 - first :: 2].count(0)
        if zeros > len(head) // 4 and not others:
            return Encoding(encoding)
    return None


def likely_encoding(path: Path) -> Encoding:
    """Return the encoding of a text without a mark: UTF-8, else Windows or Mac."""
    if _is_utf8(path):
        return Encoding("utf-8")
    with path.open("rb") as file:
        return of_windows_or_a_mac(file.read(_MUCH))


def _is_utf8(path: Path) -> bool:
    decoder = getincrementaldecoder("utf-8")()
    several_bytes = False
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            try:
                several_bytes |= not decoder.decode(chunk).isascii()
            except UnicodeDecodeError as error:
                with suppress(UnicodeDecodeError):
                    several_bytes |= not chunk[: error.start].decode(errors="ignore").isascii()
                if several_bytes:
                    # Windows-1252 text is almost never valid UTF-8 by accident.
                    raise UnusableInput("error.list_encoding", file=path.name) from error
                return False
    return True


# Mac encodes letters with accents with bytes that are signs or rare letters in Windows-1252, and
# the other way round. A capital rarely follows a small letter.
_OF_A_MAC = re.compile(
    rb"(?<=[A-Za-z])[\x87-\x91\x98\x9a\x9c-\x9f]"
    rb"|(?<=[A-Za-z])[\x93-\x97\x99\x9b](?=[a-z])"
    rb"|(?<![a-z])[\x80-\x86\x8e](?=[a-z])|(?<=[A-Z])[\x80-\x86]"
)
_OF_WINDOWS = re.compile(
    rb"(?<=[A-Za-z])[\xdf-\xff]|(?<![a-z])[\xc0-\xff](?=[a-z])|(?<=[A-Z])[\xc0-\xde]"
)
# Miloš, Žižek, cœur, and a dash or quotation mark at a word: as likely of Windows-1252.
_OF_EITHER = re.compile(
    rb"(?<=[A-Za-z])[\x9a\x9c\x9e]|(?<=[A-Za-z])[\x8b\x91](?![A-Za-z])"
    rb"|(?<=[A-Za-z])[\x96\x97](?=[a-z])|(?<![A-Za-z])[\x80\x82\x84\x85\x8e](?=[a-z])"
)
_WORD = re.compile(rb"[^\x00-\x20,;|\"]+")


def of_windows_or_a_mac(text: bytes) -> Encoding:
    """Return the more likely of the two for a text that is not UTF-8."""
    of_a_mac = len(_OF_A_MAC.findall(text))
    of_windows = len(_OF_WINDOWS.findall(text))
    doubtful = len(_OF_EITHER.findall(text))
    surely = of_a_mac - doubtful
    if not of_a_mac or of_windows > max(surely, 0) * _TIMES_MORE:
        return Encoding(WINDOWS)
    if surely > 0 and surely >= of_windows * _TIMES_MORE and surely * _TIMES_MORE >= doubtful:
        return Encoding(MAC)
    word = next(one[0] for one in _WORD.finditer(text) if _OF_A_MAC.search(one[0]))
    shown = word[:_LONGEST_SHOWN]
    return Encoding(WINDOWS, False, shown.decode(WINDOWS, "replace"), shown.decode(MAC))
