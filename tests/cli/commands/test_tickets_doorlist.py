"""`kiosk tickets doorlist` from the command line."""

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from kiosk.cli.main import main
from tests.festival import DAY

GUESTS = "Code;Naam;Aantal\nC-1;Zoë van den Berg;2\nC-2;Ria 't Hart;1\n"


@pytest.fixture
def station(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    request.getfixturevalue("qapp")  # the application of all tests in this process
    main(["--data", str(tmp_path / "s"), "event", "new", "Feest", "--date", DAY])
    return tmp_path / "s"


def run(station: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    capsys.readouterr()
    code = main(["--data", str(station), "--lang", "nl", *arguments])
    return code, capsys.readouterr().err


def take(station: Path, capsys: pytest.CaptureFixture[str], rows: str) -> None:
    (station.parent / "gasten.csv").write_text(rows)
    assert run(station, capsys, "tickets", "import", str(station.parent / "gasten.csv"))[0] == 0


def text_of(path: Path) -> str:
    return str(PdfDocument(path)[0].get_textpage().get_text_range())


def test_the_list_then_only_its_additions_are_written_for_this_user_alone(
    station: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, more = station.parent / "noodlijst.pdf", station.parent / "aanvulling.PDF"
    take(station, capsys, GUESTS)
    code, err = run(station, capsys, "tickets", "doorlist", str(path))
    assert (code, "2 gasten. Print de lijst" in err) == (0, True)
    assert path.stat().st_mode & 0o777 == 0o600
    assert text_of(path).index("Berg, Zoë van den") < text_of(path).index("Hart, Ria 't")
    assert "C-1" not in text_of(path)

    code, err = run(station, capsys, "tickets", "doorlist", str(more), "--additions")
    assert (code, more.exists(), "niets veranderd" in err) == (0, False, True)
    take(station, capsys, GUESTS + "C-3;Bo Li;1\n")
    code, err = run(station, capsys, "tickets", "doorlist", str(more), "--additions")
    assert (code, "1 gast nieuw of anders, 0 om door te strepen" in err) == (0, True)
    assert ("Li, Bo" in text_of(more), "Berg" in text_of(more)) == (True, False)


@pytest.mark.parametrize(
    ("name", "option", "sentence"),
    [
        ("list.txt", (), "eindigen op .pdf"),
        ("nowhere/list.pdf", (), "is er niet"),
        ("list.pdf", (), "nog geen gast"),
        ("list.pdf", ("--additions",), "eerst een met alle gasten"),
    ],
)
def test_a_list_that_cannot_be_made_says_why(
    station: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    option: tuple[str, ...],
    sentence: str,
) -> None:
    path = station.parent / name
    code, err = run(station, capsys, "tickets", "doorlist", str(path), *option)
    assert (code, sentence in err, path.exists()) == (2, True, False)
