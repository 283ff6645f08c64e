"""A change that would silently change who may enter is asked, and an option answers it."""

import pytest

from kiosk.errors import UnusableInput
from kiosk.guestlist.import_report import Report
from kiosk.store.lists.ticket_table import Tickets
from kiosk.texts import load_words
from tests.guestlist.importer import EVENT, Importer

A, B, C = (letter * 26 for letter in "ABC")


def statuses(lists: Importer) -> list[str]:
    return sorted(ticket.status.value for ticket in Tickets(lists.database, EVENT.id).all())


def asked(report: Report) -> list[tuple[str, str | None]]:
    return [(question.about, question.column) for question in report.questions]


def test_an_unknown_status_word_is_asked_once_with_the_first_of_its_rows(lists: Importer) -> None:
    rows = "".join(f"{number:026};Gast {number};Misschien\n" for number in range(1, 33))
    report = lists.take(f"Code;Naam;Status\n{rows}{A};Els;geldig\n")
    (question,) = report.questions
    assert question.to_json() == {
        "about": "status",
        "column": "Status",
        "values": ["Misschien"],
        "answer": [
            "--status Misschien=valid",
            "--status Misschien=unpaid",
            "--status Misschien=cancelled",
            "--status Misschien=blocked",
        ],
    }
    assert "32 rijen: 'Status' is 'Misschien' (rij 2, 3, 4, …)" in question.text(load_words("nl"))
    assert lists.refs() == []


def test_skipping_rejected_rows_answers_no_question(lists: Importer) -> None:
    report = lists.take(f"Code;Naam;Status\n{A};Els;hm\n", skip_rejected=True)
    assert not report.applied
    assert lists.refs() == []


def test_a_word_is_explained_for_all_columns_or_for_one(lists: Importer) -> None:
    text = f"Code;Naam;Betaald;Status\n{A};Els;deels;hm\n{B};Jan;ja;hm\n"
    explained = ("Betaald: deels=unpaid", "hm=valid")
    assert lists.take(text, statuses=explained).applied
    assert statuses(lists) == ["unpaid", "valid"]


@pytest.mark.parametrize("text", ["geannuleerd=valid", "Betaald: nee=valid", "Status: open=valid"])
def test_a_word_that_keeps_people_out_cannot_be_made_valid(lists: Importer, text: str) -> None:
    with pytest.raises(UnusableInput, match="status_known"):
        lists.take(f"Code;Naam;Betaald;Status\n{A};Els;nee;geannuleerd\n", statuses=(text,))


@pytest.mark.parametrize("text", ["hm", "hm=goed", "=valid=maybe"])
def test_an_explanation_names_one_of_the_statuses(lists: Importer, text: str) -> None:
    with pytest.raises(UnusableInput, match="status_form"):
        lists.take(f"Code;Naam;Status\n{A};Els;hm\n", statuses=(text,))


@pytest.mark.parametrize("mapped", ["-", "Anders"])
def test_known_words_keep_their_meaning_whatever_is_mapped(lists: Importer, mapped: str) -> None:
    text = f"Code;Naam;Status;Anders\n{A};Els;geannuleerd;\n{B};Jan;hm;\n{C};Mo;onbetaald;\n"
    assert lists.take(text, mapping={"status": mapped}).applied
    assert statuses(lists) == ["cancelled", "unpaid", "valid"]


def test_a_column_that_means_nothing_says_nothing(lists: Importer) -> None:
    report = lists.take(f"Code;Naam;Betaald\n{A};Els;nee\n", ignore=("Betaald",))
    assert report.unused == ("Betaald",)
    assert statuses(lists) == ["valid"]


@pytest.mark.parametrize(
    ("heading", "cells", "about"),
    [
        ("Uitslag", ("geannuleerd", "", ""), "status"),
        ("Bij ons", ("ja", "nee", "ja"), "status"),
        ("Keuze", ("Ja, graag", "Nee, helaas niet", "Ja, graag"), "status"),
        ("Keuze", ("Ik doe mee", "Ik doe niet mee", "Ik doe mee"), "status"),
        ("Volwassenen", ("2", "3", "1"), "places"),
        ("Samen", ("2 pers.", "1 + 1", "3 pers."), "places"),
        ("Met hoeveel", ("een paar", "alleen", "een paar"), "places"),
    ],
)
def test_an_unused_column_that_matters_is_asked(
    lists: Importer, heading: str, cells: tuple[str, ...], about: str
) -> None:
    rows = zip((A, B, C), ("Els", "Jan", "Mo"), cells, strict=True)
    text = f"Code;Naam;{heading}\n" + "".join(";".join(row) + "\n" for row in rows)
    report = lists.take(text)
    assert asked(report) == [(about, heading)]
    assert lists.take(text, ignore=(heading,)).applied


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Lunch", ("ja", "nee", "ja")),
        ("Ingecheckt", ("nee", "nee", "ja")),
        ("Functie", ("adviseur", "bewoner", "adviseur")),
        ("Prijs", ("12,50", "0,00", "7,50")),
        ("Telefoon", ("0612345678", "0687654321", "0611223344")),
        ("Kom je ook naar de workshop?", ("ja", "nee", "")),
    ],
)
def test_an_unused_column_without_meaning_is_named_and_not_asked(
    lists: Importer, heading: str, cells: tuple[str, ...]
) -> None:
    rows = zip((A, B, C), ("Els", "Jan", "Mo"), cells, strict=True)
    report = lists.take(f"Code;Naam;{heading}\n" + "".join(";".join(row) + "\n" for row in rows))
    assert report.applied
    assert report.unused == (heading,)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Bestelnummer", ("AB12CD34EF", "ZX98YW76VU", "QW11ER22TY")),
        ("Datum", ("2026-05-02", "2026-05-03", "2026-05-04")),
        ("Wachtwoord", ("AB12CD34EF", "ZX98YW76VU", "QW11ER22TY")),
        ("Pas", ("2026000001", "2026000002", "2026000003")),
        ("Pas", ("AB12CD34EF", "AB12CD34EF", "QW11ER22TY")),
    ],
)
def test_a_column_that_is_no_code_is_not_proposed(
    lists: Importer, heading: str, cells: tuple[str, ...]
) -> None:
    rows = zip(("Els", "Jan", "Mo"), cells, strict=True)
    report = lists.take(f"Naam;{heading}\n" + "".join(";".join(row) + "\n" for row in rows))
    assert report.questions == ()


def test_a_column_that_may_be_the_code_is_proposed(lists: Importer) -> None:
    text = "Naam;Pas\nEls;AB12CD34EF\nJan;ZX98YW76VU\nMo;QW11ER22TY\n"
    (question,) = lists.take(text).questions
    assert question.answers == ("--map code=Pas", "--codes none")
    assert "AB12" not in str(question)
    assert lists.take(text, codes="none").applied
    assert lists.take(text, source="met", mapping={"code": "Pas"}).applied
    assert lists.ticket("ZX98YW76VU") is not None


def test_codes_that_a_spreadsheet_rounded_are_asked(lists: Importer) -> None:
    codes = ("12345678901234500000", "98765432109876500000", "55554444333322200000")
    text = "Code;Naam\n" + "".join(f"{code};Gast {code[0]}\n" for code in codes)
    (question,) = lists.take(text).questions
    assert (question.about, question.answers) == ("codes", ("--codes as-is", "--codes none"))
    assert lists.take(text, codes="as-is").applied


def test_long_codes_with_a_zero_by_chance_are_no_question(lists: Importer) -> None:
    codes = [f"98765432109{number:05}{number % 10}" for number in range(40)]
    report = lists.take("Code;Naam\n" + "".join(f"{code};Jan\n" for code in codes))
    assert report.applied


def test_codes_that_are_all_1e19_are_asked_as_one(lists: Importer) -> None:
    text = "Code;Naam\n1,2E+19;Els\n1,3E+19;Jan\n1,4E+19;Mo\n"
    report = lists.take(text)
    assert asked(report) == [("codes", "Code")]
    assert lists.take(text, codes="none").applied


def test_names_in_another_column_than_the_one_called_so_are_found(lists: Importer) -> None:
    text = "Naam;Wat is je naam?;Code\n" + f";Els Bos;{A}\n;Jan Vos;{B}\n"
    assert lists.take(text).mapping["name"] == "Wat is je naam?"


def test_a_list_without_names_is_asked(lists: Importer) -> None:
    text = f"Naam;Persoon aan tafel;Code\n;Els Bos;{A}\n;Jan Vos;{B}\n"
    (question,) = lists.take(text).questions
    assert question.answers == ("--map 'name=Persoon aan tafel'", "--map name=-")
    assert lists.take(text, mapping={"name": "-"}).applied


def test_a_value_for_the_whole_list_replaces_its_column(lists: Importer) -> None:
    lists.take(f"Code;Naam;Soort\n{A};Els;x\n", fixed={"category": "Kernpartner", "places": "2"})
    held = lists.ticket(A)
    assert held is not None
    assert (held.ticket.category, held.ticket.places) == ("Kernpartner", 2)


@pytest.mark.parametrize("fixed", [{"code": "x"}, {"soort": "x"}])
def test_not_every_field_is_the_same_for_a_whole_list(
    lists: Importer, fixed: dict[str, str]
) -> None:
    with pytest.raises(UnusableInput, match="map_unknown_field"):
        lists.take(f"Code;Naam\n{A};Els\n", fixed=fixed)


@pytest.mark.parametrize(
    ("cell", "places"),
    [
        ("1 + 1", 2),
        ("2 pers.", 2),
        ("+1", 2),
        ("twee", 2),
        ("ik + partner", 2),
        ("2x", 2),
        ("met z'n tweeën", 2),
    ],
)
def test_a_number_of_people_is_read_as_people_write_it(
    lists: Importer, cell: str, places: int
) -> None:
    lists.take(f"Code;Naam;Aantal\n{A};Els;{cell}\n{B};Jan;1\n")
    held = lists.ticket(A)
    assert held is not None
    assert held.ticket.places == places


def test_a_column_that_a_person_calls_a_status_asks_what_yes_means(lists: Importer) -> None:
    text = f"Code;Naam;Bij ons\n{A};Els;ja\n{B};Jan;nee\n"
    report = lists.take(text, mapping={"status": "Bij ons"})
    assert [question.values for question in report.questions] == [("ja",), ("nee",)]
    assert lists.take(
        text, mapping={"status": "Bij ons"}, statuses=("ja=valid", "nee=cancelled")
    ).applied
    assert statuses(lists) == ["cancelled", "valid"]


def test_web_addresses_of_tickets_are_proposed_as_codes(lists: Importer) -> None:
    text = "Naam;Ticket URL\nEls;https://t.example/x/1\nJan;https://t.example/x/2\n"
    (question,) = lists.take(text).questions
    assert question.answers == ("--map 'code=Ticket URL'", "--codes none")
    assert lists.take(text, mapping={"code": "Ticket URL"}).applied
    assert lists.ticket("https://t.example/x/2") is not None


def test_a_cancelled_guest_far_down_an_unused_column_is_asked_too(lists: Importer) -> None:
    rows = "".join(f"{number:026};Gast {number};\n" for number in range(1200))
    report = lists.take(f"Code;Naam;Bijz\n{rows}{A};Els;geannuleerd\n")
    assert asked(report) == [("status", "Bijz")]


def test_a_note_that_is_only_a_status_is_one(lists: Importer) -> None:
    text = f"Code;Naam;Opmerking\n{A};Els;Afgemeld\n{B};Jan;belt nog af\n"
    report = lists.take(text)
    assert statuses(lists) == ["cancelled", "valid"]
    assert [
        warning.key for warning in report.warnings if warning.key == "import.warning.status_notes"
    ]


def test_what_the_desk_has_to_know_says_what_it_is(lists: Importer) -> None:
    head = "Code;Naam;Opmerking;Tekst bij check-in;Vereist speciale aandacht"
    lists.take(f"{head}\n{A};Els;belt;Badge ligt klaar;Ja\n{B};Jan;;;Nee\n")
    held, other = lists.ticket(A), lists.ticket(B)
    assert held is not None
    assert other is not None
    assert held.ticket.note == (
        "belt · Tekst bij check-in: Badge ligt klaar · Vereist speciale aandacht"
    )
    assert other.ticket.note == ""


def test_the_strictest_of_several_statuses_counts(lists: Importer) -> None:
    text = f"Code;Naam;Status;Betaald;Geblokkeerd\n{A};Els;geldig;nee;\n{B};Jan;geldig;nee;ja\n"
    assert lists.take(text).mapping["status"] == "Status + Betaald + Geblokkeerd"
    assert statuses(lists) == ["blocked", "unpaid"]


def test_the_people_of_several_columns_are_added_up_when_a_person_says_so(
    lists: Importer,
) -> None:
    text = "Naam;Volwassenen;Kinderen\nJan;2;1\nPiet;1;\nMarie;;\nAnna;1;3\n"
    (question,) = lists.take(text).questions
    assert question.about == "places"
    assert question.answers == (
        "--map 'places=Volwassenen + Kinderen'",
        "--map places=Volwassenen",
        "--map places=Kinderen",
    )
    report = lists.take(text, mapping={"places": "Volwassenen + Kinderen"})
    assert (report.questions, report.applied) == ((), True)
    places = {one.name: one.places for one in Tickets(lists.database, EVENT.id).all()}
    assert places == {"Jan": 3, "Piet": 1, "Marie": 1, "Anna": 4}


def test_one_column_that_counts_is_an_answer_too(lists: Importer) -> None:
    text = "Naam;Volwassenen;Kinderen\nJan;2;1\nPiet;1;0\n"
    assert lists.take(text, mapping={"places": "Volwassenen"}).applied


def test_two_columns_with_other_codes_are_asked_about(lists: Importer) -> None:
    text = "Naam;Original barcode;New barcode\n" + "".join(
        f"Gast {n};{n * 98245165342};{n * 96174894112}\n" for n in range(5, 10)
    )
    (question,) = lists.take(text).questions
    assert question.answers == (
        "--map 'code=Original barcode'",
        "--map 'code=New barcode'",
        "--codes none",
    )


def test_a_second_column_with_codes_of_some_guests_is_asked_about(lists: Importer) -> None:
    text = "Naam;Barcode;Naam;Barcode\nJan;A1K7M2Q9XZ;Els;B7K2M9Q4XZ\nPiet;C5T8N3W6RY;;\n"
    (question,) = lists.take(text).questions
    answers = ("--map code=Barcode", "--map 'code=Barcode (2)'", "--codes none")
    assert (question.about, question.answers) == ("code", answers)
    assert lists.refs() == []


@pytest.mark.parametrize(
    "heading", ["Gästeanzahl", "Gästezahl", "Gastenaantal", "Guest count", "Participants"]
)
def test_a_number_of_guests_that_is_not_used_is_asked_about(lists: Importer, heading: str) -> None:
    text = f"Name;{heading}\nJan;1\nEls;4\nPiet;1\n"
    assert asked(lists.take(text)) == [("places", heading)]


@pytest.mark.parametrize("heading", ["Samen", "Wie komt er", "Besteld"])
def test_small_numbers_without_another_meaning_are_asked_about(
    lists: Importer, heading: str
) -> None:
    assert asked(lists.take(f"Naam;{heading}\nJan;3\nEls;1\nPiet;1\n")) == [("places", heading)]
    assert lists.take(f"Naam;{heading};Aantal\nJan;3;1\nEls;1;2\nPiet;1;1\n").applied


@pytest.mark.parametrize("heading", ["Aantal kinderen", "Samen met"])
def test_numbers_with_a_zero_are_guests_besides_the_row(lists: Importer, heading: str) -> None:
    text = f"Naam;{heading}\nJan;2\nEls;0\nPiet;1\n"
    (question,) = lists.take(text).questions
    assert question.answers == (f"--map 'besides={heading}'", f"--ignore '{heading}'")
    for field in ("besides", "places"):
        report = lists.take(text, source=field, mapping={field: heading})
        assert (report.applied, report.mapping["places"]) == (True, heading)
    tickets = Tickets(lists.database, EVENT.id).all()
    assert sorted(one.places for one in tickets) == [1, 1, 2, 2, 3, 3]


def test_a_column_of_yes_and_no_for_the_places_is_one_guest_more(lists: Importer) -> None:
    text = "Naam;Met aanhang\nJan;ja\nEls;nee\n"
    assert lists.take(text, mapping={"places": "Met aanhang"}).applied
    tickets = Tickets(lists.database, EVENT.id).all()
    assert {one.name: one.places for one in tickets} == {"Jan": 2, "Els": 1}


@pytest.mark.parametrize("heading", ["Leeftijd", "Groep", "Tafel", "Rating"])
def test_small_numbers_of_another_kind_are_no_question(lists: Importer, heading: str) -> None:
    assert lists.take(f"Naam;{heading}\nJan;3\nEls;1\nPiet;1\n").applied


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Openstaand bedrag", ("€ 25,00", "0,00", "")),
        ("Nog te betalen", ("25,-", "€ 0", "0")),
        ("Balance due", ("1.250,00", "0.00", "-")),
    ],
)
def test_an_amount_that_is_still_owed_is_not_paid(
    lists: Importer, heading: str, cells: tuple[str, str, str]
) -> None:
    explained = ("-=valid",) if "-" in cells else ()
    rows = zip((A, B, C), ("Els", "Jan", "Mo"), cells, strict=True)
    text = f"Code;Naam;{heading}\n" + "".join(";".join(row) + "\n" for row in rows)
    assert lists.take(text, statuses=explained).applied
    assert statuses(lists) == ["unpaid", "valid", "valid"]


def test_a_date_of_payment_is_paid_and_without_one_is_asked(lists: Importer) -> None:
    text = f"Code;Naam;Betaaldatum\n{A};Els;3-5-2026\n{B};Jan;\n"
    assert asked(lists.take(text)) == [("status", "Betaaldatum")]
    assert lists.take(text, statuses=("Betaaldatum: =unpaid",)).applied
    assert statuses(lists) == ["unpaid", "valid"]


def test_an_amount_that_was_returned_is_asked_about(lists: Importer) -> None:
    text = f"Code;Naam;Refund amount\n{A};Els;25.00\n{B};Jan;0.00\n"
    assert asked(lists.take(text)) == [("status", "Refund amount")]
    assert lists.take(text, mapping={"status": "Refund amount"}).applied
    assert statuses(lists) == ["cancelled", "valid"]


def test_tags_that_keep_guests_out_are_asked_about(lists: Importer) -> None:
    text = 'Naam;Tags\nJan;"Komt, Bewoner"\nEls;Afgemeld\nPiet;Komt\n'
    assert asked(lists.take(text)) == [("status", "Tags")]


def test_a_kind_of_ticket_that_is_none_is_asked_about(lists: Importer) -> None:
    text = f"Code;Naam;Ticket type\n{A};Els;Regular\n{B};Jan;Cancelled - Regular\n"
    (question,) = lists.take(text).questions
    assert question.answers == ("--map 'status=Ticket type'", "--map 'category=Ticket type'")
    assert lists.take(text, mapping={"status": "Ticket type"}).applied
    tickets = list(Tickets(lists.database, EVENT.id).all())
    assert sorted((one.status.value, one.category) for one in tickets) == [
        ("cancelled", "Cancelled - Regular"),
        ("valid", "Regular"),
    ]


def test_a_status_in_brackets_is_a_doubt(lists: Importer) -> None:
    (question,) = lists.take("Naam;Komt\nJan;ja\nEls;(ja)\n").questions
    assert question.values == ("(ja)",)


def test_numbers_of_tickets_like_codes_are_asked_about(lists: Importer) -> None:
    text = "Guest name;Ticket number\nPiet;2A4B-6C8D-0E1F\nRia;2A4B-6C8D-0E2F\n"
    (question,) = lists.take(text).questions
    assert question.answers == ("--map 'code=Ticket number'", "--codes none")
    assert lists.take("Naam;Ticketnummer\nPiet;TICKET-0001\nRia;TICKET-0002\n").applied


@pytest.mark.parametrize("sign", [", ", " / ", " en ", "\n", ";"])
def test_several_codes_in_a_cell_are_a_rejected_row(lists: Importer, sign: str) -> None:
    text = f'Naam;Barcode\nJan en Ria;"Q1W2E3R4T5{sign}Q1W2E3R4T6"\nEls;Q1W2E3R4T7\n'
    (rejected,) = lists.take(text).rejected
    assert (rejected.row, rejected.value, rejected.why.name) == (2, "Q1W2…", "SEVERAL_CODES")


def test_the_codes_of_an_order_in_columns_are_all_asked_about(lists: Importer) -> None:
    text = (
        "Naam;Ticket 1 code;Ticket 2 code\nFam. Mol;AAQ1W2E3R4;BBQ1W2E3R4\nJan;CCQ1W2E3R4;\n"
        "Els;DDQ1W2E3R4;\n"
    )
    (question,) = lists.take(text).questions
    codes = ("--map 'code=Ticket 1 code'", "--map 'code=Ticket 2 code'", "--codes none")
    assert (question.key, question.answers) == ("import.question.several_codes", codes)


def test_a_column_that_ends_in_status_is_always_one(lists: Importer) -> None:
    text = f"Code;Naam;Deelnemersstatus\n{A};Els;Deelneemt\n{B};Jan;Hm\n{C};Mo;Niet deelnemend\n"
    (question,) = lists.take(text).questions
    assert (question.column, question.values) == ("Deelnemersstatus", ("Hm",))
    assert lists.take(text, statuses=("Hm=unpaid",)).applied
    assert statuses(lists) == ["cancelled", "unpaid", "valid"]


@pytest.mark.parametrize(
    "cells", [("Pass 1 jour", "Pass 1 jour"), ("Dag 1", "Dag 2"), ("Zaterdag 13 juni", "Weekend")]
)
def test_a_column_ticket_with_kinds_is_the_category(
    lists: Importer, cells: tuple[str, str]
) -> None:
    report = lists.take(f"Barcode;Ticket;Naam\n{A};{cells[0]};Els\n{B};{cells[1]};Jan\n")
    assert (report.mapping.get("category"), report.applied) == ("Ticket", True)
    rejected = lists.take(f"Barcode;Ticket;Naam\n{A};T-1;Els\n{B};T-1;Jan\n").rejected
    assert [one.field for one in rejected] == ["ticket"]


def test_the_name_of_a_partner_is_a_guest_besides(lists: Importer) -> None:
    text = "Voornaam;Achternaam;Naam partner\nJan;Dam;Els Kok\nRia;Mos;\nMo;Ali;-\n"
    assert lists.take(text).applied
    tickets = Tickets(lists.database, EVENT.id).all()
    assert {one.name: one.places for one in tickets} == {"Jan Dam": 2, "Ria Mos": 1, "Mo Ali": 1}


def test_numbers_of_tickets_alone_are_asked_about_in_a_new_list(lists: Importer) -> None:
    text = "Kaartnummer;Soort\n100;Dag\n101;Dag\n102;Dag\n"
    (question,) = lists.take(text).questions
    assert question.answers == ("--map code=Kaartnummer", "--codes none")
    assert lists.take(text, codes="none").applied
    assert lists.take(text.replace("102;Dag", "102;Nacht")).changed == 1


def test_guests_behind_a_name_are_places_unless_a_column_counts_them(lists: Importer) -> None:
    report = lists.take("Naam\nJan Jansen +1\nPiet de Vries (+ 2)\nAnna\n")
    assert "import.warning.plus_in_name" in [one.key for one in report.warnings]
    places = {one.name: one.places for one in Tickets(lists.database, EVENT.id).all()}
    assert places == {"Jan Jansen": 2, "Piet de Vries": 3, "Anna": 1}
    lists.take("Naam;Aantal\nKees +1;2\n", "ander.csv")
    (kees,) = (one for one in Tickets(lists.database, EVENT.id).all() if "Kees" in one.name)
    assert kees.places == 2


def test_a_legend_below_a_list_is_no_guest(lists: Importer) -> None:
    report = lists.take("Naam;Aantal\nJan;2\nPiet;1\n\nRood = afgemeld;\n")
    assert (report.read, report.added) == (2, 2)


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Nieuwsbrief", "ja nee"),
        ("Mogen we je mailen over een volgende keer?", "Ja Nee"),
        ("Marketing Opt-In", "TRUE FALSE"),
        ("Newsletter (ja/nein)", "ja nein"),
        ("Email Marketing Consent", "subscribed unsubscribed"),
        ("opt_in", "1 0"),
    ],
)
def test_whether_a_guest_may_be_mailed_is_kept_and_no_status(
    lists: Importer, heading: str, cells: str
) -> None:
    yes, no = cells.split()
    report = lists.take(f"Naam;{heading}\nJan;{yes}\nPiet;{no}\nAnna;\n")
    assert (report.questions, report.mapping["mail_ok"]) == ((), heading)
    rows = lists.database.execute("SELECT name, mail_ok FROM personal ORDER BY name").fetchall()
    assert rows == [("Anna", ""), ("Jan", "yes"), ("Piet", "no")]
    again = lists.take(f"Naam;{heading}\nJan;{no}\nPiet;{no}\nAnna;\n")
    assert (again.changed, again.unchanged) == (1, 2)


def test_a_list_without_consent_leaves_it_as_it_was(lists: Importer) -> None:
    lists.take("Naam;Nieuwsbrief\nJan;ja\n")
    assert lists.take("Naam\nJan\n").unchanged == 1


def test_a_column_that_is_named_by_its_answers_is_asked_about(lists: Importer) -> None:
    (question,) = lists.take("Naam;A/N\nJan;A\nPiet;N\nAnna;A\n").questions
    assert question.answers == ("--map status=A/N", "--ignore A/N")


def test_several_columns_with_other_names_are_asked(lists: Importer) -> None:
    text = "Leerling;Ouder 1;Ouder 2\nJan Vos;Els Vos;Bo Vos\nMo Bakker;Li Bakker;\n"
    (question,) = lists.take(text).questions
    assert question.text(load_words("nl")) == (
        "In de kolommen 'Ouder 1', 'Ouder 2' staan ook namen."
        " Komen deze mensen mee op het ticket van hun rij?"
    )
    assert question.answers == ("--map 'besides=Ouder 1 + Ouder 2'", "--map besides=-")
    assert lists.take(text, mapping={"besides": "-"}, dry_run=True).questions == ()
    assert lists.take(text, mapping={"besides": "Ouder 1 + Ouder 2"}).applied
    tickets = Tickets(lists.database, EVENT.id).all()
    assert {one.name: one.places for one in tickets} == {"Jan Vos": 3, "Mo Bakker": 2}


@pytest.mark.parametrize(
    "headings", ["Naam;Ouder", "Naam;Voornaam kind;Achternaam kind", "Naam;Organisatie;Plaats"]
)
def test_one_other_name_or_parts_of_one_are_no_question(lists: Importer, headings: str) -> None:
    more = ";Bo Vos" * (headings.count(";") - 1)
    text = f"{headings}\nJan Vos;Els Vos{more}\nMo Bakker;Li Bakker{more}\n"
    assert lists.take(text, dry_run=True).questions == ()


TWICE = (
    "Naam;E-mail;Komt\nAnna Bos;anna@voorbeeld.example;ja\nBob;bob@voorbeeld.example;ja\n"
    "anna bos;ANNA@voorbeeld.example;{last}\nAnna Bos;moeder@voorbeeld.example;ja\n"
)


def test_a_guest_who_is_on_a_list_twice_is_named_with_the_rows(lists: Importer) -> None:
    warnings = {one.key: one for one in lists.take(TWICE.format(last="ja")).warnings}
    repeated = warnings["import.warning.repeated_guests"]
    assert repeated.params == {"count": 1, "names": ("Anna Bos (2, 4)",)}
    assert "met de rijen: Anna Bos (2, 4)." in repeated.text(load_words("nl"))


def test_an_answer_that_a_guest_changed_is_a_rejected_row(lists: Importer) -> None:
    (rejected,) = lists.take(TWICE.format(last="nee")).rejected
    assert (rejected.row, rejected.why.name, rejected.params) == (2, "CHANGED_ANSWER", {"last": 4})
    assert lists.refs() == []
    assert lists.take(TWICE.format(last="nee"), skip_rejected=True).applied
    assert statuses(lists) == ["cancelled", "valid", "valid"]


def test_an_empty_column_of_answers_is_said(lists: Importer) -> None:
    warnings = lists.take("Naam;Komt;Geannuleerd\nJan;;\nEls;;\n").warnings
    empty = [one.params for one in warnings if one.key == "import.warning.empty_status"]
    assert empty == [{"column": "Komt"}]
