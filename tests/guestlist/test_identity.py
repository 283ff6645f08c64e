"""The ticket of a row: attendance refers to it, so it must stay the same in every new list."""

from kiosk.store.lists.ticket_table import CodeMatch
from tests.guestlist.importer import Importer

A, B, C, D = (letter * 26 for letter in "ABCD")
HEAD = "Ticket;Code;Naam\n"


def held(lists: Importer, code: str) -> CodeMatch:
    found = lists.ticket(code)
    assert found is not None
    return found


def test_a_new_code_for_a_known_reference_replaces_the_old_one(lists: Importer) -> None:
    lists.take(f"{HEAD}T-1;{A};Jan\n")
    ticket = held(lists, A).ticket.id
    assert lists.take(f"{HEAD}T-1;{B};Jan\n").changed == 1
    assert held(lists, B).ticket.id == ticket
    assert not held(lists, B).replaced
    assert held(lists, A).replaced


def test_a_code_that_comes_back_counts_again(lists: Importer) -> None:
    for code in (A, B, A):
        lists.take(f"{HEAD}T-1;{code};Jan\n")
    assert not held(lists, A).replaced
    assert held(lists, B).replaced


def test_a_known_code_with_another_reference_is_the_same_ticket(lists: Importer) -> None:
    lists.take(f"{HEAD}T-1;{A};Jan\n")
    ticket = held(lists, A).ticket.id
    assert lists.take(f"{HEAD}T-9;{A};Jan\n").changed == 1
    assert (held(lists, A).ticket.id, held(lists, A).ticket.ref) == (ticket, "T-9")


def test_codes_that_change_hands_take_no_attendance_with_them(lists: Importer) -> None:
    lists.take(f"{HEAD}T-1;{A};Jan\nT-2;{B};Els\n")
    jan, els = held(lists, A).ticket.id, held(lists, B).ticket.id
    lists.take(f"{HEAD}T-1;{B};Jan\nT-2;{A};Els\n")
    assert (held(lists, B).ticket.id, held(lists, A).ticket.id) == (jan, els)


def test_a_new_guest_with_the_first_code_of_another_is_another_ticket(lists: Importer) -> None:
    lists.take(f"{HEAD}T-1;{A};Jan\n")
    jan = held(lists, A).ticket.id
    lists.take(f"{HEAD}T-1;{B};Jan\nT-2;{A};Els\n")
    assert held(lists, B).ticket.id == jan
    assert held(lists, A).ticket.id != jan
    assert not held(lists, A).replaced


def test_a_code_of_a_ticket_that_stays_on_the_list_is_rejected(lists: Importer) -> None:
    lists.take(f"{HEAD}T-1;{A};Jan\nT-2;{B};Els\n")
    report = lists.take(f"{HEAD}T-1;{B};Jan\n")
    (rejected,) = report.rejected
    assert (rejected.why.name.lower(), rejected.params) == ("code_of_another", {"ticket": "T-2"})
    assert held(lists, B).ticket.ref == "T-2"


def test_a_code_taken_over_from_a_withdrawn_ticket_is_the_new_holders(lists: Importer) -> None:
    lists.take(f"{HEAD}T-1;{A};Jan\nT-2;{B};Els\n")
    report = lists.take(f"{HEAD}T-1;{B};Jan\n", replace=True, yes=True)
    assert report.applied
    assert held(lists, B).ticket.ref == "T-1"


def test_guests_by_name_keep_their_references_in_any_order(lists: Importer) -> None:
    text = "Naam;Organisatie\nJan;LSA\nEls;NOV\nJan;LSA\n"
    assert lists.take(text).added == 3
    before = lists.refs()
    assert len(set(before)) == 3
    assert lists.take("Naam;Organisatie\nEls;NOV\nJan;LSA\nJan;LSA\n").unchanged == 3
    assert lists.take(text + "Jan;LSA\n").added == 1
    assert set(before) < set(lists.refs())


def test_the_same_names_from_another_source_are_other_tickets(lists: Importer) -> None:
    lists.take("Naam\nJan\n", source="lsa")
    lists.take("Naam\nJan\n", source="nov")
    assert len(set(lists.refs())) == 2


def test_codes_alone_are_a_list_and_the_same_file_changes_nothing(lists: Importer) -> None:
    text, nameless = f"Code\n{A}\n{B}\n{C}\n", {"name": "-"}
    assert lists.take(text, mapping=nameless).added == 3
    assert len(set(lists.refs())) == 3
    assert lists.take(text, mapping=nameless).unchanged == 3
    assert lists.take(f"Code\n{C}\n{D}\n{A}\n", mapping=nameless).added == 1
    assert len(set(lists.refs())) == 4


def test_a_new_code_without_a_reference_never_takes_another_guests_ticket(lists: Importer) -> None:
    lists.take(f"Code;Naam\n{A};Gast Oranje Fonds\n{B};Gast Oranje Fonds\n")
    report = lists.take(f"Code;Naam\n{C};Gast Oranje Fonds\n")
    assert report.added == 1
    assert not held(lists, A).replaced
    assert len(set(lists.refs())) == 3


def test_a_guest_by_name_who_gets_a_code_stays_the_same_ticket(lists: Importer) -> None:
    lists.take("Naam\nJan\n")
    (ref,) = lists.refs()
    assert lists.take(f"Naam;Code\nJan;{A}\n").changed == 1
    assert held(lists, A).ticket.ref == ref


def test_a_column_that_the_file_lacks_leaves_what_is_known(lists: Importer) -> None:
    lists.take(f"Ticket;Code;Naam;Organisatie;Aantal\nT-1;{A};Jan;LSA;4\n")
    assert lists.take("Ticket;Status\nT-1;geblokkeerd\n").changed == 1
    ticket = held(lists, A).ticket
    assert (ticket.status, ticket.name, ticket.organisation, ticket.places) == (
        "blocked",
        "Jan",
        "LSA",
        4,
    )
