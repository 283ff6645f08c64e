"""Lists as they travel: whole or not at all, one that counts everywhere, and gone after a purge."""

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.admin.revoke_laptop import revoke
from kiosk.domain.entry import Draft, Kind
from kiosk.domain.internal_settings import HELD_LISTS
from kiosk.domain.roles import Role
from kiosk.domain.verdict import Outcome
from kiosk.store.integrity.purge_event import finish_purges
from kiosk.store.integrity.verification import real_problems, verify_event
from kiosk.store.lists.list_transfer import ListTransfer
from kiosk.store.sqlite.database import immediate
from kiosk.store.sqlite.write_batches import YieldToScans
from kiosk.store.station_store import record
from kiosk.sync.encrypted_content import encrypted
from kiosk.sync.messages import ListPart, decode_message, encode_message
from tests.sync.forging import Forger
from tests.sync.laptops import Laptop, another_laptop, exchange, first_laptop
from tests.sync.seeing import export, sees, sound
from tests.sync.test_bundle_file import LIST, code
from tests.sync.test_receiver import agree, annexed, have, messages_of, receive_lines, why

MANY = "code;ticket;naam\n" + "".join(f"LANG-{n:012};L{n};Gast {n}\n" for n in range(2500))


@pytest.fixture
def admin(tmp_path: Path) -> Laptop:
    return first_laptop(tmp_path / "kantoor")


@pytest.fixture
def south(admin: Laptop, tmp_path: Path) -> Laptop:
    return another_laptop(admin, tmp_path / "zuid", "Zuid 1")


def versions(laptop: Laptop) -> list[tuple[str, int, int]]:
    with laptop.open_store() as store:
        lists = store.events.lists(store.keys.event)
        return [(one.source, one.version, one.rows) for one in lists]


def purge(laptop: Laptop) -> None:
    with laptop.open_store() as store:
        with immediate(store.database):
            record(store, Draft(Kind.PURGE))
        finish_purges(store.database, pause=YieldToScans(store.database))


def parts(lines: list[str]) -> list[str]:
    return [line for line in lines if '"type":"list"' in line]


def test_a_list_of_several_parts_arrives_whole(
    admin: Laptop, south: Laptop, tmp_path: Path
) -> None:
    admin.take_list(tmp_path / "l.csv", MANY)
    lines = messages_of(admin)
    assert len(parts(lines)) == 3
    assert receive_lines(south, lines).lists == ("shop",)
    assert versions(south) == [("shop", 1, 2500)]


@pytest.mark.parametrize(
    ("order", "refused"),
    [("01", set()), ("12", set()), ("021", {"unreadable"}), ("00112", {"unreadable"})],
    ids=["the last missing", "the first missing", "out of order", "repeated"],
)
def test_a_list_of_which_parts_do_not_come_in_their_row_changes_nothing(
    admin: Laptop, south: Laptop, tmp_path: Path, order: str, refused: set[str]
) -> None:
    admin.take_list(tmp_path / "l.csv", MANY)
    lines = messages_of(admin)
    found = parts(lines)
    others = [line for line in lines[:-1] if line not in found]
    taken = receive_lines(south, [*others, *(found[int(one)] for one in order)])
    assert why(taken) - {"truncated"} == refused
    assert versions(south) == []
    assert receive_lines(south, lines).lists == ("shop",)
    sound(south)


def test_rows_that_are_not_what_the_admin_said_are_refused(
    admin: Laptop, south: Laptop, tmp_path: Path
) -> None:
    admin.take_list(tmp_path / "l.csv", LIST)
    lines = messages_of(admin)
    (line,) = parts(lines)
    part = decode_message(line)
    assert isinstance(part, ListPart)
    identity = admin.keys.exchange
    decrypted = part.content.decrypt(identity)
    decrypted["rows"][0][4] = 9
    changed = encode_message(replace(part, content=encrypted(identity, decrypted)))
    taken = receive_lines(south, [changed if one == line else one for one in lines])
    assert (why(taken), versions(south)) == ({"list"}, [])


def test_parts_of_two_lists_that_are_mixed_leave_the_other_messages_alone(
    admin: Laptop, south: Laptop, tmp_path: Path
) -> None:
    admin.take_list(tmp_path / "l.csv", MANY)
    admin.take_list(
        tmp_path / "p.csv", MANY.replace("LANG", "PERS").replace(";L", ";P"), source="pers"
    )
    lines = messages_of(admin)
    found = parts(lines)
    assert len(found) == 6
    mixed = [found[one] for one in (0, 3, 1, 4, 2, 5)]
    others = [line for line in lines if line not in found]
    taken = receive_lines(south, [*others[:-1], *mixed, others[-1]])
    assert "unreadable" in why(taken)
    assert versions(south) == []
    receive_lines(south, lines)
    assert len(versions(south)) == 2
    agree(admin, south)


def exchange_later(laptops: list[Laptop], tmp_path: Path) -> None:
    """Exchange until all know the lists, and which laptop has which; time goes on meanwhile."""
    for _ in range(3):
        for one in laptops:
            one.clock.advance(1)
        exchange(laptops, tmp_path)


def test_a_clock_without_progress_lets_a_laptop_report_each_list_once(
    admin: Laptop, south: Laptop, tmp_path: Path
) -> None:
    for number in range(4):
        admin.take_list(tmp_path / "l.csv", LIST.replace("Gast Nummer3", f"Cees {number}"))
        for _ in range(3):
            exchange([admin, south], tmp_path)
    with south.open_store() as store:
        settings = store.history.without_ticket([Kind.SETTING])
    assert len([entry for entry in settings if entry.detail.get("key") == HELD_LISTS]) == 4


def test_when_two_admins_change_a_list_at_once_one_of_both_counts_everywhere(
    admin: Laptop, south: Laptop, tmp_path: Path
) -> None:
    admin.take_list(tmp_path / "l.csv", LIST)
    second = another_laptop(admin, tmp_path / "tweede", "Kantoor 2", role=Role.ADMIN)
    receive_lines(second, messages_of(admin))
    admin.take_list(tmp_path / "l.csv", LIST.replace("Gast Nummer3", "Anna"))
    for one in (admin, second):
        one.clock.advance(60)
    second.take_list(tmp_path / "l.csv", LIST.replace("Gast Nummer3", "Bea"))
    third = another_laptop(admin, tmp_path / "noord", "Noord 2")
    laptops = [admin, second, south, third]
    for one in (second, admin):
        receive_lines(south, messages_of(one))
    for one in (admin, second):
        receive_lines(third, messages_of(one))
    exchange_later(laptops, tmp_path)
    agree(*laptops)
    assert b"Bea" in export(third)
    admin.take_list(tmp_path / "l.csv", LIST.replace("Gast Nummer3", "Cees"))
    exchange_later(laptops, tmp_path)
    agree(*laptops)
    assert versions(third) == [("shop", 3, 8)]
    for one in laptops:
        sound(one)


def test_a_clock_that_is_set_right_decides_again_which_of_two_lists_counts(
    admin: Laptop, tmp_path: Path
) -> None:
    admin.take_list(tmp_path / "l.csv", LIST)
    second = another_laptop(admin, tmp_path / "tweede", "Kantoor 2", role=Role.ADMIN)
    second.clock.now -= 7_200_000
    south = another_laptop(admin, tmp_path / "zuid", "Zuid 1")
    receive_lines(second, messages_of(admin))
    for one in (admin, second):
        one.clock.advance(60)
    admin.take_list(tmp_path / "l.csv", LIST.replace("Gast Nummer3", "Anna"))
    for one in (admin, second):
        one.clock.advance(60)
    second.take_list(tmp_path / "l.csv", LIST.replace("Gast Nummer3", "Bea"))
    receive_lines(admin, messages_of(second))
    receive_lines(south, messages_of(admin))
    assert b"Anna" in export(south)
    for _ in range(2):
        receive_lines(second, messages_of(admin))
        receive_lines(admin, messages_of(second))
    receive_lines(south, messages_of(second))
    assert b"Bea" in export(south)
    agree(admin, second, south)


def test_a_list_that_is_taken_back_counts_as_it_was(
    admin: Laptop, south: Laptop, tmp_path: Path
) -> None:
    second = another_laptop(admin, tmp_path / "noord", "Noord 2")
    for text in (
        LIST,
        LIST.replace("Gast Nummer3", "Anna").replace("CODE-000000000004", "NIEUW-000000004"),
    ):
        admin.take_list(tmp_path / "l.csv", text)
        receive_lines(south, messages_of(admin, south))
    (answer,) = south.scan(code(4))
    assert answer.verdict.outcome is Outcome.CANCELLED
    admin.take_list(tmp_path / "l.csv", LIST)
    receive_lines(south, messages_of(admin, south))
    receive_lines(second, messages_of(south))
    receive_lines(admin, messages_of(south))
    assert versions(south) == versions(second) == [("shop", 3, 8)]
    agree(admin, south, second)
    for one in (admin, south, second):
        assert one.scan(code(4))[0].verdict.outcome is Outcome.ADMITTED


def test_the_list_of_a_revoked_admin_counts_no_more(
    admin: Laptop, south: Laptop, tmp_path: Path
) -> None:
    admin.take_list(tmp_path / "l.csv", LIST)
    second = another_laptop(admin, tmp_path / "tweede", "Kantoor 2", role=Role.ADMIN)
    receive_lines(second, messages_of(admin))
    second.scan(code(1))
    receive_lines(admin, messages_of(second))
    with admin.open_store() as store:
        revoke(store, "Kantoor 2")
    second.take_list(tmp_path / "l.csv", LIST.replace("Gast Nummer3", "Bea"))
    third = another_laptop(admin, tmp_path / "noord", "Noord 2")
    receive_lines(south, messages_of(second))
    assert b"Bea" in export(south)
    receive_lines(south, messages_of(admin))
    receive_lines(third, messages_of(south))
    assert b"Bea" not in export(south)
    receive_lines(admin, messages_of(south))
    agree(admin, south, third)
    sound(south)


def test_a_purge_here_and_an_exchange_with_an_unpurged_laptop_leaves_no_name(
    admin: Laptop, south: Laptop, tmp_path: Path
) -> None:
    admin.take_list(tmp_path / "l.csv", LIST)
    receive_lines(south, messages_of(admin))
    south.scan(code(3))
    stick = south.write(tmp_path / "old.kiosk")
    purge(admin)
    taken = admin.read(stick)
    assert (why(taken), taken.new_entries) == ({"purged"}, 4)
    assert receive_lines(south, messages_of(admin)).rejected == ()
    for one in (admin, south):
        with one.open_store() as store:
            (left,) = store.database.execute("SELECT count(*) FROM personal").fetchone()
            assert left == 0
            assert real_problems(verify_event(store)) == []
        for path in one.folder.rglob("*"):
            if path.is_file():
                assert b"Nummer3" not in path.read_bytes(), path


def test_after_a_purge_no_laptop_asks_for_missing_names(
    admin: Laptop, south: Laptop, tmp_path: Path
) -> None:
    desk = another_laptop(admin, tmp_path / "balie", "Balie", role=Role.DESK)
    forger = Forger(desk.keys)
    annexed(forger)
    receive_lines(south, forger.message_lines())
    purge(admin)
    before = len(have(south).awaited)
    receive_lines(south, messages_of(admin))
    assert (before, have(south).awaited) == (1, frozenset())


def test_a_list_that_a_forger_without_that_right_names_is_not_taken(
    admin: Laptop, south: Laptop, tmp_path: Path
) -> None:
    admin.take_list(tmp_path / "l.csv", LIST)
    forger = Forger(south.keys)
    rows = [["00" * 16, "11" * 16, "X1", "", 1, "valid", None, None, None, "Eva", "", "", ""]]
    part = ListPart(
        "shop", "ab" * 32, 1, 1, encrypted(admin.keys.exchange, {"rows": rows, "replaced": []})
    )
    before = sees(admin)
    assert receive_lines(admin, forger.message_lines(part)).rejected == ()
    assert sees(admin) == before
    assert have(admin).lists


def test_whether_a_guest_may_be_mailed_travels_with_the_list(
    admin: Laptop, south: Laptop, tmp_path: Path
) -> None:
    text = "naam;e-mail;nieuwsbrief\nZoë;zoe@x.example;ja\nJan;jan@x.example;nee\nKim;;\n"
    admin.take_list(tmp_path / "l.csv", text)
    assert receive_lines(south, messages_of(admin)).lists == ("shop",)
    for laptop, addresses in ((admin, 2), (south, 0)):
        with laptop.open_store() as store:
            rows = store.database.execute(
                "SELECT name, mail_ok, email FROM personal WHERE list IS NOT NULL ORDER BY name"
            ).fetchall()
            assert [(name, ok) for name, ok, _ in rows] == [
                ("Jan", "no"),
                ("Kim", ""),
                ("Zoë", "yes"),
            ]
            assert sum(bool(email) for _, _, email in rows) == addresses
            assert real_problems(verify_event(store)) == []
    purge(admin)
    receive_lines(south, messages_of(admin))
    for laptop in (admin, south):
        with laptop.open_store() as store:
            assert store.database.execute("SELECT max(mail_ok) FROM personal").fetchone() == (None,)


def test_a_list_that_says_nothing_of_mailing_is_sent_as_before(
    admin: Laptop, tmp_path: Path
) -> None:
    admin.take_list(tmp_path / "l.csv", LIST)
    with admin.open_store() as store:
        (number,) = store.database.execute("SELECT max(list) FROM list_snapshot").fetchone()
        batches = ListTransfer(store.database, store.keys.event).rows(number, 1000)
        assert {len(row) for batch in batches for row in batch} == {13}
