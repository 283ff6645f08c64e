import re
from pathlib import Path

import pytest

from kiosk.cli.main import main

WRONG = {
    "event": "Kies een opdracht: list, new, pack, set, settings, show, use.",
    "nonsense": "Er is geen opdracht 'nonsense'.",
    "scan --nonsense": "Er is geen optie '--nonsense'.",
    "scan --codes": "De optie '--codes' is verkeerd gebruikt: er ontbreekt een waarde, "
    "of er is er een te veel.",
    "scan --people 0": "Bij '--people' hoort een getal, 1 of meer.",
    "scan --people veel": "Bij '--people' hoort een getal, 1 of meer.",
    "undo x --reason y": "Bij '--reason' kan alleen: "
    "mistake, wrong-guest, wrong-number, left, other.",
    "bundle write .": "Bij 'FILE' hoort een bestand dat geschreven mag worden, geen map.",
    "event new": "'NAME' ontbreekt.",
    "event new a": "'--date' ontbreekt.",
    "event new a b --date 2024-04-13": "Er staan te veel woorden in deze opdracht. "
    "Zet namen met spaties tussen aanhalingstekens.",
}


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_arguments_are_reported_in_one_line(
    arguments: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), "--lang", "nl", *arguments.split()]) == 2
    streams = capsys.readouterr()
    assert (streams.out, streams.err) == (
        "",
        f"{WRONG[arguments]} Kijk met --help hoe het werkt.\n",
    )


@pytest.mark.parametrize("command", ["", "event", "event new", "scan", "undo"])
def test_the_help_is_framed_in_the_users_language(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), "--lang", "nl", *command.split(), "--help"]) == 0
    output = capsys.readouterr().out
    english = r"Usage|Options|Commands|OPTIONS|COMMAND|ARGS|TEXT|INTEGER|DIRECTORY|required|Show"
    assert output.startswith("Gebruik: kiosk")
    assert not re.search(english, output)


def test_the_help_is_in_english_where_that_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), "--lang", "en", "event", "new", "--help"]) == 0
    assert capsys.readouterr().out.startswith("Usage: kiosk event new [OPTIONS] NAME\n")
