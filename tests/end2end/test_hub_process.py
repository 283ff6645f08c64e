"""The hub and laptops as real processes on loopback."""

import json
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk.sync.network.hub_address import read_hub_address
from tests.end2end.test_laptops_agree import Kiosk
from tests.hub.hubs import CODES, a_door, an_admin, plain_tls
from tests.hub.test_hub_limits import cursor_in, received_until
from tests.hub.test_hub_trust import token
from tests.sync.laptops import Laptop


@pytest.fixture
def admin(tmp_path: Path) -> Laptop:
    return an_admin(tmp_path)


@pytest.fixture
def serving(admin: Laptop) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    process = Kiosk(admin.folder, {}).start("hub", "serve", "--host", "127.0.0.1", "--port", "0")
    try:
        assert process.stdout is not None
        yield process, json.loads(process.stdout.readline())
    finally:
        process.kill()
        process.communicate()


def test_laptops_agree_through_a_hub_that_ends_with_open_streams(
    admin: Laptop, serving: tuple[subprocess.Popen[str], dict[str, Any]], tmp_path: Path
) -> None:
    process, line = serving
    assert set(line) == {"url", "fingerprint", "phone_url", "events", "database"}
    assert (line["events"], line["database"]) == ([admin.event], "sqlite")
    address = read_hub_address(f"{line['url']}#{line['fingerprint']}")
    door, other = (Kiosk(a_door(admin, tmp_path, name).folder, {}) for name in ("Zuid", "West"))
    first = json.loads(door.run("sync", address.text, "--once", "--json"))
    assert [(one["way"], one["ok"], one["unsent"]) for one in first] == [("hub", True, 0)]
    door.run("scan", "--codes", "-", codes=[CODES[0]])
    door.run("sync", "--once", "--json")  # the scan may have ended before its entry was sent
    (result,) = json.loads(other.run("sync", address.url, "--json"))
    assert result["new_entries"] > 0
    again = json.loads(other.run("scan", "--codes", "-", codes=[CODES[0]]))
    assert again["outcome"] == "already_inside"
    with plain_tls(address) as wire:
        bearer = token(admin, address)
        head = f"GET /v1/stream HTTP/1.1\r\nhost: h\r\nauthorization: Bearer {bearer}\r\n\r\n"
        wire.sendall(cursor_in(address, bearer, head))
        assert b"heartbeat" in received_until(wire, b"heartbeat")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
        assert time.monotonic() - began < 20  # 1 s on a machine that does nothing else
    assert not (admin.folder / "hub.json").exists()
    other.run("sync", "add", address.text)
    assert json.loads(other.run("sync", "list", "--json")) == [address.text]
    (gone,) = json.loads(other.run("sync", "--json", code=3))
    assert gone["ok"] is False


def test_a_server_without_keys_joins_and_connects(admin: Laptop, tmp_path: Path) -> None:
    words = tmp_path / "words"
    words.write_text("vier woorden met ruimte genoeg")
    file, kiosk = tmp_path / "server.kiosk-event", Kiosk(admin.folder, {})
    kiosk.run("event", "pack", str(file), "--role", "hub", "--passphrase-file", str(words))
    server = Kiosk(tmp_path / "server", {})
    server.run("join", str(file), "--passphrase-file", str(words))
    server.run("scan", "--codes", "-", codes=[CODES[0]], code=2)
    process = server.start("hub", "serve", "--host", "127.0.0.1", "--port", "0")
    try:
        assert process.stdout is not None
        line = json.loads(process.stdout.readline())
        door = Kiosk(a_door(admin, tmp_path, "Zuid").folder, {})
        address = f"{line['url']}#{line['fingerprint']}"
        (result,) = json.loads(door.run("sync", address, "--json"))
        assert (result["way"], result["ok"]) == ("hub", True)
        (scanned,) = door.run("scan", "--codes", "-", codes=[CODES[0]]).splitlines()
        assert json.loads(scanned)["name"] == "Geheime Gast"
        count = json.loads(server.run("headcount", "--json"))
        assert count["expected"] == len(CODES)
    finally:
        process.kill()
        process.communicate()


def test_a_folder_has_one_owner_and_a_port_one_hub(
    admin: Laptop, serving: tuple[subprocess.Popen[str], dict[str, Any]], tmp_path: Path
) -> None:
    _, line = serving
    Kiosk(admin.folder, {}).run("hub", "serve", "--port", "0", code=2)
    port = str(read_hub_address(line["url"]).port)
    second = an_admin(tmp_path / "second")
    Kiosk(second.folder, {}).run("hub", "serve", "--host", "127.0.0.1", "--port", port, code=3)
    door = a_door(admin, tmp_path, "Deur")
    Kiosk(door.folder, {}).run("hub", "serve", "--port", "0", code=2)
