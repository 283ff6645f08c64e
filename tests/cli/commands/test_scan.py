"""`kiosk scan` as a real process: what scripts lean on."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import segno

from kiosk.checkin.desk import Desk
from kiosk.checkin.gate import Gate
from kiosk.cli.commands.scan import read_codes
from kiosk.cli.main import main
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Outcome
from tests.festival import DAY, HandClock, Row, festival, session_on

FIELDS = [
    "at",
    "outcome",
    "entry",
    "ticket",
    "name",
    "category",
    "people",
    "places",
    "entrance",
    "area",
    "direction",
    "station",
    "first",
    "again",
    "warnings",
    "note",
    "stated_time",
    "source",
    "ms",
]


def scan(
    folder: Path, *options: str, codes: bytes | None = None, language: str = "nl"
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kiosk", "--data", str(folder), "--lang", language, "scan"]
    source = [] if codes is None else ["--codes", "-"]
    return subprocess.run(
        [*command, *source, *options], input=codes or b"", capture_output=True, check=False
    )


def lines(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def outcomes(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return [line["outcome"] for line in lines(done)]


def made(folder: Path, rows: Sequence[Row], **settings: Any) -> Path:
    with festival(folder, rows, **settings):
        pass
    return folder


NOON = ("--at", f"{DAY}T12:00")


def test_a_line_has_all_that_the_contract_names_and_not_the_code(tmp_path: Path) -> None:
    folder = made(tmp_path, [Row("A1", name="Zoë", places=2)])
    done = scan(folder, *NOON, codes=b"C-A1\n")
    (line,) = lines(done)
    assert done.returncode == 0
    assert list(line) == FIELDS
    assert line["at"].startswith(f"{DAY}T12:00:0")
    assert line["at"].endswith("+02:00")
    assert (line["outcome"], line["ticket"], line["name"]) == ("admitted", "A1", "Zoë")
    assert (line["people"], line["places"], line["first"]) == (2, 2, None)
    assert (line["stated_time"], line["source"]) == (True, "codes:1")
    assert b"C-A1" not in done.stdout
    assert b"C-A1" not in done.stderr


def test_blank_lines_are_skipped_but_counted_and_bad_bytes_are_unknown(tmp_path: Path) -> None:
    folder = made(tmp_path, [Row("A1")])
    done = scan(folder, *NOON, codes=b"\n  \nC-A1\r\n\xff\xfe\n" + b"x" * 300_000 + b"\nC-A1")
    assert [(line["source"], line["outcome"]) for line in lines(done)] == [
        ("codes:3", "admitted"),
        ("codes:4", "unknown"),
        ("codes:5", "unknown"),
        ("codes:6", "already_inside"),
    ]
    assert done.returncode == 0


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_codes_that_windows_wrote_in_utf_16_are_read(encoding: str) -> None:
    stream = BytesIO("\ufeffC-A1\r\n\r\nC-Ĩ2\r\nC-A3".encode(encoding))

    read = [(one.code.strip(), one.source) for one in read_codes(stream)]
    assert read == [("C-A1", "codes:1"), ("C-Ĩ2", "codes:3"), ("C-A3", "codes:4")]


def test_in_and_out_and_in_again(tmp_path: Path) -> None:
    folder = made(tmp_path, [Row("A1")])
    came = scan(folder, "--at", f"{DAY}T12:00", "--entrance", "Zuid", codes=b"C-A1")
    left = scan(folder, "--at", f"{DAY}T13:00", "--out", codes=b"C-A1")
    back = scan(folder, "--at", f"{DAY}T14:00", codes=b"C-A1")
    assert outcomes(came) + outcomes(left) + outcomes(back) == ["admitted", "exited", "admitted"]
    (line,) = lines(back)
    assert line["again"] is True
    assert line["first"]["entrance"] == "Zuid"


def test_people_are_cut_to_the_free_places(tmp_path: Path) -> None:
    folder = made(tmp_path, [Row("G1", places=4)])
    (few,) = lines(scan(folder, *NOON, "--people", "3", codes=b"C-G1"))
    (rest,) = lines(scan(folder, "--at", f"{DAY}T12:30", "--people", "3", codes=b"C-G1"))
    (none,) = lines(scan(folder, "--at", f"{DAY}T12:40", "--people", "3", codes=b"C-G1"))
    assert (few["people"], rest["people"], rest["warnings"]) == (3, 1, ["people_cut"])
    assert none["outcome"] == "already_inside"


def test_without_a_person_a_policy_of_one_is_a_refusal(tmp_path: Path) -> None:
    folder = made(tmp_path, [Row("A1", entrances=("Zuid",)), Row("A2", status="unpaid")])
    done = scan(folder, *NOON, codes=b"C-A1\nC-A2\n")
    assert outcomes(done) == ["wrong_entrance", "unpaid"]
    assert lines(done)[0]["note"] == "Zuid"
    assert lines(done)[0]["entry"] is not None


def test_pictures_are_read_by_name_each_on_its_own(tmp_path: Path) -> None:
    folder = made(tmp_path / "station", [Row("A1"), Row("A2")])
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    segno.make_qr("C-A2").save(str(pictures / "b.png"), scale=8)
    segno.make_qr("C-A1").save(str(pictures / "a.png"), scale=8)
    (pictures / "c.png").write_bytes(b"no picture")
    done = scan(folder, *NOON, "--images", str(pictures))
    assert [(line["source"], line["outcome"]) for line in lines(done)] == [
        ("image:a.png", "admitted"),
        ("image:b.png", "admitted"),
    ]
    assert all(line["ms"]["decode"] > 0 for line in lines(done))
    assert b"c.png" in done.stderr


def test_half_of_a_split_code_stops_no_run_and_an_iphone_photo_is_named(tmp_path: Path) -> None:
    folder = made(tmp_path / "station", [Row("A1")])
    pictures = tmp_path / "pictures"
    pictures.mkdir()
    halves = segno.make_sequence("JUSTSOMETEXTINTWOCODES", symbol_count=2)
    halves[0].save(str(pictures / "a.png"), scale=6)
    segno.make_qr("C-A1").save(str(pictures / "b.png"), scale=8)
    (pictures / "c.heic").write_bytes(b"\x00\x00\x00\x1cftypheic" + bytes(40))
    done = scan(folder, *NOON, "--images", str(pictures))
    assert done.returncode == 0
    assert ("image:b.png", "admitted") in [(x["source"], x["outcome"]) for x in lines(done)]
    assert "c.heic is een foto van een iPhone (HEIC)." in done.stderr.decode()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--codes", "-", "--entrance", "Oost"), "Oost"),
        (("--codes", "-", "--area", "Zaal 9"), "Zaal 9"),
        (("--codes", "-", "--at", "half tien"), "half tien"),
        (("--codes", "-", "--at", ""), "2024-04-13T10:00"),
        (("--codes", "-", "--at", "0001-01-01T00:00"), "0001-01-01T00:00"),
        (("--codes", "-", "--at", "9999-12-31T23:59-11:00"), "9999-12-31T23:59"),
        (("--codes", "-", "--people", "0"), "--people"),
        (("--images", "/nowhere/at/all"), "/nowhere/at/all"),
        (("--video", "/nowhere/film.avi"), "film.avi"),
        ((), "--codes"),
        (("--nonsense",), "--nonsense"),
    ],
)
def test_unusable_input_is_reported_in_one_line(
    options: tuple[str, ...],
    named: str,
    language: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = made(tmp_path, [Row("A1")])
    code = main(["--data", str(folder), "--lang", language, "scan", *options])
    out, stderr = capsys.readouterr()
    assert (code, out) == (2, "")
    assert named in stderr
    assert stderr.count("\n") == 1
    assert "Traceback" not in stderr


def test_unusable_input_is_reported_in_one_line_by_the_process_too(tmp_path: Path) -> None:
    done = scan(made(tmp_path, [Row("A1")]), "--codes", "-", "--entrance", "Oost")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Oost" in done.stderr
    assert done.stderr.count(b"\n") == 1


def test_without_an_event_the_next_step_is_named(tmp_path: Path) -> None:
    done = scan(tmp_path, codes=b"C-A1\n")
    assert done.returncode == 2
    assert b"kiosk event new" in done.stderr


def test_a_station_stays_at_its_own_entrance_as_long_as_it_exists(tmp_path: Path) -> None:
    clock = HandClock()
    with festival(tmp_path, [Row("A1"), Row("A2")], clock=clock) as store:
        Desk(store).move_to(Gate(FESTIVAL, "Zuid"))
    (at_its_own,) = lines(scan(tmp_path, *NOON, codes=b"C-A1"))
    clock.advance(60)
    with session_on(tmp_path, clock).open_store() as store:
        Desk(store).change_setting("entrances", ["Noord", "West"])
    (at_the_first,) = lines(scan(tmp_path, *NOON, codes=b"C-A2"))
    assert (at_its_own["entrance"], at_the_first["entrance"]) == ("Zuid", "Noord")


def test_a_second_owner_of_a_folder_is_refused(tmp_path: Path) -> None:
    folder = made(tmp_path, [Row("A1")])
    with session_on(folder).lock():
        done = scan(folder, codes=b"C-A1\n")
    assert done.returncode == 2
    assert done.stderr.count(b"\n") == 1
    assert done.stdout == b""


def test_each_line_is_out_before_the_next_code_comes_in(tmp_path: Path) -> None:
    folder = made(tmp_path, [Row("A1")])
    command = [sys.executable, "-m", "kiosk", "--data", str(folder), "scan", "--codes", "-"]
    with subprocess.Popen(
        [*command, *NOON], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for code, outcome in ((b"C-A1", Outcome.ADMITTED), (b"C-A1", Outcome.JUST_SCANNED)):
            process.stdin.write(code + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["outcome"] == outcome
        process.stdin.close()
        assert process.wait(120) == 0


def test_a_guest_list_that_is_damaged_is_said_and_what_is_left_of_it_still_lets_guests_in(
    tmp_path: Path,
) -> None:
    with festival(tmp_path, [Row("A1"), Row("A2")]) as store:
        store.database.execute("DELETE FROM list_row WHERE ref = 'A2'")
    assert main(["--data", str(tmp_path), "verify", "--repair"]) == 1
    done = scan(tmp_path, "--at", f"{DAY}T12:00", codes=b"C-A1\nC-A2\n")
    assert outcomes(done) == ["admitted", "unknown"]
    assert (
        "De gastenlijst shop (2 rijen) is beschadigd: lees hem opnieuw in" in done.stderr.decode()
    )
