"""The hub of a simulated day: it dies, is restored from a backup, is replaced, or is lost."""

import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kiosk.runtime.local_address import free_port
from kiosk.simulation.day_plan import HubFate
from kiosk.simulation.processes import HubProcess, WatchProcess, run
from kiosk.simulation.simulated_laptops import Site, join_desk
from kiosk.sync.network.hub_address import HubAddress, read_hub_address
from kiosk.sync.network.known_hubs import hub_candidates, note_port, noted_port

_STICK_ROUNDS = 4


class HubOfTheDay:
    """The hub on the admin's laptop, and the laptop of the desk that can take its place."""

    def __init__(self, site: Site, fate: HubFate) -> None:
        self.folder = site.admin.folder
        """The folder of the laptop that is the hub now."""
        self.lock = threading.RLock()
        """Held while the folder is replaced."""
        self._site = site
        self._fate = fate
        self._process = HubProcess(self.folder, site.folder / "hub.log")
        self._desk: WatchProcess | None = None
        self._backup = site.folder / "hub.backup"
        self._passphrase = site.folder / "hub.passphrase"
        self.serves = True

    def start(self) -> HubAddress:
        """Start it on a free port; return its address."""
        line = self._process.start()
        address = read_hub_address(f"{line['url']}#{line['fingerprint']}")
        self._process.keep_port(address.port)
        return HubAddress("127.0.0.1", address.port, address.fingerprint)

    def prepare(self, address: HubAddress) -> None:
        """Join the laptop of the desk, if it will take over: others learn its address."""
        if self._fate is HubFate.TAKEN_OVER:
            self._desk = join_desk(self._site, address)
            note_port(self._desk.folder, free_port())  # the usual port may be that of another day
            self._desk.running()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def start_again(self) -> None:
        """Start it again on its port."""
        self._process.start()

    def back_up(self) -> None:
        """Back it up while it runs."""
        self._passphrase.write_text(secrets.token_hex(16), encoding="utf-8")
        run(self.folder, "backup", str(self._backup), *self._passphrase_option)

    def restore(self) -> None:
        """Replace its folder by the backup: all newer data on it is lost."""
        with self.lock:
            self._process.kill()
            self.folder.rename(self.folder.with_name("hub-lost"))
            run(self.folder, "restore", str(self._backup), *self._passphrase_option)
            self._process.start()

    def be_lost(self) -> None:
        """End it for good."""
        self._process.kill()
        self.serves = False

    def hand_over(self) -> None:
        """Let the desk's laptop be the hub, at the address that it announced.

        A person types the address at a laptop that was not connected since then.
        """
        assert self._desk is not None  # noqa: S101  # it was prepared
        folder = self._desk.folder
        port = noted_port(folder)
        assert port is not None  # noqa: S101  # it was noted when the laptop joined
        with self.lock:
            self.folder = folder
            self._process = HubProcess(folder, self._site.folder / "desk-hub.log")
            self._process.keep_port(port)
            address = self.start()
            self.serves = True
        for one in self._site.laptops:
            with one.session.open_store() as store:
                known = hub_candidates(store, one.folder)
            if address not in known:
                run(one.folder, "sync", "add", address.text)

    def carry_sticks(self, folders: list[Path], agree: Callable[[], bool]) -> None:
        """Carry a stick to all laptops until they agree, if there is no hub."""
        stick = self._site.folder / "stick"
        stick.mkdir(exist_ok=True)
        for _ in range(_STICK_ROUNDS):
            for folder in folders:
                run(folder, "sync", str(stick))
            if agree():
                return

    def close(self) -> None:
        """End all processes."""
        if self._desk is not None:
            self._desk.close()
        with suppress(ProcessLookupError):
            self._process.close()

    @property
    def _passphrase_option(self) -> tuple[str, str]:
        return "--passphrase-file", str(self._passphrase)
