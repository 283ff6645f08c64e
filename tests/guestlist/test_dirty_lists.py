"""Lists with what shops, spreadsheets and old programs leave in them come in right, or say so."""

import unicodedata

import pytest

from kiosk.domain.letters import undo_wrong_decoding
from kiosk.domain.scanned_text import possible_codes
from kiosk.guestlist.guest_name import full_name
from kiosk.guestlist.import_report import Report
from kiosk.keys.ticket_codes import code_hash
from kiosk.store.lists.ticket_table import CodeMatch, Tickets
from kiosk.texts import load_words
from tests.guestlist.importer import CODE_KEY, EVENT, Importer


def scanned(lists: Importer, text: str) -> CodeMatch | None:
    tickets = Tickets(lists.database, EVENT.id)
    found = (tickets.by_code(code_hash(CODE_KEY, code)) for code in possible_codes(text))
    return next(filter(None, found), None)


def names(lists: Importer) -> list[str]:
    tickets = Tickets(lists.database, EVENT.id).all()
    return sorted(ticket.name for ticket in tickets)


def warned(report: Report) -> list[str]:
    return [warning.key for warning in report.warnings]


@pytest.mark.parametrize(
    "written",
    [
        "\x1fAB12CD34EF56GH78",
        "AB12\x1dCD34EF56GH78",
        "\ufeffAB12CD34\u200bEF56GH78",
        "AB12CD34EF56GH78\u200e",
        "AB12\u00adCD34EF56GH78",
        "'AB12CD34EF56GH78",
        "\u2018AB12CD34EF56GH78",
        "\u00a0AB12CD34EF56GH78",
        "Caf\u00e9-AB12CD34EF56",
        "Cafe\u0301-AB12CD34EF56",
        "12345678.0",
    ],
)
def test_a_code_is_found_clean_and_as_it_was_in_the_list(lists: Importer, written: str) -> None:
    lists.take(f"Code;Naam\n{written};Jan\nZZ12CD34EF56GH78;Els\n")
    assert names(lists) == ["Els", "Jan"]
    clean = possible_codes(written)[-1]
    for shown in (written, clean, unicodedata.normalize("NFC", clean), f"{clean}\r"):
        held = scanned(lists, shown)
        assert held is not None, shown
        assert held.ticket.name == "Jan"


def test_a_code_that_an_older_list_holds_decomposed_is_found_in_either_form(
    lists: Importer,
) -> None:
    lists.take("Code;Naam\nA;Jan\n")
    decomposed = unicodedata.normalize("NFD", "Café-1")
    (number,) = lists.database.execute("SELECT list FROM list_snapshot").fetchone()
    lists.database.execute(
        "UPDATE list_code SET code = ? WHERE list = ?", (code_hash(CODE_KEY, decomposed), number)
    )
    assert scanned(lists, "Café-1") is not None
    assert scanned(lists, decomposed) is not None


def test_control_characters_do_not_make_a_list_a_binary_file(lists: Importer) -> None:
    lists.take(b"Code,Naam\n\x1f0001234567890123,Ann\n\x1f0001234567890124,Bo\x02\n")
    assert names(lists) == ["Ann", "Bo"]


def test_letters_that_were_turned_twice_are_mended_and_said(lists: Importer) -> None:
    report = lists.take("Code;Naam\nAAAA1111;ZoÃ« de Boer\nBBBB2222;RenÃ© BrontÃ«\nCC3;Zoë\n")
    assert names(lists) == ["René Brontë", "Zoë", "Zoë de Boer"]
    (warned,) = (
        warning for warning in report.warnings if warning.key == "import.warning.mended_letters"
    )
    assert warned.params == {"rows": 2, "row": 2}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ZoÃ«", "Zoë"),
        ("ZoÃƒÂ«", "Zoë"),
        ("SÃ¼ÃŸ", "Süß"),
        ("Dâ€™Artagnan", "D’Artagnan"),
        ("Ã\xa0 la carte", "à la carte"),
        ("Ã…sa", "Åsa"),
        ("AyÅŸe YÄ±ldÄ±z", "Ayşe Yıldız"),
    ],
)
def test_turned_letters_are_turned_back(text: str, meant: str) -> None:
    assert undo_wrong_decoding(text) == meant


@pytest.mark.parametrize(
    "text", ["Zoë", "SÃO PAULO", "Â", "Ã", "Ærø", "Ñandú ÄÖÜ", "Łukasz", "山田", "Ωmega", "ЖÃ«"]
)
def test_letters_that_are_right_are_left_alone(text: str) -> None:
    assert undo_wrong_decoding(text) == text


def test_a_list_of_an_old_mac_has_its_letters_and_says_so(lists: Importer) -> None:
    report = lists.take("Code;Naam\nA1;Zoë de Boer\nB2;René Müller\n".encode("mac_roman"))
    assert names(lists) == ["René Müller", "Zoë de Boer"]
    assert "import.warning.mac_letters" in warned(report)


@pytest.mark.parametrize(
    "name",
    ["Zoë Müller", "Jan d’Artagnan", "Acme™", "Jan – Els", "“Els”", "Œuvre", "Ž", "Hélène Vukašin"],
)
def test_a_list_of_windows_is_not_taken_for_one_of_a_mac(lists: Importer, name: str) -> None:
    report = lists.take(f"Code;Naam\nA1;{name}\n".encode("cp1252"))
    assert names(lists) == [name]
    assert "import.warning.mac_letters" not in warned(report)


@pytest.mark.parametrize(
    ("content", "values"),
    [
        ("Vukašin".encode("cp1252"), ("Vukašin", "Vukaöin")),
        ("Köln".encode("mac_roman"), ("Kšln", "Köln")),
        ("Zoë de Boer".encode("mac_roman"), ("Zo‘", "Zoë")),
    ],
)
def test_letters_that_may_be_of_windows_or_of_a_mac_are_asked_about(
    lists: Importer, content: bytes, values: tuple[str, str]
) -> None:
    report = lists.take(b"Code;Naam\nA1;" + content + b"\n")
    assert [(one.about, one.values) for one in report.questions] == [("encoding", values)]
    assert names(lists) == []
    answered = lists.take(b"Code;Naam\nA1;" + content + b"\n", encoding="mac-roman")
    assert answered.applied
    assert names(lists)[0].split()[0] == values[1]


@pytest.mark.parametrize("name", ["Zoë Müller", "André", "RENÉE", "één Élan", "Åse"])
def test_a_mac_is_recognised_by_one_name(lists: Importer, name: str) -> None:
    lists.take(f"Code;Naam\nA1;{name}\n".encode("mac_roman"))
    assert names(lists) == [name]


def test_a_stray_quotation_mark_takes_no_rows_along(lists: Importer) -> None:
    text = 'Code;Naam;Soort\nA-1;Jan;x\nA-2;"Els;x\nA-3;Kees;x\nA-4;Bo";x\nA-5;An;x\n'
    report = lists.take(text, skip_rejected=True)
    assert report.read == 5
    assert [(one.row, one.why.name.lower()) for one in report.rejected] == [(3, "quotes")]
    assert names(lists) == ["An", 'Bo"', "Jan", "Kees"]


def test_a_quotation_mark_that_never_closes_takes_no_rows_along(lists: Importer) -> None:
    rows = "".join(f"A-{number};Gast {number}\n" for number in range(3, 60))
    report = lists.take(f'Code;Naam\nA-1;Jan\nA-2;"Els\n{rows}', skip_rejected=True)
    assert (report.read, report.rejected_rows) == (59, 1)


@pytest.mark.parametrize(
    "note",
    ["Rolstoel;\nbelt aan", "Rolstoel\n\nbelt; komt, later", "een\ntwee\ndrie", "1\n2", "a;b\nc;d"],
)
def test_a_note_of_several_lines_is_a_note(lists: Importer, note: str) -> None:
    report = lists.take(f'Code;Naam;Opmerking\nA-1;Jan;"{note}"\nA-2;Els;\n')
    assert (report.read, report.rejected_rows) == (2, 0)
    assert names(lists) == ["Els", "Jan"]


@pytest.mark.parametrize(
    ("name", "first", "infix", "last", "whole"),
    [
        ("Jan", "", "de", "Vries", "Jan de Vries"),
        ("Jan", "", "", "de Vries", "Jan de Vries"),
        ("Jan de Vries", "", "de", "Vries", "Jan de Vries"),
        ("Vries, Jan de", "", "", "Vries", "Vries, Jan de"),
        ("", "Jan", "de", "Vries", "Jan de Vries"),
        ("de Vries", "Jan", "", "", "Jan de Vries"),
        ("Jan de Vries", "Jan", "de", "Vries", "Jan de Vries"),
        ("", "", "", "Vries", "Vries"),
        ("Jan", "", "", "", "Jan"),
        ("JAN DE VRIES", "", "", "de Vries", "JAN DE VRIES"),
    ],
)
def test_a_name_in_several_columns_is_whole(
    name: str, first: str, infix: str, last: str, whole: str
) -> None:
    assert full_name(name, first, infix, last) == whole


def test_a_list_with_naam_beside_achternaam_has_whole_names(lists: Importer) -> None:
    lists.take("Code;Naam;Tussenvoegsel;Achternaam\nA-1;Jan;de;Vries\nA-2;Els;;Bos\n")
    assert names(lists) == ["Els Bos", "Jan de Vries"]


def test_letters_in_one_piece_or_two_are_the_same_names_entrances_and_sources(
    lists: Importer,
) -> None:
    text = "Ticket;Code;Naam;Organisatie;Categorie\nT-é;Aé1;Zoë;Súd;Café\n"
    lists.take(text, source="Café")
    report = lists.take(unicodedata.normalize("NFD", text), source="Cafe\u0301")
    assert (report.unchanged, report.added, report.changed) == (1, 0, 0)
    assert report.source == "Café"
    assert Tickets(lists.database, EVENT.id).find("T-e\u0301").name == "Zoë"


def test_a_source_that_an_older_list_has_in_pieces_is_that_source(lists: Importer) -> None:
    lists.take("Code;Naam\nAAAA1111;Jan\n", source="Café")
    lists.database.execute("UPDATE list_snapshot SET source = ?", ("Cafe\u0301",))
    assert lists.take("Code;Naam\nAAAA1111;Jan\n", source="Café").unchanged == 1


def test_equal_errors_are_reported_once_with_the_first_of_their_rows(lists: Importer) -> None:
    rows = "".join(f"A-{number};Gast;Tuinzijde\n" for number in range(99))
    report = lists.take(f"Code;Naam;Ingang\n{rows}A-x;Els;Achter\n")
    words = load_words("nl")
    texts = [alike.text(words) for alike in report.alike]
    assert texts[0].startswith("99 rijen: ingang 'Tuinzijde': deze ingang bestaat niet")
    assert texts[0].endswith("(rij 2, 3, 4, …)")
    assert texts[1].startswith("rij 101, ingang 'Achter'")
    assert len(texts) == 2
    assert len(report.to_json(words)["rejected"]) == 100


def test_more_equal_errors_than_are_listed_one_by_one_are_all_counted(lists: Importer) -> None:
    rows = "".join(f"A-{number};Gast;Tuinzijde\n" for number in range(1500))
    report = lists.take(f"Code;Naam;Ingang\n{rows}")
    assert [alike.count for alike in report.alike] == [1500]
