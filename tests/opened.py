"""Parts of the real backend over a data folder."""

from kiosk.backend.camera import CameraSelector
from kiosk.backend.exit_plan import ExitPlan
from kiosk.backend.headcount_backend import LocalHeadcount
from kiosk.backend.laptops_backend import LocalLaptops
from kiosk.backend.local_backend import LocalBackend
from kiosk.backend.open_station import OpenStation
from kiosk.runtime.data_folder import DataFolder
from kiosk.ui.laptops.stick_watcher import MountedVolumes


def backend_on(session: DataFolder, plan: ExitPlan | None = None) -> LocalBackend:
    """Open the whole backend as the window does."""
    camera = CameraSelector("0", named=False)
    return LocalBackend(session, camera, plan or ExitPlan(), MountedVolumes())


class _Closed(OpenStation):
    """A station without a door, for parts that use their own connections."""

    def __init__(self, session: DataFolder, event: str) -> None:
        self.session = session
        self._event = event

    @property
    def event(self) -> str:
        return self._event


def opened_laptops(session: DataFolder, event: str) -> LocalLaptops:
    """Open only the backend of the laptops."""
    return LocalLaptops(_Closed(session, event), ExitPlan(), MountedVolumes())


def opened_headcount(session: DataFolder, event: str) -> LocalHeadcount:
    """Open only the backend of the headcount."""
    return LocalHeadcount(_Closed(session, event))
