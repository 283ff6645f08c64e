"""The laptops that may connect; an impostor gets nothing."""

import json
import secrets
import socket
import ssl
import threading
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.admin.revoke_laptop import revoke
from kiosk.domain.roles import Role
from kiosk.errors import UnusableInput, WorldFailed
from kiosk.hub.hub_certificate import hub_certificate
from kiosk.hub.hub_runner import RunningHub
from kiosk.keys.hub_proofs import laptop_proof
from kiosk.sync.network.hub_address import HubAddress
from kiosk.sync.sender import outgoing_messages, sign_pending
from tests.hub.hubs import CODES, a_door, an_admin, ask, entries, exchange, hub_on
from tests.sync.laptops import Laptop, another_laptop


class Impostor:
    """Listens with a certificate of its own and notes all that it gets."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        certificate = hub_certificate(folder, "00" * 16)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate.path)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.got = b""
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        near, _ = self._listening.accept()
        try:
            with self._context.wrap_socket(near, server_side=True) as wire:
                self.got += wire.recv(65536)
        except OSError:
            pass

    def finish(self) -> bytes:
        self._thread.join(30)
        self._listening.close()
        return self.got


def key_of(laptop: Laptop, address: HubAddress) -> str:
    with pytest.raises(WorldFailed) as failed:
        exchange(laptop, address)
    return failed.value.key


def session(laptop: Laptop, hub: HubAddress, **changes: str) -> tuple[dict[str, str], int]:
    """Return the form by which a laptop asks for a session, and the status of its answer."""
    shown = json.loads(ask(hub, "POST", "/v1/challenge", b'{"nonce": "00"}').content)
    keys = laptop.keys
    proof = laptop_proof(keys.station_key, keys.event, hub.fingerprint, shown["nonce"])
    form = {"certificate": keys.certificate, "nonce": shown["nonce"], "signature": proof}
    form |= changes
    return form, ask(hub, "POST", "/v1/session", json.dumps(form).encode()).status


def token(laptop: Laptop, hub: HubAddress) -> str:
    form, _ = session(laptop, hub, signature="")
    keys = laptop.keys
    form["signature"] = laptop_proof(keys.station_key, keys.event, hub.fingerprint, form["nonce"])
    answer = ask(hub, "POST", "/v1/session", json.dumps(form).encode())
    return str(json.loads(answer.content)["token"])


def test_a_wrong_certificate_gets_no_byte(door: Laptop, tmp_path: Path) -> None:
    impostor = Impostor(tmp_path / "impostor")
    address = HubAddress("127.0.0.1", impostor.port, secrets.token_hex(32))
    assert key_of(door, address) == "error.hub_certificate"
    assert impostor.finish() == b""


def test_without_a_fingerprint_the_hub_proves_that_it_is_one(door: Laptop, hub: RunningHub) -> None:
    exchange(door, replace(hub.address, fingerprint=""))


def test_a_door_that_poses_as_the_hub_is_refused(
    admin: Laptop, door: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    posing = a_door(admin, tmp_path, "Nep")
    with pytest.raises(UnusableInput, match="hub_on_a_door"), hub_on(posing):
        pass
    monkeypatch.setattr("kiosk.hub.sqlite_storage.Role", type("Role", (), {"DOOR": None}))
    with hub_on(posing) as theirs:
        assert key_of(door, replace(theirs.address, fingerprint="")) == "error.hub_is_a_door"
        assert key_of(door, theirs.address) == "error.hub_is_a_door"


def test_a_laptop_of_another_event_is_refused(hub: RunningHub, tmp_path: Path) -> None:
    stranger = an_admin(tmp_path)
    assert key_of(stranger, hub.address) == "error.hub_other_event"
    assert session(stranger, hub.address)[1] == 403


def test_a_revoked_laptop_is_refused_at_once(
    admin: Laptop, hub: RunningHub, tmp_path: Path
) -> None:
    lost = a_door(admin, tmp_path, "Kwijt")
    exchange(lost, hub.address)
    lost.scan(CODES[0])
    exchange(lost, hub.address)
    bearer = f"Bearer {token(lost, hub.address)}"
    assert ask(hub.address, "GET", "/v1/have", authorization=bearer).status == 200
    with admin.open_store() as store:
        revoke(store, lost.station)
    answer = ask(hub.address, "GET", "/v1/have", authorization=bearer)
    assert (answer.status, answer.error) == (403, "revoked")
    assert key_of(lost, hub.address) == "error.hub_revoked"


def test_a_proof_counts_once_and_for_this_hub_alone(door: Laptop, hub: RunningHub) -> None:
    form, status = session(door, hub.address)
    assert status == 200
    replayed = ask(hub.address, "POST", "/v1/session", json.dumps(form).encode())
    assert (replayed.status, replayed.error) == (403, "proof")
    assert session(door, hub.address, nonce=secrets.token_hex(32))[1] == 403
    keys = door.keys
    foreign = laptop_proof(keys.station_key, keys.event, "ab" * 32, form["nonce"])
    assert session(door, hub.address, signature=foreign)[1] == 403


@pytest.mark.parametrize("path", ["/v1/have", "/v1/stream"])
def test_nothing_is_said_without_a_session(hub: RunningHub, path: str) -> None:
    for authorization in ("", "Bearer", "Bearer nothing", "Basic eA=="):
        answer = ask(hub.address, "GET", path, authorization=authorization)
        assert (answer.status, answer.error) == (401, "session")


def test_an_altered_batch_changes_nothing(admin: Laptop, door: Laptop, hub: RunningHub) -> None:
    exchange(door, hub.address)
    door.scan(CODES[5])
    with door.open_store() as store:
        sign_pending(store)
        lines = list(outgoing_messages(store))
    before = entries(admin)
    bearer = f"Bearer {token(door, hub.address)}"
    altered = [line.replace('\\"kind\\":\\"in\\"', '\\"kind\\":\\"ix\\"') for line in lines]
    assert altered != lines
    answer = ask(hub.address, "POST", "/v1/batches", packed(altered), authorization=bearer)
    assert answer.status == 200
    assert json.loads(answer.content)["new_entries"] == 0
    assert json.loads(answer.content)["refused"]
    assert entries(admin) == before
    again = [ask(hub.address, "POST", "/v1/batches", packed(lines), authorization=bearer)] * 2
    assert [json.loads(one.content)["refused"] for one in again] == [[], []]
    assert entries(admin) >= entries(door)


def packed(lines: list[str]) -> bytes:
    return zlib.compress("".join(f"{line}\n" for line in lines).encode())


def test_only_an_admin_leaves_invites(door: Laptop, hub: RunningHub, admin: Laptop) -> None:
    path = f"/v1/invites?token_hash={'ab' * 32}"
    bearer = f"Bearer {token(door, hub.address)}"
    assert ask(hub.address, "POST", path, b"x", authorization=bearer).error == "role"
    bearer = f"Bearer {token(admin, hub.address)}"
    assert ask(hub.address, "POST", path, b"x", authorization=bearer).status == 200


def test_a_desk_may_be_the_hub(admin: Laptop, door: Laptop, tmp_path: Path) -> None:
    desk = another_laptop(admin, tmp_path / "desk", "Balie", role=Role.DESK, clock=admin.clock)
    with hub_on(desk) as theirs:
        exchange(door, theirs.address)
