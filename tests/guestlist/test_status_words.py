"""Words of status columns are known in four languages; what is not known is never guessed."""

import pytest

from kiosk.guestlist.columns.status_words import status_words


@pytest.mark.parametrize(
    ("kind", "word", "status"),
    [
        ("state", "", "valid"),
        ("state", "Geldig", "valid"),
        ("state", "PAID", "valid"),
        ("state", "niet betaald", "unpaid"),
        ("state", "Pending", "unpaid"),
        ("state", "Not Checked In", "valid"),
        ("state", "Gescand", "valid"),
        ("state", "Voldaan", "valid"),
        ("state", "nog niet voldaan", "unpaid"),
        ("state", "Nog te betalen", "unpaid"),
        ("state", "Nee", "cancelled"),
        ("state", "wacht op goedkeuring", "unpaid"),
        ("state", "Freigabe ausstehend", "unpaid"),
        ("state", "Geannuleerd", "cancelled"),
        ("state", "remboursé", "cancelled"),
        ("state", "voided", "cancelled"),
        ("state", "Geblokkeerd", "blocked"),
        ("paid", "Nee", "unpaid"),
        ("paid", "n.v.t.", "valid"),
        ("paid", "2026-05-02 10:00", "valid"),
        ("blocked", "Nee", "valid"),
        ("blocked", "Ja", "blocked"),
        ("cancelled", "1.0", "cancelled"),
        ("cancelled", "FALSE", "valid"),
        ("cancelled", "20-5-2026 10:00", "cancelled"),
        ("coming", "Non", "cancelled"),
        ("approved", "false", "unpaid"),
        ("waiting", "ja", "unpaid"),
        ("usable", "nee", "cancelled"),
        ("coming", "Ja, ik kom graag!", "valid"),
        ("coming", "Nee helaas", "cancelled"),
        ("state", "wc-on-hold", "unpaid"),
    ],
)
def test_a_word_says_what_its_column_is_about(kind: str, word: str, status: str) -> None:
    assert status_words().meaning(kind, word) == status


@pytest.mark.parametrize(
    ("kind", "word"),
    [("state", "misschien"), ("paid", "deels"), ("coming", "?"), ("asked", "ja")],
)
def test_a_word_that_is_not_known_says_nothing(kind: str, word: str) -> None:
    assert status_words().meaning(kind, word) is None
