"""The usual columns of Dutch and English lists are known; a person can always say it better."""

import pytest

from kiosk.errors import UnusableInput
from kiosk.guestlist.columns.recognition import read_columns


def mapping(headings: str, **wanted: str) -> dict[str, str]:
    return dict(read_columns(headings.split(";"), wanted, "x.csv").mapping)


def test_a_dutch_list_is_known() -> None:
    headings = (
        "Ticketnummer;Ticketcode;Voornaam;Tussenvoegsel;Achternaam;Organisatie;Besteld door;"
        "Categorie;E-mailadres;Aantal personen;Status;Geldig vanaf;Geldig tot;Ingang;Opmerking"
    )
    fields = (
        "ticket;code;first_name;infix;last_name;organisation;booked_by;category;email;places;"
        "status;valid_from;valid_until;entrances;note"
    )
    assert mapping(headings) == dict(zip(fields.split(";"), headings.split(";"), strict=True))


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (
            "Order #;First Name;Last Name;Email;Quantity;Ticket Type;Attendee #;Barcode #",
            {"code": "Barcode #", "ticket": "Attendee #", "places": "Quantity"},
        ),
        (
            "Order code;Attendee name;Product;Price;Checked in;Secret;E-mail;Company",
            {"code": "Secret", "name": "Attendee name", "category": "Product"},
        ),
        (
            "order_id;shop_name;barcode;first_name;last_name;email;ticket_name;order_status",
            {"code": "barcode", "category": "ticket_name", "status": "order_status"},
        ),
        (
            "Ticket code;Ticket type;Name;Order ID;Notes",
            {"code": "Ticket code", "category": "Ticket type", "note": "Notes"},
        ),
        (
            "code,ticket,name,organisation,booked_by,valid_from".replace(",", ";"),
            {"code": "code", "booked_by": "booked_by", "valid_from": "valid_from"},
        ),
    ],
)
def test_the_exports_of_shops_are_known(headings: str, expected: dict[str, str]) -> None:
    found = mapping(headings)
    assert {field: found.get(field) for field in expected} == expected


def test_what_is_in_brackets_behind_a_name_does_not_hide_it() -> None:
    assert mapping("Naam (voor en achter);Barcode [QR];Aantal (max. 4)") == {
        "code": "Barcode [QR]",
        "name": "Naam (voor en achter)",
        "places": "Aantal (max. 4)",
    }


def test_an_order_number_is_no_ticket() -> None:
    assert "ticket" not in mapping("Code;Naam;Bestelnummer;Order ID;Order code;Ordernummer")


def test_a_person_maps_a_column_and_takes_one_away() -> None:
    assert mapping("Nummer;Naam;Code", code="nummer", note="-") == {
        "code": "Nummer",
        "name": "Naam",
    }
    assert "code" not in mapping("Naam;Code", code="-")


def test_of_two_columns_alike_the_likelier_is_used_and_the_other_reported() -> None:
    columns = read_columns(["Code", "Barcode", "Naam"], {}, "x.csv")
    assert columns.mapping["code"] == "Barcode"
    assert columns.doubtful == (("code", "Barcode", "Code"),)


@pytest.mark.parametrize(
    ("headings", "wanted", "key"),
    [
        ("Straat;Plaats", {}, "error.list_without_columns"),
        ("Naam", {"naam": "Naam"}, "error.map_unknown_field"),
        ("Naam", {"code": "Barcode"}, "error.map_unknown_column"),
    ],
)
def test_what_cannot_be_mapped_is_refused(headings: str, wanted: dict[str, str], key: str) -> None:
    with pytest.raises(UnusableInput) as error:
        mapping(headings, **wanted)
    assert error.value.key == key


def test_a_file_without_headings_gives_no_code_away() -> None:
    with pytest.raises(UnusableInput) as error:
        mapping("SSIHIW5Z7XMWVIDKTERZU3FCVY;Straat 1")
    assert "SSIHIW5Z7" not in str(error.value.params)


def test_a_file_without_known_columns_names_them_as_they_are() -> None:
    with pytest.raises(UnusableInput) as error:
        mapping("Op welke dag in mei 2026 kom je helpen bij het feest?;Wat drink je?")
    found = "'Op welke dag in mei 2026 kom je helpen bij het feest?', 'Wat drink je?'"
    assert error.value.params["found"] == found


@pytest.mark.parametrize(
    "heading",
    [
        *("Wat is je voor- en achternaam?", "What is your first and last name?"),
        *("Wie lautet Ihr vollständiger Name?", "Quels sont vos nom et prénom ?"),
    ],
)
def test_the_question_of_a_form_for_the_whole_name_is_known(heading: str) -> None:
    columns = read_columns(["E-mail", heading], {}, "x.csv", [["jan@voorbeeld.example", "Jan Bos"]])
    assert columns.mapping["name"] == heading


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (
            "Nom participant;Prénom participant;Nom payeur;Prénom payeur",
            {"name": "Nom participant", "first_name": "Prénom participant"},
        ),
        (
            "Klant voornaam;Klant naam;Barcode",
            {"name": "Klant naam", "first_name": "Klant voornaam"},
        ),
        ("Buyer first name;Buyer last name;Code", {"last_name": "Buyer last name"}),
        ("Naam koper;Bestelnummer;Code", {"name": "Naam koper", "booked_by": "Bestelnummer"}),
        ("Naam koper;Naam;Code", {"name": "Naam", "booked_by": "Naam koper"}),
    ],
)
def test_a_name_may_say_whose_it_is(headings: str, expected: dict[str, str]) -> None:
    found = mapping(headings)
    assert {field: found.get(field) for field in expected} == expected


def test_a_column_that_says_yes_or_no_to_being_a_member_is_no_name() -> None:
    rows = [["Jan", "ja"], ["Piet", "nee"], ["Marie", "ja"]]
    columns = read_columns(["Gast", "Lid"], {}, "x.csv", rows)
    assert columns.mapping["name"] == "Gast"
    assert "name" not in read_columns(["Code", "Lid"], {}, "x.csv", rows).mapping


def test_a_total_of_adults_and_children_counts_the_people() -> None:
    rows = [["Jan", "2", "1", "3"], ["Piet", "1", "0", "1"]]
    headings = ["Naam", "Volwassenen", "Kinderen", "Totaal"]
    assert read_columns(headings, {}, "x.csv", rows).mapping["places"] == "Totaal"
    rows[0][3] = "30"
    assert "places" not in read_columns(headings, {}, "x.csv", rows).mapping


def test_places_may_be_the_sum_of_columns() -> None:
    rows = [["Jan", "2", "1"]]
    wanted = {"places": "Volwassenen + Kinderen"}
    columns = read_columns(["Naam", "Volwassenen", "Kinderen"], wanted, "x.csv", rows)
    assert columns.mapping["places"] == "Volwassenen + Kinderen"
    assert columns.of("places") == (1, 2)


def test_a_second_name_in_a_row_is_a_second_guest() -> None:
    rows = [["Jan Vos", "Els Vos"], ["Mo Bakker", ""]]
    columns = read_columns(["Naam 1", "Naam 2"], {}, "x.csv", rows)
    assert columns.mapping == {"name": "Naam 1", "places": "Naam 2"}
    assert columns.besides == (1,)
    assert read_columns(["Naam", "Naam (2)"], {}, "x.csv", rows).besides == ()


def test_each_numbered_name_is_a_guest() -> None:
    rows = [["Jan Vos", "Els Vos", "Bo Vos"], ["Mo Bakker", "", ""]]
    columns = read_columns(["Naam 1", "Naam 2", "Naam 3"], {}, "x.csv", rows)
    assert columns.mapping == {"name": "Naam 1", "places": "Naam 2 + Naam 3"}


def test_guests_besides_are_read_from_the_columns_that_a_person_names() -> None:
    rows = [["Jan", "Els Vos", "Bo Vos"]]
    wanted = {"besides": "Ouder 1 + Ouder 2"}
    columns = read_columns(["Naam", "Ouder 1", "Ouder 2"], wanted, "x.csv", rows)
    assert columns.mapping == {"name": "Naam", "places": "Ouder 1 + Ouder 2"}
    assert columns.besides == (1, 2)


def test_a_contact_is_the_guest_where_nothing_else_names_one() -> None:
    rows = [["Club", "Jan Vos"], ["Bond", "Els Bakker"]]
    headings = ["Organisatie", "Contactpersoon"]
    assert read_columns(headings, {}, "x.csv", rows).mapping["name"] == "Contactpersoon"
    named = read_columns([*headings, "Naam"], {}, "x.csv", [[*row, "Kim"] for row in rows])
    assert (named.mapping["name"], named.mapping["booked_by"]) == ("Naam", "Contactpersoon")


def test_a_reference_that_rows_share_is_their_order() -> None:
    rows = [["R1", "Jan"], ["R1", "Els"], ["R2", "Mo"]]
    assert "ticket" not in read_columns(["Referentie", "Naam"], {}, "x.csv", rows).mapping
    assert "ticket" in read_columns(["Referentie", "Naam"], {}, "x.csv", rows[1:]).mapping
    assert "ticket" in read_columns(["Ticketnummer", "Naam"], {}, "x.csv", rows).mapping
