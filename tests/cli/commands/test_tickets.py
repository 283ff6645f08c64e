"""`kiosk tickets` and `kiosk undo` from the command line, with real list files."""

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.cli.main import main
from kiosk.domain.verdict import Outcome
from tests.festival import DAY, session_on

LIST = """Ticketnummer;Code;Naam;Organisatie;Categorie;Aantal
WD-1;KFXW4J2ZQ7T5N3B6L9P8;Zoë van den Berg;Dorpsbelang Hoogland;Actieve bewoner;2
WD-2;M3R8T1V6X4Z9B7D2F5H0;Jan de Vries;;Beleidsmaker;1
"""


@pytest.fixture
def station(tmp_path: Path) -> Path:
    main(["--data", str(tmp_path / "s"), "event", "new", "Feest", "--date", DAY])
    (tmp_path / "shop.csv").write_text(LIST)
    main(["--data", str(tmp_path / "s"), "tickets", "import", str(tmp_path / "shop.csv")])
    return tmp_path / "s"


def kiosk(station: Path, *arguments: str) -> int:
    return main(["--data", str(station), "--lang", "nl", *arguments])


def printed(
    station: Path, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    capsys.readouterr()
    code = kiosk(station, *arguments)
    streams = capsys.readouterr()
    return code, streams.out, streams.err


def found(station: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    code, out, _ = printed(station, capsys, *arguments, "--json")
    assert code == 0
    return json.loads(out)


def verdict(station: Path, code: str) -> tuple[Outcome, str | None]:
    with session_on(station).open_store() as store:
        answer = Door(store, Gate("festival", "Hoofdingang")).scan(code)
        return answer.verdict.outcome, answer.entry


def test_the_same_file_twice_changes_nothing(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "shop.csv")
    report = found(station, capsys, "tickets", "import", path)
    counts = {key: report[key] for key in ("read", "added", "changed", "unchanged", "withdrawn")}
    assert counts == {"read": 2, "added": 0, "changed": 0, "unchanged": 2, "withdrawn": 0}
    event = found(station, capsys, "event", "show")
    assert [(each["source"], each["version"]) for each in event["lists"]] == [("shop", 1)]


def test_rejected_rows_are_a_file_that_comes_in_once_it_is_mended(
    station: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path, bad = tmp_path / "meer.csv", tmp_path / "fout.csv"
    path.write_text(LIST + "WD-3;=A1B2C3D4E5F6G7H8J9K0;Els Bos;;Pers;veel\nWD-4;;Mo Bos;;Pers;1\n")
    given = ("tickets", "import", str(path), "--source", "shop", "--skip-rejected")
    code, _, err = printed(station, capsys, *given, "--rejects", str(bad))
    assert code == 1
    assert f"in {bad}. Verbeter ze, en lees dat bestand in met --source 'shop'." in err
    text = bad.read_text("utf-8-sig")
    assert text.splitlines()[0].endswith(";Aantal;Waarom niet gelezen")
    assert len(text.splitlines()) == 3
    bad.write_text(text.replace("veel", "2").replace("WD-4;;", "WD-4;Z9Y8X7W6V5U4T3S2R1Q0;"))
    mended = found(station, capsys, "tickets", "import", str(bad), "--source", "shop")
    assert (mended["added"], mended["rejected"], mended["questions"]) == (2, [], [])
    assert verdict(station, "=A1B2C3D4E5F6G7H8J9K0")[0] is Outcome.ADMITTED


def test_a_rejected_row_leaves_the_list_as_it_was_unless_it_is_skipped(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "shop.csv"
    path.write_text(LIST + "WD-3;1,2E+15;Kim;;Pers;1\nWD-4;Q2W4E6R8T0Y1U3I5O7P9;Bas;;Pers;1\n")
    code, out, err = printed(station, capsys, "tickets", "import", str(path))
    assert code == 2
    assert "rij 4" in out
    assert "\nEr is niets veranderd." in err
    code, out, same = printed(station, capsys, "tickets", "import", str(path), "--json")
    assert (code, json.loads(out)["rejected_rows"], same) == (2, 1, err)
    assert len(found(station, capsys, "tickets", "list")) == 2
    code, _, _ = printed(station, capsys, "tickets", "import", str(path), "--skip-rejected")
    assert code == 1
    refs = [ticket["ticket"] for ticket in found(station, capsys, "tickets", "list")]
    assert refs == ["WD-1", "WD-2", "WD-4"]


def test_tickets_are_found_by_parts_of_a_name(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (ticket,) = found(station, capsys, "tickets", "find", "zoe ber")
    assert ticket == {
        "ticket": "WD-1",
        "name": "Zoë van den Berg",
        "organisation": "Dorpsbelang Hoogland",
        "category": "Actieve bewoner",
        "places": 2,
        "status": "valid",
        "inside": 0,
    }
    assert found(station, capsys, "tickets", "find", "hoogland")[0]["ticket"] == "WD-1"
    assert found(station, capsys, "tickets", "find", "nobody") == []


@pytest.mark.parametrize(
    ("action", "outcome"),
    [("cancel", Outcome.CANCELLED), ("block", Outcome.BLOCKED), ("pay", Outcome.ADMITTED)],
)
def test_a_status_by_hand_holds_at_the_door(
    station: Path, capsys: pytest.CaptureFixture[str], action: str, outcome: Outcome
) -> None:
    assert printed(station, capsys, "tickets", action, "WD-2")[0] == 0
    assert verdict(station, "M3R8T1V6X4Z9B7D2F5H0")[0] is outcome


def test_the_history_of_a_ticket_is_shown(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk(station, "tickets", "cancel", "WD-2")
    kiosk(station, "tickets", "lift", "WD-2")
    shown = found(station, capsys, "tickets", "show", "WD-2")
    assert [(each["kind"], each["what"]) for each in shown["history"]] == [
        ("status", "cancel"),
        ("status", "lift"),
    ]
    _, out, _ = printed(station, capsys, "tickets", "show", "WD-2")
    assert "Beleidsmaker  geldig" in out
    assert "balie (vervallen)" in out


def test_an_unknown_guest_is_reported(station: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = printed(station, capsys, "tickets", "find", "nobody")
    assert (code, out) == (0, "")
    assert err.startswith("Niets gevonden bij 'nobody'.")


def test_the_actions_of_the_desk_are_shown_in_the_language_of_the_user(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, err = printed(station, capsys, "tickets", "cancel", "WD-2")
    assert err == "Ticket WD-2 is nu: vervallen.\n"
    (head, *_) = found(station, capsys, "tickets", "show", "WD-2")["history"]
    code, _, err = printed(station, capsys, "undo", head["entry"])
    assert code == 2
    assert "(balie) is er niets ongedaan te maken" in err


def test_a_reissued_code_is_shown_once_and_as_a_picture(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "new.png"
    code, out, _ = printed(station, capsys, "tickets", "reissue", "WD-2", "--qr", str(picture))
    assert code == 0
    assert len(out.strip()) == 26
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert verdict(station, "M3R8T1V6X4Z9B7D2F5H0")[0] is Outcome.CANCELLED


def test_a_picture_that_cannot_be_leaves_the_code_as_it_was(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "new.jpg"
    code, out, _ = printed(station, capsys, "tickets", "reissue", "WD-2", "--qr", str(picture))
    assert (code, out) == (2, "")
    assert verdict(station, "M3R8T1V6X4Z9B7D2F5H0")[0] is not Outcome.CANCELLED


def test_an_undone_scan_is_reported_and_a_second_undo_is_fine(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome, entry = verdict(station, "KFXW4J2ZQ7T5N3B6L9P8")
    assert (outcome, entry is not None) == (Outcome.ADMITTED, True)
    assert printed(station, capsys, "undo", str(entry), "--reason", "left")[0] == 0
    assert found(station, capsys, "tickets", "list")[0]["inside"] == 0
    code, _, stderr = printed(station, capsys, "undo", str(entry))
    assert (code, stderr.count("\n")) == (0, 1)
    assert printed(station, capsys, "undo", str(entry), "--reason", "boredom")[0] == 2
    assert printed(station, capsys, "undo", "0123456789")[0] == 2


def test_a_picture_that_can_go_nowhere_leaves_the_ticket_its_code(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder.png").mkdir()
    for path in (tmp_path / "gone" / "ticket.png", tmp_path / "folder.png"):
        code, out, err = printed(station, capsys, "tickets", "reissue", "WD-2", "--qr", str(path))
        assert (code, out, err.count("\n")) == (2, "", 1)
    assert verdict(station, "M3R8T1V6X4Z9B7D2F5H0")[0] is Outcome.ADMITTED


def test_a_ticket_is_named_in_capitals_or_not(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(station, capsys, "tickets", "show", " wd-1 ")["ticket"] == "WD-1"
    for command in ("cancel", "lift", "block", "lift", "pay", "reissue"):
        code, _, stderr = printed(station, capsys, "tickets", command, "wd-2")
        assert (code, "WD-2" in stderr) == (0, True), command


def test_of_tickets_that_differ_in_capitals_the_one_that_is_written_so_is_meant(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pers.csv").write_text("ticket;code;naam\nwd-1;ABCDEFGHIJKLMNOPQRST;Pim\n")
    kiosk(station, "tickets", "import", str(tmp_path / "pers.csv"))
    assert found(station, capsys, "tickets", "show", "wd-1")["name"] == "Pim"
    assert found(station, capsys, "tickets", "show", "WD-1")["name"] == "Zoë van den Berg"
    code, out, stderr = printed(station, capsys, "tickets", "cancel", "Wd-1")
    assert (code, out, "WD-1, wd-1" in stderr) == (2, "", True)


@pytest.mark.parametrize("command", ["show", "cancel", "block", "pay", "lift", "reissue"])
def test_an_unknown_ticket_is_reported_in_one_line(
    station: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    code, out, stderr = printed(station, capsys, "tickets", command, "WD-99")
    assert (code, out, stderr.count("\n")) == (2, "", 1)
    assert "WD-99" in stderr


_NEWER = """UPDATE entry SET body =
  CAST(replace(CAST(body AS TEXT), '"kind":"in"', '"kind":"handout"') AS BLOB)"""


def test_an_entry_of_a_newer_program_is_named_in_the_history(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    verdict(station, "M3R8T1V6X4Z9B7D2F5H0")
    with session_on(station).open_store() as store:
        store.database.execute("DROP TRIGGER entry_as_written")
        store.database.execute(_NEWER)

    code, out, _ = printed(station, capsys, "tickets", "show", "WD-2")
    assert (code, "iets van een nieuwere versie" in out) == (0, True)
