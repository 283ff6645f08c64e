"""`kiosk tickets issue` from the command line: its files are read by `kiosk scan`."""

import json
from pathlib import Path

import pytest

from kiosk.cli.main import main
from tests.festival import DAY

GUESTS = "Naam;E-mail;Aantal\nZoë van den Berg;zoe@example.nl;2\nJan;;1\n"


@pytest.fixture
def station(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    request.getfixturevalue("qapp")  # the application of all tests in this process
    main(["--data", str(tmp_path / "s"), "event", "new", "Feest", "--date", DAY])
    return tmp_path / "s"


def ran(station: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["--data", str(station), "--lang", "nl", *arguments])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def test_issued_tickets_are_scanned(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "gasten.csv").write_text(GUESTS)
    out = tmp_path / "met codes"
    given = ("tickets", "issue", "--from", str(tmp_path / "gasten.csv"), "--out", str(out))
    code, _, err = ran(station, capsys, *given)
    assert (code, f"2 tickets gemaakt in {out}." in err) == (0, True)
    assert len(list(out.glob("*.pdf"))) == 2

    code, scanned, _ = ran(station, capsys, "scan", "--images", str(out), "--at", f"{DAY}T12:00")
    lines = [json.loads(line) for line in scanned.splitlines()]
    assert {(one["outcome"], one["name"], one["people"]) for one in lines} == {
        ("admitted", "Zoë van den Berg", 2),
        ("admitted", "Jan", 1),
    }
    again = ("tickets", "issue", "--without-code", "--out", str(tmp_path / "more"))
    assert ran(station, capsys, *again)[0] == 0
    assert not (tmp_path / "more").exists()


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--count", "2", "--without-code"),
        ("--without-code", "--signed"),
        ("--without-code", "--category", "Pers"),
        ("--without-code", "--source", "nergens"),
        ("--without-code", "--door-sale"),
        ("--count", "0"),
        ("--count", "1", "--signed", "--category", "x" * 61),
    ],
)
def test_wrong_options_change_nothing(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...]
) -> None:
    out = tmp_path / "out"
    code, _, err = ran(station, capsys, "tickets", "issue", "--out", str(out), *options)
    assert (code, err.count("\n"), out.exists()) == (2, 1, False)
    assert ran(station, capsys, "tickets", "list", "--json")[1].strip() == "[]"


def test_a_list_with_a_question_names_the_import(
    station: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "shop.csv").write_text("Naam;Betaald\nEls;misschien\nMo;ja\n")
    given = ("--from", str(tmp_path / "shop.csv"), "--out", str(tmp_path / "out"))
    code, _, err = ran(station, capsys, "tickets", "issue", *given)
    assert code == 2
    assert "kiosk tickets issue --without-code --source 'shop'" in err
    assert not (tmp_path / "out").exists()
