"""This laptop's backend of the window: one object for each room of the window."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from kiosk.backend.camera import CameraSelector
from kiosk.backend.desk_backend import LocalDesk
from kiosk.backend.exit_plan import ExitPlan
from kiosk.backend.open_station import OpenStation
from kiosk.backend.scan_backend import LocalScan
from kiosk.backend.station_backend import LocalStation
from kiosk.checkin.pins import Pins
from kiosk.runtime.data_folder import DataFolder
from kiosk.runtime.disks import Volumes

if TYPE_CHECKING:  # loaded at first use: a scan does not need it
    from kiosk.backend.files_backend import LocalFiles
    from kiosk.backend.headcount_backend import LocalHeadcount
    from kiosk.backend.laptops_backend import LocalLaptops
    from kiosk.backend.network_backend import HubStarter, LocalNetwork
    from kiosk.backend.setup_backend import LocalSetup


class LocalBackend:
    """The backend of the window; opened and closed on the thread that owns the store."""

    def __init__(
        self,
        session: DataFolder,
        camera: CameraSelector,
        plan: ExitPlan,
        volumes: Volumes,
        start_hub: HubStarter | None = None,
    ) -> None:
        """`start_hub` runs the hub in this process; None if this laptop cannot be the hub."""
        self._opened = OpenStation(session)
        self._camera = camera
        self._plan = plan
        self._volumes = volumes
        self._start_hub = start_hub
        self.scan = LocalScan(self._opened)
        self.station = LocalStation(self._opened)

    @property
    def pins(self) -> Pins:
        """The PINs of the event."""
        return Pins(self._opened.store, self._opened.session.clock)

    @property
    def desk(self) -> LocalDesk:
        """The desk at the current gate."""
        return LocalDesk(self._opened.store, self._opened.door, self._opened.gate)

    @cached_property
    def headcount(self) -> LocalHeadcount:
        """Headcount and double entries."""
        from kiosk.backend.headcount_backend import LocalHeadcount  # noqa: PLC0415

        return LocalHeadcount(self._opened)

    @cached_property
    def files(self) -> LocalFiles:
        """Guest lists and attendance files."""
        from kiosk.backend.files_backend import LocalFiles  # noqa: PLC0415

        return LocalFiles(self._opened.session)

    @cached_property
    def laptops(self) -> LocalLaptops:
        """The other laptops, and exchanges with them."""
        from kiosk.backend.laptops_backend import LocalLaptops  # noqa: PLC0415

        return LocalLaptops(self._opened, self._plan, self._volumes)

    @cached_property
    def network(self) -> LocalNetwork:
        """The connection to a hub, and this laptop as the hub."""
        from kiosk.backend.network_backend import LocalNetwork  # noqa: PLC0415

        return LocalNetwork(self._opened, self._start_hub)

    @cached_property
    def setup(self) -> LocalSetup:
        """The first run."""
        from kiosk.backend.setup_backend import LocalSetup  # noqa: PLC0415

        return LocalSetup(self._opened, self._camera, self._volumes)

    def close(self) -> None:
        """Send the last entries to the hub, sign all entries, and close the file."""
        if "network" in vars(self):  # it was used
            self.network.close()
        self._opened.close()
