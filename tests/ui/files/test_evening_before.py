"""The evening before a festival: all lists come in through the window, counted by hand."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt

from kiosk.domain.event_settings import FESTIVAL
from kiosk.reports.headcount_report import count_area
from tests.guestlist.workbooks import xlsx
from tests.ui.guests import NOW
from tests.ui.list_desk import ListDesk

HEAD = ("Naam", "Organisatie", "E-mail", "Aantal personen", "Soort")
GROUPS = {"Bezoeker": 1, "Buurtverbinder": 1, "Kernpartner": 3, "Pers": 5}
BOTH = 23

Row = tuple[str, ...]


def guests(word: str, count: int, kind: str, people: int = 1) -> list[Row]:
    names = (f"{word} {chr(65 + number // 26)}{chr(97 + number % 26)}" for number in range(count))
    return [
        (name, f"Club {word}", f"{word.lower()}{number}@x.example", str(people), kind)
        for number, name in enumerate(names)
    ]


def written(path: Path, rows: Sequence[Row], head: Row = HEAD) -> Path:
    path.write_text("".join(";".join(row) + "\n" for row in (head, *rows)), encoding="utf-8")
    return path


def test_all_lists_of_the_evening_before(desk: ListDesk) -> None:
    folder, shop = desk.folder, guests("Winkel", 40, "Bezoeker")
    desk.take_in(written(folder / "webwinkel.csv", shop), groups=GROUPS)
    takes_three_versions_of_katalys(desk)
    warned = takes_a_workbook_that_is_open(desk)
    takes_a_list_without_categories(desk)
    twice = takes_the_press(desk, shop)
    before = desk.statuses()
    refused = refuses_what_cannot_be_read(desk)

    assert "Welzijn.xlsx" in warned
    assert (
        f"{BOTH} gasten staan ook op een andere lijst (webwinkel): Winkel Aa, Winkel Ab," in twice
    )
    assert "en nog 18." in twice
    assert ["kan niet worden geopend" in one for one in refused] == [False, True]
    assert desk.sources() == ["De Koppel", "Katalys", "Welzijn", "pers", "webwinkel"]
    assert before == desk.statuses()
    assert len(before) == 40 + (10 + 1 + 1) + (8 + 1) + (6 + 1) + (30 - BOTH)
    assert counted(desk) == {
        "tickets": {"Bezoeker": 40, "Kernpartner": 12 + 9, "Buurtverbinder": 7, "Pers": 7},
        "people": {"Bezoeker": 40, "Kernpartner": 12 + 2 * 9, "Buurtverbinder": 7, "Pers": 7},
        "groups": {"bewoner": 40 + 7, "partner": 30, "overig": 7},
    }


def takes_three_versions_of_katalys(desk: ListDesk) -> None:
    """The last one has another name, misses a guest who stays, and has a new one."""
    partners = guests("Katalys", 12, "Kernpartner")
    desk.take_in(written(desk.folder / "Katalys.csv", partners[:10]), groups=GROUPS)
    desk.take_in(written(desk.folder / "Katalys v2.csv", partners[:11]))
    last = written(desk.folder / "deelnemers definitief.csv", [*partners[:9], *partners[10:]])
    desk.take_in(last, ["--source Katalys"])


def takes_a_workbook_that_is_open(desk: ListDesk) -> str:
    """Of its three sheets, two are lists; the next version is read like the first."""
    people = guests("Welzijn", 9, "Kernpartner", people=2)
    sheets: dict[str, list[Row]] = {
        "Uitleg": [("Vul hieronder je gasten in",)],
        "Gasten": [HEAD, *people[:8]],
        "Vorig jaar": [HEAD, *guests("Oud", 5, "Kernpartner")],
    }
    book, lock = desk.folder / "Welzijn.xlsx", desk.folder / "~$Welzijn.xlsx"
    lock.write_bytes(b"\x05Marieke")
    xlsx(book, sheets)
    desk.open(lock)
    warned = desk.said
    desk.go_on(["--sheet Gasten"])
    lock.unlink()
    desk.open(xlsx(book, sheets | {"Gasten": [HEAD, *people]}))
    assert "Zoals de vorige keer: werkblad Gasten." in desk.said
    desk.go_on()
    return warned


def takes_a_list_without_categories(desk: ListDesk) -> None:
    """Its guests all get a category that is typed, also those of its next version."""
    people = [row[:4] for row in guests("Koppel", 7, "")]
    desk.open(written(desk.folder / "De Koppel.csv", people[:6], HEAD[:4]))
    desk.go_to("Categorie van de hele lijst")
    desk.press(Qt.Key.Key_End)
    desk.type("Buurtverbinder")
    desk.press(Qt.Key.Key_Return)
    desk.go_on(groups=GROUPS)
    desk.take_in(written(desk.folder / "De Koppel 2.csv", people, HEAD[:4]))


def takes_the_press(desk: ListDesk, shop: Sequence[Row]) -> str:
    """Most of them have a ticket of the shop, and count once."""
    press = [*((*row[:4], "Pers") for row in shop[:BOTH]), *guests("Krant", 7, "Pers")]
    desk.open(written(desk.folder / "pers.csv", press))
    desk.press_button("Nieuwe lijst 'pers'")
    twice = desk.said
    desk.press_button("Tel ze één keer: het ticket met een code blijft")
    desk.go_on(groups=GROUPS)
    return twice


def refuses_what_cannot_be_read(desk: ListDesk) -> list[str]:
    """Return what is shown of a workbook that is half written, and of one that does not open."""
    half, closed = desk.folder / "half.xlsx", desk.folder / "Welzijn v3.xlsx"
    half.write_bytes((desk.folder / "Welzijn.xlsx").read_bytes()[:2000])
    closed.symlink_to(closed)  # opening it fails, for every user
    shown = []
    for path in (half, closed):
        desk.open(path)
        shown.append(desk.page.message)
    return shown


def counted(desk: ListDesk) -> dict[str, dict[str, int]]:
    with desk.session.open_store() as store:
        tickets = dict(Counter(one.category for one in store.tickets.all()))
        count = count_area(store, store.event(), FESTIVAL, NOW)
    return {
        "tickets": tickets,
        "people": {
            name: one.expected for name, one in count.totals.by_category.items() if one.expected
        },
        "groups": {name: one.expected for name, one in count.by_group.items()},
    }
