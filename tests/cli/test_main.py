import errno
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kiosk.cli.main import command_line, main

GUEST = "Saskia de Vries"


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The command line with a bug in it, which has a guest's name in its message."""

    def fail(*_: object, **__: object) -> None:
        raise ValueError(GUEST)

    monkeypatch.setattr(
        command_line, "get_command", lambda *_: click.Command("event", callback=fail)
    )
    yield
    for handler in logging.getLogger("kiosk").handlers:
        handler.close()
    logging.getLogger("kiosk").handlers.clear()


@pytest.mark.usefixtures("broken")
def test_a_bug_is_one_line_for_people_and_a_trace_without_values_in_the_log(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path / "new"), "--lang", "en", "event"]) == 3
    streams = capsys.readouterr()
    log = (tmp_path / "new" / "log" / "kiosk.log").read_text(encoding="utf-8")
    assert (streams.out, streams.err.count("\n")) == ("", 1)
    assert streams.err.startswith("Something went wrong in the program itself.")
    assert log.endswith("ValueError\n")
    assert GUEST not in log


def test_a_folder_without_a_name_is_not_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["--data", "", "--lang", "en", "event", "list"]) == 2
    assert capsys.readouterr().err.startswith("--data needs a folder.")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is one")
def test_a_window_without_a_display_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main(["--data", str(tmp_path), "--lang", "en"]) == 3
    out, stderr = capsys.readouterr()
    assert (out, stderr.count("\n"), "no display" in stderr) == ("", 1, True)


def test_a_name_with_line_ends_is_still_reported_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), "--lang", "en", "a\nb\x1b[2J"]) == 2
    assert capsys.readouterr().err == (
        "There is no command 'a b [2J'. Use --help to see how it works.\n"
    )


def test_an_unreadable_file_is_reported_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forbid(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "no", "/media/stick")

    monkeypatch.setattr(
        command_line, "get_command", lambda *_: click.Command("event", callback=forbid)
    )
    assert main(["--data", str(tmp_path), "--lang", "en", "event"]) == 3
    assert capsys.readouterr().err.startswith("The program may not read or write /media/stick.")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--data"],
        ["--data="],
        ["--data", ""],
        ["--data", "--lang", "en"],
        ["--data=-x"],
        ["--lang"],
        ["--lang="],
        ["--lang", ""],
        ["--lang", "de"],
        ["--lang=nl", "--lang"],
        ["--camera"],
        ["--windowed=yes"],
        ["--da", "x"],
        ["-x"],
        [""],
        ["", ""],
        ["event", ""],
        ["event", "--"],
        ["--", "--data"],
        ["tickets", "show", "--json="],
        ["demo", "--visitors"],
        ["demo", "--visitors", ""],
        ["scan", "--codes"],
        ["scan", "--codes="],
        ["\x00"],
    ],
    ids=str,
)
def test_arguments_that_mean_nothing_are_one_sentence_and_make_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path / "here" / "station"))
    assert main(arguments) == 2
    out, stderr = capsys.readouterr()
    assert (out, stderr.count("\n")) == ("", 1)
    assert list((tmp_path / "here").iterdir()) == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there always is one")
@pytest.mark.parametrize("arguments", [[], ["--"], ["--windowed"], ["--lang=en"]], ids=str)
def test_the_window_is_what_opens_without_a_command(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KIOSK_DATA", str(tmp_path))
    monkeypatch.setenv("KIOSK_LANG", "en")
    assert main(arguments) == 3
    assert capsys.readouterr().err.startswith("There is no display for the window.")


def test_a_bug_where_no_log_can_be_made_is_one_line_all_the_same(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError(GUEST)

    monkeypatch.setattr(
        command_line, "get_command", lambda *_: click.Command("event", callback=fail)
    )
    assert main(["--data", "/dev/null/x", "--lang", "en", "event"]) == 3
    stderr = capsys.readouterr().err
    assert (stderr.count("\n"), GUEST in stderr) == (1, False)
