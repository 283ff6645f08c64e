"""All that a reader or the door sees of a folder, as a person and a script get to see it."""

import io
import json
import logging
from collections.abc import Iterator, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from hashlib import sha256
from pathlib import Path
from re import sub

import click
from pysqlite3 import dbapi2 as sqlite3

from kiosk.checkin.door import Door
from kiosk.checkin.gate import Gate
from kiosk.cli.main import COMMANDS, _command
from kiosk.domain.event_settings import FESTIVAL
from kiosk.errors import KioskError
from kiosk.runtime.data_folder import DATABASE, DataFolder
from tests.festival import HandClock, session_on

_READERS = (
    ("tickets", "list", "--json"),
    ("attendance", "export", "a.csv", "--fields", "ticket,name,organisation,booked_by,category,"
     "places,status,attended,inside,first_in,first_entrance,first_station,last_out,entries,"
     "double_entries,refusals,note,source,walk_in,people_admitted,people_inside,email"),
    ("attendance", "export", "s.csv", "--per-scan"),
    ("headcount", "--json"),
    ("headcount", "--json", "--area", "Zaal"),
    ("doubles", "--json"),
    ("station", "list", "--json"),
    ("event", "show", "--json"),
    ("event", "list"),
)  # fmt: skip
_DATABASE_OR_LOCK = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", ".lock")
_REFS = ("T-0000", "T-0003", "T-0020", "T-0060")
_NAMES = ("zoe", "ja", "el idrissi", "t-0044", "genodigde 7", "invaller", "inloop")

logging.getLogger("kiosk").addHandler(logging.NullHandler())


def ran(session: DataFolder, *arguments: str) -> tuple[int, str, str]:
    """Run a command in this process: its exit code, its output, and its messages to people."""
    name, *rest = arguments
    assert name in COMMANDS
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = _command(name).main(
                list(rest), prog_name=name, standalone_mode=False, obj=session
            )
        except KioskError as error:
            print(session.words.error_text(error), file=err)
            code = error.exit_code
        except click.ClickException as error:
            print(error, file=err)
            code = 2
        except Exception as error:  # noqa: BLE001  # as the process boundary does
            print("BUG", repr(error), file=err)
            code = 3
    return code if isinstance(code, int) else 0, out.getvalue(), err.getvalue()


def seen(folder: Path, clock: HandClock, codes: Sequence[str]) -> dict[str, str]:
    """Return what each reader and the door say; the folder is written to, so give it a copy."""
    session = session_on(folder, clock)
    shown: dict[str, str] = {}
    asked = [
        *_READERS,
        *(("tickets", "show", ref) for ref in _REFS),
        *(("tickets", "find", name, "--json") for name in _NAMES),
    ]
    for arguments in asked:
        inside = [str(folder / one) if one.endswith(".csv") else one for one in arguments]
        code, out, err = ran(session, *inside)
        files = [Path(one) for one in inside if one.endswith(".csv")]
        read = "".join(file.read_text("utf-8-sig") for file in files if file.exists())
        bug = err if "BUG" in err else ""
        shown[" ".join(arguments)[:40]] = f"{code} {out}{read}{bug}"
    shown["door"] = _door(session, codes)
    return shown


def _door(session: DataFolder, codes: Sequence[str]) -> str:
    """Scan every code, newest guest first; nothing needs to survive."""
    try:
        with session.open_store() as store:
            store.database.execute("PRAGMA synchronous=OFF")
            door = Door(store, Gate(FESTIVAL, "Noord"))
            last = "WDHS-00000092-kaart"
            answers = [door.scan(code) for code in (last, *codes)]
            on_duty = store.operators.on_duty(store.keys.station)
            names = sorted(one.name for one in store.operators.known())
            shown = [
                (
                    str(one.verdict.outcome),
                    one.verdict.ticket.name if one.verdict.ticket else None,
                    one.verdict.people,
                )
                for one in answers
            ]
            return json.dumps([shown, names, on_duty.operator.name if on_duty else None])
    except KioskError as error:
        return f"{error.key}"
    except Exception as error:  # noqa: BLE001  # the door failed, in whichever way
        return f"BUG {error!r}"


def fingerprint(folder: Path) -> str | None:
    """Return the hash of all rows and files of a folder, on which depends what is seen of it.

    None if its database is damaged: then what is read depends on the way to it.
    """
    found = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith(_DATABASE_OR_LOCK):
            found.update(f"{path.relative_to(folder)}\n".encode())
            found.update(path.read_bytes())
    try:
        with closing(sqlite3.connect(f"file:{folder / DATABASE}?mode=ro", uri=True)) as database:
            if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return None
            for row in _all_rows(database):
                found.update(repr(row).encode())
    except (
        sqlite3.DatabaseError,
        UnicodeDecodeError,
    ):  # the message has bytes of the damaged schema
        return None
    return found.hexdigest()


def _all_rows(database: sqlite3.Connection) -> Iterator[tuple[object, ...]]:
    yield from database.execute("PRAGMA user_version")
    schema = database.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
    yield from schema
    for kind, name, sql in schema:
        if kind == "table" and not sql.startswith("CREATE VIRTUAL"):
            yield (name,)
            yield from database.execute(f'SELECT * FROM "{name}"')  # noqa: S608  # from the schema


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return the readers that say something else."""
    return [name for name in before if before[name] != after[name]]


def without_unsent(shown: dict[str, str]) -> dict[str, str]:
    """Return the outputs without the number of entries that exist on this laptop alone.

    The replicas are not rebuilt: until the next exchange, all entries count as only here.
    """
    return {name: sub(r', "unsent": \d+', "", text) for name, text in shown.items()}
