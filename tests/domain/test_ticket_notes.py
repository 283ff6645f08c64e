import pytest

from kiosk.domain.event_settings import event_from, read_setting
from kiosk.domain.ticket import NOTE_SEPARATOR, has_note_of, is_sensitive, labelled
from kiosk.errors import UnusableInput

NOTE = NOTE_SEPARATOR.join(("belt nog", labelled("Tekst bij check-in", "badge: balie"), "Speciaal"))


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ((), False),
        (("Tekst bij check-in",), True),
        (("tekst bij CHECK-IN", "x"), True),
        (("Speciaal",), True),
        (("badge",), False),
        (("Opmerking",), False),
    ],
)
def test_a_card_speaks_of_the_columns_that_were_chosen(
    columns: tuple[str, ...], said: bool
) -> None:
    assert has_note_of(NOTE, columns) is said


@pytest.mark.parametrize(
    "column", ["Dieetwensen", "Allergieën", "Toegankelijkheid", "Wheelchair", "Gezondheid"]
)
def test_no_card_speaks_of_diet_health_or_access(column: str) -> None:
    assert is_sensitive(column)
    assert not has_note_of(labelled(column, "x"), (column,))


def test_which_columns_the_cards_speak_of_is_a_setting_of_the_event() -> None:
    assert read_setting("card_notes", "Tekst bij check-in; Speciaal") == [
        "Tekst bij check-in",
        "Speciaal",
    ]
    assert read_setting("card_notes", "") == []
    event = event_from("ee" * 16, {"name": "F", "date": "2026-05-30"})
    assert event.rules.card_notes == ()
    with pytest.raises(UnusableInput, match="setting_value"):
        read_setting("card_notes", "Speciaal; Dieetwensen")
