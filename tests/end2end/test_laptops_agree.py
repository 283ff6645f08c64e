"""Laptops as real processes that meet by stick, in any order and by accident: all agree."""

import csv
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from kiosk.cli.main import main
from kiosk.runtime.data_folder import DATABASE
from kiosk.store.station_store import StationStore
from tests.domain import oracle
from tests.festival import DAY, session_on
from tests.passphrases import quick_passphrases
from tests.sync.world import as_oracle

PROJECT = Path(__file__).parents[2]
GUESTS = 40
CODES = [f"CODE-{n:012}" for n in range(GUESTS)]
PLACES = [1 + n % 3 for n in range(GUESTS)]
PRESS = [f"PERS-{n:012}" for n in range(6)]
NAMES = ("Zuid 1", "Noord 2", "Balie")
SURROUNDINGS = (
    {"TZ": "Europe/Amsterdam", "LANG": "nl_NL.UTF-8"},
    {"TZ": "Pacific/Kiritimati", "LANG": "C"},
    {"TZ": "America/St_Johns", "LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
    {"TZ": "Asia/Kathmandu", "LANG": "POSIX", "LC_ALL": "C"},
)


@dataclass(frozen=True)
class Kiosk:
    """A laptop that is used by its command line alone."""

    folder: Path
    around: dict[str, str]

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        around = {**os.environ, **self.around}
        if not str(self.folder).isascii():
            around.pop("PYTHONUTF8", None)  # else its own path is no text there
        return subprocess.Popen(
            [sys.executable, "-m", "kiosk", "--data", str(self.folder), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=PROJECT,
            env=around,
        )

    def run(self, *arguments: str, codes: Sequence[str] = (), code: int = 0) -> str:
        process = self.start(*arguments)
        out, stderr = process.communicate("".join(f"{one}\n" for one in codes), timeout=240)
        assert process.returncode == code, (arguments, process.returncode, stderr)
        assert "Traceback" not in stderr
        return out

    def run_here(self, *arguments: str, code: int = 0) -> str:
        """Run a command in this process: where its surroundings and its start are not the point."""
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(io.StringIO()):
            assert main(["--data", str(self.folder), *arguments]) == code
        return out.getvalue()

    def scan(self, at: str, *options: str, codes: Sequence[str]) -> None:
        self.run("scan", "--codes", "-", "--at", f"{DAY}T{at}", *options, codes=codes)

    def read(self, *sticks: Path, code: int = 0) -> dict[str, Any]:
        out = self.run("bundle", "read", "--json", *map(str, sticks), code=code)
        return dict(json.loads(out))


def guests(path: Path, codes: Sequence[str], prefix: str, **changes: str) -> Path:
    rows = [
        f"{changes.get(f'{prefix}{n}', code)};{prefix}{n};Gast {prefix}{n};{1 + n % 3}"
        for n, code in enumerate(codes)
    ]
    path.write_text("\n".join(["code;ticket;naam;aantal", *rows, ""]), encoding="utf-8")
    return path


@pytest.fixture
def laptops(tmp_path: Path) -> list[Kiosk]:
    """Four laptops of one event: it is packed on one and the others join.

    The first of them joins as a process, with a real passphrase.
    """
    first, *others = [
        Kiosk(tmp_path / f"laptop{n}", around) for n, around in enumerate(SURROUNDINGS)
    ]
    first.run("event", "new", "Feest", "--date", DAY, "--entrance", "Noord", "--entrance", "Zuid")
    shop = guests(tmp_path / "shop.csv", CODES, "A")
    first.run_here("tickets", "import", str(shop), "--source", "shop")
    secret = tmp_path / "passphrase"
    secret.write_text("vier losse woorden samen", encoding="utf-8")
    given = ("--passphrase-file", str(secret))
    for one, name in zip(others, NAMES, strict=True):
        role = "desk" if name == "Balie" else "door"
        packing = ("event", "pack", str(tmp_path / name), "--role", role, *given)
        entrance = ("--entrance", "Zuid") if name == "Zuid 1" else ()
        joining = ("join", str(tmp_path / name), "--name", name, *entrance, *given)
        if one is others[0]:
            first.run(*packing)
            one.run(*joining)
        else:
            with quick_passphrases():
                first.run_here(*packing)
                one.run_here(*joining)
    return [first, *others]


def live_a_day(
    laptops: Sequence[Kiosk], random: Random, tmp_path: Path, hours: int, carriers: int
) -> None:
    """Let all doors scan apart, the desk and the lists change, and sticks go round by accident."""
    first, desk, sticks = laptops[0], laptops[3], list[Path]()
    for hour in range(10, 10 + hours):
        for one in laptops:
            options = random.choice([(), ("--out",), ("--people", "1")])
            one.scan(f"{hour}:{random.randrange(60):02}", *options, codes=random.sample(CODES, 12))
        if hour == 10:
            desk.run_here("tickets", "cancel", "A7")
            press = guests(tmp_path / "press.csv", PRESS, "P")
            first.run_here("tickets", "import", str(press), "--source", "pers")
            changed = guests(tmp_path / "shop2.csv", CODES, "A", A3="NIEUW-000000003")
            first.run_here("tickets", "import", str(changed), "--source", "shop")
            laptops[1].scan("10:59", codes=PRESS[:2])
        if hour == 11:
            desk.run_here("tickets", "reissue", "A9")
            first.run_here("tickets", "import", str(tmp_path / "shop.csv"), "--source", "shop")
        carry(laptops, random, tmp_path, sticks, carriers)


def carry(
    laptops: Sequence[Kiosk], random: Random, tmp_path: Path, sticks: list[Path], carriers: int
) -> None:
    """Write and read some sticks: old ones too, cut off ones, and killed in the middle."""
    for one in random.sample(list(laptops), carriers):
        stick = tmp_path / f"stick{len(sticks)}.kiosk"
        if random.random() < 0.4:
            kill(one, random, "bundle", "write", str(stick))
        one.run_here("bundle", "write", str(stick))
        sticks.append(stick)
        cut = tmp_path / "cut.kiosk"
        whole = stick.read_bytes()
        cut.write_bytes(whole[: random.randrange(len(whole))])
        reader = random.choice(list(laptops))
        reader.run_here("bundle", "read", str(cut), code=2)
        if random.random() < 0.4:
            kill(reader, random, "bundle", "read", str(stick))
        assert reader.read(*random.sample(sticks, min(3, len(sticks))))["refused"] == []


def kill(one: Kiosk, random: Random, *command: str) -> None:
    process = one.start(*command)
    time.sleep(0.15 + random.random() * 0.4)
    process.kill()
    process.communicate()


def meet(laptops: Sequence[Kiosk], tmp_path: Path) -> int:
    """Have all read what all others wrote; return how many entries were new somewhere."""
    new = 0
    for number, one in enumerate(laptops):
        last = [tmp_path / f"last{n}" for n in range(len(laptops)) if n != number]
        there = [path for path in last if path.exists()]
        if there:
            out = one.run_here("bundle", "read", "--json", *map(str, there))
            new += json.loads(out)["new_entries"]
        one.run_here("bundle", "write", str(tmp_path / f"last{number}"))
    return new


def figures(laptop: Kiosk, tmp_path: Path) -> tuple[bytes, dict[str, Any], str]:
    export = tmp_path / f"{laptop.folder.name}.csv"
    laptop.run("attendance", "export", str(export))
    count = json.loads(laptop.run("headcount", "--json"))
    own = ("as_of", "stations", "inside_at_most", "inside_likely", "per_minute")
    shared = {key: value for key, value in count.items() if key not in own}
    doubles = laptop.run("doubles", "--json", code=1)
    return export.read_bytes(), shared, doubles


def holds_with_oracle(store: StationStore, export: bytes, doubles: str) -> None:
    journal = list(as_oracle(store))
    folds = {one: oracle.fold(one, "festival", journal) for one in oracle.tickets_in(journal)}
    expected = {one["entry"]: one["people"] for fold in folds.values() for one in fold["doubles"]}
    assert {one["sides"][-1]["entry"]: one["people"] for one in json.loads(doubles)} == expected
    rows = {row["ticket"]: row for row in csv.DictReader(io.StringIO(export.decode("utf-8-sig")))}
    assert len(rows) == GUESTS + len(PRESS)
    inside = sum(int(row["people_inside"]) for row in rows.values())
    assert inside == sum(fold["inside"] for fold in folds.values())
    assert rows["A7"]["status"] == "cancelled"


def whole_day(
    laptops: list[Kiosk], tmp_path: Path, *, seed: int, hours: int, carriers: int
) -> None:
    random = Random(seed)  # noqa: S311  # the same day each time
    live_a_day(laptops, random, tmp_path, hours, carriers)
    assert meet(laptops, tmp_path) > 0
    meet(laptops, tmp_path)
    assert meet(laptops, tmp_path) == 0
    first, *others = [figures(one, tmp_path) for one in laptops]
    for other in others:
        assert other == first
    for one in laptops:
        one.run_here("verify")
        assert (one.folder / DATABASE).exists()
    with session_on(laptops[0].folder).open_store() as store:
        holds_with_oracle(store, first[0], first[2])


def test_four_laptops_that_meet_by_stick_agree_to_the_byte(
    laptops: list[Kiosk], tmp_path: Path
) -> None:
    whole_day(laptops, tmp_path, seed=1, hours=2, carriers=2)


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("seed", range(2, 8))
def test_four_laptops_agree_after_any_day(laptops: list[Kiosk], tmp_path: Path, seed: int) -> None:
    whole_day(laptops, tmp_path, seed=seed, hours=5, carriers=4)
