"""Two windows and a third laptop in a network: invited, cut off, and without their hub.

`make windows` runs it, and leaves a picture of each step in build/windows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication

from kiosk.checkin.pins import Pins
from kiosk.domain.event_settings import FESTIVAL
from kiosk.domain.verdict import Colour
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.network.known_hubs import own_hub
from kiosk.texts import load_words
from tests.end2end.cable import Cable, cable_to
from tests.end2end.screen import INSTALLED, Screen, window
from tests.hub.hubs import CODES, RealClock, a_door, an_admin, entries, wait_until
from tests.sync.laptops import Laptop

pytestmark = [pytest.mark.slow, pytest.mark.xvfb, pytest.mark.timeout(900)]

PIN = "246810"
DUTCH = load_words("nl")
ZONE = ZoneInfo("Europe/Amsterdam")
SERVE = "Laat deze laptop verbinden"
WITHIN_S = 1.0
_CLIPBOARD = """
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
print(app.clipboard().text())
"""


@dataclass
class Album:
    """Keeps a picture of each step of the story."""

    folder: Path
    number: int = 0

    def keep(self, screen: Screen, name: str) -> None:
        self.number += 1
        assert screen.still().save(str(self.folder / f"{self.number:02} {name}.png"))


@pytest.fixture
def album(tmp_path: Path) -> Album:
    folder = Path(os.environ.get("KIOSK_PICTURES", tmp_path / "pictures"))
    folder.mkdir(parents=True, exist_ok=True)
    return Album(folder)


@pytest.fixture
def admin(tmp_path: Path) -> Laptop:
    made = an_admin(tmp_path)
    with made.open_store() as store:
        Pins(store, made.clock).set_pin(PIN)
    return made


def answer_of(laptop: Laptop, *command: str) -> Any:
    """Return what the command line of a laptop says beside its window."""
    run = [*INSTALLED, "--data", str(laptop.folder), *command]
    done = subprocess.run([*run, "--json"], capture_output=True, check=True)
    return json.loads(done.stdout)


def exported(laptop: Laptop, aside: Path) -> bytes:
    file = aside / f"{laptop.folder.name}.csv"
    run = [*INSTALLED, "--data", str(laptop.folder), "attendance", "export", str(file)]
    subprocess.run([*run, "--per-scan"], capture_output=True, check=True)
    return file.read_bytes()


def copied(screen: Screen) -> str:
    """Return the text that was copied on a screen."""
    around = {**os.environ, "DISPLAY": screen.display, "QT_QPA_PLATFORM": "xcb"}
    command = [sys.executable, "-c", _CLIPBOARD]
    done = subprocess.run(command, env=around, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def since(began: datetime, text: str) -> list[str]:
    """Return a text with each time (`{at}`) from a moment until now."""
    now, texts = datetime.now(ZONE), list[str]()
    at = began.replace(second=0, microsecond=0)
    while at <= now:
        texts.append(text.format(at=at.strftime("%H:%M")))
        at += timedelta(minutes=1)
    return texts


def reads_since(screen: Screen, began: datetime, text: str) -> None:
    """Wait until a screen says a text with a time (`{at}`) from a moment until now."""
    screen.reads(text.partition(" {at}")[0])
    assert screen.shows(*since(began, text))


def inside(laptop: Laptop) -> int:
    with laptop.open_store() as store:
        return store.counts.inside(store.event(), FESTIVAL)


def agree(*laptops: Laptop) -> None:
    """Wait until all have the same entries."""
    wait_until(lambda: len({frozenset(entries(one)) for one in laptops}) == 1)


@contextmanager
def opened(laptop: Path, aside: Path, name: str) -> Iterator[Screen]:
    folder = aside / name
    folder.mkdir()
    with window(laptop, folder, program=INSTALLED) as screen:
        yield screen


@contextmanager
def following(laptop: Laptop, hub: HubAddress) -> Iterator[None]:
    """Keep a laptop without a window connected, as `kiosk sync --watch` does."""
    command = [*INSTALLED, "--data", str(laptop.folder), "sync", "--watch"]
    subprocess.run([*command[:-1], "add", hub.text], capture_output=True, check=True)
    silent = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=silent, stderr=silent)
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)


def scans(screen: Screen, code: str, expected: Colour) -> None:
    """Scan a code; once more where the keys of the scanner came too slowly to be one code."""
    screen.scan(code)
    if screen.colour_of_card(expected, Colour.RED) is not expected:
        screen.scan(code)
        screen.card(expected)


def becomes_the_hub(screen: Screen, admin: Laptop) -> HubAddress:
    screen.ready()
    screen.press("F5")
    screen.click("Meer")
    screen.click(SERVE)
    screen.reads("Stop met verbinden")
    hub = own_hub(admin.folder)
    assert hub is not None
    return hub


def invites_a_desk(screen: Screen, album: Album) -> str:
    screen.click("Nodig een laptop uit …")
    screen.reads("Waarvoor is de nieuwe laptop?", "2   balie")
    screen.press("2")
    screen.click("Kopieer de regel")
    screen.reads("De regel is gekopieerd.")
    album.keep(screen, "A shows the invite")
    line = copied(screen)
    screen.press("Escape", "Escape", "Escape")
    return line


def joins(screen: Screen, line: str, album: Album) -> None:
    screen.reads("Nieuw evenement")
    screen.press("2")
    screen.click("Plak de hele regel")
    screen.scan(line, "")
    album.keep(screen, "B has the line")
    screen.press("Return")
    screen.reads("Deze laptop krijgt de rol: balie.")
    screen.press("Return")
    screen.reads("Gast zonder ticket (Ctrl+1)")
    screen.press("Escape")


def agrees_within_a_second(a: Screen, b: Laptop, codes: Sequence[str]) -> float:
    """Return the shortest time from a green card on one screen to its entry at the other laptop."""
    took = []
    for code in codes:
        before = inside(b)
        scans(a, code, Colour.GREEN)
        green = time.monotonic()
        wait_until(lambda before=before: inside(b) > before)  # type: ignore[misc]  # of this round
        took.append(time.monotonic() - green)
    return min(took)


def follows_the_headcount(a: Screen, b: Screen, code: str, album: Album) -> None:
    b.press("F3")
    b.reads("Pincode van de organisator")
    b.type(PIN)
    b.press("Return")
    b.reads("hoogstens 9")
    scans(a, code, Colour.GREEN)
    b.reads("hoogstens 10")
    album.keep(b, "B follows the headcount")
    b.press("Escape")


def is_cut_off_and_comes_back(
    screens: tuple[Screen, Screen], laptops: tuple[Laptop, Laptop], cable: Cable, album: Album
) -> None:
    (a, b), (admin, desk) = screens, laptops
    began = datetime.now(ZONE)
    cable.pull()
    scans(b, CODES[20], Colour.GREEN)
    scans(a, CODES[21], Colour.GREEN)
    b.press("F5")
    reads_since(b, began, "Kantoor is weg sinds {at}.")
    (own,) = [one for one in answer_of(desk, "headcount")["stations"] if "unsent" in one]
    unsent = own["unsent"]
    assert unsent > 0
    b.reads(DUTCH.say("network.unsent", n=unsent))
    album.keep(b, "B is cut off")
    b.press("Escape")
    reads_since(b, began, f"Los sinds {{at}}, {unsent} te delen.")
    album.keep(b, "B says so below its camera")
    assert entries(admin) != entries(desk)
    cable.plug()
    reads_since(b, began, "Verbonden sinds {at}.")
    agree(admin, desk)
    album.keep(b, "B is back")


def takes_over(b: Screen, desk: Laptop, album: Album) -> None:
    began = datetime.now(ZONE)
    b.press("F5")
    reads_since(b, began, "Kantoor is weg sinds {at}.")
    b.reads(SERVE)
    album.keep(b, "B may connect the others")
    b.click(SERVE)
    wait_until(lambda: own_hub(desk.folder) is not None)
    b.reads("Deze laptop verbindt de andere")
    album.keep(b, "B connects the others")
    b.press("Escape")
    scans(b, CODES[22], Colour.GREEN)


def test_laptops_agree_through_an_invite_a_cut_and_the_death_of_their_hub(
    qapp: QApplication, admin: Laptop, album: Album, tmp_path: Path
) -> None:
    assert qapp is not None
    desk, door = Laptop(tmp_path / "desk", RealClock()), a_door(admin, tmp_path, "Zuid")
    door.read(admin.write(tmp_path / "stick.kiosk"))
    with opened(desk.folder, tmp_path, "b") as b, opened(admin.folder, tmp_path, "a") as a:
        hub = becomes_the_hub(a, admin)
        album.keep(a, "A connects the others")
        with cable_to(hub) as cable, following(door, cable.address):
            for_all = ("event", "set", "hub", cable.address.text)
            run = [*INSTALLED, "--data", str(admin.folder), *for_all]
            subprocess.run(run, capture_output=True, check=True)
            line = invites_a_desk(a, album).replace(hub.url, cable.address.url)
            joins(b, line, album)
            assert agrees_within_a_second(a, desk, CODES[:9]) < WITHIN_S
            scans(b, CODES[8], Colour.ORANGE)
            album.keep(b, "B has seen it already")
            follows_the_headcount(a, b, CODES[9], album)
            is_cut_off_and_comes_back((a, b), (admin, desk), cable, album)
            agree(admin, desk, door)
            a.process.kill()
            a.process.wait(60)
            takes_over(b, desk, album)
            agree(desk, door)  # it found the new hub by itself
            comes_back(b, (admin, desk, door), album, tmp_path)
    assert len({exported(one, tmp_path) for one in (admin, desk, door)}) == 1


def comes_back(
    b: Screen, laptops: tuple[Laptop, Laptop, Laptop], album: Album, aside: Path
) -> None:
    admin, _, _ = laptops
    with opened(admin.folder, aside, "a again") as again:
        again.ready()
        agree(*laptops)
        scans(again, CODES[22], Colour.ORANGE)
        album.keep(again, "A is back and knows all")
        scans(again, CODES[23], Colour.GREEN)
        agree(*laptops)
        b.press("F5")
        b.reads("Alle 3 gehoord.")
        album.keep(b, "B hears all")
        counted = [answer_of(one, "headcount") for one in laptops]
        assert [one["inside"] for one in counted] == [14, 14, 14]
        assert all(answer_of(one, "verify")["ok"] for one in laptops)
