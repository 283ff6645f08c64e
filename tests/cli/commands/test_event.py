"""`kiosk event`: made, chosen, shown and set from the command line."""

import json
import stat
from pathlib import Path

import pytest

from kiosk.cli.main import main
from tests.festival import Row, festival

NEW = ("event", "new", "Zomerfeest", "--date", "2026-06-06", "--name", "Noord 1")


def kiosk(folder: Path, *arguments: str) -> int:
    return main(["--data", str(folder), "--lang", "nl", *arguments])


def shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    capsys.readouterr()
    assert kiosk(folder, "event", "show", "--json") == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_an_event_is_made_and_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ("--venue", "Prodentfabriek", "--capacity", "300", "--entrance", "Noord")
    assert kiosk(tmp_path, *NEW, *options, "--entrance", "Zuid", "--area", "Zaal 2") == 0
    event = shown(tmp_path, capsys)
    assert (event["event"], event["date"]) == ("Zomerfeest", "2026-06-06")
    assert (event["timezone"], event["tickets"], event["lists"]) == ("Europe/Amsterdam", 0, [])
    assert (event["capacity"], event["entrances"]) == (300, "Noord; Zuid")
    assert (event["areas"], event["station"]) == ("festival; Zaal 2", "Noord 1")


def test_the_festival_may_be_named_among_the_areas(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kiosk(tmp_path, *NEW, "--area", "Zaal", "--area", "festival") == 0
    assert shown(tmp_path, capsys)["areas"] == "festival; Zaal"


def test_who_may_decide_is_shown_also_where_it_was_never_set(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk(tmp_path, *NEW)
    assert shown(tmp_path, capsys)["policy.full"] == "admit"
    kiosk(tmp_path, "event", "settings")
    assert "policy.unpaid            pin\n" in capsys.readouterr().out


def test_what_is_shown_is_what_a_person_would_type(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk(tmp_path, *NEW)
    capsys.readouterr()
    kiosk(tmp_path, "event", "show")
    assert {"companions: no", "walk_ins: yes"} <= set(capsys.readouterr().out.splitlines())


def test_without_an_entrance_there_is_the_main_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk(tmp_path, *NEW)
    assert shown(tmp_path, capsys)["entrances"] == "Hoofdingang"


def test_keys_are_for_this_user_alone(tmp_path: Path) -> None:
    kiosk(tmp_path, *NEW)
    (path,) = (tmp_path / "keys").glob("*.json")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_newest_event_is_current_until_another_is_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk(tmp_path, *NEW)
    kiosk(tmp_path, "event", "new", "Winterfeest", "--date", "2026-12-12")
    assert shown(tmp_path, capsys)["event"] == "Winterfeest"
    assert kiosk(tmp_path, "event", "use", "zomerfeest") == 0
    assert shown(tmp_path, capsys)["event"] == "Zomerfeest"
    kiosk(tmp_path, "event", "list")
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("* 2026-06-06  Zomerfeest")
    assert second.startswith("  2026-12-12  Winterfeest")


def test_settings_are_set_and_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kiosk(tmp_path, *NEW)
    for key, value in (
        ("help_phone", "06 1122"),
        ("policy.full", "refuse"),
        ("handout.Pers", "rood keycord"),
        ("companions", "ja"),
    ):
        assert kiosk(tmp_path, "event", "set", key, value) == 0
    event = shown(tmp_path, capsys)
    assert (event["help_phone"], event["policy.full"]) == ("06 1122", "refuse")
    assert (event["handout.Pers"], event["companions"]) == ("rood keycord", True)
    kiosk(tmp_path, "event", "settings")
    output = capsys.readouterr().out
    assert "mercy_s" in output
    assert "rood keycord" in output


def test_staff_on_a_list_and_as_a_number_is_asked_about(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with festival(tmp_path, [Row("V1", "Vrijwilliger", places=3)]):
        pass
    kiosk(tmp_path, "event", "set", "crew", "12")
    before = capsys.readouterr().err
    kiosk(tmp_path, "event", "set", "group.Vrijwilliger", "medewerker")
    asked = capsys.readouterr().err

    question = "12 medewerkers zonder ticket en 3 met een ticket: zijn dat andere mensen?"
    assert question not in before
    assert question in asked


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("capacity", "veel"),
        ("reentry", "soms"),
        ("policy.unknown", "admit"),
        ("policy.full", "misschien"),
        ("nonsense", "1"),
        ("date", "30-05-2026"),
        ("timezone", "Amersfoort"),
        ("entrances", ""),
        ("group.Pers", "anders"),
    ],
)
def test_a_setting_that_cannot_be_is_named_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str, value: str
) -> None:
    kiosk(tmp_path, *NEW)
    before = shown(tmp_path, capsys)
    assert kiosk(tmp_path, "event", "set", key, value) == 2
    stderr = capsys.readouterr().err
    assert key in stderr
    assert stderr.count("\n") == 1
    assert shown(tmp_path, capsys) == before


@pytest.mark.parametrize(
    "wrong",
    [
        ("--date", "morgen"),
        ("--date", "9999-12-31"),
        ("--capacity", "x"),
        ("--timezone", "Mars/Noord"),
        ("--name", ""),
        ("--name", "a\nb"),
        ("--entrance", ""),
    ],
)
def test_an_event_that_cannot_be_leaves_nothing_behind(
    tmp_path: Path, wrong: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "station"
    assert kiosk(folder, *NEW, *wrong) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert not folder.exists()


def test_an_unknown_event_cannot_be_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk(tmp_path, *NEW)
    assert kiosk(tmp_path, "event", "use", "Herfstfeest") == 2
    assert "Herfstfeest" in capsys.readouterr().err
    assert kiosk(tmp_path, "event", "use", "") == 2
