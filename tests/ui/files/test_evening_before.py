"""The evening before a festival: all lists come in through the window, counted by hand."""

from collections import Counter
from pathlib import Path

import pytest

from kiosk.backend.files_backend import LocalFiles
from tests.guestlist.workbooks import xlsx
from tests.ui.list_desk import ListDesk

HEAD = ("Naam", "Organisatie", "E-mail", "Soort")
GROUPS = {"Bezoeker": 1, "Kernpartner": 3, "Pers": 5}
BOTH = 23


def guest(word: str, number: int, kind: str) -> tuple[str, ...]:
    name = f"{word} {chr(65 + number // 26)}{chr(97 + number % 26)}"
    return name, f"Club {word}", f"{word.lower()}{number}@x.example", kind


def written(path: Path, guests: list[tuple[str, ...]]) -> Path:
    path.write_text("".join(";".join(row) + "\n" for row in (HEAD, *guests)), encoding="utf-8")
    return path


@pytest.fixture
def shop() -> list[tuple[str, ...]]:
    return [guest("Winkel", number, "Bezoeker") for number in range(40)]


def test_all_lists_of_the_evening_before(desk: ListDesk, shop: list[tuple[str, ...]]) -> None:
    folder = desk.folder
    desk.take_in(written(folder / "webwinkel.csv", shop), groups=GROUPS)

    # A partner's list in three versions, the last under another name and without one guest.
    partners = [guest("Katalys", number, "Kernpartner") for number in range(12)]
    desk.take_in(written(folder / "Katalys.csv", partners[:10]), groups=GROUPS)
    desk.take_in(written(folder / "Katalys v2.csv", partners[:11]))
    last = [*partners[:9], *partners[10:]]
    desk.take_in(written(folder / "deelnemers definitief.csv", last), ["--source Katalys"])

    # A workbook with three sheets, of which two are lists, while it is open in Excel.
    sheets: dict[str, list[tuple[str, ...]]] = {
        "Uitleg": [("Vul hieronder je gasten in",)],
        "Gasten": [HEAD, *(guest("Welzijn", number, "Kernpartner") for number in range(8))],
        "Vorig jaar": [HEAD, *(guest("Oud", number, "Kernpartner") for number in range(5))],
    }
    book, lock = xlsx(folder / "Welzijn.xlsx", sheets), folder / "~$Welzijn.xlsx"
    lock.write_bytes(b"\x05Marieke")
    desk.open(lock)
    warned = desk.said
    desk.go_on(["--sheet Gasten"])

    # Press: most of them have a ticket of the shop, and count once.
    press = [(*row[:3], "Pers") for row in shop[:BOTH]]
    press += [guest("Krant", number, "Pers") for number in range(7)]
    desk.open(written(folder / "pers.csv", press))
    desk.press_button("Van 'pers'")
    twice = desk.said
    desk.press_button("Tel ze één keer: het ticket met een code blijft")
    desk.go_on(groups=GROUPS)

    # A workbook that is still being written is refused, and changes nothing.
    half = folder / "half.xlsx"
    half.write_bytes(book.read_bytes()[:2000])
    before = desk.statuses()
    desk.open(half)

    assert "Welzijn.xlsx" in warned
    assert (
        f"{BOTH} gasten staan ook op een andere lijst (webwinkel): Winkel Aa, Winkel Ab," in twice
    )
    assert "en nog 18." in twice
    assert desk.sources() == ["Katalys", "Welzijn", "pers", "webwinkel"]
    assert before == desk.statuses()
    assert len(before) == 40 + 12 + 8 + 7
    assert categories(desk) == {"Bezoeker": 40, "Kernpartner": 12 + 8, "Pers": 7}
    assert groups(desk) == {"Bezoeker": "bewoner", "Kernpartner": "partner", "Pers": "overig"}


def categories(desk: ListDesk) -> dict[str, int]:
    with desk.session.open_store() as store:
        return dict(Counter(one.category for one in store.tickets.all()))


def groups(desk: ListDesk) -> dict[str, str]:
    assert LocalFiles(desk.session).lists()
    with desk.session.open_store() as store:
        return dict(store.event().rules.groups)
