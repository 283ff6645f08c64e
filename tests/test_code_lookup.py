from pathlib import Path

import pytest

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.domain.verdict import KEYBOARD, Outcome
from kiosk.store.station_store import StationStore
from tests.festival import Row, add_list, festival

NORTH = Gate("festival", "Noord")
CODE = "3f9c2b71ab3f9c2b71ab"
OTHER = "9d1e5a40c79d1e5a40c7"
SHOP = "https://tickets.example.org"
ROWS = [
    Row("WDHS-0121", code=CODE),
    Row("WDHS-1130", code=OTHER),
    Row("A-1130"),
    Row("412", code="412"),
]
DIGITS = Row("WDHS-0121", code="70412000291234")


def entries(store: StationStore) -> list[str]:
    found = store.database.execute("SELECT kind FROM entry ORDER BY n").fetchall()
    return [kind for (kind,) in found if kind in ("in", "refused")]


@pytest.mark.parametrize(
    "text",
    [
        f"{SHOP}/?event_qr_code=1&ticket_id=8812&security_code={CODE}",
        f"{SHOP}/t/{CODE}",
        f"{SHOP}/t/{CODE}/",
        f"{SHOP}/t/{CODE}.pdf?lang=nl",
        f"{SHOP}/app#/show/{CODE}?from=mail",
        f"{SHOP}/?t=%20{CODE}",
        f"{SHOP}/?t={CODE[:4]}%{ord(CODE[4]):x}{CODE[5:]}",
        f"{SHOP}/?{CODE}",
        f"www.tickets.example.org/{CODE}",
        f"tickets.example.org/t;id={CODE}",
        f"myshop://ticket?c={CODE}",
        f"]Q1{SHOP}/t/{CODE}",
        f'{{"v": 1, "ticket": "{CODE}"}}',
        f'{{"event": {{"id": 77}}, "guests": [{{"name": "Ann", "code": "{CODE}"}}]}}',
        f'["x", "{CODE}"]',
        '{"event": 77, "ticket": 70412000291234}',
        f"{SHOP}/?data=%7B%22c%22%3A%22{CODE}%22%7D",
        f'{{"url": "{SHOP}/t/{CODE}"}}',
        f"{SHOP}/?a={CODE}&b={CODE}",
    ],
)
def test_a_code_inside_an_address_or_json_is_that_ticket(tmp_path: Path, text: str) -> None:
    with festival(tmp_path, ROWS) as store:
        add_list(store, "desk", [DIGITS])
        answer = Door(store, NORTH).scan(text)
        assert answer.verdict.outcome is Outcome.ADMITTED
        assert answer.verdict.ticket is not None
        assert answer.verdict.ticket.ref == "WDHS-0121"


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (f"{SHOP}/?a={CODE}&b={OTHER}", Outcome.NOT_A_TICKET),
        (f'["{CODE}", "{OTHER}"]', Outcome.NOT_A_TICKET),
        (f"{SHOP}/t/WDHS-0121", Outcome.NOT_A_TICKET),
        (f"{SHOP}/{CODE.upper()}", Outcome.NOT_A_TICKET),
        (f"note {CODE}", Outcome.UNKNOWN),
        ('{"code": "unknown"}', Outcome.UNKNOWN),
        ('{"row": 412, "open": true}', Outcome.UNKNOWN),
        ("[" * 4096, Outcome.UNKNOWN),
        (f"{SHOP}/{'x/' * 30}?t={'&t='.join('abcdefghijklmnopqrstuvwxyz')}", Outcome.NOT_A_TICKET),
    ],
)
def test_other_scanned_text_admits_no_guest(tmp_path: Path, text: str, outcome: Outcome) -> None:
    with festival(tmp_path, ROWS) as store:
        assert Door(store, NORTH).scan(text).verdict.outcome is outcome


@pytest.mark.parametrize(
    "typed",
    [
        "WDHS-0121",
        "wdhs0121",
        "WDHS 0121",
        " wdhs - 0121 ",
        "0121",
        "121",
        "s0121",
        "WDHS\u20110121",
    ],
)
def test_a_typed_ticket_number_needs_no_case_blanks_or_hyphens(tmp_path: Path, typed: str) -> None:
    with festival(tmp_path, ROWS) as store:
        answer = Door(store, NORTH).scan_reference(typed)
        assert answer.verdict.outcome is Outcome.ADMITTED
        assert answer.verdict.ticket is not None
        assert answer.verdict.ticket.ref == "WDHS-0121"


@pytest.mark.parametrize(
    "typed", ["1130", "21", "0999", "-", "   ", "wdhs", "%0121", "_0121", "hsw"]
)
def test_a_slip_of_the_keyboard_is_no_refusal(tmp_path: Path, typed: str) -> None:
    with festival(tmp_path, ROWS) as store:
        answer = Door(store, NORTH).scan_reference(typed)
        assert (answer.verdict.outcome, answer.entry) == (Outcome.NOT_A_TICKET, None)
        assert entries(store) == []


def test_the_whole_number_goes_before_the_end_of_another(tmp_path: Path) -> None:
    with festival(tmp_path, [Row("412"), Row("WDHS-0412")]) as store:
        answer = Door(store, NORTH).scan_reference("4-1-2")
        assert answer.verdict.ticket is not None
        assert answer.verdict.ticket.ref == "412"


def test_the_first_reading_of_keys_that_a_list_knows_decides(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        answer = Door(store, NORTH).scan_keys(("garbled", CODE, CODE.upper()))
        assert answer.verdict.outcome is Outcome.ADMITTED
        assert entries(store) == ["in"]


def test_keys_that_nothing_knows_are_refused_once_and_blame_no_ticket(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        verdict = Door(store, NORTH).scan_keys(("?Xé", "MX2")).verdict
        assert (verdict.outcome, verdict.warnings) == (Outcome.UNKNOWN, (KEYBOARD,))
        assert entries(store) == ["refused"]


def test_once_a_code_came_in_an_unknown_one_is_unknown(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        door = Door(store, NORTH)
        door.scan_keys(("garbled", CODE))
        assert door.scan_keys(("?Xé", "MX2")).verdict.warnings == ()


def test_typed_keys_are_also_read_under_another_layout(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        answer = Door(store, NORTH).scan_reference("garbled", ("garbled", CODE))
        assert answer.verdict.outcome is Outcome.ADMITTED


def test_another_reading_of_typed_keys_is_no_ticket_number(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        answer = Door(store, NORTH).scan_reference("zdhs)à&é&", ("zdhs)à&é&", "wdhs-0121"))
        assert (answer.verdict.outcome, answer.entry) == (Outcome.NOT_A_TICKET, None)


@pytest.mark.parametrize("numbers", [False, True])
def test_keys_are_known_by_a_code_and_by_no_number(tmp_path: Path, *, numbers: bool) -> None:
    with festival(tmp_path, [*ROWS, Row("TICKET-1", code="TICKET-1")]) as store:
        door = Door(store, NORTH)
        assert door.knows_code(("garbled", CODE), numbers=numbers)
        assert not door.knows_code(("WDHS-0121",), numbers=numbers)
        assert door.knows_code(("TICKET-1", "ticket-1"), numbers=numbers) is numbers
        assert entries(store) == []


def test_an_address_from_a_scanner_that_the_keyboard_garbles_is_no_ticket(tmp_path: Path) -> None:
    with festival(tmp_path, ROWS) as store:
        verdict = Door(store, NORTH).scan_keys(("httpsM==www", f"{SHOP}/menu")).verdict
        assert verdict.outcome is Outcome.NOT_A_TICKET
