"""Checks a laptop before the doors open."""

from collections.abc import Iterator

from kiosk.admin.preflight.check import Check, attention, ok, unknown
from kiosk.admin.preflight.event_readiness import event_checks
from kiosk.admin.preflight.laptop_readiness import (
    battery_check,
    camera_check,
    codes_check,
    disk_check,
    screen_check,
    sound_check,
)
from kiosk.domain.roles import Role
from kiosk.errors import KioskError, UnusableInput
from kiosk.paths import MIGRATIONS
from kiosk.runtime.data_folder import DataFolder
from kiosk.store.integrity.verification import verify_file
from kiosk.store.sqlite.database import DatabaseError

_FIRST_CAMERA = "0"


def preflight(session: DataFolder) -> Iterator[Check]:
    """Yield the checks of this laptop and of its event; a failed one never stops the others.

    No entry is written. The camera is watched for some seconds, unless the program uses it.
    """
    session.make_folder()
    words = session.words
    checks, is_server = _event_checks(session)
    yield from checks
    yield disk_check(session.folder, words)
    yield battery_check(words)
    if is_server:
        return
    yield screen_check(words)
    yield sound_check(words)
    yield codes_check(words)
    if _is_open(session):
        yield unknown("camera", words.say("doctor.camera_in_window"))
    else:
        yield camera_check(session.settings.camera or _FIRST_CAMERA, words)


def _event_checks(session: DataFolder) -> tuple[list[Check], bool]:
    """Check the file and the event in it; also return whether this is a server."""
    words = session.words
    found: list[Check] = []
    is_server = False
    try:
        if not session.has_event():
            return [attention("event", words.say("doctor.no_event"))], False
        with session.open_store() as store:
            is_server = store.certificate.role is Role.HUB
            damaged = any(verify_file(store.database, MIGRATIONS))
            found.append(
                attention("file", words.say("doctor.file_damaged"))
                if damaged
                else ok("file", words.say("doctor.file"))
            )
            found.extend(event_checks(store, session.folder, session.clock.wall(), words))
    except KioskError as error:
        found.append(attention("event", words.error_text(error)))
    except DatabaseError:
        found.append(attention("file", words.say("doctor.file_damaged")))
    return found, is_server


def _is_open(session: DataFolder) -> bool:
    """Return whether the program runs on this folder; it then has the camera."""
    try:
        with session.lock(lost_too=True):
            return False
    except UnusableInput as error:
        return error.key == "error.folder_in_use"
    except KioskError:
        return False
