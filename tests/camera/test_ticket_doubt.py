from kiosk.camera.ticket_doubt import WAIT_S, TicketDoubts

ADDRESS = "https://www.example.org/app"


class Clock:
    """Goes only when it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_what_looks_like_a_ticket_is_not_asked_about() -> None:
    asked: list[str] = []
    assert TicketDoubts(asked.append)("J5WWC3DJNZTSAZTFON2GS5TBNQ") is False
    assert asked == []


def test_an_address_is_asked_about_once_and_then_known() -> None:
    asked: list[str] = []
    doubts = TicketDoubts(asked.append, Clock())
    assert [doubts(ADDRESS), doubts(ADDRESS)] == [None, None]
    doubts.answer(ADDRESS, no_ticket=False)
    assert doubts(ADDRESS) is False
    assert asked == [ADDRESS]


def test_an_answer_that_does_not_come_is_not_waited_for_long() -> None:
    clock = Clock()
    doubts = TicketDoubts(lambda _: None, clock)
    assert doubts(ADDRESS) is None
    clock.now += WAIT_S + 0.01
    assert doubts(ADDRESS) is True
    doubts.answer(ADDRESS, no_ticket=False)
    assert doubts(ADDRESS) is False


def test_without_a_lookup_the_look_of_a_code_decides() -> None:
    assert TicketDoubts(None)("WIFI:T:WPA;S:fest;P:secret;;") is True


def test_a_day_full_of_addresses_is_not_kept() -> None:
    asked: list[str] = []
    doubts = TicketDoubts(asked.append, Clock())
    for number in range(2000):
        doubts(f"{ADDRESS}/{number}")
    doubts.answer(f"{ADDRESS}/1999", no_ticket=True)
    assert doubts(f"{ADDRESS}/1999") is True
    assert len(asked) == 2000
