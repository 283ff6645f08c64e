"""`kiosk bundle` and `kiosk sync`: exit codes, reports, and what each laptop knows afterwards."""

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli.main import main
from kiosk.domain.event_settings import FESTIVAL
from tests.sync.laptops import Laptop, another_laptop, first_laptop

LIST = "code;ticket;naam\n" + "".join(f"CODE-{n:012};A{n};Gast {n}\n" for n in range(1, 5))

Run = Callable[..., tuple[int, Any, str]]


@pytest.fixture
def laptops(tmp_path: Path) -> tuple[Laptop, Laptop]:
    admin = first_laptop(tmp_path / "kantoor")
    admin.take_list(tmp_path / "shop.csv", LIST)
    return admin, another_laptop(admin, tmp_path / "zuid", "Zuid 1")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def kiosk(laptop: Laptop, *arguments: object) -> tuple[int, Any, str]:
        capsys.readouterr()
        code = main(["--data", str(laptop.folder), "--lang", "nl", *map(str, arguments)])
        out, err = capsys.readouterr()
        return code, json.loads(out) if out.startswith(("{", "[")) else out, err

    return kiosk


def people_inside(laptop: Laptop) -> int:
    with laptop.open_store() as store:
        return store.counts.area_totals(store.event(), FESTIVAL, 0).inside


def test_a_bundle_is_written_and_read_and_says_what_was_new(
    laptops: tuple[Laptop, Laptop], tmp_path: Path, run: Run
) -> None:
    admin, south = laptops
    code, written, _ = run(admin, "bundle", "write", tmp_path / "x.kiosk", "--json")
    assert (code, written["logs"]) == (0, 2)
    code, report, _ = run(south, "bundle", "read", tmp_path / "x.kiosk", "--json")
    assert (code, report["refused"], report["lists"]) == (0, [], ["shop"])
    assert report["new_entries"] == written["entries"]
    code, report, _ = run(south, "bundle", "read", tmp_path / "x.kiosk", "--json")
    assert (code, report["new_entries"]) == (0, 0)


def test_one_bad_file_among_good_ones_is_named_and_leaves_exit_code_1(
    laptops: tuple[Laptop, Laptop], tmp_path: Path, run: Run
) -> None:
    admin, south = laptops
    good, bad = admin.write(tmp_path / "x.kiosk"), tmp_path / "foto.jpg"
    bad.write_bytes(b"\xff\xd8geen bundel")
    code, report, err = run(south, "bundle", "read", bad, good, "--json")
    assert code == 1
    assert report["new_entries"] > 0
    assert report["refused"] == [
        {"file": "foto.jpg", "log": None, "seq": None, "why": "unreadable"}
    ]
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("foto.jpg", "Er is niets overgenomen. foto.jpg: Dit is geen bestand van dit evenement"),
        ("er-niet.kiosk", "er-niet.kiosk: Dit bestand is er niet."),
        (".", "Dit is een map."),
    ],
)
def test_no_usable_file_is_exit_code_2_and_one_sentence(
    laptops: tuple[Laptop, Laptop], tmp_path: Path, run: Run, name: str, sentence: str
) -> None:
    (tmp_path / "foto.jpg").write_bytes(b"\xff\xd8geen bundel")
    code, out, err = run(laptops[1], "bundle", "read", tmp_path / name)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert sentence in err
    assert "Er is niets overgenomen" in err
    assert name in err or name == "."


def test_a_door_takes_no_list_of_its_own_but_may_see_what_one_would_change(
    laptops: tuple[Laptop, Laptop], tmp_path: Path, run: Run
) -> None:
    admin, south = laptops
    run(south, "bundle", "read", admin.write(tmp_path / "x.kiosk"))
    (tmp_path / "shop.csv").write_text(LIST + "CODE-000000000009;A9;Gast 9\n")
    before = run(south, "event", "show", "--json")[1]
    code, out, err = run(south, "tickets", "import", tmp_path / "shop.csv")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "'deur'" in err
    assert run(south, "event", "show", "--json")[1] == before
    assert run(south, "tickets", "import", tmp_path / "shop.csv", "--dry-run")[0] == 0


def test_a_bundle_that_cannot_be_written_leaves_the_one_that_was_there(
    laptops: tuple[Laptop, Laptop], tmp_path: Path, run: Run
) -> None:
    code, _, err = run(laptops[0], "bundle", "write", tmp_path / "er-niet" / "x.kiosk")
    assert code == 3
    assert "kan niet geschreven" in err


@pytest.mark.parametrize("command", [("bundle", "write"), ("close",)], ids=["write", "close"])
def test_what_another_laptop_left_in_a_file_of_that_name_is_in_it_still(
    laptops: tuple[Laptop, Laptop], run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    admin, south = laptops
    file = admin.write(tmp_path / "dag.kiosk")
    assert south.read(file).whole
    south.scan("CODE-000000000001")
    run(south, *command, file)
    run(admin, *command, file)
    assert people_inside(admin) == 1


def test_this_laptops_own_file_is_read_where_it_was_given_another_name(
    laptops: tuple[Laptop, Laptop], run: Run, tmp_path: Path
) -> None:
    office, _ = laptops
    shared = tmp_path / "gedeeld"
    shared.mkdir()
    run(office, "sync", shared)
    (file,) = shared.iterdir()
    file.rename(shared / file.name.replace("Kantoor", "Bureau"))
    _, results, _ = run(office, "sync", shared, "--json")
    assert results[0]["known_entries"] > 0


def test_two_laptops_that_use_one_folder_agree(
    laptops: tuple[Laptop, Laptop], tmp_path: Path, run: Run
) -> None:
    admin, south = laptops
    shared = tmp_path / "gedeeld"
    shared.mkdir()
    assert run(admin, "sync", shared)[0] == 0
    assert run(south, "sync", shared, "--once", "--json")[1][0]["new_entries"] > 0
    south.scan("CODE-000000000003")
    run(south, "sync", shared)
    code, outcomes, _ = run(admin, "sync", shared, "--json")
    assert (code, outcomes[0]["ok"], outcomes[0]["refused"]) == (0, True, [])
    exports = []
    for laptop in laptops:
        run(laptop, "attendance", "export", laptop.folder / "wie.csv")
        exports.append((laptop.folder / "wie.csv").read_bytes())
    assert exports[0] == exports[1]
    assert b"A3,Gast 3" in exports[0]
    assert len(list(shared.iterdir())) == 2


def test_a_remembered_folder_needs_no_name_any_more(
    laptops: tuple[Laptop, Laptop], tmp_path: Path, run: Run
) -> None:
    admin, _ = laptops
    code, _, err = run(admin, "sync")
    assert code == 2
    assert "nog geen map" in err
    assert run(admin, "sync", "add", tmp_path)[0] == 0
    assert run(admin, "sync", "list", "--json")[1] == [str(tmp_path)]
    assert run(admin, "sync")[0] == 0
    assert run(admin, "sync", "remove", tmp_path)[0] == 0
    assert run(admin, "sync", "remove", tmp_path)[0] == 2


def test_a_missing_folder_is_reported_and_safe_to_repeat(
    laptops: tuple[Laptop, Laptop], tmp_path: Path, run: Run
) -> None:
    admin, _ = laptops
    stick = tmp_path / "stick"
    stick.mkdir()
    run(admin, "sync", "add", stick)
    stick.rmdir()
    code, (outcome,), err = run(admin, "sync", "--json")
    assert outcome.pop("unsent") > 0
    assert (code, outcome) == (3, {"target": str(stick), "way": "folder", "ok": False})
    assert "kan niet gelezen" in err
    assert run(admin, "sync", stick)[0] == 2


def test_help_is_not_taken_for_a_folder(laptops: tuple[Laptop, Laptop], run: Run) -> None:
    code, out, _ = run(laptops[0], "sync", "--help")
    assert code == 0
    assert "gedeelde map" in out


def test_a_clock_that_is_far_off_is_reported_where_the_laptop_meets_others(
    laptops: tuple[Laptop, Laptop], tmp_path: Path, run: Run
) -> None:
    admin, south = laptops
    admin.clock.now = time.time_ns() // 1_000_000 + 20 * 60_000  # the other is that much behind
    code, _, err = run(south, "bundle", "read", admin.write(tmp_path / "x.kiosk"))
    assert code == 0
    assert "De klok van deze laptop loopt 19 minuten achter: het is" in err
    for command in ("headcount", "close", "station list"):
        assert "loopt 19 minuten achter" in run(south, *command.split())[2]


def test_a_laptop_says_that_its_personal_data_went_by_an_exchange(
    laptops: tuple[Laptop, Laptop], tmp_path: Path, run: Run
) -> None:
    admin, south = laptops
    assert run(admin, "purge", "--yes")[0] == 0
    stick = admin.write(tmp_path / "x.kiosk")
    assert "nu ook op deze laptop gewist" in run(south, "bundle", "read", stick)[2]
    assert "gewist" not in run(south, "bundle", "read", stick)[2]
