"""The checks of the laptop itself: disk, battery, screen, loudspeaker, camera and decoders."""

import queue
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from kiosk.admin.preflight.check import Check, attention, ok, unknown
from kiosk.camera.camera_state import CameraState
from kiosk.reports.laptop_health import LOW_BATTERY_PERCENT, LOW_DISK_MB
from kiosk.runtime.battery import battery_charge
from kiosk.runtime.display import has_display
from kiosk.runtime.loudspeakers import loudspeakers
from kiosk.texts import Texts

_MB = 2**20
_CAMERA_S = 30.0
"""The longest wait for a camera: Media Foundation opens some webcams in 20 s."""
_WATCHED_S = 3.0
"""The time that its picture is watched: a black picture is recognised after 2 s."""


def disk_check(folder: Path, words: Texts) -> Check:
    """Check the free space of the disk of an existing folder."""
    free_mb = shutil.disk_usage(folder).free // _MB
    if free_mb < LOW_DISK_MB:
        return attention("disk", words.say("doctor.disk_low", mb=free_mb))
    return ok("disk", words.say("doctor.disk", gb=free_mb // 1024))


def battery_check(words: Texts) -> Check:
    """Check whether this laptop is plugged in, and its charge."""
    charge = battery_charge()
    if charge is None:
        return unknown("battery", words.say("doctor.no_battery"))
    percent, plugged = charge
    if plugged:
        return ok("battery", words.say("doctor.plugged", percent=percent))
    key = "doctor.battery_low" if percent <= LOW_BATTERY_PERCENT else "doctor.unplugged"
    return attention("battery", words.say(key, percent=percent))


def screen_check(words: Texts) -> Check:
    """Check whether the window can open."""
    if has_display():
        return ok("screen", words.say("doctor.screen"))
    return unknown("screen", words.say("doctor.no_screen"))


def sound_check(words: Texts) -> Check:
    """Check whether there is a loudspeaker."""
    found = loudspeakers()
    if found:
        return ok("sound", words.say("doctor.sound", name=found[0]))
    return attention("sound", words.say("doctor.no_sound"))


def codes_check(words: Texts) -> Check:
    """Check whether both decoders read a drawn code."""
    from kiosk.camera.decoding.drawn_code import decoders_that_read  # noqa: PLC0415 - OpenCV

    reads = decoders_that_read()
    if not reads.zxing:
        return attention("codes", words.say("doctor.no_codes"))
    if not reads.pyzbar:
        return attention("codes", words.say("doctor.one_decoder"))
    return ok("codes", words.say("doctor.codes"))


def camera_check(name: str, words: Texts) -> Check:
    """Watch a camera (as in `--camera`) for some seconds; it must be free."""
    from kiosk.camera.frame_source import open_source  # noqa: PLC0415 - OpenCV loads slowly
    from kiosk.camera.watcher import Listener, Watcher  # noqa: PLC0415

    states: queue.SimpleQueue[CameraState] = queue.SimpleQueue()
    listener = Listener(
        on_frame=lambda: None,
        on_code=lambda _: None,
        on_sight=lambda _: None,
        on_state=states.put,
        on_advice=lambda _: None,
    )
    watcher = Watcher(open_source(name), listener, None)
    watcher.start()
    try:
        last = list(_states(states))[-1]
    finally:
        watcher.stop()
    text = words.say(last.value, camera=watcher.label)
    return ok("camera", text) if last is CameraState.READY else attention("camera", text)


def _states(states: queue.SimpleQueue[CameraState]) -> Iterator[CameraState]:
    """Yield the states of a camera until it has given a picture for some seconds, or failed."""
    yield CameraState.STARTING
    until = time.monotonic() + _CAMERA_S
    while (left := until - time.monotonic()) > 0:
        try:
            state = states.get(timeout=left)
        except queue.Empty:
            return
        yield state
        match state:
            case CameraState.STARTING:
                continue
            case CameraState.READY:
                until = time.monotonic() + _WATCHED_S
            case _:
                return
