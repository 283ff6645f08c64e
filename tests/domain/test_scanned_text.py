"""A scanned text becomes candidates for a ticket code, or a text that surely is no ticket."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.scanned_text import MAX_CODE_LENGTH, is_not_a_ticket, possible_codes
from tests.domain.journals import QUICK

ADDRESS = "https://samen.example/t/"


@pytest.mark.parametrize(
    "text",
    [
        "ABC-123",
        "  ABC-123\r\n",
        "\tABC-123",
        "\ufeffABC-123",
        "\\000026ABC-123",
        "]Q1ABC-123",
        "]Q3\\000026ABC-123",
        "\\000026\ufeffABC-123",
        "\u200bABC-123\u200e",
        "ABC\x00-123",
        "ABC-123\x1d\x04",
        " ]Q1 ABC-123 ",
    ],
)
def test_the_code_is_found_without_the_junk_around_it(text: str) -> None:
    assert "ABC-123" in possible_codes(text)


@pytest.mark.parametrize("text", ["]Q1ABC", "\\000026ABC", "A\x1dB", "wifi:ticket", ADDRESS])
def test_what_is_junk_may_be_part_of_the_code_so_the_text_itself_comes_first(text: str) -> None:
    assert possible_codes(text)[0] == text


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\ufeff", "\x00\x01", "\\000026"])
def test_of_junk_alone_nothing_but_the_junk_is_left(text: str) -> None:
    assert set(possible_codes(text)) <= {text.strip()}


def test_a_code_without_junk_is_the_only_candidate() -> None:
    assert possible_codes("ABC-123") == ("ABC-123",)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("https://samen.example/t/ABC-123", "ABC-123"),
        ("https://samen.example/t/ABC-123/", "ABC-123"),
        ("HTTPS://SAMEN.EXAMPLE/T/ABC-123", "ABC-123"),
        ("\\000026https://samen.example/t/ABC-123", "ABC-123"),
    ],
)
def test_the_code_is_found_behind_the_events_own_address(text: str, code: str) -> None:
    assert possible_codes(text, ADDRESS)[-1] == code


def test_another_address_is_not_taken_off() -> None:
    other = "https://other.example/t/ABC-123"
    assert possible_codes(other, ADDRESS) == (other, "http://other.example/t/ABC-123")
    assert possible_codes("ABC-123", ADDRESS) == ("ABC-123",)


@pytest.mark.parametrize("length", [MAX_CODE_LENGTH + 1, 5_000_000])
def test_of_a_giant_text_nothing_is_looked_up(length: int) -> None:
    assert possible_codes("A" * length) == ()


@pytest.mark.parametrize(
    "text", ["\\000026" * 700_000, "]Q1" * 1_000_000, "\u200b" * 3_000_000, " " * 3_000_000]
)
def test_megabytes_of_nonsense_are_no_candidates_and_nothing_known(text: str) -> None:
    assert possible_codes(text, ADDRESS) == ()
    assert not is_not_a_ticket(text, ADDRESS)


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "HTTP://EXAMPLE.ORG/X",
        "www.example.org",
        "WIFI:T:WPA;S:Samen;P:geheim;;",
        "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD",
        "BEGIN:VEVENT",
        "MECARD:N:Jansen;;",
        "mailto:iemand@example.org",
        "tel:+31201234567",
        "SMSTO:+31201234567:hallo",
        "geo:52.1,5.3",
        "otpauth://totp/x",
        "bitcoin:1abc",
        "BCD\n002\n1\nSCT",
        "BCD\r\n002",
        "\\000026https://example.org",
        "  https://example.org",
        "https://example.org/" + "a" * 100_000,
    ],
)
def test_addresses_wifi_contacts_and_payments_are_no_tickets(text: str) -> None:
    assert is_not_a_ticket(text)


@pytest.mark.parametrize(
    "text", ["", "ABC-123", "BCD123", "httpsABC", "wifi", "ticket https://example.org", "tel"]
)
def test_anything_else_may_be_a_ticket(text: str) -> None:
    assert not is_not_a_ticket(text)


def test_an_address_of_the_events_own_may_be_a_ticket() -> None:
    assert not is_not_a_ticket("https://samen.example/t/NEVER-SEEN", ADDRESS)
    assert is_not_a_ticket("https://samen.example/programma", ADDRESS)


@QUICK
@given(st.text(), st.text(max_size=20))
def test_no_text_breaks_the_reading(text: str, address: str) -> None:
    is_not_a_ticket(text, address)
    found = possible_codes(text, address)
    assert len(found) == len(set(found)) <= 3
    assert all(code == code.strip() and code for code in found)


@QUICK
@given(st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=126), min_size=1))
def test_a_printable_code_is_always_tried_as_it_is(code: str) -> None:
    assert possible_codes(f"  {code}\r\n")[0] == code
