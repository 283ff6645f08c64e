"""A list comes in as a whole or not at all, and the report says what it does."""

import json
from pathlib import Path

import pytest

from kiosk.errors import UnusableInput, WorldFailed
from kiosk.guestlist.import_remarks import MOST_LISTED
from kiosk.store.lists.list_staging import import_lock
from kiosk.texts import load_words
from tests.guestlist.importer import EVENT, Importer

A, B, C, D = (letter * 26 for letter in "ABCD")
LIST = f"Ticket;Code;Naam;Categorie\nT-1;{A};Jan de Vries;Bewoner\nT-2;{B};Els Bos;Pers\n"


def counts(report: object) -> tuple[int, ...]:
    return tuple(
        getattr(report, name) for name in ("read", "added", "changed", "unchanged", "withdrawn")
    )


def test_a_first_list_is_taken_over_and_recorded(lists: Importer) -> None:
    report = lists.take(LIST)
    assert counts(report) == (2, 2, 0, 0, 0)
    assert report.applied
    held = lists.ticket(A)
    assert held is not None
    assert (held.ticket.ref, held.ticket.name, held.ticket.source) == (
        "T-1",
        "Jan de Vries",
        "winkel",
    )
    ((source, version, parent, digest, rows),) = lists.recorded
    assert (source, version, parent, len(digest), rows) == ("winkel", 1, None, 64, 2)


def test_the_same_file_twice_changes_nothing(lists: Importer) -> None:
    lists.take(LIST)
    before = lists.content()
    assert counts(lists.take(LIST)) == (2, 0, 0, 2, 0)
    assert lists.content() == before
    assert len(lists.recorded) == 1


def test_a_changed_row_makes_a_new_version_and_keeps_the_ticket(lists: Importer) -> None:
    lists.take(LIST)
    first = lists.ticket(A)
    report = lists.take(LIST.replace("Els Bos", "Els Vos"))
    assert counts(report) == (2, 0, 1, 1, 0)
    assert lists.ticket(A) == first
    second = lists.recorded[1]
    assert (second[1], second[2]) == (2, lists.recorded[0][3])


def test_the_content_hash_is_that_of_the_rows_whatever_their_order_or_address(
    lists: Importer,
) -> None:
    lists.take("Code;Naam;E-mail\n" + f"{A};Jan;jan@x.nl\n{B};Els;els@x.nl\n", source="s")
    one = lists.recorded[0][3]
    lists.take(f"Code;Naam;E-mail\n{B};Els;anders@x.nl\n{A};Jan;jan@x.nl\n", source="s")
    assert lists.recorded[1][3] == one


def test_who_is_not_in_the_file_stays_unless_it_replaces(lists: Importer) -> None:
    lists.take(LIST)
    only_jan = LIST[: LIST.index("T-2")]
    assert counts(lists.take(only_jan)) == (1, 0, 0, 1, 0)
    report = lists.take(only_jan, replace=True, yes=True)
    assert counts(report) == (1, 0, 0, 1, 1)
    held = lists.ticket(B)
    assert held is not None
    assert held.ticket.status == "withdrawn"
    assert counts(lists.take(only_jan, replace=True)) == (1, 0, 0, 1, 0)


def test_replacing_touches_no_other_source(lists: Importer) -> None:
    lists.take(LIST, source="winkel")
    lists.take(f"Code;Naam\n{C};Ans\n", source="partners", replace=True)
    held = lists.ticket(A)
    assert held is not None
    assert held.ticket.status == "valid"


def test_withdrawing_more_than_a_twentieth_needs_a_yes(lists: Importer) -> None:
    rows = [f"T-{number};{number:026};Gast {number}\n" for number in range(40)]
    head = "Ticket;Code;Naam\n"
    lists.take(head + "".join(rows))
    before = lists.content()
    with pytest.raises(UnusableInput) as error:
        lists.take(head + "".join(rows[3:]), replace=True)
    assert error.value.params == {"source": "winkel", "withdrawn": 3, "listed": 40}
    assert lists.content() == before
    dry = lists.take(head + "".join(rows[3:]), replace=True, dry_run=True)
    assert [warning.key for warning in dry.warnings] == ["import.warning.withdraws_many"]
    assert lists.take(head + "".join(rows[2:]), replace=True).withdrawn == 2


def test_a_dry_run_reports_everything_and_changes_nothing(lists: Importer) -> None:
    before = lists.content()
    report = lists.take(LIST, dry_run=True)
    assert counts(report) == (2, 2, 0, 0, 0)
    assert not report.applied
    assert lists.content() == before


def test_a_withdrawn_guest_on_the_list_again_is_valid_again(lists: Importer) -> None:
    lists.take(LIST)
    lists.take(LIST[: LIST.index("T-2")], replace=True, yes=True)
    assert lists.take(LIST).changed == 1
    held = lists.ticket(B)
    assert held is not None
    assert held.ticket.status == "valid"


BROKEN = f"""Ticket;Code;Naam;Aantal;Status;Geldig vanaf;Geldig tot;Ingang
T-1;{A};Jan;1;geldig;;;
T-2;{A};Piet;1;;;;
T-1;{B};Kees;1;;;;
T-4;;Els;1;;;;
T-5;1,2E+15;Ans;1;;;;
T-6;{C};Mo;veel;;;;
T-7;{D};Li;0;geldig;;;
T-8;{"E" * 26};Bo;1;;gisteren;;
T-9;{"F" * 26};Al;1;;2026-06-13 12:00;2026-06-13 10:00;
T-10;{"G" * 26};Ed;1;;;;West
T-11;{"H" * 26};Cor;1;;;;;;meer
"""


def test_every_bad_row_is_reported_with_its_row_and_nothing_is_imported(lists: Importer) -> None:
    report = lists.take(BROKEN)
    rejected = [(one.row, one.field, one.value, one.why.name.lower()) for one in report.rejected]
    assert rejected == [
        (3, "code", "AAAA…", "repeated_code"),
        (4, "ticket", "T-1", "repeated_ticket"),
        (5, "code", "", "empty_code"),
        (6, "code", "1,2E+15", "damaged_code"),
        (7, "places", "veel", "no_places"),
        (8, "places", "0", "no_places"),
        (9, "valid_from", "gisteren", "unreadable_date"),
        (10, "valid_until", "2026-06-13 10:00", "ends_before_start"),
        (11, "entrances", "West", "unknown_entrance"),
        (12, "", "m…", "too_many_cells"),
    ]
    assert (report.read, report.added, report.rejected_rows, report.applied) == (11, 1, 10, False)
    assert lists.refs() == []
    assert lists.recorded == []


def test_the_good_rows_are_taken_where_a_person_says_so(lists: Importer) -> None:
    report = lists.take(BROKEN, skip_rejected=True)
    assert report.applied
    assert lists.refs() == ["T-1"]


def test_a_rejected_row_never_withdraws_its_ticket(lists: Importer) -> None:
    lists.take(LIST)
    wrong = "Ticket;Code;Naam;Aantal\n" + f"T-1;{A};Jan;1\nT-2;{B};Els;veel\n"
    report = lists.take(wrong, replace=True, skip_rejected=True)
    assert report.withdrawn == 0
    held = lists.ticket(B)
    assert held is not None
    assert held.ticket.status == "valid"


def test_a_code_of_another_source_is_rejected_by_its_name(lists: Importer) -> None:
    lists.take(LIST, source="winkel")
    report = lists.take(f"Code;Naam\n{A};Jan\n{C};Ans\n", source="partners")
    (rejected,) = report.rejected
    assert (rejected.row, rejected.params) == (2, {"source": "winkel"})


def test_many_rejected_rows_are_all_counted_but_not_all_listed(lists: Importer) -> None:
    report = lists.take("Code;Naam\n" + ";Jan\n" * (MOST_LISTED + 5))
    assert (len(report.rejected), report.rejected_rows) == (MOST_LISTED, MOST_LISTED + 5)


def test_short_codes_and_codes_of_another_length_are_warnings(lists: Importer) -> None:
    codes = [f"{number:026}" for number in range(20)] + ["AB12"]
    report = lists.take("Code;Naam\n" + "".join(f"{code};Jan\n" for code in codes))
    assert [(one.key, one.params["codes"], one.params["row"]) for one in report.warnings] == [
        ("import.warning.guessable", 1, 22),
        ("import.warning.odd_lengths", 1, 22),
    ]
    assert report.applied


@pytest.mark.parametrize(
    ("lengths", "odd"),
    [((20, 20, 24), 1), ((20,) * 4 + (19, 24), 2), ((20, 24), None), ((20, 20), None)],
)
def test_in_a_short_list_too_a_code_of_another_length_than_most_is_a_warning(
    lists: Importer, lengths: tuple[int, ...], odd: int | None
) -> None:
    codes = (f"{number:0{length}}" for number, length in enumerate(lengths, start=1))
    report = lists.take("Code;Naam\n" + "".join(f"{code};Jan\n" for code in codes))
    warnings = {one.key: one.params["codes"] for one in report.warnings}
    assert warnings.get("import.warning.odd_lengths") == odd


def test_the_report_reads_as_the_contract_says_in_both_languages(lists: Importer) -> None:
    report = lists.take(BROKEN)
    for language in ("nl", "en"):
        fields = report.to_json(load_words(language))
        assert list(fields)[:7] == [
            "source",
            "read",
            "added",
            "changed",
            "unchanged",
            "withdrawn",
            "rejected",
        ]
        assert fields["mapping"]["code"] == "Code"
        assert set(fields["rejected"][0]) == {"row", "field", "value", "why"}
        assert A not in json.dumps(fields)


def test_no_code_is_in_the_folder_once_its_list_is_in(lists: Importer, tmp_path: Path) -> None:
    lists.take(LIST)
    (tmp_path / "winkel.csv").unlink()
    files = [path for path in tmp_path.iterdir() if path.is_file()]
    assert all(A.encode() not in path.read_bytes() for path in files)
    assert not list(tmp_path.glob("*-import-*"))


def test_a_list_without_guests_changes_nothing(lists: Importer) -> None:
    lists.take(LIST)
    with pytest.raises(UnusableInput, match="list_without_rows"):
        lists.take("Code;Naam\n", replace=True, yes=True)


def test_a_second_import_at_the_same_time_must_wait(lists: Importer) -> None:
    with import_lock(lists.database), pytest.raises(WorldFailed, match="import_running"):
        lists.take(LIST)


def test_what_fails_while_the_list_is_made_current_leaves_the_old_one(lists: Importer) -> None:
    lists.take(LIST)
    before = lists.refs()

    def fail(*_: object) -> None:
        raise WorldFailed("error.disk_full")

    lists.recorded = _Refusing(fail)
    with pytest.raises(WorldFailed):
        lists.take(LIST.replace("T-2", "T-3"))
    lists.recorded = []
    assert lists.refs() == before
    lists.job().finish("winkel")
    assert {state for (state,) in lists.database.execute("SELECT state FROM list_snapshot")} == {
        "current"
    }


class _Refusing(list[tuple[object, ...]]):
    """A journal that cannot be written."""

    def __init__(self, append: object) -> None:
        super().__init__()
        self.append = append  # type: ignore[assignment, method-assign]  # it fails as a disk does


def test_two_old_snapshots_are_kept_and_older_ones_go_with_their_names(lists: Importer) -> None:
    for name in ("Een", "Twee", "Drie", "Vier", "Vijf"):
        lists.take(LIST.replace("Els Bos", name))
        lists.job().finish("winkel")
    states = lists.database.execute(
        "SELECT version, state FROM list_snapshot ORDER BY version"
    ).fetchall()
    assert states == [(3, "old"), (4, "old"), (5, "current")]
    names = {name for (name,) in lists.database.execute("SELECT name FROM personal")}
    assert names == {"Jan de Vries", "Drie", "Vier", "Vijf"}


def test_the_lists_of_another_event_are_left_alone(lists: Importer) -> None:
    lists.database.execute(
        "INSERT INTO list_snapshot(event, source, version, at, state)"
        " VALUES (x'aa', 'winkel', 7, 0,"
        " 'current')"
    )
    assert lists.take(LIST).added == 2
    assert lists.recorded[0][1] == 1
    assert EVENT.id != "aa"
